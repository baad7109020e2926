//! Every notice there is, in the product's own words, for the tests to show.

use std::sync::{Arc, LazyLock};

use bonsens::leak::RuleSet;
use bonsens::words::Words;
use bonsens_port::{
    Abilities, ActionId, ChannelId, Citation, Destination, DismissReason, Extract, Family, Flag,
    FlagId, FlagState, Lang, MaskedFinding, MessageId, Mode, Notice, Nudge, NudgeId, NudgeState,
    Post, Pseudonym, QuestionId, Requirement, SealedAuthor, Severity, Spot, ValueHash, WorkspaceId,
};
use bonsens_slack::Say;
use jiff::Timestamp;

static WORDS: LazyLock<Words> = LazyLock::new(Words::default);
static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);

/// The product's sentences.
pub fn say() -> Say {
    Arc::new(|lang, key| WORDS.say(lang, key))
}

/// A post of this notice, in the product's words.
pub fn post(key: &str, to: Destination, lang: Lang, notice: Notice) -> Post {
    Post {
        key: ActionId::new(key),
        workspace: WorkspaceId::new("T1"),
        to,
        lang,
        lines: WORDS.notice(lang, &notice, &*RULES),
        buttons: WORDS.buttons(lang, &notice, &abilities(), &*RULES),
        notice,
        replaces: None,
    }
}

/// A workspace where everything can be done.
fn abilities() -> Abilities {
    Abilities {
        removes: true,
        helpdesk: Some(ChannelId::new("C9")),
    }
}

pub fn finding(line: u32) -> MaskedFinding {
    MaskedFinding {
        rule: "credential.github-token".to_owned(),
        family: Family::Credential,
        severity: Severity::Critical,
        extract: Extract {
            line,
            words_before: 3,
            characters: 40,
            words_after: 0,
        },
        value: ValueHash::new("v1"),
    }
}

pub fn nudge(channel: &str, message: &str, findings: usize) -> Nudge {
    Nudge {
        id: NudgeId::new("n1"),
        workspace: WorkspaceId::new("T1"),
        channel: ChannelId::new(channel),
        message: MessageId::new(message),
        author: Pseudonym::new("p1"),
        address: SealedAuthor::new("s1"),
        lang: Lang::En,
        findings: (1..).map(finding).take(findings).collect(),
        severity: Severity::High,
        state: NudgeState::Open,
        created_at: Timestamp::UNIX_EPOCH,
        flag_at: None,
        flag: None,
    }
}

pub fn flag(state: FlagState) -> Flag {
    Flag {
        id: FlagId::new("f1"),
        nudge: NudgeId::new("n1"),
        state,
        opened_at: Timestamp::UNIX_EPOCH,
        handler: None,
    }
}

/// An answer to a question that is kept.
pub fn answer(citation: Citation) -> Notice {
    Notice::Answer {
        citation,
        question: Some(QuestionId::new("q1")),
        shareable: true,
    }
}

fn spot() -> Spot {
    nudge("C1", "1700000000.000100", 1).spot()
}

pub fn an_outcome(state: FlagState) -> Notice {
    Notice::Outcome {
        state,
        about: spot(),
    }
}

pub fn look_again() -> Notice {
    Notice::LookAgain(spot())
}

pub fn citation(section: &str, quote: &str) -> Citation {
    Citation {
        charter: "Conduct charter".to_owned(),
        section: section.to_owned(),
        quote: quote.to_owned(),
        version: "3".to_owned(),
        in_force_since: Some("2026-01-05".to_owned()),
    }
}

/// The private nudge about one finding, with an article.
pub fn a_nudge(channel: &str) -> Notice {
    Notice::Nudge {
        nudge: nudge(channel, "1700000000.000100", 1),
        article: Some(citation("Secrets > Passwords", "Never share a password.")),
        minutes: Some(15),
        kept_days: 30,
    }
}

/// A flag in this state, about a message of this channel.
pub fn a_flag(channel: &str, message: &str, state: FlagState) -> Notice {
    Notice::Flag {
        flag: flag(state),
        nudge: nudge(channel, message, 2),
    }
}

/// Every notice, each form of it that reads differently, with these words from a charter.
pub fn every(section: &str, quote: &str, contact: &str) -> Vec<(&'static str, Notice)> {
    let mut every = for_authors(section, quote, contact);
    every.extend(for_all_others());
    every
}

