//! A workspace looked at before anyone counts on it: each miss, and what to do about it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bonsens_fake_slack::{Account, FakeSlack, Fault, Room, RoomKind, Team};
use bonsens_port::{ChannelId, Lang, WorkspaceId};
use bonsens_slack::{Check, Connection, SCOPES, Settings, State, check};
use serde_json::json;

use crate::front;
use crate::notices::say;
use crate::office::settings;

struct Workplace {
    slack: FakeSlack,
    acme: Team,
    moderators: Room,
    settings: Settings,
}

impl Workplace {
    /// Everything in place.
    async fn open() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let slack = FakeSlack::start().await.unwrap();
        let acme = slack.team("Acme");
        let ben = acme.member("ben");
        let moderators = acme.room("moderators", RoomKind::Private, &[&ben]);
        let group = acme.group("moderators", &[&ben]);
        acme.grants(&SCOPES.map(|(scope, _)| scope));
        let settings = settings(&slack.api_url(), &acme, &moderators, &group);
        Self {
            slack,
            acme,
            moderators,
            settings,
        }
    }

    async fn looked_at(&self) -> Vec<Check> {
        let checks = check(&self.settings, Lang::En, &say()).await;
        assert!(
            !format!("{checks:?}").contains("slack-doctor"),
            "{checks:?}"
        );
        checks
    }

    /// The one thing that is amiss.
    async fn amiss(&self) -> Check {
        let mut amiss = self.looked_at().await;
        amiss.retain(|check| check.state != State::Good);
        assert_eq!(amiss.len(), 1, "{amiss:#?}");
        amiss.remove(0)
    }
}

#[tokio::test]
async fn all_is_well_and_said_in_both_languages() {
    let workplace = Workplace::open().await;
    for lang in [Lang::En, Lang::Fr] {
        let checks = check(&workplace.settings, lang, &say()).await;
        let names: Vec<_> = checks.iter().map(|check| check.name).collect();
        assert_eq!(
            names,
            [
                "app-token",
                "clock",
                "token",
                "team",
                "scopes",
                "moderators-channel",
                "moderators-group",
            ]
        );
        for check in checks {
            assert_eq!(
                (check.state, &check.remedy),
                (State::Good, &None),
                "{check:?}"
            );
            assert!(!check.told.contains("slack-doctor"), "{check:?}");
        }
    }
    assert_eq!(workplace.acme.sockets(), 0, "it looks, and opens nothing");
}

#[tokio::test]
async fn each_miss_is_told_with_what_to_do() {
    let workplace = Workplace::open().await;
    workplace.moderators.bot_leaves();
    let check = workplace.amiss().await;
    assert_eq!(
        (check.name, check.state),
        ("moderators-channel", State::Bad)
    );
    assert!(check.told.contains(workplace.moderators.id()), "{check:?}");
    assert!(check.remedy.unwrap().contains("/invite"));

    let workplace = Workplace::open().await;
    workplace.moderators.is_archived();
    assert!(workplace.amiss().await.told.contains("archived"));

    let mut workplace = Workplace::open().await;
    workplace.settings.workspaces[0].moderators_channel = ChannelId::new("C0NONE");
    assert_eq!(workplace.amiss().await.name, "moderators-channel");

    let mut workplace = Workplace::open().await;
    workplace.settings.workspaces[0].admins_group = Some("S0NONE".to_owned());
    let check = workplace.amiss().await;
    assert_eq!((check.name, check.state), ("admins-group", State::Bad));
    assert!(check.told.ends_with("S0NONE"), "{check:?}");

    let mut workplace = Workplace::open().await;
    workplace.settings.workspaces[0].moderators_group = Some(workplace.acme.group("empty", &[]));
    assert!(workplace.amiss().await.told.starts_with("Nobody"));

    let mut workplace = Workplace::open().await;
    let open = workplace.acme.room("open", RoomKind::Public, &[]);
    let served = &mut workplace.settings.workspaces[0];
    served.moderators_group = None;
    assert_eq!(
        served.moderators_channel.as_str(),
        workplace.moderators.id()
    );
    served.moderators_channel = ChannelId::new(open.id());
    let check = workplace.amiss().await;
    assert!(check.told.contains("anyone can join"), "{check:?}");

    let workplace = Workplace::open().await;
    let all: Vec<_> = SCOPES.iter().map(|(scope, _)| *scope).collect();
    let some: Vec<_> = all
        .into_iter()
        .filter(|scope| *scope != "im:write")
        .collect();
    workplace.acme.grants(&some);
    let check = workplace.amiss().await;
    assert_eq!((check.name, check.state), ("scopes", State::Bad));
    assert!(
        check
            .told
            .contains("im:write (to write to someone directly"),
        "{check:?}"
    );
    assert!(check.remedy.unwrap().contains("bonsens slack manifest"));
}

