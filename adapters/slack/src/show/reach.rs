//! Where someone can be reached, and where a message can be found, asked of Slack once in a while.

use bonsens_port::{AuthorId, ChannelId, MessageId, WorkspaceId};
use serde_json::json;

use super::SlackPlatform;
use crate::api::Failure;
use crate::calls::{Opened, Permalink, Presence};

impl SlackPlatform {
    /// Whether someone may not see what is shown to them now. Where Slack does not say, they may
    /// not.
    pub(super) async fn may_be_away(&self, workspace: &WorkspaceId, person: &AuthorId) -> bool {
        let key = (workspace.clone(), person.clone());
        if let Some(away) = self.away.get(&key) {
            return away;
        }
        let arguments = [("user", person.as_str())];
        let asked = self.api.get(workspace, "users.getPresence", &arguments);
        let asked: Result<Presence, Failure> = asked.await;
        let Ok(Presence { presence }) = asked else {
            return true;
        };
        let away = presence != "active";
        self.away.put(key, away);
        away
    }

    /// The direct conversation with someone.
    pub(super) async fn direct(
        &self,
        workspace: &WorkspaceId,
        person: &AuthorId,
    ) -> Result<ChannelId, Failure> {
        let key = (workspace.clone(), person.clone());
        if let Some(room) = self.direct.get(&key) {
            return Ok(room);
        }
        let request = json!({"users": person.as_str()});
        let opened = self.api.post(workspace, "conversations.open", &request);
        let opened: Opened = opened.await?;
        self.direct.put(key, opened.channel.id.clone());
        Ok(opened.channel.id)
    }

    /// The address of a message, where it is still there and Slack tells.
    pub(super) async fn link(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Option<String> {
        let key = (workspace.clone(), channel.clone(), message.clone());
        if let Some(link) = self.links.get(&key) {
            return Some(link);
        }
        let arguments = [
            ("channel", channel.as_str()),
            ("message_ts", message.as_str()),
        ];
        let asked = self.api.get(workspace, "chat.getPermalink", &arguments);
        let Permalink { permalink } = asked.await.ok()?;
        self.links.put(key, permalink.clone());
        Some(permalink)
    }
}