fn for_authors(section: &str, quote: &str, contact: &str) -> Vec<(&'static str, Notice)> {
    let article = || Some(citation(section, quote));
    let contact = || Some(contact.to_owned());
    let told = |article, minutes| Notice::Nudge {
        nudge: nudge("C1", "1700000000.000100", 2),
        article,
        minutes,
        kept_days: 30,
    };
    let draft = |findings: usize, article| Notice::Draft {
        findings: (1..).map(finding).take(findings).collect(),
        article,
    };
    vec![
        ("nudge, told later", told(article(), Some(15))),
        ("nudge, told now", told(article(), Some(0))),
        ("nudge, nobody told", told(None, None)),
        ("thanks", Notice::Thanks),
        ("will fix", Notice::WillFix),
        ("not confidential", Notice::NotConfidential),
        ("ask a person", Notice::AskPerson { contact: contact() }),
        ("ask nobody known", Notice::AskPerson { contact: None }),
        ("article", Notice::Article(article())),
        ("no article", Notice::Article(None)),
        ("answer", answer(citation(section, quote))),
        (
            "abstention",
            Notice::Abstention {
                nearest: Some(section.to_owned()),
                contact: contact(),
                question: Some(QuestionId::new("q1")),
            },
        ),
        (
            "abstention, nothing near",
            Notice::Abstention {
                nearest: None,
                contact: None,
                question: None,
            },
        ),
        ("draft with findings", draft(2, article())),
        ("draft that is clean", draft(0, None)),
        (
            "reporting channel",
            Notice::ReportingChannel { contact: contact() },
        ),
    ]
}

fn for_all_others() -> Vec<(&'static str, Notice)> {
    let mut dismissed = nudge("C1", "1700000000.000100", 1);
    dismissed.state = NudgeState::Dismissed(DismissReason::Example);
    let still_flagged = dismissed.clone();
    let about = |nudges: Vec<Nudge>, flags| Notice::AboutYou {
        nudges,
        flags,
        requests: vec![],
        kept_days: 30,
    };
    vec![
        (
            "flag, open",
            a_flag("C1", "1700000000.000100", FlagState::Open),
        ),
        (
            "flag, taken",
            a_flag("C1", "1700000000.000100", FlagState::Taken),
        ),
        (
            "flag, confirmed",
            a_flag("G1", "1700000000.000100", FlagState::Confirmed),
        ),
        (
            "flag, dismissed",
            Notice::Flag {
                flag: flag(FlagState::Dismissed(DismissReason::Public)),
                nudge: dismissed,
            },
        ),
        (
            "flag, fixed",
            a_flag("D1", "1700000000.000100", FlagState::Fixed),
        ),
        (
            "no open flag",
            Notice::OpenFlags {
                flags: vec![],
                more: 0,
            },
        ),
        (
            "open flags",
            Notice::OpenFlags {
                flags: vec![
                    (flag(FlagState::Taken), still_flagged),
                    (flag(FlagState::Open), nudge("D1", "1700000000.000200", 12)),
                ],
                more: 3,
            },
        ),
        ("outcome, open", an_outcome(FlagState::Open)),
        ("outcome, taken", an_outcome(FlagState::Taken)),
        ("outcome, confirmed", an_outcome(FlagState::Confirmed)),
        (
            "outcome, dismissed",
            an_outcome(FlagState::Dismissed(DismissReason::Other)),
        ),
        ("outcome, fixed", an_outcome(FlagState::Fixed)),
        ("look again", look_again()),
        (
            "about you",
            about(
                vec![
                    nudge("C1", "1700000000.000100", 2),
                    nudge("D1", "1700000000.000200", 1),
                ],
                vec![flag(FlagState::Open)],
            ),
        ),
        ("about you, nothing", about(Vec::new(), Vec::new())),
        (
            "erased",
            Notice::Erased {
                nudges: 2,
                requests: 1,
            },
        ),
        ("not for you", Notice::NotForYou),
        ("already settled", Notice::AlreadySettled),
        ("mode, observe", Notice::ModeSet(Mode::Observe)),
        ("mode, nudge", Notice::ModeSet(Mode::Nudge)),
        ("mode, nudge and flag", Notice::ModeSet(Mode::NudgeAndFlag)),
        (
            "mode refused",
            Notice::ModeRefused {
                mode: Mode::Nudge,
                missing: vec![
                    Requirement::StaffInformed,
                    Requirement::RepresentativesConsulted,
                    Requirement::ImpactAssessed,
                ],
            },
        ),
    ]
}
