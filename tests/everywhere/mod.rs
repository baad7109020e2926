//! Stories that go the same way on every platform: one text, played by each platform's own stage.
//!
//! A stage plays people and what is in front of them: a simulated workplace, or the whole bot
//! connected to a stand-in for Slack or Discord. Ana and Ben work there, Mia moderates, Noa is an
//! admin; they meet in one channel.

mod stories;

pub use stories::*;

/// Where people find things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What they alone are told.
    Private,
    /// The channel where everyone is.
    General,
    /// The moderators' channel.
    Moderators,
    /// Where people answer what the charter does not.
    Helpdesk,
}

/// What is filled in after a button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Nothing: the button is enough, once whoever presses it is sure.
    Nothing,
    /// A reason, by its name.
    Reason(&'static str),
    /// A text.
    Text(&'static str),
}

/// What someone wants of the bot, beside a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// What is kept about them.
    AboutMe,
    /// That it be erased, and yes, they are sure.
    ForgetMe,
    /// The tip of the week.
    Tip,
    /// The open flags.
    Flags,
    /// What is set.
    Admin,
    /// The questions the charter does not answer.
    Unanswered,
}

/// Someone, by name.
pub type Who = &'static str;

/// A platform, with the bot on it and people around it.
pub trait Stage: Sized {
    /// A platform on which nothing has happened yet.
    async fn open() -> Self;

    /// Posts in the channel where everyone is, and tells which message it is.
    async fn posts(&mut self, who: Who, text: &str) -> String;

    /// Changes a message of one's own.
    async fn edits(&mut self, who: Who, message: &str, text: &str);

    /// Deletes a message of one's own.
    async fn deletes(&mut self, who: Who, message: &str);

    /// Asks the charter, privately.
    async fn asks(&mut self, who: Who, question: &str);

    /// Has a draft looked at.
    async fn checks(&mut self, who: Who, draft: &str);

    /// Wants something of the bot.
    async fn wants(&mut self, who: Who, what: Want);

    /// Hands in a charter.
    async fn hands_in(&mut self, who: Who, name: &str, text: &str);

    /// Waits until someone sees something of the bot's with these words in a place, and tells all
    /// of its words. Of several, the last.
    async fn sees(&mut self, who: Who, place: Place, words: &str) -> String;

    /// Presses a button of what they saw last, and fills in what it asks for.
    async fn presses(&mut self, who: Who, button: &str, fill: Fill);

    /// How many things of the bot's with these words someone can see in a place, once nothing is
    /// under way any more.
    async fn counts(&mut self, who: Who, place: Place, words: &str) -> usize;

    /// Time passes.
    async fn minutes_pass(&mut self, minutes: i64);

    /// The messages people wrote in the channel where everyone is, as they now stand.
    async fn written(&mut self) -> Vec<String>;

    /// Everything that was done keeps to the platform's rules.
    fn keeps_the_rules(&self);
}

/// Plays each story on a stage, each as a test of its own.
macro_rules! played_on {
    ($stage:ty) => {
        played_on!(
            $stage:
            a_password_is_mended_and_its_author_thanked,
            a_token_is_flagged_at_once_and_confirmed,
            a_flag_is_raised_once_the_window_is_over_and_closes_when_the_message_goes,
            a_finding_said_to_be_harmless_is_not_raised_again,
            only_a_moderator_acts_on_a_flag,
            a_flag_that_is_no_leak_is_dismissed,
            a_moderator_has_a_message_removed,
            the_charter_answers_with_its_source_or_says_that_it_does_not,
            a_person_answers_what_the_charter_does_not,
            a_draft_is_looked_at_and_forgotten,
            what_is_kept_about_someone_is_shown_and_erased,
            an_admin_publishes_a_charter_and_takes_it_back,
            what_only_admins_and_moderators_see_stays_theirs,
            anyone_gets_a_tip,
        );
    };
    ($stage:ty: $($story:ident,)*) => {
        $(
            #[tokio::test]
            async fn $story() {
                crate::everywhere::$story::<$stage>().await;
            }
        )*
    };
}
pub(crate) use played_on;
