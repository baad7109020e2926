//! Admins load charters and change settings in chat; everything they do is remembered with who and
//! when.

use std::sync::Arc;

use bonsens_port::{
    AdminView, ChannelId, CharterAct, CharterPreview, CharterRef, Deed, EventKind, Listed,
    MessageText, Notice, SettingsChange, Severity, Store,
};
use bonsens_sim::{MemoryStore, Workplace};

use crate::scenario::{Story, TOKEN, workplace, workplace_with};

const FIRST: &str = "---\nid: town\nversion: 1\ncontact: charter@example.org\n---\n\
    # Town charter\n\n## Badges\n\nWear your badge at the reception desk at all times.\n";
const SECOND: &str = "---\nid: town\nversion: 2\n---\n\
    # Town charter\n\n## Badges\n\nNobody has to wear a badge at the reception desk any more.\n";
const QUESTION: &str = "do I wear a badge at the reception desk?";

impl Story {
    fn sees_a_preview(&mut self, who: &str) -> CharterPreview {
        match self.sees_one(who) {
            Notice::CharterPreview(preview) => preview,
            other => panic!("{who} sees {other:?}"),
        }
    }

    async fn publishes(&mut self, name: &str, text: &str) -> CharterRef {
        self.offers("noa", name, text).await;
        let charter = self.sees_a_preview("noa").charter;
        self.decides("noa", &charter, CharterAct::Publish).await;
        assert!(matches!(
            self.sees_one("noa"),
            Notice::CharterPublished { .. }
        ));
        charter
    }

    /// The version that answers the question about badges.
    async fn badge(&mut self) -> Option<String> {
        self.asks("ana", QUESTION).await;
        match self.sees_one("ana") {
            Notice::Answer { citation, .. } => {
                (citation.charter == "Town charter").then_some(citation.version)
            }
            _ => None,
        }
    }

