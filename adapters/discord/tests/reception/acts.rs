//! What people do with commands, buttons, menus and windows.

use crate::office::{Office, button};
use bonsens_port::{NotTaken, NudgeId, Press};

/// What someone was shown last, and nobody else.
fn last(person: &bonsens_fake_discord::Person) -> String {
    person
        .shown()
        .last()
        .map(|seen| seen.words.clone())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_command_is_answered_before_the_core_has_it() {
    let office = Office::open().await;
    office.core.refuses(&[NotTaken::Busy]);
    office
        .ana
        .commands(
            &office.general,
            "charter ask",
            &[("question", "may I work from home?")],
        )
        .unwrap();
    let thinking = || office.ana.shown().iter().any(|seen| seen.thinking);
    office.discord.until("the bot is thinking", thinking).await;
    let event = office.given(1).await;
    assert!(
        event.id.as_str().starts_with("discord/interaction/"),
        "{}",
        event.id
    );
    assert_eq!(event.channel.as_str(), office.general.id());
    office
        .ana
        .commands(
            &office.general,
            "charter ask",
            &[("question", "and for interns?")],
        )
        .unwrap();
    office.given(2).await;
    let expected = [
        r#"Employee question-asked "may I work from home?""#,
        r#"Employee question-asked "and for interns?" after "may I work from home?""#,
    ];
    assert_eq!(office.heard().await, expected);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn what_leads_to_nothing_shown_ends_with_a_word() {
    let office = Office::open().await;
    office
        .dora
        .commands(
            &office.general,
            "charter-admin exempt",
            &[("channel", office.general.id())],
        )
        .unwrap();
    office.given(1).await;
    office
        .discord
        .until("dora hears that it is done", || {
            last(&office.dora) == "Done."
        })
        .await;
    assert!(!office.dora.shown()[0].thinking);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn every_command_leads_somewhere() {
    let office = Office::open().await;
    let general = &office.general;
    for (command, options, expected) in [
        ("charter me", &[][..], "Admin self-asked".to_owned()),
        ("charter tip", &[], "Admin tip-asked".to_owned()),
        ("charter-admin panel", &[], "Admin admin-asked".to_owned()),
        (
            "charter-admin unanswered",
            &[],
            "Admin admin-asked".to_owned(),
        ),
        ("charter-admin history", &[], "Admin admin-asked".to_owned()),
        (
            "charter-admin publish",
            &[("charter", "social"), ("version", "2.0")],
            "Admin charter-decided Publish 6:social2.0".to_owned(),
        ),
        (
            "charter-admin mode",
            &[("level", "nudge")],
            "Admin settings-changed nudge".to_owned(),
        ),
        (
            "charter-admin unexempt",
            &[("channel", general.id())],
            format!("Admin settings-changed -{}", general.id()),
        ),
        (
            "charter-admin codename add",
            &[("name", "Bluebird")],
            "Admin settings-changed +Bluebird".to_owned(),
        ),
        (
            "charter-admin codename remove",
            &[("name", "Bluebird")],
            "Admin settings-changed -Bluebird".to_owned(),
        ),
        (
            "charter article",
            &[("title", "social:1")],
            "Admin section-asked social:1".to_owned(),
        ),
        (
            "charter article",
            &[("title", "equipement")],
            "Admin section-asked social:2".to_owned(),
        ),
        (
            "charter article",
            &[("title", "Parking?")],
            r#"Admin question-asked "Parking?""#.to_owned(),
        ),
    ] {
        let before = office.core.taken().len();
        office.dora.commands(general, command, options).unwrap();
        office.given(before + 1).await;
        assert_eq!(office.core.heard().last(), Some(&expected), "{command}");
    }
    office
        .ben
        .commands(&office.moderators, "charter-mod flags", &[])
        .unwrap();
    office.given(14).await;
    assert_eq!(office.core.heard().last().unwrap(), "Moderator flags-asked");
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn help_is_shown_at_once_and_says_what_this_person_can_do() {
    let office = Office::open().await;
    office.ana.speaks("fr");
    for person in [&office.ana, &office.dora] {
        person
            .commands(&office.general, "charter help", &[])
            .unwrap();
    }
    office.discord.quiet().await;
    assert!(last(&office.ana).contains("/charte demander"));
    assert!(!last(&office.ana).contains("administrateurs"));
    assert!(last(&office.dora).contains("/charter-admin panel"));
    assert!(office.core.heard().is_empty());
}

#[tokio::test]
async fn windows_open_for_those_who_may_and_the_core_hears_of_the_others() {
    let office = Office::open().await;
    let general = &office.general;
    office.ana.commands(general, "charter check", &[]).unwrap();
    office
        .discord
        .until("a window opens", || office.ana.modal().is_some())
        .await;
    let field = office.ana.modal().unwrap().fields()[0].clone();
    office
        .ana
        .submits(&[(&field, "a draft with a secret")])
        .unwrap();
    office.given(1).await;

    office.ana.commands(general, "charter person", &[]).unwrap();
    office
        .discord
        .until("a window opens", || office.ana.modal().is_some())
        .await;
    let field = office.ana.modal().unwrap().fields()[0].clone();
    office.ana.submits(&[(&field, "whom do I ask?")]).unwrap();
    office.given(2).await;

    office
        .dora
        .commands(general, "charter-admin settings", &[])
        .unwrap();
    office
        .discord
        .until("a window opens", || office.dora.modal().is_some())
        .await;
    office.dora.closes_modal();

    // Whoever is let in by the server's own settings is still checked.
    let everyone = office.acme.everyone();
    everyone.may(u64::MAX >> 12 & !(1 << 3));
    let intruder = office.acme.newcomer("ivan");
    everyone.may(1 << 10 | 1 << 11 | 1 << 16 | 1 << 31);
    assert!(
        intruder
            .commands(general, "charter-admin settings", &[])
            .is_err()
    );
    let expected = [
        r#"Employee draft-checked "a draft with a secret""#,
        r#"Employee person-asked Some("whom do I ask?") false"#,
    ];
    assert_eq!(office.heard().await, expected);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn what_can_not_be_undone_is_asked_once_more() {
    let office = Office::open().await;
    office
        .ana
        .commands(&office.general, "charter forget", &[])
        .unwrap();
    office
        .discord
        .until("ana is asked", || !office.ana.shown().is_empty())
        .await;
    assert!(office.core.heard().is_empty());
    let asked = office.ana.shown()[0].clone();
    let yes = asked.actions()[0].clone();
    office
        .ana
        .presses(&office.general, &asked.id, &yes)
        .unwrap();
    office.given(1).await;
    assert_eq!(office.heard().await, ["Employee erasure-asked"]);
    // The question disappears, so that it can't be pressed again.
    office
        .discord
        .until("the question is gone", || last(&office.ana) == "Done.")
        .await;
    assert!(office.ana.shown()[0].actions().is_empty());
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_message_can_be_checked_from_its_menu() {
    let office = Office::open().await;
    let id = office.ben.posts(&office.general, "meet at noon");
    office
        .ana
        .uses_on_message("Check with the charter", &office.general, &id)
        .unwrap();
    office.given(1).await;
    assert_eq!(
        office.heard().await,
        [r#"Employee draft-checked "meet at noon""#]
    );
}

#[tokio::test]
async fn titles_and_charters_are_proposed_while_typing() {
    let office = Office::open().await;
    let general = &office.general;
    office
        .ana
        .completes(general, "charter article", "title", "days")
        .unwrap();
    office.discord.quiet().await;
    assert_eq!(
        office.ana.choices(),
        [("Days at home".to_owned(), "social:1".to_owned())]
    );
    office
        .ana
        .completes(general, "charter ask", "question", "EQUIP")
        .unwrap();
    office.discord.quiet().await;
    assert_eq!(
        office.ana.choices(),
        [("Équipement".to_owned(), "Équipement".to_owned())]
    );
    office
        .dora
        .completes(general, "charter-admin rollback", "charter", "so")
        .unwrap();
    office.discord.quiet().await;
    assert_eq!(
        office.dora.choices(),
        [("social – Social charter".to_owned(), "social".to_owned())]
    );
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn an_admin_hands_in_a_charter_by_command() {
    let office = Office::open().await;
    let file = office
        .dora
        .uploads("charter.md", "text/markdown", b"# Charter");
    office
        .dora
        .commands(&office.general, "charter-admin load", &[("file", &file)])
        .unwrap();
    office.given(1).await;
    assert_eq!(
        office.heard().await,
        ["Admin charter-offered charter.md of 9 bytes"]
    );
}

#[tokio::test]
async fn a_button_of_a_direct_message_is_pressed_on_the_server_they_are_on() {
    let office = Office::open().await;
    let nudge = NudgeId::new("n1");
    let buttons = [Press::WillFix(nudge.clone()), Press::NotConfidential(nudge)];
    office.tells(&office.ana, &buttons.map(button)).await;
    let told = office.ana.told()[0].clone();
    let (here, [fix, fine]) = (
        office.ana.direct(),
        [told.actions()[0].clone(), told.actions()[1].clone()],
    );
    office.ana.presses(&here, &told.id, &fix).unwrap();
    let event = office.given(1).await;
    assert_eq!(event.workspace.as_str(), office.acme.id());

    office.ana.presses(&here, &told.id, &fine).unwrap();
    office
        .discord
        .until("ana is asked why", || !office.ana.shown().is_empty())
        .await;
    let asked = office.ana.shown()[0].clone();
    let menu = asked.actions()[0].clone();
    assert!(
        menu.starts_with(&format!("r@{}:", office.acme.id())),
        "{menu}"
    );
    office
        .ana
        .picks(&here, &asked.id, &menu, &["public"])
        .unwrap();
    office.given(2).await;
    let expected = [
        "Employee nudge-answered n1 WillFix",
        "Employee nudge-answered n1 NotConfidential(Public)",
    ];
    assert_eq!(office.heard().await, expected);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn whoever_presses_what_is_not_theirs_is_handed_to_the_core_without_a_question() {
    let office = Office::open().await;
    office.shows_flag().await;
    let flag = office.moderators.messages()[0].clone();
    let dismiss = flag
        .actions()
        .into_iter()
        .find(|id| id.contains("dismiss"))
        .unwrap();
    let gone = office.ben.clone();
    gone.presses(&office.moderators, &flag.id, &dismiss)
        .unwrap();
    office
        .discord
        .until("ben is asked why", || !gone.shown().is_empty())
        .await;
    assert!(office.core.heard().is_empty());
    office.moderators.sets(
        &office.guests,
        bonsens_fake_discord::permissions::VIEW_CHANNEL
            | bonsens_fake_discord::permissions::READ_MESSAGE_HISTORY,
        0,
    );
    // A role that is taken away counts at once, whatever is still on the screen.
    gone.has_no_longer(&office.moderating);
    gone.has(&office.guests);
    gone.presses(&office.moderators, &flag.id, &dismiss)
        .unwrap();
    office.given(1).await;
    assert_eq!(office.heard().await, ["Employee flag-handled f1 dismiss"]);
}

#[tokio::test]
async fn a_button_of_an_earlier_version_is_answered_kindly() {
    let office = Office::open().await;
    office.posts_old_button().await;
    let old = office.general.messages()[0].clone();
    office
        .ana
        .presses(&office.general, &old.id, "b:sing:f1")
        .unwrap();
    office
        .discord
        .until("ana hears why", || {
            last(&office.ana).contains("earlier version")
        })
        .await;
    assert!(office.core.heard().is_empty());
    office.discord.assert_well_behaved();
}
