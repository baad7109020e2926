//! Channels that guests read, whether or not they ever write there. The workspace says who its
//! guests are, a channel who its members are; each is asked once an hour, and no message waits long
//! for either. Where Slack does not say, no guest is taken to be there: one who writes is noticed
//! anyway.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bonsens_port::{ChannelId, WorkspaceId};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::{debug, warn};

use super::{Kept, User};
use crate::api::{Api, Failure};
use crate::settings::Settings;

/// How long guests, and the channels they read, are taken to be as they were.
const LASTS: Duration = Duration::from_hours(1);
/// Time before the list is asked for again after it did not come.
const FAILED: Duration = Duration::from_mins(5);
/// Accounts in one page of the workspace's list, and pages looked through: far more than Slack
/// advises for one, and far fewer calls a minute than it allows.
const ACCOUNTS: &str = "500";
const ACCOUNT_PAGES: usize = 200;
/// Times Slack may ask to wait in the middle of the list.
const WAITS: usize = 20;
/// The same for a channel, whose pages hold ids only. A channel of more members is large anyway.
const MEMBERS: &str = "1000";
const MEMBER_PAGES: usize = 5;

type Ids = Arc<HashSet<String>>;

/// What is known of a workspace's guests.
#[derive(Debug, Clone)]
enum Known {
    /// Nothing yet: they are being asked for.
    Asked,
    /// These are.
    Are(Ids),
    /// Nothing, and Slack does not say now.
    Unsaid,
}

/// A workspace's list.
struct Listing {
    known: watch::Sender<Known>,
    due: Mutex<Option<Instant>>,
}

impl Listing {
    fn new() -> Self {
        Self {
            known: watch::Sender::new(Known::Asked),
            due: Mutex::new(None),
        }
    }

    /// The list has to be asked for. Whoever is told so does.
    fn is_due(&self) -> bool {
        let now = Instant::now();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = due.is_none_or(|due| due <= now);
        if is_due {
            *due = Some(now + LASTS);
        }
        is_due
    }

    /// The list is not to be had now. What was known before still holds.
    fn is_unsaid(&self, again: Option<Duration>) {
        if let Some(again) = again {
            let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
            *due = Some(Instant::now() + again);
        }
        self.known.send_if_modified(|known| {
            let nothing = !matches!(known, Known::Are(_));
            if nothing {
                *known = Known::Unsaid;
            }
            nothing
        });
    }
}

/// The guests of each workspace, and the channels they read.
pub struct Guests {
    api: Arc<Api>,
    listings: HashMap<WorkspaceId, Arc<Listing>>,
    channels: Kept<bool>,
}

#[derive(Deserialize)]
struct Accounts {
    members: Vec<Account>,
    response_metadata: Option<Next>,
}

#[derive(Deserialize)]
struct Account {
    id: String,
    #[serde(flatten)]
    user: User,
}

#[derive(Deserialize)]
struct Members {
    members: Vec<String>,
    response_metadata: Option<Next>,
}

#[derive(Deserialize)]
struct Next {
    next_cursor: Option<String>,
}

/// Where the next page begins, if there is one.
fn next(metadata: Option<Next>) -> Option<String> {
    let cursor = metadata?.next_cursor?;
    (!cursor.is_empty()).then_some(cursor)
}

/// The arguments of a call for a page.
fn page<'a>(limit: &'a str, cursor: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let cursor = cursor.map(|cursor| ("cursor", cursor));
    [("limit", limit)].into_iter().chain(cursor).collect()
}

impl Guests {
    pub fn new(api: Arc<Api>, settings: &Settings) -> Self {
        let served = settings.workspaces.iter();
        let listings = served.map(|served| (served.id.clone(), Arc::new(Listing::new())));
        Self {
            api,
            listings: listings.collect(),
            channels: Kept::new(LASTS),
        }
    }

