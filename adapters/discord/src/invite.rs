//! The link by which whoever runs a server lets the bot in, with the fewest permissions, and why it
//! needs each.

use serenity::all::Permissions;

/// What the bot needs everywhere, by Discord's names, with the keys of the sentences that say why.
pub const PERMISSIONS: [(&str, &str); 6] = [
    ("VIEW_CHANNEL", "discord-permission-view-channel"),
    ("SEND_MESSAGES", "discord-permission-send-messages"),
    (
        "SEND_MESSAGES_IN_THREADS",
        "discord-permission-send-messages-in-threads",
    ),
    (
        "READ_MESSAGE_HISTORY",
        "discord-permission-read-message-history",
    ),
    ("EMBED_LINKS", "discord-permission-embed-links"),
    (
        "CREATE_PUBLIC_THREADS",
        "discord-permission-create-public-threads",
    ),
];

/// What it needs beside, where moderators are to have messages removed.
pub const REMOVAL_PERMISSION: (&str, &str) =
    ("MANAGE_MESSAGES", "discord-permission-manage-messages");

/// What the bot is: someone on the server, with commands.
const SCOPES: &str = "bot+applications.commands";

/// The link for this application; with removal, moderators can have messages removed.
#[must_use]
pub fn invite(application_id: &str, removal: bool) -> String {
    // An id is digits: nothing else gets into the address.
    let id: String = application_id
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let permissions = needed(removal).bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={id}&scope={SCOPES}&permissions={permissions}"
    )
}

/// All of it, as Discord counts it.
fn needed(removal: bool) -> Permissions {
    let names = PERMISSIONS
        .iter()
        .chain(removal.then_some(&REMOVAL_PERMISSION));
    let each = names.filter_map(|(name, _)| Permissions::from_name(name));
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::say;
    use bonsens_port::Lang;

    #[test]
    fn the_link_asks_for_what_is_explained_and_for_nothing_else() {
        let link = invite("123456789012345678", false);
        // Bits as Discord documents them: 10, 11, 14, 16, 35 and 38.
        let bits: u64 = [10, 11, 14, 16, 35, 38].map(|bit| 1 << bit).iter().sum();
        assert_eq!(
            link,
            format!(
                "https://discord.com/oauth2/authorize?client_id=123456789012345678\
                 &scope=bot+applications.commands&permissions={bits}"
            )
        );
        let removal = invite("1", true);
        assert!(removal.ends_with(&format!("permissions={}", bits + (1 << 13))));
        for (name, why) in PERMISSIONS.iter().chain([&REMOVAL_PERMISSION]) {
            assert!(Permissions::from_name(name).is_some(), "{name}");
            for lang in [Lang::En, Lang::Fr] {
                assert_ne!(say()(lang, why), *why, "a sentence is missing");
            }
        }
        assert!(invite("1&scope=x", false).contains("client_id=1&scope=bot"));
    }
}
