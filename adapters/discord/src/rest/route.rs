//! What a call counts against: its route, the one thing in it that Discord counts apart, and whether
//! it may wait.

use hyper::Method;

/// How a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// As the bot, in turn.
    Usual,
    /// The first answer to an interaction, which has three seconds: it waits for nothing.
    Callback,
    /// A later one, by the interaction's own token: not bound to the bot's own limit.
    Webhook,
}

/// What a call counts against.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// The method and the path, without what differs from call to call.
    pub shape: String,
    /// The channel, server or webhook: each is counted apart.
    pub major: String,
}

impl Lane {
    /// The lane of a path.
    pub fn of(path: &str) -> Self {
        let mut parts = path.trim_start_matches('/').split('/');
        match parts.next() {
            Some("interactions") => Self::Callback,
            // The id alone is the bot's to manage; with a token it is the interaction's.
            Some("webhooks") if parts.nth(1).is_some() => Self::Webhook,
            _ => Self::Usual,
        }
    }
}

impl Route {
    /// The route of a call.
    pub fn of(method: &Method, path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        let parts: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let tokens = matches!(parts[0], "webhooks" | "interactions");
        let mut shape = method.as_str().to_owned();
        for (place, part) in parts.iter().enumerate() {
            // A token is a secret, and differs each time.
            let differs = part.bytes().all(|sign| sign.is_ascii_digit()) || (tokens && place == 2);
            shape.push('/');
            shape.push_str(if differs { "*" } else { part });
        }
        let major = match parts[..] {
            ["webhooks", id, token, ..] => format!("{id}/{token}"),
            ["channels" | "guilds" | "webhooks", id, ..] => id.to_owned(),
            _ => String::new(),
        };
        Self { shape, major }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_a_channel_are_counted_together_and_channels_apart() {
        let of = |path: &str| Route::of(&Method::PATCH, path);
        assert_eq!(of("/channels/1/messages/2"), of("/channels/1/messages/3"));
        assert_eq!(of("/guilds/1/members/2?a=1"), of("/guilds/1/members/3"));
        assert_eq!(of("/users/@me/channels").shape, "PATCH/users/@me/channels");
        let other = of("/channels/2/messages/2");
        assert_eq!(of("/channels/1/messages/2").shape, other.shape);
        assert_ne!(of("/channels/1/messages/2").major, other.major);
        assert_ne!(
            of("/channels/1/messages/2"),
            Route::of(&Method::DELETE, "/channels/1/messages/2")
        );
    }

    #[test]
    fn what_answers_an_interaction_waits_for_no_other_call() {
        for (path, lane) in [
            ("/interactions/1/secret/callback", Lane::Callback),
            ("/webhooks/1/secret", Lane::Webhook),
            ("/webhooks/1/secret/messages/@original", Lane::Webhook),
            ("/webhooks/1", Lane::Usual),
            ("/channels/1/messages", Lane::Usual),
        ] {
            assert_eq!(Lane::of(path), lane, "{path}");
            let shape = Route::of(&Method::POST, path).shape;
            assert!(!shape.contains("secret"), "{shape}");
        }
    }
}
