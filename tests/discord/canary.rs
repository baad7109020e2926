//! The canary: whatever comes in, readable or not, no word of it is logged.

use bonsens_fake_discord::{Fault, Post};

use crate::log::Log;
use crate::office::Office;

/// Words of what people write, whatever way they write it.
const CANARIES: [&str; 7] = [
    "Kestrel7!plumage",
    "plumage",
    "zebrafinch",
    "wagtail",
    "chiffchaff",
    "blackcap",
    "goldcrest",
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
    let office = Office::open().await;
    let (site, general) = (&office.site, &office.site.general);
    let text = format!("zebrafinch says the wifi password is {}", CANARIES[0]);
    // What Discord answers may quote what it was sent; none of that is ours to log.
    let refused = Fault::Error {
        status: 400,
        code: 50_035,
    };
    site.discord.fail("POST /channels/{}/messages", 1, refused);
    let file = site
        .ana
        .uploads("chiffchaff.txt", "text/plain", b"a blackcap sings");
    let message = site
        .ana
        .posts(general, Post::from(text.as_str()).with_file(&file));
    site.ana
        .edits(general, &message, &format!("{text}!"))
        .unwrap();
    let thread = site.ana.starts_thread(general, Some(&message), "goldcrest");
    site.ana.posts(&thread, text.as_str());
    site.ana.mentions_bot(general, &text);
    site.ana.tells_bot(text.as_str());
    let ask = [("question", "what does the charter say of a wagtail?")];
    site.ana.commands(general, "charter ask", &ask).unwrap();
    site.ana
        .completes(general, "charter ask", "question", "wagtail")
        .unwrap();
    site.ana.commands(general, "charter check", &[]).unwrap();
    office.fills_in(&site.ana, &[("text", &text)]).await;
    site.noa
        .commands(general, "charter-admin load", &[("file", &file)])
        .unwrap();
    let code_name = [("name", "goldcrest")];
    site.noa
        .commands(general, "charter-admin codename add", &code_name)
        .unwrap();
    site.ana.posts(general, "goldcrest is nearly ready");
    office.settles().await;
    assert!(office.heard.events("message-posted").len() >= 4);
    site.ana.deletes(general, &message).unwrap();
    office.settles().await;

    let logged = log.bytes();
    let logged = String::from_utf8_lossy(&logged);
    assert!(logged.contains("event decided"), "it is logged at all");
    for canary in CANARIES {
        let line = logged.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "{canary}");
    }
}
