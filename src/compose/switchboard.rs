//! Several platforms in one process: each workspace is shown things where it is.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use bonsens_port::{
    Abilities, ChannelId, Handle, MessageId, Platform, PlatformError, Post, WorkspaceId,
};

/// The platforms, by workspace.
#[derive(Default)]
pub struct Switchboard(HashMap<WorkspaceId, Arc<dyn Platform>>);

impl Switchboard {
    /// These workspaces are on this platform.
    #[must_use]
    pub fn with(
        mut self,
        workspaces: impl IntoIterator<Item = WorkspaceId>,
        platform: &Arc<dyn Platform>,
    ) -> Self {
        let workspaces = workspaces.into_iter();
        self.0
            .extend(workspaces.map(|workspace| (workspace, platform.clone())));
        self
    }

    fn of(&self, workspace: &WorkspaceId) -> Result<&Arc<dyn Platform>, PlatformError> {
        // What is left of a workspace that the configuration no longer names.
        self.0.get(workspace).ok_or_else(|| PlatformError::Refused {
            reason: "this workspace is not served".to_owned(),
        })
    }
}

#[async_trait]
impl Platform for Switchboard {
    async fn show(&self, post: Post) -> Result<Option<Handle>, PlatformError> {
        self.of(&post.workspace)?.show(post).await
    }

    async fn remove(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<(), PlatformError> {
        let platform = self.of(workspace)?;
        platform.remove(workspace, channel, message).await
    }

    fn has_to_go(&self, workspace: &WorkspaceId, post: &Handle) -> bool {
        let platform = self.of(workspace);
        platform.is_ok_and(|platform| platform.has_to_go(workspace, post))
    }

    async fn withdraw(&self, workspace: &WorkspaceId, post: &Handle) -> Result<(), PlatformError> {
        self.of(workspace)?.withdraw(workspace, post).await
    }

    fn abilities(&self, workspace: &WorkspaceId) -> Abilities {
        let platform = self.of(workspace);
        platform.map_or_else(
            |_| Abilities::default(),
            |platform| platform.abilities(workspace),
        )
    }
}

#[cfg(test)]
mod tests {
    use bonsens_port::{ActionId, Destination, Lang, Notice};
    use bonsens_sim::Screen;

    use super::*;

    #[tokio::test]
    async fn each_workspace_is_shown_things_where_it_is() {
        let (here, there) = (Arc::new(Screen::default()), Arc::new(Screen::default()));
        let platform = |screen: &Arc<Screen>| screen.clone() as Arc<dyn Platform>;
        let board = Switchboard::default()
            .with([WorkspaceId::new("T1")], &platform(&here))
            .with([WorkspaceId::new("1100")], &platform(&there));
        let post = |workspace: &str| Post {
            key: ActionId::new("a1"),
            workspace: WorkspaceId::new(workspace),
            to: Destination::Moderators,
            notice: Notice::Thanks,
            lang: Lang::En,
            lines: Vec::new(),
            buttons: Vec::new(),
            replaces: None,
        };
        board.show(post("1100")).await.unwrap();
        assert_eq!((here.look().len(), there.look().len()), (0, 1));
        assert!(board.abilities(&WorkspaceId::new("T1")).removes);
        let gone = board.show(post("T2")).await;
        assert!(matches!(gone, Err(PlatformError::Refused { .. })));
        assert_eq!(
            board.abilities(&WorkspaceId::new("T2")),
            Abilities::default()
        );
    }
}
