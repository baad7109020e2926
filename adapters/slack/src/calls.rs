//! What is sent with a call, and what is read of its answer: only what is used, so that an answer
//! that has changed elsewhere is still an answer.

use bonsens_port::ChannelId;
use serde::{Deserialize, Serialize};

use crate::blocks::Page;

/// What is sent with every message, whichever method takes it.
#[derive(Debug, Serialize)]
pub struct Message<'a> {
    pub channel: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_ts: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ts: Option<&'a str>,
    pub text: &'a str,
    pub blocks: &'a [slack_morphism::prelude::SlackBlock],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<serde_json::Value>,
    pub parse: &'static str,
    pub link_names: bool,
    pub unfurl_links: bool,
    pub unfurl_media: bool,
}

impl<'a> Message<'a> {
    /// A page for a channel: no link or mention but those we made, and no previews.
    pub fn new(channel: &'a ChannelId, page: &'a Page) -> Self {
        Self {
            channel: channel.as_str(),
            user: None,
            thread_ts: None,
            ts: None,
            text: &page.text,
            blocks: &page.blocks,
            metadata: None,
            parse: "none",
            link_names: false,
            unfurl_links: false,
            unfurl_media: false,
        }
    }
}

/// A message was taken, and is here.
#[derive(Debug, Deserialize)]
pub struct Posted {
    pub channel: ChannelId,
    pub ts: String,
}
/// It was done.
#[derive(Debug, Deserialize)]
pub struct Done {}
/// Whether someone is there.
#[derive(Debug, Deserialize)]
pub struct Presence {
    pub presence: String,
}
/// A conversation is open.
#[derive(Debug, Deserialize)]
pub struct Opened {
    pub channel: Room,
}
/// A conversation.
#[derive(Debug, Deserialize)]
pub struct Room {
    pub id: ChannelId,
}
/// The address of a message.
#[derive(Debug, Deserialize)]
pub struct Permalink {
    pub permalink: String,
}
