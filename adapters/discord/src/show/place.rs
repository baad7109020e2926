//! Where a message is: in its channel, or in a thread, which Discord holds for a channel as well.

use bonsens_port::{ChannelId, MessageId, WorkspaceId};

use crate::markdown::is_id;

/// Where people go from here, whatever address the bot itself calls.
const SITE: &str = "https://discord.com";

/// The channel or thread a message is in, and its id there. Both are Discord's own, or it is none
/// of its messages.
pub fn of<'a>(channel: &'a ChannelId, message: &'a MessageId) -> Option<(&'a str, &'a str)> {
    let message = message.as_str();
    let (room, id) = message
        .split_once('.')
        .unwrap_or_else(|| (channel.as_str(), message));
    (is_id(room) && is_id(id)).then_some((room, id))
}

/// The address of a message.
pub fn address(
    workspace: &WorkspaceId,
    channel: &ChannelId,
    message: &MessageId,
) -> Option<String> {
    let (room, id) = of(channel, message)?;
    let server = workspace.as_str();
    is_id(server).then(|| format!("{SITE}/channels/{server}/{room}/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_found_in_its_channel_or_in_its_thread() {
        let (acme, general) = (WorkspaceId::new("1"), ChannelId::new("2"));
        let at = |message: &str| address(&acme, &general, &MessageId::new(message));
        assert_eq!(at("4").unwrap(), "https://discord.com/channels/1/2/4");
        assert_eq!(at("3.4").unwrap(), "https://discord.com/channels/1/3/4");
        for forged in ["", "4/../5", "3.4.5", "a"] {
            assert_eq!(at(forged), None, "{forged}");
        }
    }
}
