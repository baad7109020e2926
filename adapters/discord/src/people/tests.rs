//! Who sees what, and who may do what, by what Discord says of a server.

use bonsens_port::{Audience, AuthorId, ChannelId, Role, WorkspaceId};
use serde_json::json;

use super::*;
use crate::incoming::Server;

const SEES: &str = "1024";

fn acme() -> WorkspaceId {
    WorkspaceId::new("100")
}

/// A server where everyone sees channels, but for those that say otherwise.
fn known() -> Known {
    let room = |id: &str, kind: u8, overwrites: serde_json::Value| json!({"id": id, "type": kind, "name": id, "permission_overwrites": overwrites});
    let server = json!({
        "owner_id": "1", "member_count": 42,
        "roles": [
            {"id": "100", "permissions": SEES}, {"id": "200", "permissions": "0"},
            {"id": "300", "permissions": "32"}, {"id": "400", "permissions": "8"},
        ],
        "channels": [
            room("open", 0, json!([])),
            room("closed", 0, json!([{"id": "100", "type": 0, "allow": "0", "deny": SEES}])),
            room("guests", 0, json!([
                {"id": "200", "type": 0, "allow": SEES, "deny": "0"},
                {"id": "100", "type": 0, "allow": "0", "deny": SEES},
            ])),
            room("staff", 15, json!([{"id": "200", "type": 0, "allow": "0", "deny": SEES}])),
            room("pictures", 16, json!(null)),
        ],
    });
    Known::new(serde_json::from_value::<Server>(server).unwrap())
}

#[test]
fn a_channel_is_read_by_those_its_roles_let_in() {
    let known = known();
    for (room, guests, members, outsiders) in [
        ("open", Some("200"), Some(42), true),
        ("open", None, Some(42), false),
        ("closed", Some("200"), None, false),
        ("closed", Some("400"), None, true),
        ("guests", Some("200"), None, true),
        ("staff", Some("200"), Some(42), false),
        ("nowhere", Some("200"), None, false),
    ] {
        let expected = Audience { members, outsiders };
        let seen = known.audience(&acme(), &ChannelId::new(room), guests);
        assert_eq!(seen, expected, "{room} {guests:?}");
    }
    assert!(known.is_forum(&ChannelId::new("staff")));
    assert!(known.is_forum(&ChannelId::new("pictures")));
    assert!(!known.is_forum(&ChannelId::new("open")));
}

#[test]
fn those_who_may_manage_the_server_are_told_by_their_roles_or_own_it() {
    let known = known();
    let manages = |person: &str, roles: &[&str]| {
        let roles: Vec<_> = roles.iter().map(|role| (*role).to_owned()).collect();
        known.manages(&acme(), &AuthorId::new(person), &roles)
    };
    assert!(manages("1", &[]), "the owner");
    assert!(manages("2", &["200", "300"]) && manages("2", &["400"]));
    assert!(!manages("2", &["200"]) && !manages("2", &[]));
}

#[test]
fn a_role_of_the_settings_decides_where_there_is_one() {
    let mut settings = crate::incoming::tests::settings();
    let member = |roles: &[&str], manages| Member {
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        manages,
    };
    let role = |settings: &Settings, member: &Member| {
        let rest = Arc::new(Rest::new(settings).unwrap());
        let people = People::new(rest, Arc::new(settings.clone()));
        people.role(&acme(), member)
    };
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (manager, moderator) = (member(&[], true), member(&["701"], false));
    assert_eq!(role(&settings, &manager), Role::Admin);
    assert_eq!(role(&settings, &moderator), Role::Moderator);
    assert_eq!(role(&settings, &member(&["999"], false)), Role::Employee);
    for served in &mut settings.servers {
        served.admins_role = Some("702".to_owned());
    }
    assert_eq!(
        role(&settings, &manager),
        Role::Employee,
        "who manages is no admin then"
    );
    assert_eq!(role(&settings, &member(&["702"], false)), Role::Admin);
}
