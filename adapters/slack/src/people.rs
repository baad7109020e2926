//! Who someone is and who reads a channel, as far as a decision needs it. Slack is asked once in a
//! while, never for each message; where it does not answer in time, the careful answer holds: no
//! right to act, and an audience that is not known.

mod guests;

use std::collections::HashSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bonsens_kit::Memo;
use bonsens_port::{Audience, AuthorId, ChannelId, Lang, Role, WorkspaceId};
use serde::Deserialize;
use tokio::sync::OnceCell;
use tracing::debug;

use crate::api::{Api, Failure};
use crate::people::guests::Guests;
use crate::settings::{Settings, Workspace};

/// Time a look-up may take before the careful answer is given.
const BUDGET: Duration = Duration::from_secs(1);
/// How long people and channels are taken to be as they were.
const PERSON: Duration = Duration::from_hours(1);
const CHANNEL: Duration = Duration::from_mins(10);
/// The same for what someone may do: a right that is taken away must not linger.
const RIGHTS: Duration = Duration::from_mins(1);
/// How long a channel where a guest wrote is taken to be read by guests.
const WROTE: Duration = Duration::from_hours(24);
/// How long Slack is left alone about someone after it did not answer.
const FAILED: Duration = Duration::from_secs(30);
/// People or channels remembered at once.
const REMEMBERED: usize = 16_384;

/// What is known of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// A machine's account.
    pub bot: bool,
    /// A guest, or someone from another organisation.
    pub outsider: bool,
    /// May manage the workspace.
    pub admin: bool,
    /// The language they chose, where it is one of ours.
    pub lang: Option<Lang>,
}

/// What is known of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Channel {
    /// Who reads it.
    pub audience: Audience,
    /// A conversation between people.
    pub between_people: bool,
}

#[derive(Deserialize)]
struct UserAnswer {
    user: User,
}

#[derive(Deserialize)]
struct User {
    locale: Option<String>,
    is_bot: Option<bool>,
    is_restricted: Option<bool>,
    is_ultra_restricted: Option<bool>,
    is_stranger: Option<bool>,
    is_admin: Option<bool>,
    is_owner: Option<bool>,
    deleted: Option<bool>,
}

impl User {
    /// A guest, or someone from another organisation.
    fn is_outsider(&self) -> bool {
        let outside = [
            self.is_restricted,
            self.is_ultra_restricted,
            self.is_stranger,
        ];
        outside.contains(&Some(true))
    }

    /// The same, as long as their account is open.
    fn reads_from_outside(&self) -> bool {
        self.is_outsider() && self.deleted != Some(true)
    }
}

#[derive(Deserialize)]
struct ChannelAnswer {
    channel: Room,
}

#[derive(Deserialize)]
struct Room {
    num_members: Option<u32>,
    is_ext_shared: Option<bool>,
    is_shared: Option<bool>,
    is_org_shared: Option<bool>,
    is_im: Option<bool>,
    is_mpim: Option<bool>,
    is_private: Option<bool>,
}

#[derive(Deserialize)]
struct GroupAnswer {
    users: HashSet<String>,
}

/// Something asked of Slack once, however many wait for it; `None` is a failure.
type Asked<V> = Arc<OnceCell<Option<V>>>;

/// Answers of one kind, kept for a while.
struct Kept<V> {
    known: Memo<(WorkspaceId, String), Asked<V>>,
    failed: Memo<(WorkspaceId, String), ()>,
}

impl<V: Clone> Kept<V> {
    fn new(lasts: Duration) -> Self {
        Self {
            known: Memo::new(REMEMBERED, Some(lasts)),
            failed: Memo::new(REMEMBERED, Some(FAILED)),
        }
    }

    async fn get(
        &self,
        workspace: &WorkspaceId,
        id: &str,
        ask: impl Future<Output = Result<V, Failure>>,
    ) -> Option<V> {
        let key = (workspace.clone(), id.to_owned());
        if self.failed.get(&key).is_some() {
            return None;
        }
        let asked = self.known.get(&key).unwrap_or_else(|| {
            let fresh = Asked::default();
            self.known.put(key.clone(), fresh.clone());
            fresh
        });
        let ask = async {
            match tokio::time::timeout(BUDGET, ask).await {
                Ok(Ok(answer)) => Some(answer),
                Ok(Err(failure)) => {
                    debug!(%workspace, id, ?failure, "Slack does not say who this is");
                    None
                }
                Err(_) => {
                    debug!(%workspace, id, "Slack does not say in time who this is");
                    None
                }
            }
        };
        let answer = asked.get_or_init(|| ask).await.clone();
        if answer.is_none() {
            self.known.remove(&key);
            self.failed.put(key, ());
        }
        answer
    }
}

/// Everyone, as far as it was needed.
pub struct People {
    api: Arc<Api>,
    settings: Arc<Settings>,
    persons: Kept<Person>,
    /// The same people, looked at again before they act on others.
    actors: Kept<Person>,
    channels: Kept<Channel>,
    groups: Kept<Arc<HashSet<String>>>,
    /// Whether someone is in a private channel, by both.
    insiders: Kept<bool>,
    /// Channels where a guest wrote.
    wrote: Memo<(WorkspaceId, ChannelId), ()>,
    guests: Guests,
}

