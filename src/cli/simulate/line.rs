//! What a typed line means, and how it is completed.

use bonsens_port::{DismissReason, FlagAct, Lang, Mode, NudgeAnswer};
use bonsens_sim::{CHANNELS, PEOPLE};
use jiff::SignedDuration;
use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

/// A typed line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
    Nothing,
    Help,
    Quit,
    Ask(&'a str),
    Check(&'a str),
    As(&'a str),
    In(&'a str),
    Edit(u64, &'a str),
    Delete(u64),
    Answer(NudgeAnswer),
    Handle(FlagAct),
    Wait(Option<SignedDuration>),
    Me,
    Forget,
    Flags,
    Home,
    Admin,
    Load(&'a str),
    Press(&'a str),
    Mode(Mode),
    Post(&'a str),
}

/// Words a line may begin with, as an English and as a French speaker types them. Both are
/// understood whatever the language.
const COMMANDS: [[&str; 2]; 29] = [
    ["ask", "demander"],
    ["check", "vérifier"],
    ["as", "comme"],
    ["in", "dans"],
    ["edit", "modifier"],
    ["delete", "supprimer"],
    ["fix", "corriger"],
    ["fake", "faux"],
    ["public", "public"],
    ["audience", "destinataires"],
    ["protected", "protégé"],
    ["other", "autre"],
    ["read", "lire"],
    ["person", "personne"],
    ["take", "prendre"],
    ["confirm", "confirmer"],
    ["dismiss", "classer"],
    ["askauthor", "relire"],
    ["flags", "signalements"],
    ["wait", "attendre"],
    ["me", "moi"],
    ["forget", "oublier"],
    ["mode", "mode"],
    ["press", "appuyer"],
    ["home", "accueil"],
    ["admin", "administrer"],
    ["load", "charger"],
    ["help", "aide"],
    ["quit", "quitter"],
];

/// The reasons a flag is dismissed for are typed with the same words as those of a nudge.
const REASONS: [&str; 5] = ["fake", "public", "audience", "protected", "other"];

/// The English command a French speaker meant; any other word as it is.
fn english(word: &str) -> &str {
    COMMANDS
        .iter()
        .find(|[_, french]| *french == word)
        .map_or(word, |[english, _]| english)
}

/// Reads a line. Words that are commands only when alone stay messages in a longer sentence.
pub fn read(line: &str) -> Line<'_> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    match (english(word), rest.is_empty()) {
        ("", _) => Line::Nothing,
        ("help" | "?", true) => Line::Help,
        ("quit" | "exit", true) => Line::Quit,
        ("ask", false) => Line::Ask(rest),
        ("check", false) => Line::Check(rest),
        ("as", false) if !rest.contains(' ') => Line::As(rest),
        ("in", false) if !rest.contains(' ') => Line::In(rest.trim_start_matches('#')),
        ("edit", false) => match rest.split_once(char::is_whitespace) {
            Some((number, text)) => number
                .parse()
                .map_or(Line::Post(line), |number| Line::Edit(number, text.trim())),
            None => Line::Post(line),
        },
        ("delete", false) => rest.parse().map_or(Line::Post(line), Line::Delete),
        ("fix", true) => Line::Answer(NudgeAnswer::WillFix),
        ("read", true) => Line::Answer(NudgeAnswer::ReadArticle),
        ("person", true) => Line::Answer(NudgeAnswer::AskPerson),
        ("take", true) => Line::Handle(FlagAct::Take),
        ("confirm", true) => Line::Handle(FlagAct::Confirm),
        ("askauthor", true) => Line::Handle(FlagAct::AskAuthor),
        ("dismiss", false) => reason(rest).map_or(Line::Post(line), |reason| {
            Line::Handle(FlagAct::Dismiss(reason))
        }),
        ("wait", false) if !rest.contains(' ') => Line::Wait(duration(rest)),
        ("me", true) => Line::Me,
        ("forget", true) => Line::Forget,
        ("flags", true) => Line::Flags,
        ("home", true) => Line::Home,
        ("admin", true) => Line::Admin,
        ("load", false) if !rest.contains(' ') => Line::Load(rest),
        ("press", false) => Line::Press(rest),
        ("mode", false) => Mode::named(rest).map_or(Line::Post(line), Line::Mode),
        (word, true) => reason(word).map_or(Line::Post(line), |reason| {
            Line::Answer(NudgeAnswer::NotConfidential(reason))
        }),
        _ => Line::Post(line),
    }
}

fn reason(word: &str) -> Option<DismissReason> {
    let word = match english(word) {
        "fake" => DismissReason::Example.as_str(),
        word => word,
    };
    DismissReason::ALL
        .into_iter()
        .find(|reason| reason.as_str() == word)
}

/// `90s`, `20m`, `2h`, `3d`.
fn duration(text: &str) -> Option<SignedDuration> {
    let unit = text.chars().next_back()?;
    let number: u32 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        _ => return None,
    };
    Some(SignedDuration::from_secs(i64::from(number) * seconds))
}

/// Completes commands, people and channels, in one language.
pub struct Names(pub Lang);

impl Names {
    fn own(&self, [english, french]: [&'static str; 2]) -> &'static str {
        match self.0 {
            Lang::En => english,
            Lang::Fr => french,
        }
    }

    fn reasons(&self) -> Vec<&'static str> {
        let reasons = COMMANDS.into_iter();
        reasons
            .filter(|[english, _]| REASONS.contains(english))
            .map(|names| self.own(names))
            .collect()
    }
}

impl Completer for Names {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..at).unwrap_or(line);
        let start = typed.rfind(' ').map_or(0, |space| space + 1);
        let before = typed.get(..start).map(|before| english(before.trim()));
        let names: Vec<&str> = match before {
            Some("") => COMMANDS.into_iter().map(|names| self.own(names)).collect(),
            Some("as") => PEOPLE.iter().map(|person| person.name).collect(),
            Some("in") => CHANNELS.iter().map(|channel| channel.name).collect(),
            Some("mode") => Mode::ALL.iter().map(|mode| mode.as_str()).collect(),
            Some("dismiss") => self.reasons(),
            _ => Vec::new(),
        };
        let fits = names
            .into_iter()
            .filter(|name| name.starts_with(&typed[start..]));
        Ok((start, fits.map(str::to_owned).collect()))
    }
}

impl Hinter for Names {
    type Hint = String;
}
impl Highlighter for Names {}
impl Validator for Names {}
impl Helper for Names {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_begins_like_a_command_is_still_a_message() {
        assert_eq!(read("read this please"), Line::Post("read this please"));
        assert_eq!(
            read("in two days we ship"),
            Line::Post("in two days we ship")
        );
        assert_eq!(read("edit the page"), Line::Post("edit the page"));
        assert_eq!(read("me"), Line::Me);
    }

    #[test]
    fn french_commands_are_understood_too() {
        assert_eq!(read("demander un congé"), Line::Ask("un congé"));
        assert_eq!(read("modifier 1 rien"), Line::Edit(1, "rien"));
        assert_eq!(read("classer faux"), read("dismiss fake"));
        assert_eq!(read("dismiss example"), read("dismiss fake"));
        assert_eq!(read("protégé"), read("protected"));
        assert_eq!(
            read("dans deux jours on livre"),
            Line::Post("dans deux jours on livre")
        );
    }

    #[test]
    fn a_time_has_a_unit_and_stays_in_bounds() {
        assert_eq!(
            read("wait 20m"),
            Line::Wait(Some(SignedDuration::from_mins(20)))
        );
        assert_eq!(read("wait forever"), Line::Wait(None));
        assert_eq!(read("wait 99999999999999h"), Line::Wait(None));
        assert_eq!(read("wait é"), Line::Wait(None));
    }
}
