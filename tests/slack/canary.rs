//! The canary: whatever comes in, readable or not, no word of it is logged.

use bonsens_fake_slack::{Fault, sign};

use crate::connection::{now, send};
use crate::log::Log;
use crate::office::{Office, Way};

/// Words of what people write, whatever way they write it.
const CANARIES: [&str; 6] = [
    "Kestrel7!plumage",
    "plumage",
    "zebrafinch",
    "wagtail",
    "chiffchaff",
    "blackcap",
];

#[tokio::test]
async fn no_word_that_comes_in_is_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // For the whole process: the other stories may be logged too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let mut office = Office::open_by(Way::Http, bonsens_fake_slack::Options::hurried()).await;
    let text = format!("zebrafinch says the wifi password is {}", CANARIES[0]);
    // Slack's answers quote what they were sent; none of that is ours to log.
    office
        .slack
        .fail("chat.postEphemeral", 1, Fault::Error("no_text"));
    office.slack.fail("users.info", 1, Fault::ServerError);
    let ts = office.ana.posts(&office.general, text.as_str());
    office.hears("message-posted", 1).await;
    office
        .ana
        .edits(&office.general, &ts, &format!("{text}!"))
        .unwrap();
    office.hears("message-edited", 1).await;
    office
        .ana
        .commands(&office.general, "/charter", &format!("check {text}"));
    office.hears("draft-checked", 1).await;
    office.ana.commands(&office.general, "/charter", &text);
    office.ana.mentions_bot(&office.general, &text);
    office.hears("question-asked", 3).await;
    office.ana.tells_bot(text.as_str());
    office.hears("question-asked", 4).await;
    office.ana.uses_shortcut("bonsens:check-draft");
    let ana = office.ana.clone();
    office
        .slack
        .until("the window opens", || ana.modal().is_some())
        .await;
    office.ana.submits(&[("text", &text)]).unwrap();
    office.hears("draft-checked", 2).await;
    let question = "what does the charter say of a wagtail?";
    office.ana.commands(&office.general, "/charter", question);
    let offered = || {
        let seen = office.ana.sees(&office.general).into_iter().rev();
        seen.map(|seen| (seen.actions(), seen.ts))
            .find(|(actions, _)| actions.iter().any(|one| one == "bonsens:ask-about"))
    };
    let what = "a person can be asked";
    office.slack.until(what, || offered().is_some()).await;
    let (_, ts) = offered().unwrap();
    office
        .ana
        .presses(&office.general, &ts, "bonsens:ask-about")
        .unwrap();
    office
        .fills_in(&office.ana, &[("text", "a chiffchaff")])
        .await;
    let name = "admin codename add blackcap";
    office.noa.commands(&office.general, "/charter", name);
    office.hears("settings-changed", 1).await;
    office.store.breaks();
    office.ana.posts(&office.general, text.as_str());
    let again = || {
        office
            .slack
            .ledger()
            .iter()
            .any(|delivery| delivery.attempts.len() > 1)
    };
    office.slack.until("it is sent again", again).await;
    office.store.opens();
    for body in [
        format!(r#"{{"type":"event_callback","event":{{"type":"{text}"}}}}"#),
        format!(r#"{{"type":"event_callback","event":"{text}"}}"#),
        text.clone(),
    ] {
        let signature = sign(&office.acme.signing_secret(), now(), &body);
        assert_eq!(
            send(&office, "/slack/events", &body, &signature, now()).await,
            200
        );
        assert_eq!(
            send(&office, "/slack/events", &body, "v0=00", now()).await,
            401
        );
    }
    office.slack.quiet().await;
    assert!(office.ignored("malformed") >= 2 && office.ignored("unknown") >= 1);
    office.closes().await.unwrap();

    let log = String::from_utf8_lossy(&log.bytes()).into_owned();
    assert!(
        log.contains("message-posted"),
        "the test would prove nothing"
    );
    for canary in CANARIES {
        let line = log.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "{canary} is logged");
    }
    for secret in [office.acme.bot_token(), office.acme.signing_secret()] {
        assert!(!log.contains(&secret), "a secret is logged");
    }
}