impl People {
    pub fn new(api: Arc<Api>, settings: Arc<Settings>) -> Self {
        let guests = Guests::new(api.clone(), &settings);
        Self {
            api,
            settings,
            persons: Kept::new(PERSON),
            actors: Kept::new(RIGHTS),
            channels: Kept::new(CHANNEL),
            groups: Kept::new(RIGHTS),
            insiders: Kept::new(RIGHTS),
            wrote: Memo::new(REMEMBERED, Some(WROTE)),
            guests,
        }
    }

    /// Who someone is; `None` where Slack does not say.
    pub async fn person(&self, workspace: &WorkspaceId, person: &AuthorId) -> Option<Person> {
        let ask = self.ask_person(workspace, person);
        self.persons.get(workspace, person.as_str(), ask).await
    }

    /// What a channel is; `None` where Slack does not say.
    pub async fn channel(&self, workspace: &WorkspaceId, channel: &ChannelId) -> Option<Channel> {
        let ask = async {
            let arguments = [
                ("channel", channel.as_str()),
                ("include_num_members", "true"),
            ];
            let answer = self.api.get(workspace, "conversations.info", &arguments);
            let ChannelAnswer { channel: room } = answer.await?;
            let members = room.num_members.filter(|members| *members > 0);
            let shared = room.is_shared == Some(true) && room.is_org_shared != Some(true);
            Ok(Channel {
                audience: Audience {
                    members,
                    // Shared within one organisation is not shared with others.
                    outsiders: room.is_ext_shared == Some(true) || shared,
                },
                between_people: room.is_mpim == Some(true) || room.is_im == Some(true),
            })
        };
        let (known, read_by_guests) = tokio::join!(
            self.channels.get(workspace, channel.as_str(), ask),
            self.guests.read(workspace, channel)
        );
        known.map(|mut known| {
            known.audience.outsiders |= read_by_guests;
            known
        })
    }

    /// Remembers that a guest wrote in a channel, whatever Slack says of its members.
    pub fn guest_in(&self, workspace: &WorkspaceId, channel: &ChannelId) {
        self.wrote.put((workspace.clone(), channel.clone()), ());
    }

    /// A guest wrote in this channel lately.
    pub fn has_guests(&self, workspace: &WorkspaceId, channel: &ChannelId) -> bool {
        let key = (workspace.clone(), channel.clone());
        self.wrote.get(&key).is_some()
    }

    /// What someone may do, looked at again each minute.
    pub async fn role(&self, workspace: &WorkspaceId, person: &AuthorId) -> Role {
        let Some(served) = self.workspace(workspace) else {
            return Role::Employee;
        };
        let admin = async {
            if let Some(group) = &served.admins_group {
                self.is_in(workspace, group, person).await
            } else {
                let ask = self.ask_person(workspace, person);
                let known = self.actors.get(workspace, person.as_str(), ask).await;
                known.is_some_and(|known| known.admin)
            }
        };
        let moderator = async {
            match &served.moderators_group {
                Some(group) => self.is_in(workspace, group, person).await,
                // Rare, and far larger than what it stands beside.
                None => Box::pin(self.is_inside(served, person)).await,
            }
        };
        match tokio::join!(admin, moderator) {
            (true, _) => Role::Admin,
            (false, true) => Role::Moderator,
            (false, false) => Role::Employee,
        }
    }

    /// The settings of a workspace.
    pub fn workspace(&self, workspace: &WorkspaceId) -> Option<&Workspace> {
        self.settings.served(workspace)
    }

    async fn is_in(&self, workspace: &WorkspaceId, group: &str, person: &AuthorId) -> bool {
        let ask = async {
            let arguments = [("usergroup", group)];
            let answer = self.api.get(workspace, "usergroups.users.list", &arguments);
            let GroupAnswer { users } = answer.await?;
            Ok(Arc::new(users))
        };
        let members = self.groups.get(workspace, group, ask).await;
        members.is_some_and(|members| members.contains(person.as_str()))
    }

    /// Whether someone is in the moderators' channel, where nobody gets in unasked.
    async fn is_inside(&self, served: &Workspace, person: &AuthorId) -> bool {
        let channel = &served.moderators_channel;
        let ask = async {
            let arguments = [("channel", channel.as_str())];
            let answer = self.api.get(&served.id, "conversations.info", &arguments);
            let ChannelAnswer { channel: room } = answer.await?;
            if room.is_private != Some(true) {
                return Ok(false);
            }
            let person = HashSet::from([person.to_string()]);
            guests::among(&self.api, &served.id, channel, &person).await
        };
        let both = format!("{channel}/{person}");
        let inside = self.insiders.get(&served.id, &both, ask).await;
        inside.unwrap_or(false)
    }

    async fn ask_person(
        &self,
        workspace: &WorkspaceId,
        person: &AuthorId,
    ) -> Result<Person, Failure> {
        let arguments = [("user", person.as_str()), ("include_locale", "true")];
        let answer = self.api.get(workspace, "users.info", &arguments);
        let UserAnswer { user } = answer.await?;
        let manages = [user.is_admin, user.is_owner];
        Ok(Person {
            bot: user.is_bot == Some(true),
            outsider: user.is_outsider(),
            admin: manages.contains(&Some(true)) && user.deleted != Some(true),
            lang: user.locale.as_deref().and_then(lang),
        })
    }
}

/// The language of a locale such as `fr-CA`, where it is one of ours.
fn lang(locale: &str) -> Option<Lang> {
    let (language, _) = locale.split_once(['-', '_']).unwrap_or((locale, ""));
    match language.to_lowercase().as_str() {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        _ => None,
    }
}
