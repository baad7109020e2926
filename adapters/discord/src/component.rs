//! The ids by which our components are known again, such as `b:take:f1`. What one person alone sees may
//! be in a direct conversation, so it names the server it is about: `b@9:will-fix:n1`.

use bonsens_port::{Press, WorkspaceId};
use serde_json::Value;

use crate::split::length;

/// The longest id: <https://docs.discord.com/developers/components/reference>.
const LONGEST: usize = 100;

/// What a component of ours asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A button.
    Button,
    /// Someone is sure.
    Sure,
    /// A reason was chosen.
    Reason,
    /// A window was sent.
    Window,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Button, Self::Sure, Self::Reason, Self::Window];

    const fn sign(self) -> &'static str {
        match self {
            Self::Button => "b",
            Self::Sure => "y",
            Self::Reason => "r",
            Self::Window => "m",
        }
    }

    fn of(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.sign() == sign)
    }
}

/// What an id says.
#[derive(Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// What the component asks for.
    pub mark: Mark,
    /// The server it is about, where it is not shown there.
    pub server: Option<&'a str>,
    /// What it does.
    pub press: Press,
    /// What that is done to, as it is written.
    pub subject: &'a str,
}

impl<'a> Named<'a> {
    /// Reads an id; `None` where it is not one of ours, or not any more.
    pub fn read(id: &'a str) -> Option<Self> {
        let (mark, server, act) = apart(id)?;
        let (name, subject) = act.split_once(':')?;
        Some(Self {
            mark,
            server,
            press: Press::named(name, subject)?,
            subject,
        })
    }
}

/// The id of a component; `None` where Discord has no room for it.
pub fn custom_id(mark: Mark, server: Option<&WorkspaceId>, press: &Press) -> Option<String> {
    let act = format!("{}:{}", press.name(), press.subject());
    let id = together(mark, server.map(WorkspaceId::as_str), &act);
    (length(&id) <= LONGEST).then_some(id)
}

/// Names a server in every id of ours in what is sent where it could be of another.
pub fn name_server(sent: &mut Value, server: &WorkspaceId) {
    match sent {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(id) if key == "custom_id" => {
                        if let Some((mark, None, act)) = apart(id) {
                            let named = together(mark, Some(server.as_str()), act);
                            if length(&named) <= LONGEST {
                                *id = named;
                            }
                        }
                    }
                    other => name_server(other, server),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| name_server(one, server)),
        _ => {}
    }
}

fn apart(id: &str) -> Option<(Mark, Option<&str>, &str)> {
    let (head, act) = id.split_once(':')?;
    let (sign, server) = match head.split_once('@') {
        Some((sign, server)) => (sign, Some(server)),
        None => (head, None),
    };
    Some((Mark::of(sign)?, server, act))
}

fn together(mark: Mark, server: Option<&str>, act: &str) -> String {
    let sign = mark.sign();
    match server {
        Some(server) => format!("{sign}@{server}:{act}"),
        None => format!("{sign}:{act}"),
    }
}

#[cfg(test)]
mod tests {
    use bonsens_port::FlagId;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_survives_the_way_through_discord() {
        let (acme, take) = (WorkspaceId::new("9"), Press::Take(FlagId::new("f:1")));
        for mark in Mark::ALL {
            for server in [None, Some(&acme)] {
                let id = custom_id(mark, server, &take).unwrap();
                let named = Named::read(&id).unwrap();
                assert_eq!(named.server, server.map(WorkspaceId::as_str));
                assert_eq!((named.mark, named.subject), (mark, "f:1"));
                assert_eq!(named.press, take);
            }
        }
        assert_eq!(custom_id(Mark::Button, None, &take).unwrap(), "b:take:f:1");
        let long = Press::Take(FlagId::new("f".repeat(LONGEST)));
        assert_eq!(custom_id(Mark::Button, None, &long), None);
        for stale in ["", "b", "b:take", "x:take:f1", "b:dance:f1", "b@9", "help"] {
            assert_eq!(Named::read(stale), None, "{stale}");
        }
    }

    #[test]
    fn a_server_is_named_in_our_ids_alone_and_where_there_is_room() {
        let server = WorkspaceId::new("1100000000000000001");
        let long = format!("b:take:{}", "f".repeat(LONGEST - 10));
        let mut sent = json!({"components": [{"components": [
            {"custom_id": "b:take:f1"}, {"custom_id": "theirs"}, {"custom_id": long},
            {"custom_id": "b@7:take:f1"}, {"label": "b:take:f1"},
        ]}]});
        name_server(&mut sent, &server);
        let ids = &sent["components"][0]["components"];
        assert_eq!(ids[0]["custom_id"], "b@1100000000000000001:take:f1");
        assert_eq!(ids[1]["custom_id"], "theirs");
        assert_eq!(ids[2]["custom_id"], long);
        assert_eq!(ids[3]["custom_id"], "b@7:take:f1");
        assert_eq!(ids[4]["label"], "b:take:f1");
    }
}