    async fn history(&mut self) -> Vec<Deed> {
        let view = AdminView::History;
        self.does("noa", EventKind::AdminAsked(view)).await;
        let (words, _) = self.latest();
        match self.sees_one("noa") {
            Notice::History(changes) => {
                assert!(words.contains("noa") || changes.is_empty(), "{words}");
                changes.into_iter().map(|change| change.deed).collect()
            }
            other => panic!("noa sees {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_charter_answers_nobody_until_it_is_published_and_can_be_taken_back() {
    let mut story = workplace();
    story.offers("noa", "town.md", FIRST).await;
    let preview = story.sees_a_preview("noa");
    assert_eq!((preview.sections.len(), preview.live.clone()), (1, None));
    assert_eq!(preview.contact.as_deref(), Some("charter@example.org"));
    assert_eq!(story.badge().await, None);

    let first = preview.charter;
    story.decides("noa", &first, CharterAct::Publish).await;
    story.sees("noa");
    assert_eq!(story.badge().await.as_deref(), Some("1"));

    let second = story.publishes("town.md", SECOND).await;
    assert_eq!(story.badge().await.as_deref(), Some("2"));
    story.decides("noa", &second, CharterAct::RollBack).await;
    assert_eq!(
        story.sees_one("noa"),
        Notice::CharterRolledBack {
            charter: second.clone(),
            live: Some(first.clone())
        }
    );
    assert_eq!(story.badge().await.as_deref(), Some("1"));
    // The same button again goes no further back.
    story.decides("noa", &second, CharterAct::RollBack).await;
    assert_eq!(story.sees_one("noa"), Notice::CharterGone(second));
    story.decides("noa", &first, CharterAct::RollBack).await;
    story.sees("noa");
    assert_eq!(story.badge().await, None, "the configuration's again");
}

#[tokio::test]
async fn a_cancelled_charter_is_forgotten_and_a_published_one_is_not() {
    let mut story = workplace();
    story.offers("noa", "town.md", FIRST).await;
    let first = story.sees_a_preview("noa").charter;
    story.decides("noa", &first, CharterAct::Discard).await;
    assert_eq!(
        story.sees_one("noa"),
        Notice::CharterDiscarded(first.clone())
    );
    story.decides("noa", &first, CharterAct::Publish).await;
    assert_eq!(story.sees_one("noa"), Notice::CharterGone(first.clone()));

    let first = story.publishes("town.md", FIRST).await;
    story.publishes("town.md", SECOND).await;
    story.decides("noa", &first, CharterAct::Discard).await;
    assert_eq!(story.sees_one("noa"), Notice::CharterGone(first));
}

#[tokio::test]
async fn another_document_under_a_published_version_takes_a_name_beside_it() {
    let mut story = workplace();
    let first = story.publishes("town.md", FIRST).await;
    story.offers("noa", "town.md", FIRST).await;
    assert_eq!(
        story.sees_a_preview("noa").charter,
        first,
        "the same document"
    );
    let changed = FIRST.replace("Wear", "Please wear");
    story.offers("noa", "town.md", &changed).await;
    let preview = story.sees_a_preview("noa");
    assert_eq!(preview.charter.version, "1 (2)");
    assert_eq!(preview.live.as_deref(), Some("1"));
    assert_eq!(story.badge().await.as_deref(), Some("1"), "until published");
}

#[tokio::test]
async fn what_was_published_still_answers_after_a_restart() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let mut before = workplace_with(|_| {}, store.clone());
    before.publishes("town.md", FIRST).await;
    let mut after = workplace_with(|_| {}, store);
    // Events are numbered from the start again: these were seen before the restart.
    for _ in 0..2 {
        after.does("ana", EventKind::SelfAsked).await;
        after.nobody_sees_anything();
    }
    assert_eq!(after.badge().await.as_deref(), Some("1"));
}

#[tokio::test]
async fn what_is_no_charter_is_refused_with_the_reason_and_changes_nothing() {
    let mut story = workplace();
    story.publishes("town.md", FIRST).await;
    story
        .offers("noa", "town.md", "---\nid: town\nnot a key\n---\n")
        .await;
    let Notice::CharterUnreadable { file, reason } = story.sees_one("noa") else {
        panic!("a charter was made of it");
    };
    assert_eq!(file, "town.md");
    assert!(reason.starts_with("town.md:"), "{reason}");
    assert_eq!(story.badge().await.as_deref(), Some("1"));
}

#[tokio::test]
async fn an_exempt_channel_is_not_scanned_and_is_again_when_it_ends() {
    let mut story = workplace();
    let general = ChannelId::new("general");
    let exempt = |listed| SettingsChange {
        exempt: Some(listed),
        ..SettingsChange::default()
    };
    story
        .sets("noa", exempt(Listed::Add(general.clone())))
        .await;
    assert!(matches!(story.sees_one("noa"), Notice::SettingsSaved(changes) if changes.len() == 1));
    story.posts("ana", "general", TOKEN).await;
    story.nobody_sees_anything();
    story.sets("noa", exempt(Listed::Remove(general))).await;
    story.sees("noa");
    story.posts("ana", "general", TOKEN).await;
    story.sees_a_nudge("ana");
}

#[tokio::test]
async fn a_window_set_in_chat_holds_for_the_next_nudge() {
    let mut story = workplace();
    let change = SettingsChange {
        fix_windows: [(Severity::Critical, Some(60))].into(),
        ..SettingsChange::default()
    };
    story.sets("noa", change.clone()).await;
    story.sees("noa");
    story.posts("ana", "general", TOKEN).await;
    let (_, minutes) = story.sees_a_nudge("ana");
    assert_eq!(minutes, Some(60));
    story.sets("noa", change).await;
    assert_eq!(story.sees_one("noa"), Notice::SettingsSaved(vec![]));
}

#[tokio::test]
async fn a_code_name_is_looked_for_once_it_is_set_and_kept_sealed() {
    let mut story = workplace();
    let message = "le projet Étoile-Filante avance bien";
    story.posts("ana", "general", message).await;
    story.nobody_sees_anything();
    let names = |listed| SettingsChange {
        code_names: Some(listed),
        ..SettingsChange::default()
    };
    let name = MessageText::new("étoile filante");
    story.sets("noa", names(Listed::Add(name.clone()))).await;
    let saved = Deed::CodeNames {
        added: 1,
        removed: 0,
    };
    let Notice::SettingsSaved(changes) = story.sees_one("noa") else {
        panic!("nothing saved");
    };
    assert_eq!(changes[0].deed, saved);
    story.posts("ana", "general", message).await;
    story.sees_a_nudge("ana");
    let kept = story.store.settings(&Workplace::workspace()).await.unwrap();
    assert!(
        kept.values().all(|value| !value.contains("toile")),
        "{kept:?}"
    );

    story
        .sets("noa", names(Listed::Add(MessageText::new("ox"))))
        .await;
    let Notice::NotChanged { reason } = story.sees_one("noa") else {
        panic!("two letters were taken");
    };
    assert!(reason.contains('3'), "{reason}");
    story.sets("noa", names(Listed::Remove(name))).await;
    story.sees("noa");
    story.posts("ben", "general", message).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn what_was_done_is_remembered_with_who_and_what_was_refused_too() {
    let mut story = workplace();
    assert_eq!(story.history().await, []);
    let charter = story.publishes("town.md", FIRST).await;
    story
        .does("ben", EventKind::AdminAsked(AdminView::Panel))
        .await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    let expected = [
        Deed::Refused("admin-asked".to_owned()),
        Deed::Charter(CharterAct::Publish, charter.clone()),
        Deed::CharterLoaded(charter),
    ];
    assert_eq!(story.history().await, expected);
}

#[tokio::test]
async fn only_an_admin_sees_or_changes_anything() {
    let mut story = workplace();
    let charter = story.publishes("town.md", FIRST).await;
    let settings = SettingsChange {
        large_channel: Some(1),
        ..SettingsChange::default()
    };
    for who in ["ben", "mia"] {
        for view in [AdminView::Panel, AdminView::Unanswered, AdminView::History] {
            story.does(who, EventKind::AdminAsked(view)).await;
            assert_eq!(story.sees_one(who), Notice::NotForYou);
        }
        story.offers(who, "town.md", SECOND).await;
        assert_eq!(story.sees_one(who), Notice::NotForYou);
        for act in [
            CharterAct::Publish,
            CharterAct::Discard,
            CharterAct::RollBack,
        ] {
            story.decides(who, &charter, act).await;
            assert_eq!(story.sees_one(who), Notice::NotForYou);
        }
        story.sets(who, settings.clone()).await;
        assert_eq!(story.sees_one(who), Notice::NotForYou);
    }
    assert_eq!(story.badge().await.as_deref(), Some("1"));
}

#[tokio::test]
async fn the_panel_says_what_is_set_and_what_can_be_done() {
    let mut story = workplace();
    story.publishes("town.md", FIRST).await;
    story
        .does("noa", EventKind::AdminAsked(AdminView::Panel))
        .await;
    let (words, buttons) = story.latest();
    assert!(
        words.contains("Town charter") && words.contains("union"),
        "{words}"
    );
    let expected = [
        "settings",
        "load-charter",
        "unanswered",
        "history",
        "roll-back",
    ];
    assert_eq!(buttons, expected);
    assert!(matches!(story.sees_one("noa"), Notice::Panel(_)));
}
