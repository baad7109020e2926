//! The commands people find when they type `/`, with their names and descriptions in both
//! languages, and their registration on each server served.
//!
//! They belong to the servers, not to the application: so they are there at once, and nowhere but
//! where the bot serves.

mod register;

use bonsens_kit::Say;
use bonsens_port::{Lang, Mode};
use serde_json::Value;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{CommandOptionType, CommandType};
use serenity::model::channel::ChannelType;

pub use register::Registrar;

/// The command of everyone.
pub const CHARTER: &str = "charter";
/// The one of moderators.
pub const MODERATION: &str = "charter-mod";
/// The one of admins.
pub const ADMIN: &str = "charter-admin";

/// The longest question worth typing on one line.
const QUESTION: u16 = 1_000;
/// The longest code name.
const NAME: u16 = 100;

/// What the definitions are written with.
struct Writer<'a> {
    say: &'a Say,
}

/// Every command, as Discord takes them.
pub fn definitions(say: &Say) -> Vec<Value> {
    let writer = Writer { say };
    let commands = [
        writer.charter(),
        writer.moderation(),
        writer.administration(),
        writer.on_message(),
    ];
    let written = commands.into_iter().map(serde_json::to_value);
    // A command is made of words and numbers, which can always be written.
    let mut written: Vec<Value> = written.filter_map(Result::ok).collect();
    for command in written.iter_mut().filter_map(Value::as_object_mut) {
        // One in a message's menu has no options, not even none of them.
        command.retain(|_, value| !register::says_nothing(value));
    }
    written
}

impl Writer<'_> {
    fn english(&self, key: &str) -> String {
        (self.say)(Lang::En, key)
    }

    fn french(&self, key: &str) -> String {
        (self.say)(Lang::Fr, key)
    }

    fn command(&self, name: &str) -> CreateCommand {
        let key = format!("discord-command-{name}");
        let about = format!("{key}-about");
        CreateCommand::new(name)
            .kind(CommandType::ChatInput)
            .name_localized("fr", self.french(&key))
            .description(self.english(&about))
            .description_localized("fr", self.french(&about))
    }

    /// An option of a command. `within` tells apart those of one name.
    fn option(&self, kind: CommandOptionType, within: &str, name: &str) -> CreateCommandOption {
        let key = format!("discord-option-{within}{name}");
        let about = format!("{key}-about");
        CreateCommandOption::new(kind, name, self.english(&about))
            .name_localized("fr", self.french(&key))
            .description_localized("fr", self.french(&about))
    }

    fn sub(&self, name: &str) -> CreateCommandOption {
        self.option(CommandOptionType::SubCommand, "", name)
    }

    fn typed(&self, name: &str, most: u16) -> CreateCommandOption {
        let typed = self.option(CommandOptionType::String, "", name);
        typed.required(true).min_length(1).max_length(most)
    }

    fn charter(&self) -> CreateCommand {
        let question = self.typed("question", QUESTION).set_autocomplete(true);
        let title = self.typed("title", NAME).set_autocomplete(true);
        self.command(CHARTER).set_options(vec![
            self.sub("ask").add_sub_option(question),
            self.sub("check"),
            self.sub("article").add_sub_option(title),
            self.sub("me"),
            self.sub("forget"),
            self.sub("tip"),
            self.sub("person"),
            self.sub("help"),
        ])
    }

    fn moderation(&self) -> CreateCommand {
        self.command(MODERATION)
            .default_member_permissions(Permissions::MANAGE_MESSAGES)
            .add_option(self.sub("flags"))
    }

    fn administration(&self) -> CreateCommand {
        let file = self.option(CommandOptionType::Attachment, "", "file");
        self.command(ADMIN)
            .default_member_permissions(Permissions::MANAGE_GUILD)
            .set_options(vec![
                self.sub("panel"),
                self.sub("load").add_sub_option(file.required(true)),
                self.on_charter("publish"),
                self.on_charter("discard"),
                self.on_charter("rollback"),
                self.sub("mode").add_sub_option(self.level()),
                self.on_channel("exempt"),
                self.on_channel("unexempt"),
                self.code_names(),
                self.sub("settings"),
                self.sub("unanswered"),
                self.sub("history"),
            ])
    }

    fn on_charter(&self, name: &str) -> CreateCommandOption {
        let part = |part| self.typed(part, NAME).set_autocomplete(true);
        let act = self.sub(name).add_sub_option(part("charter"));
        act.add_sub_option(part("version"))
    }

    fn level(&self) -> CreateCommandOption {
        let level = self.option(CommandOptionType::String, "", "level");
        Mode::ALL
            .into_iter()
            .fold(level.required(true), |level, mode| {
                let key = format!("mode-name-{}", mode.as_str());
                let french = [("fr", self.french(&key))];
                level.add_string_choice_localized(self.english(&key), mode.as_str(), french)
            })
    }

    fn on_channel(&self, name: &str) -> CreateCommandOption {
        let rooms = vec![
            ChannelType::Text,
            ChannelType::Voice,
            ChannelType::News,
            ChannelType::Stage,
            ChannelType::Forum,
        ];
        let channel = self.option(CommandOptionType::Channel, "", "channel");
        let channel = channel.required(true).channel_types(rooms);
        self.sub(name).add_sub_option(channel)
    }

    fn code_names(&self) -> CreateCommandOption {
        let act = |act| {
            let act = self.option(CommandOptionType::SubCommand, "codename-", act);
            act.add_sub_option(self.typed("name", NAME))
        };
        let group = self.option(CommandOptionType::SubCommandGroup, "", "codename");
        group
            .add_sub_option(act("add"))
            .add_sub_option(act("remove"))
    }

    fn on_message(&self) -> CreateCommand {
        let key = "discord-command-check-message";
        CreateCommand::new(self.english(key))
            .kind(CommandType::Message)
            .name_localized("fr", self.french(key))
    }
}

#[cfg(test)]
#[path = "../tests/commands/mod.rs"]
mod tests;