#[tokio::test]
async fn a_token_that_is_not_right_is_told_apart_from_a_slack_that_is_away() {
    let workplace = Workplace::open().await;
    workplace.acme.uninstalls();
    let checks = workplace.looked_at().await;
    let state = |name| {
        checks
            .iter()
            .find(|check| check.name == name)
            .unwrap()
            .state
    };
    assert_eq!(
        (state("app-token"), state("token")),
        (State::Bad, State::Bad)
    );
    let told = format!("{checks:?}");
    assert!(
        !told.contains("xoxb-fake") && !told.contains("xapp-fake"),
        "no secrets: {told}"
    );

    let mut workplace = Workplace::open().await;
    workplace.settings.workspaces[0].id = WorkspaceId::new("T0OTHER");
    let checks = workplace.looked_at().await;
    let team = checks.iter().find(|check| check.name == "team").unwrap();
    assert_eq!(team.state, State::Bad);
    assert!(
        team.told.ends_with(workplace.acme.id()),
        "it says whose it is: {team:?}"
    );

    let mut workplace = Workplace::open().await;
    workplace.settings.api_url = "http://127.0.0.1:1/api".to_owned();
    let checks = workplace.looked_at().await;
    assert!(
        checks.iter().all(|check| check.state == State::Unknown),
        "{checks:?}"
    );

    let workplace = Workplace::open().await;
    let limited = Fault::RateLimited { retry_after: 1 };
    workplace.slack.fail("apps.connections.open", 1, limited);
    assert_eq!(workplace.amiss().await.state, State::Unknown);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_noticed() {
    let mut workplace = Workplace::open().await;
    let team = workplace.acme.id().to_owned();
    let date = move |method: &str, _: &str| {
        (method == "auth.test").then(|| {
            let mut answer = front::answer(&json!({"ok": true, "team_id": team}));
            let headers = answer.headers_mut();
            headers.insert("date", "Tue, 01 Jan 2019 00:00:00 GMT".parse().unwrap());
            headers.insert(
                "x-oauth-scopes",
                SCOPES.map(|(s, _)| s).join(",").parse().unwrap(),
            );
            answer
        })
    };
    workplace.settings.api_url = front::stand(&workplace.slack.api_url(), Arc::new(date)).await;
    let check = workplace.amiss().await;
    assert_eq!((check.name, check.state), ("clock", State::Bad));
}

#[tokio::test]
async fn a_signing_secret_that_can_not_be_one_is_noticed() {
    let mut workplace = Workplace::open().await;
    for (secret, state) in [
        ("8f742231b10e8888abcd99yyyzzz85a5", State::Bad),
        ("", State::Bad),
    ]
    .into_iter()
    .chain([("0123456789abcdef0123456789ABCDEF", State::Good)])
    {
        workplace.settings.connection = Connection::Http {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            signing_secret: secret.into(),
        };
        let checks = workplace.looked_at().await;
        assert_eq!((checks[0].name, checks[0].state), ("signing-secret", state));
    }
}

#[tokio::test]
async fn the_helpdesk_s_channel_is_looked_at_like_the_moderators_one() {
    let mut workplace = Workplace::open().await;
    let helpdesk = workplace.acme.room("helpdesk", RoomKind::Private, &[]);
    let served = &mut workplace.settings.workspaces[0];
    served.helpdesk_channel = Some(ChannelId::new(helpdesk.id()));
    let checks = workplace.looked_at().await;
    assert!(
        checks.iter().all(|check| check.state == State::Good),
        "{checks:#?}"
    );
    let served = &mut workplace.settings.workspaces[0];
    served.helpdesk_channel = Some(ChannelId::new("C0NOWHERE"));
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("helpdesk-channel", State::Bad));

    let served = &mut workplace.settings.workspaces[0];
    served.helpdesk_channel = Some(ChannelId::new(helpdesk.id()));
    helpdesk.is_archived();
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("helpdesk-channel", State::Bad));
    assert!(amiss.told.contains("archived"), "{amiss:?}");
    assert!(amiss.told.ends_with(helpdesk.id()), "{amiss:?}");
}

