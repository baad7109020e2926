//! What a person sees, what they upload, and what their account is like.

use std::collections::BTreeMap;

use bonsens_fake_kit::object;
use serde_json::{Value, json};

use crate::person::Person;
use crate::seen::{Seen, View};
use crate::state::{Bearer, FileData, State, Token, User};
use crate::team::Room;

impl Person {
    /// Uploads a file; its id, to post it or hand it in with a modal.
    #[must_use]
    pub fn uploads(&self, name: &str, mimetype: &str, content: &[u8]) -> String {
        self.upload(name, mimetype, content, "hosted")
    }

    /// Writes a text snippet; its id.
    #[must_use]
    pub fn writes_snippet(&self, title: &str, text: &str) -> String {
        self.upload(title, "text/plain", text.as_bytes(), "snippet")
    }

    fn upload(&self, name: &str, mimetype: &str, content: &[u8], mode: &str) -> String {
        let extension = name
            .rsplit_once('.')
            .map_or("text", |(_, extension)| extension);
        self.team.change(|state| {
            let id = state.id('F', "FILE");
            let (base, seconds) = (state.base.clone(), state.seconds());
            let address: String = name
                .chars()
                .map(|c| {
                    if c.is_ascii_alphanumeric() || c == '.' {
                        c
                    } else {
                        '_'
                    }
                })
                .collect();
            let place = format!("{base}/files-pri/{}-{id}", self.team.id);
            let permalink = format!("{base}/files/{}/{id}/{address}", self.id);
            let mut wire = object(json!({
                "id": id, "created": seconds, "timestamp": seconds, "name": name, "title": name,
                "mimetype": mimetype, "filetype": extension, "pretty_type": extension,
                "user": self.id, "user_team": self.team.id, "mode": mode,
                "editable": mode == "snippet", "size": content.len(), "is_external": false,
                "external_type": "", "is_public": true, "public_url_shared": false,
                "display_as_bot": false, "username": "",
                "url_private": format!("{place}/{address}"),
                "url_private_download": format!("{place}/download/{address}"),
                "permalink": permalink, "is_starred": false,
                "has_rich_preview": false, "file_access": "visible",
            }));
            if mode == "snippet" {
                let text = String::from_utf8_lossy(content);
                wire.insert(
                    "preview".into(),
                    json!(text.chars().take(500).collect::<String>()),
                );
                wire.insert("lines".into(), json!(text.lines().count()));
            }
            let file = FileData {
                wire: Value::Object(wire),
                open_to_app: false,
                content: content.to_vec(),
            };
            state.team_mut(&self.team.id).files.insert(id.clone(), file);
            id
        })
    }

    /// The room of their direct messages with the bot.
    #[must_use]
    pub fn direct(&self) -> Room {
        let open = |state: &mut State| state.open_direct_room(&self.team.id, &self.id).0;
        Room {
            id: self.team.change(open),
            team: self.team.clone(),
        }
    }

    /// What they see in a room: its messages, and those meant for them alone.
    #[must_use]
    pub fn sees(&self, room: &Room) -> Vec<Seen> {
        Seen::all(&self.team, &room.id, Some(&self.id))
    }

    /// The replies they see under a message.
    #[must_use]
    pub fn sees_replies(&self, room: &Room, ts: &str) -> Vec<Seen> {
        let seen = self.sees(room).into_iter();
        seen.filter(|seen| seen.ts != ts && seen.thread.as_deref() == Some(ts))
            .collect()
    }

    /// What the bot wrote to them in their direct messages.
    #[must_use]
    pub fn told(&self) -> Vec<Seen> {
        let room = self
            .team
            .look(|team| Some(team.direct_room(&self.id)?.id.clone()));
        let messages = room.map(|room| Seen::all(&self.team, &room, Some(&self.id)));
        let from_app = messages.into_iter().flatten().filter(|seen| seen.from_app);
        from_app.collect()
    }

    /// Their Home of the app.
    #[must_use]
    pub fn home(&self) -> Option<View> {
        self.team
            .look(|team| team.homes.get(&self.id).map(View::of))
    }

    /// The modal in front of them.
    #[must_use]
    pub fn modal(&self) -> Option<View> {
        self.team
            .look(|team| Some(View::of(team.modals.get(&self.id)?.last()?)))
    }

    /// What the modal says is wrong, by `block_id`.
    #[must_use]
    pub fn modal_errors(&self) -> BTreeMap<String, String> {
        self.team.look(|team| {
            let errors = team.modal_errors.get(&self.id).and_then(Value::as_object);
            let errors = errors.into_iter().flatten();
            let words =
                errors.map(|(key, why)| (key.clone(), why.as_str().unwrap_or("").to_owned()));
            words.collect()
        })
    }

    /// The errors Slack showed them, when the app did not answer.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        self.team.look(|team| {
            let mine = team.troubles.iter().filter(|(user, _)| *user == self.id);
            mine.map(|(_, trouble)| trouble.clone()).collect()
        })
    }

    /// Goes away, or comes back.
    pub fn is_away(&self, away: bool) {
        self.set(|user| user.away = away);
    }

    /// Sets their language, such as `fr-FR`.
    pub fn speaks(&self, locale: &str) {
        self.set(|user| locale.clone_into(&mut user.locale));
    }

    /// Their account is deactivated.
    pub fn leaves_the_organisation(&self) {
        self.set(|user| user.deleted = true);
    }

    fn set(&self, set: impl FnOnce(&mut User)) {
        self.team.change(|state| {
            if let Some(user) = state.team_mut(&self.team.id).users.get_mut(&self.id) {
                set(user);
            }
        });
    }

    /// A token that acts as them. An administrator's can delete anyone's message.
    #[must_use]
    pub fn token(&self, scopes: &[&str]) -> String {
        self.team.change(|state| {
            let token = format!("xoxp-fake-{}", state.number());
            let held = Token {
                team: self.team.id.clone(),
                bearer: Bearer::User(self.id.clone()),
                scopes: Some(scopes.iter().map(|scope| (*scope).to_owned()).collect()),
                dead: None,
            };
            state.tokens.insert(token.clone(), held);
            token
        })
    }
}
