//! The canary: whatever path a message takes, its words appear in nothing that is shown, logged or
//! kept, down to the bytes on disk.

use std::path::Path;

use bonsens::compose::open_store;
use bonsens_port::{
    DismissReason, EventKind, FlagAct, Listed, MessageText, Notice, NudgeAnswer, SettingsChange,
};
use bonsens_sim::{HELPDESK, Trouble};

use crate::log::Log;
use crate::scenario::workplace_with;

/// Words of the message: the value itself, parts of it, and what stands around it.
const CANARIES: [&str; 4] = ["Kestrel7!plumage", "Kestrel", "plumage", "zebrafinch"];

/// Words that people wrote for others to read, and a secret of the organisation: shown to those they
/// are for, and nowhere in clear besides.
const PASSED_ON: [&str; 4] = ["wagtail", "chiffchaff", "nuthatch", "blackcap"];

pub fn bytes_under(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bytes.extend(bytes_under(&path));
        } else {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
    bytes
}

pub fn holds(bytes: &[u8], word: &str) -> bool {
    let word = word.to_lowercase();
    let bytes = bytes.to_ascii_lowercase();
    bytes
        .windows(word.len())
        .any(|seen| seen == word.as_bytes())
}

#[tokio::test]
async fn the_words_of_a_message_appear_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // For the whole process: the other stories may be logged too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut story = workplace_with(|_| {}, open_store(folder.path()).unwrap());

    let text = format!("zebrafinch says the wifi password is {}", CANARIES[0]);
    story.is_lost("ana", Trouble::Away(None));
    let message = story.posts("ana", "general", &text).await;
    story.is_back("ana");
    story.minutes_pass(5).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    story.presses("ana", &nudge, NudgeAnswer::WillFix).await;
    story.minutes_pass(15).await;
    let flag = story.moderators_see().remove(0).id;
    story.checks("ben", &text).await;
    story.asks("ben", &text).await;
    story.is_lost("ben", Trouble::Gone);
    story.asks("ben", &text).await;
    let dismissed = FlagAct::Dismiss(DismissReason::Public);
    story.handles("mia", &flag, dismissed).await;
    let longer = format!("{text} zebrafinch");
    story.edits("ana", message, &longer).await;
    story.posts("chloe", "partners", &text).await;
    story.does("ana", EventKind::SelfAsked).await;

    story
        .asks("ana", "what does the charter say of a wagtail?")
        .await;
    let asked = EventKind::PersonAsked {
        question: None,
        text: Some(MessageText::new("whom do I tell about a chiffchaff?")),
        named: true,
    };
    story.does("ana", asked).await;
    let Some(Notice::Request(request)) = story.helpdesk_sees().pop() else {
        panic!("nothing was passed on");
    };
    let text = MessageText::new("the keeper of the nuthatch");
    let answered = EventKind::RequestAnswered { request, text };
    story.does_in("ben", HELPDESK, answered).await;
    let names = SettingsChange {
        code_names: Some(Listed::Add(MessageText::new("blackcap"))),
        ..SettingsChange::default()
    };
    story.sets("noa", names).await;

    let shown = format!("{:?}", story.all);
    let kept = format!("{:?}", story.store.flags().await.unwrap());
    let on_disk = bytes_under(folder.path());
    let logged = log.bytes();
    for (bytes, sign) in [
        (shown.as_bytes(), "password"),
        (kept.as_bytes(), "Dismissed"),
        (&on_disk, "nudge/"),
        (&logged, "put off"),
        (&logged, "given up"),
        (&logged, "event decided"),
    ] {
        assert!(holds(bytes, sign), "nothing was looked at: no {sign}");
        for word in CANARIES {
            assert!(!holds(bytes, word), "{word} is beside {sign}");
        }
    }
    let lines = story.all.iter().flat_map(|post| &post.lines);
    let read = lines.cloned().collect::<Vec<_>>().join("\n");
    for word in &PASSED_ON[1..3] {
        assert!(read.contains(word), "{word} reached nobody");
    }
    for word in PASSED_ON {
        assert!(!holds(&on_disk, word), "{word} is on the disk in clear");
        assert!(!holds(&logged, word), "{word} is logged");
    }
}
