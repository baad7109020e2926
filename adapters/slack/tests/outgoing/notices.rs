//! Every notice there is, in the product's own words, for the tests to show.

use std::sync::{Arc, LazyLock};

use bonsens::leak::RuleSet;
use bonsens::words::Words;
use bonsens_port::{
    Abilities, ActionId, Change, ChannelId, CharterAct, CharterPreview, CharterRef, Citation,
    Contents, Deed, Destination, DismissReason, Extract, Family, Flag, FlagId, FlagState, Home,
    Lang, LiveCharter, MaskedFinding, MessageId, Mode, Notice, Nudge, NudgeId, NudgeState, Panel,
    Post, Pseudonym, QuestionId, RequestId, Requirement, SealedAuthor, Severity, Spot, ValueHash,
    WorkspaceId,
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
    every.extend(about_questions());
    every.extend(for_admins());
    every.extend(about_charters());
    every.push(("a page, to those without one", home(1)));
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

fn charter() -> CharterRef {
    CharterRef {
        id: "social".to_owned(),
        version: "2.0".to_owned(),
    }
}

fn change(deed: Deed) -> Change {
    Change {
        at: Timestamp::UNIX_EPOCH,
        workspace: WorkspaceId::new("T1"),
        author: Pseudonym::new("p1"),
        by: SealedAuthor::new("s1"),
        deed,
    }
}

/// Someone's page, with as many nudges waiting.
pub fn home(open: usize) -> Notice {
    let sections = [(1, "Gifts"), (2, "Work > Gifts"), (3, "Names & places")];
    let charter = Contents {
        charter: charter(),
        title: "Social media <charter>".to_owned(),
        lang: Some(Lang::En),
        in_force_since: None,
        sections: sections
            .map(|(at, heading)| (at, heading.to_owned()))
            .to_vec(),
    };
    let waits = |n: usize| Nudge {
        id: NudgeId::new(format!("n{n}")),
        ..nudge("C1", "1700000000.000100", 2)
    };
    Notice::Home(Home {
        open: (1..=open).map(waits).collect(),
        nudges: open,
        requests: 1,
        kept_days: 30,
        tip: Some("Look at the background of a photo.".to_owned()),
        charters: vec![charter],
        moderates: true,
        administers: true,
    })
}

fn for_admins() -> Vec<(&'static str, Notice)> {
    let deeds = [
        Deed::Mode(Mode::Nudge),
        Deed::Exempted(ChannelId::new("C1")),
        Deed::ExemptionEnded(ChannelId::new("C1")),
        Deed::FixWindow(Severity::High, Some(90)),
        Deed::FixWindow(Severity::Critical, None),
        Deed::LargeChannel(50),
        Deed::CodeNames {
            added: 2,
            removed: 1,
        },
        Deed::CharterLoaded(charter()),
        Deed::Charter(CharterAct::Publish, charter()),
        Deed::Charter(CharterAct::Discard, charter()),
        Deed::Charter(CharterAct::RollBack, charter()),
        Deed::Flag(FlagId::new("f1"), "take".to_owned()),
        Deed::Refused("admin-asked".to_owned()),
    ];
    let live = LiveCharter {
        charter: charter(),
        title: "Social media <charter>".to_owned(),
        published_here: true,
    };
    vec![
        (
            "panel",
            Notice::Panel(Panel {
                mode: Mode::Observe,
                missing: vec![Requirement::ImpactAssessed],
                charters: vec![live],
                exempt: vec![ChannelId::new("C1")],
                fix_windows: vec![(Severity::High, Some(15)), (Severity::Low, None)],
                large_channel: 200,
                code_names: 3,
                unanswered: 2,
            }),
        ),
        (
            "no unanswered question",
            Notice::Unanswered {
                questions: vec![],
                more: 0,
            },
        ),
        (
            "history",
            Notice::History(deeds.clone().map(change).to_vec()),
        ),
        ("no history", Notice::History(vec![])),
        (
            "settings saved",
            Notice::SettingsSaved(deeds.into_iter().take(3).map(change).collect()),
        ),
        ("settings as they were", Notice::SettingsSaved(vec![])),
        (
            "nothing changed",
            Notice::NotChanged {
                reason: "Code name 2 has fewer than 3 letters.".to_owned(),
            },
        ),
    ]
}

fn about_charters() -> Vec<(&'static str, Notice)> {
    vec![
        (
            "preview of a charter",
            Notice::CharterPreview(CharterPreview {
                charter: charter(),
                title: "Social media <charter>".to_owned(),
                lang: "en".to_owned(),
                in_force_since: Some("2026-01-05".to_owned()),
                contact: None,
                sections: (1..=45).map(|n| format!("Article {n}")).collect(),
                warnings: vec!["line 4: HTML without words".to_owned()],
                live: Some("1.0".to_owned()),
            }),
        ),
        (
            "no charter",
            Notice::CharterUnreadable {
                file: "<charter>.pdf".to_owned(),
                reason: "<charter>.pdf: the document is protected by a password.".to_owned(),
            },
        ),
        (
            "charter published",
            Notice::CharterPublished {
                charter: charter(),
                title: "Social media <charter>".to_owned(),
            },
        ),
        ("charter discarded", Notice::CharterDiscarded(charter())),
        (
            "charter rolled back",
            Notice::CharterRolledBack {
                charter: charter(),
                live: Some(charter()),
            },
        ),
        (
            "charter rolled back to none",
            Notice::CharterRolledBack {
                charter: charter(),
                live: None,
            },
        ),
        ("charter gone", Notice::CharterGone(charter())),
    ]
}

fn about_questions() -> Vec<(&'static str, Notice)> {
    let rated = |helpful| Notice::Rated {
        helpful,
        contact: (!helpful).then(|| "charter@acme.example".to_owned()),
        question: Some(QuestionId::new("q1")),
    };
    vec![
        (
            "an answer shared",
            Notice::Shared(citation("Gifts", "Ask before you *take* one.")),
        ),
        ("rated helpful", rated(true)),
        ("rated not helpful", rated(false)),
        (
            "tip",
            Notice::Tip(Some("Look *twice*, post once.".to_owned())),
        ),
        ("no tip", Notice::Tip(None)),
        (
            "welcome",
            Notice::Welcome {
                charters: vec![],
                contact: Some("Legal".to_owned()),
            },
        ),
        ("passed on", Notice::PassedOn { named: false }),
        ("passed on with a name", Notice::PassedOn { named: true }),
        (
            "a question that is gone",
            Notice::Request(RequestId::new("r1")),
        ),
        (
            "an answer that is gone",
            Notice::Reply(RequestId::new("r1")),
        ),
        ("not removed", Notice::NotRemoved(spot())),
        (
            "flag, being removed",
            a_flag("C1", "1700000000.000100", FlagState::Removing),
        ),
        (
            "flag, removed",
            a_flag("C1", "1700000000.000100", FlagState::Removed),
        ),
        ("outcome, removed", an_outcome(FlagState::Removed)),
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