#[tokio::test]
async fn a_token_that_removes_is_an_administrator_s_with_its_scope() {
    let mut workplace = Workplace::open().await;
    let (ana, noa) = (
        workplace.acme.member("ana"),
        workplace.acme.person("noa", Account::Admin),
    );
    let fine = workplace.acme.user_token(&noa);
    let member = workplace.acme.user_token(&ana);
    let bare = noa.token(&["users:read"]);
    for (token, name) in [
        (fine, None),
        (member, Some("own")),
        (bare, Some("lacks this scope")),
        ("xoxp-unknown".to_owned(), Some("refuses")),
    ] {
        workplace.settings.workspaces[0].user_token = Some(token.into());
        match name {
            None => {
                let checks = workplace.looked_at().await;
                let found = checks.iter().find(|check| check.name == "user-token");
                assert_eq!(found.unwrap().state, State::Good, "{checks:#?}");
            }
            Some(words) => {
                let amiss = workplace.amiss().await;
                assert_eq!((amiss.name, amiss.state), ("user-token", State::Bad));
                assert!(amiss.told.contains(words), "{amiss:?}");
                assert!(amiss.remedy.is_some());
            }
        }
    }
}

#[tokio::test]
async fn a_token_that_removes_elsewhere_is_told_by_whose_it_is_and_never_shown() {
    let mut workplace = Workplace::open().await;
    let other = workplace.slack.team("Other");
    let lea = other.person("lea", Account::Admin);
    let token = other.user_token(&lea);
    workplace.settings.workspaces[0].user_token = Some(token.clone().into());
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("user-token", State::Bad));
    assert!(amiss.told.ends_with(other.id()), "{amiss:?}");
    let told = format!("{:?}", workplace.looked_at().await);
    assert!(!told.contains(&token), "no secrets: {told}");
}

#[tokio::test]
async fn nobody_is_taken_for_an_administrator_while_slack_does_not_say() {
    let mut workplace = Workplace::open().await;
    let noa = workplace.acme.person("noa", Account::Admin);
    let token = workplace.acme.user_token(&noa);
    workplace.settings.workspaces[0].user_token = Some(token.into());
    workplace
        .slack
        .fail("users.info", 1, Fault::Error("fatal_error"));
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("user-token", State::Unknown));
    assert!(amiss.remedy.is_some());

    // Slack knows the token, and doesn't say what it may do. The bot's own is asked about first.
    let team = workplace.acme.id().to_owned();
    let asked = AtomicUsize::new(0);
    let silent = move |method: &str, _: &str| {
        let second = method == "auth.test" && asked.fetch_add(1, Ordering::Relaxed) == 1;
        second.then(|| front::answer(&json!({"ok": true, "team_id": team, "user_id": noa.id()})))
    };
    workplace.settings.api_url = front::stand(&workplace.slack.api_url(), Arc::new(silent)).await;
    let amiss = workplace.amiss().await;
    assert_eq!((amiss.name, amiss.state), ("user-token", State::Unknown));
}
