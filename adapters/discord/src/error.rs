//! Why the connection to Discord can't begin or go on. Said to whoever runs the bot, so each names
//! what to change; none holds anything a person typed, nor a token.

/// Why the bot is not connected to Discord, for good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DiscordError {
    /// The bot's token is not accepted.
    #[error(
        "Discord does not accept the bot token: copy it again from the Bot page of the application"
    )]
    BotToken,
    /// The token can't be sent at all.
    #[error("the bot token has characters no token has: copy it again from the Bot page")]
    TokenSpelling,
    /// What the bot has to see is not turned on for the application.
    #[error(
        "Discord does not let the bot see what it needs: turn on Message Content Intent{} under \
         Privileged Gateway Intents, on the Bot page of the application in Discord's developer \
         portal",
        if *.members { " and Server Members Intent" } else { "" }
    )]
    Intents {
        /// Whoever joins is to be seen too.
        members: bool,
    },
    /// The gateway will never take the connection as it is made.
    #[error(
        "Discord ended the connection for good, with code {code}: start the bot again, and where \
         that does not help, use a newer version of it"
    )]
    Closed {
        /// Discord's close code.
        code: u16,
    },
    /// The address of the REST API can't be used.
    #[error("this is no address for Discord's REST API: {0}")]
    Address(String),
    /// The address of the gateway can't be used.
    #[error("this is no address for Discord's gateway: {0}")]
    GatewayAddress(String),
    /// The system's certificates or sockets can't be used.
    #[error("the network can't be used: {0}")]
    Network(#[from] std::io::Error),
}
