//! What is found amiss, and what is said of it.

use bonsens_fake_discord::{Fault, permissions};
use bonsens_port::{ChannelId, WorkspaceId};
use serde_json::json;

use super::*;
use crate::commands::definitions;
use crate::notices::say;
use crate::rest::Done;
use crate::show::tests::office::Office;

/// An office, and what its settings say.
struct Workplace {
    office: Office,
    settings: Settings,
}

impl Workplace {
    /// One where all is in place.
    async fn open() -> Self {
        let office = Office::open().await;
        office.acme.bot_role().may(permissions::MANAGE_MESSAGES);
        let app = office.discord.application_id();
        let path = format!("/applications/{app}/guilds/{}/commands", office.acme.id());
        let commands = json!(definitions(&say()));
        let done = office.rest.call(Method::PUT, &path, Some(&commands)).await;
        let Done {} = done.unwrap();
        let settings = (*office.settings).clone();
        Self { office, settings }
    }

    async fn looked_at(&self) -> Vec<Check> {
        let mut all = Vec::new();
        for lang in [Lang::Fr, Lang::En] {
            all = check(&self.settings, lang, &say()).await;
            for one in &all {
                let told = format!("{one:?}");
                assert!(
                    !told.contains("discord-doctor"),
                    "a sentence is missing: {told}"
                );
                assert!(one.state == State::Good || one.remedy.is_some(), "{told}");
                assert!(
                    !told.contains(&self.office.discord.bot_token()),
                    "no secrets: {told}"
                );
            }
        }
        all
    }

    /// The one thing that is not as it should be.
    async fn amiss(&self) -> Check {
        let checks = self.looked_at().await;
        let mut amiss: Vec<_> = checks
            .into_iter()
            .filter(|check| check.state != State::Good)
            .collect();
        assert_eq!(amiss.len(), 1, "{amiss:#?}");
        amiss.remove(0)
    }
}

fn names(checks: &[Check]) -> Vec<&str> {
    checks.iter().map(|check| check.name).collect()
}

#[tokio::test]
async fn nothing_is_amiss_where_all_is_in_place() {
    let workplace = Workplace::open().await;
    let checks = workplace.looked_at().await;
    let everything = [
        "clock",
        "token",
        "bot",
        "message-content",
        "server",
        "moderators-channel",
        "helpdesk-channel",
        "channels",
        "moderators-role",
        "removes",
        "commands",
    ];
    assert_eq!(names(&checks), everything);
    assert!(
        checks.iter().all(|check| check.state == State::Good),
        "{checks:#?}"
    );
    workplace.office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_token_that_is_not_right_is_told_apart_from_a_discord_that_is_away() {
    let mut workplace = Workplace::open().await;
    workplace.office.discord.revokes_token(true);
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("token", State::Bad));
    workplace.settings.api_url = "http://127.0.0.1:1".to_owned();
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("connection", State::Unknown));
    // No token is shown to another host than Discord's without TLS.
    workplace.settings.api_url = "http://discord.example".to_owned();
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("connection", State::Unknown));
}

#[tokio::test]
async fn an_intent_that_is_off_is_explained_step_by_step() {
    const CONTENT: u64 = 1 << 15;
    const MEMBERS: u64 = 1 << 1;
    let mut workplace = Workplace::open().await;
    workplace.office.discord.allows_intents(MEMBERS);
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("message-content", State::Bad));
    let remedy = amiss.remedy.unwrap();
    assert!(
        remedy.contains("1. ") && remedy.contains("Message Content Intent"),
        "{remedy}"
    );

    // Who joins matters only where they are welcomed.
    workplace.office.discord.allows_intents(CONTENT);
    assert!(
        workplace
            .looked_at()
            .await
            .iter()
            .all(|check| check.state == State::Good)
    );
    workplace.settings.servers[0].welcome = true;
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("server-members", State::Bad));
    workplace.office.discord.allows_intents(CONTENT | MEMBERS);
    assert!(names(&workplace.looked_at().await).contains(&"server-members"));
}

#[tokio::test]
async fn a_server_the_bot_is_not_on_is_named() {
    let workplace = Workplace::open().await;
    workplace.office.acme.removes_bot();
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("server", State::Bad));
    assert!(
        amiss.told.ends_with(workplace.office.acme.id()),
        "{amiss:?}"
    );
    assert_eq!(
        amiss.workspace.as_ref().map(WorkspaceId::as_str),
        Some(workplace.office.acme.id())
    );
}