    /// A guest of the workspace is a member of this channel.
    pub async fn read(&self, workspace: &WorkspaceId, channel: &ChannelId) -> bool {
        let ask = async {
            let guests = self.of(workspace).await?;
            if guests.is_empty() {
                return Ok(false);
            }
            among(&self.api, workspace, channel, &guests).await
        };
        let read = self.channels.get(workspace, channel.as_str(), ask).await;
        read.unwrap_or(false)
    }

    /// The guests of a workspace, asked for in the background: a long list takes its time.
    async fn of(&self, workspace: &WorkspaceId) -> Result<Ids, Failure> {
        let listing = self.listings.get(workspace).ok_or(Failure::NotServed)?;
        if listing.is_due() {
            let (api, workspace, listing) = (self.api.clone(), workspace.clone(), listing.clone());
            tokio::spawn(async move { list(&api, &workspace, &listing).await });
        }
        let mut known = listing.known.subscribe();
        let said = known.wait_for(|known| !matches!(known, Known::Asked)).await;
        match said.as_deref() {
            Ok(Known::Are(guests)) => Ok(guests.clone()),
            _ => Err(Failure::Doubtful("no list of guests".to_owned())),
        }
    }
}

/// Looks through a workspace's accounts for guests.
async fn list(api: &Api, workspace: &WorkspaceId, listing: &Listing) {
    let (mut guests, mut cursor, mut waits) = (HashSet::new(), None, 0);
    for _ in 0..ACCOUNT_PAGES {
        let arguments = page(ACCOUNTS, cursor.as_deref());
        let page: Accounts = loop {
            match api.get(workspace, "users.list", &arguments).await {
                Ok(page) => break page,
                Err(Failure::Limited(time)) if waits < WAITS => {
                    waits += 1;
                    listing.is_unsaid(None);
                    tokio::time::sleep(time).await;
                }
                Err(failure) => {
                    warn!(%workspace, ?failure, "Slack does not say who is a guest");
                    return listing.is_unsaid(Some(FAILED));
                }
            }
        };
        let accounts = page.members.into_iter();
        let found = accounts.filter(|account| account.user.reads_from_outside());
        guests.extend(found.map(|account| account.id));
        cursor = next(page.response_metadata);
        if cursor.is_none() {
            break;
        }
    }
    if cursor.is_some() {
        warn!(%workspace, "there are more accounts than are looked through for guests");
    }
    debug!(%workspace, guests = guests.len(), "the guests are known");
    listing.known.send_replace(Known::Are(Arc::new(guests)));
}

/// Whether one of these people is a member of a channel.
pub(super) async fn among(
    api: &Api,
    workspace: &WorkspaceId,
    channel: &ChannelId,
    people: &HashSet<String>,
) -> Result<bool, Failure> {
    let mut cursor = None;
    for _ in 0..MEMBER_PAGES {
        let mut arguments = page(MEMBERS, cursor.as_deref());
        arguments.push(("channel", channel.as_str()));
        let page = api.get(workspace, "conversations.members", &arguments);
        let page: Members = page.await?;
        if page.members.iter().any(|member| people.contains(member)) {
            return Ok(true);
        }
        cursor = next(page.response_metadata);
        if cursor.is_none() {
            break;
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_list_is_asked_for_once_an_hour_and_sooner_when_it_did_not_come() {
        let listing = Listing::new();
        assert!(listing.is_due());
        assert!(!listing.is_due(), "someone is asking");
        tokio::time::advance(LASTS).await;
        assert!(listing.is_due());
        listing.is_unsaid(Some(FAILED));
        assert!(!listing.is_due());
        tokio::time::advance(FAILED).await;
        assert!(listing.is_due());
    }

    #[test]
    fn what_was_known_holds_while_slack_does_not_say() {
        let listing = Listing::new();
        listing.is_unsaid(None);
        assert!(matches!(*listing.known.borrow(), Known::Unsaid));
        listing.known.send_replace(Known::Are(Arc::default()));
        listing.is_unsaid(None);
        assert!(matches!(*listing.known.borrow(), Known::Are(_)));
    }
}