#[tokio::test]
async fn a_channel_the_bot_can_not_write_in_says_what_it_lacks() {
    let mut workplace = Workplace::open().await;
    let office = &workplace.office;
    let (see, embed) = (permissions::VIEW_CHANNEL, permissions::EMBED_LINKS);
    office.moderators.sets(&office.acme.bot_role(), see, embed);
    let amiss = workplace.amiss().await;
    assert_eq!(
        (amiss.name, amiss.state),
        ("moderators-channel", State::Bad)
    );
    assert!(amiss.told.ends_with(": EMBED_LINKS"), "{amiss:?}");
    office.moderators.sets(&office.acme.bot_role(), see, 0);
    office
        .helpdesk
        .sets(&office.acme.everyone(), 0, permissions::SEND_MESSAGES);
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("helpdesk-channel", State::Bad));
    assert!(amiss.told.ends_with(": SEND_MESSAGES"), "{amiss:?}");
    let forum = workplace.office.acme.forum("questions");
    let forum_id = ChannelId::new(forum.id());
    workplace.settings.servers[0].helpdesk_channel = Some(forum_id);
    let amiss = workplace.amiss().await;
    assert!(
        amiss.told.ends_with(forum.id()) && amiss.state == State::Bad,
        "{amiss:?}"
    );
    workplace.settings.servers[0].helpdesk_channel = Some(ChannelId::new("7"));
    let amiss = workplace.amiss().await;
    assert!(
        amiss.told.ends_with(": 7") && amiss.state == State::Bad,
        "{amiss:?}"
    );
}

#[tokio::test]
async fn channels_the_bot_does_not_see_are_listed_and_that_may_be_meant() {
    let workplace = Workplace::open().await;
    let office = &workplace.office;
    for name in ["union", "works-council"] {
        let channel = office.acme.channel(name);
        channel.sets(&office.acme.everyone(), 0, permissions::VIEW_CHANNEL);
    }
    let checks = workplace.looked_at().await;
    let found = checks
        .iter()
        .find(|check| check.name == "channels")
        .unwrap();
    assert_eq!(found.state, State::Good);
    let listed = ["#union", "#works-council"];
    assert!(
        listed.iter().all(|name| found.told.contains(name)),
        "{found:?}"
    );
    assert!(
        found.remedy.is_some() && !found.told.contains("#general"),
        "{found:?}"
    );
}

#[tokio::test]
async fn roles_permissions_and_commands_that_miss_are_told() {
    let mut workplace = Workplace::open().await;
    let server = &mut workplace.settings.servers[0];
    server.admins_role = Some("8".to_owned());
    server.guests_role = Some(server.moderators_role.clone());
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("admins-role", State::Bad));
    assert!(amiss.told.ends_with(": 8"), "{amiss:?}");

    let mut workplace = Workplace::open().await;
    workplace.office.acme.bot_role().may(0);
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("removes", State::Bad));
    workplace.settings.servers[0].removes = false;
    assert!(
        !names(&workplace.looked_at().await).contains(&"removes"),
        "nobody asked for it"
    );

    let app = workplace.office.discord.application_id();
    let acme = workplace.office.acme.id();
    let path = format!("/applications/{app}/guilds/{acme}/commands");
    let done = workplace
        .office
        .rest
        .call(Method::PUT, &path, Some(&json!([])))
        .await;
    let Done {} = done.unwrap();
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("commands", State::Bad));
}

#[tokio::test]
async fn what_discord_does_not_say_is_not_taken_for_wrong() {
    for route in [
        "GET /applications/@me",
        "GET /guilds/{}/channels",
        "GET /guilds/{}",
    ] {
        let workplace = Workplace::open().await;
        workplace
            .office
            .discord
            .fail(route, 4, Fault::ServerError(503));
        let checks = workplace.looked_at().await;
        let amiss: Vec<_> = checks
            .iter()
            .filter(|check| check.state != State::Good)
            .collect();
        assert!(!amiss.is_empty(), "{route}");
        assert!(
            amiss.iter().all(|check| check.state == State::Unknown),
            "{route}: {amiss:#?}"
        );
    }
}

#[test]
fn the_clock_of_discord_is_read_off_its_answers() {
    let mut headers = HeaderMap::new();
    assert_eq!(date(&headers), None);
    headers.insert(DATE, "Thu, 01 Jan 1970 00:01:00 GMT".parse().unwrap());
    assert_eq!(date(&headers), Timestamp::from_second(60).ok());
}
