//! Everything that can go wrong is told whole, in both languages.

use super::*;
use bonsens_port::{Mode, Requirement};

use crate::leak::{CodeNameError, RuleSet};

const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

/// The sentence, once it is sure that it has words and that every placeholder is filled.
fn told(lang: Lang, error: &(dyn Error + 'static)) -> String {
    let words = Words::default();
    let telling = telling(error, true).unwrap();
    let sentence = words.find(lang, telling.key, &telling.args).unwrap();
    assert!(!sentence.contains("{$"), "{sentence}");
    assert!(sentence.ends_with('.'), "says what to do: {sentence}");
    words.trouble(lang, error)
}

#[test]
fn every_refusal_of_a_charter_names_its_file_and_its_line() {
    let refusals = [
        ImportError::Empty,
        ImportError::TooLarge {
            bytes: 20 * MEGABYTE,
            limit: 16 * MEGABYTE,
        },
        ImportError::Binary,
        ImportError::InvalidUtf8 { line: 7 },
        ImportError::FrontMatterLine { line: 7 },
        ImportError::FrontMatterOpen { line: 7 },
        ImportError::FrontMatterDate { line: 7 },
        ImportError::UnsupportedFormat,
        ImportError::Encrypted,
        ImportError::Damaged,
        ImportError::Inflates,
        ImportError::TooComplex,
        ImportError::ExternalContent,
        ImportError::Scan { pages: 1 },
        ImportError::Scan { pages: 12 },
        ImportError::FaqSyntax { line: 7 },
        ImportError::FaqEmpty,
        ImportError::NoDocument,
    ];
    for (lang, refusal) in LANGS
        .into_iter()
        .flat_map(|lang| refusals.iter().map(move |refusal| (lang, refusal)))
    {
        told(lang, refusal);
        let has_line = refusal.to_string().contains("line 7");
        let sentence = Words::default().trouble(lang, &InFile::new("a.md", refusal.clone()));
        let place = if has_line { "a.md:7" } else { "a.md" };
        assert!(sentence.starts_with(place), "{sentence}");
    }
}

#[test]
fn a_code_name_that_cannot_be_used_is_told() {
    for lang in LANGS {
        let short = told(
            lang,
            &CodeNameError::TooShort {
                number: 4,
                least: 3,
            },
        );
        assert!(short.contains('4') && short.contains('3'), "{short}");
        told(lang, &CodeNameError::TooMany);
    }
}

#[test]
fn a_refusal_within_a_folder_names_the_folder_and_the_file() {
    let refusal = ImportError::Within {
        name: "annexes/b.pdf".to_owned(),
        error: Box::new(ImportError::Encrypted),
    };
    for lang in LANGS {
        told(lang, &refusal);
        let sentence = Words::default().trouble(lang, &InFile::new("charter", refusal.clone()));
        assert!(sentence.starts_with("charter/annexes/b.pdf"), "{sentence}");
    }
}

#[test]
fn every_fault_of_a_rule_names_its_file_and_its_line() {
    let (file, id) = (|| "ours.toml".to_owned(), || "business.x".to_owned());
    let text = || "x".to_owned();
    let faults = [
        RuleError::Syntax {
            file: file(),
            line: 7,
            message: text(),
        },
        RuleError::UnknownKey {
            file: file(),
            line: 7,
            key: text(),
        },
        RuleError::MissingKey {
            file: file(),
            line: 7,
            key: text(),
        },
        RuleError::Duplicate {
            file: file(),
            line: 7,
            id: id(),
            first: text(),
        },
        RuleError::Id {
            file: file(),
            line: 7,
            id: id(),
            family: text(),
        },
        RuleError::Pattern {
            file: file(),
            line: 7,
            id: id(),
            message: text(),
        },
        RuleError::TooLarge {
            file: file(),
            line: 7,
            id: id(),
        },
        RuleError::Validator {
            file: file(),
            line: 7,
            id: id(),
            validator: text(),
            known: text(),
        },
        RuleError::Confidence {
            file: file(),
            line: 7,
            id: id(),
        },
        RuleError::EmptyKeyword {
            file: file(),
            line: 7,
            id: id(),
        },
        RuleError::FileTooLarge {
            file: file(),
            line: 7,
            limit: 9,
        },
        RuleError::TooMany {
            file: file(),
            line: 7,
            limit: 9,
        },
        RuleError::Above {
            file: file(),
            line: 7,
            id: id(),
            key: "within",
            limit: 9,
        },
        RuleError::TooLargeTogether {
            file: file(),
            line: 7,
            id: id(),
        },
        RuleError::Always {
            file: file(),
            line: 7,
            id: id(),
        },
        RuleError::AtLeast {
            file: file(),
            line: 7,
            id: id(),
        },
    ];
    for lang in LANGS {
        for fault in &faults {
            let sentence = told(lang, fault);
            assert!(sentence.starts_with("ours.toml:7"), "{sentence}");
        }
    }
}

#[test]
fn a_secret_in_a_rule_file_is_not_repeated() {
    let source = "[[rule]]\nid = \"business.x\"\nconfidence = \"hunter2 said \\\"hush\\\"\"\n";
    let error = RuleSet::with_files(&[("ours.toml".to_owned(), source.to_owned())]).unwrap_err();
    for lang in LANGS {
        let sentence = told(lang, &error);
        assert!(
            !sentence.contains("hunter2") && !sentence.contains("hush"),
            "{sentence}"
        );
    }
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[test]
fn stores_platforms_keys_and_questions_have_their_words() {
    let detail = || "x".to_owned();
    let errors: [Box<dyn Error>; 17] = [
        Box::new(StoreError::Unavailable(detail())),
        Box::new(StoreError::Corrupt(detail())),
        Box::new(StoreError::InUse(detail())),
        Box::new(StoreError::Newer {
            place: detail(),
            found: 2,
            known: 1,
        }),
        Box::new(PlatformError::Unavailable {
            reason: detail(),
            retry_after: None,
        }),
        Box::new(PlatformError::Refused { reason: detail() }),
        Box::new(KeyError::NoRandomness),
        Box::new(KeyError::WrongKey),
        Box::new(KeyError::NotAKey(detail())),
        Box::new(KeyError::NotKept {
            file: detail(),
            error: io::Error::from(io::ErrorKind::PermissionDenied),
        }),
        Box::new(EngineError::Store(StoreError::Corrupt(detail()))),
        Box::new(Refusal::Full),
        Box::new(Refusal::Stopping),
        Box::new(Refusal::Failed(EngineError::Key(KeyError::WrongKey))),
        Box::new(EngineError::Key(KeyError::WrongKey)),
        Box::new(EngineError::Interrupted),
        Box::new(EvalError {
            line: 3,
            message: "never repeated".to_owned(),
        }),
    ];
    for lang in LANGS {
        for error in &errors {
            let sentence = told(lang, error.as_ref());
            assert!(!sentence.contains("never repeated"), "{sentence}");
        }
    }
}

#[test]
fn files_that_cannot_be_read_are_told_by_what_to_do_about_them() {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, Other, PermissionDenied};
    for lang in LANGS {
        let told = |kind| {
            told(lang, &io::Error::from(kind));
            Words::default().trouble(lang, &InFile::new("a.md", io::Error::from(kind)))
        };
        let sentences = [NotFound, PermissionDenied, IsADirectory, Other].map(told);
        for (at, sentence) in sentences.iter().enumerate() {
            assert!(!sentences[..at].contains(sentence), "{sentence}");
            assert!(sentence.starts_with("a.md"), "{sentence}");
        }
        assert_eq!(told(NotADirectory), sentences[0], "a file in a file");
        let loose = telling(&io::Error::from(NotFound), false).unwrap();
        assert_eq!(
            loose.key, "io-failed",
            "no file is named where none is known"
        );
    }
}

#[test]
fn an_error_of_an_unknown_type_still_makes_a_sentence() {
    let error = InFile::new("here", std::fmt::Error);
    let sentence = Words::default().trouble(Lang::En, &error);
    assert!(
        sentence.starts_with("here: something unexpected"),
        "{sentence}"
    );
    assert!(
        sentence.contains(&std::fmt::Error.to_string()),
        "{sentence}"
    );
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_with_its_place() {
    let (file, line) = ("bonsens.toml".to_owned(), 7);
    let errors = [
        ConfigError::NotUtf8 {
            file: file.clone(),
            line,
        },
        ConfigError::Syntax {
            file: file.clone(),
            line,
            message: "x".to_owned(),
        },
        ConfigError::Duration {
            file: file.clone(),
            line,
        },
        ConfigError::NotAllowed {
            file: file.clone(),
            line,
            mode: Mode::Nudge,
            missing: vec![Requirement::StaffInformed],
        },
        ConfigError::SlackConnection {
            file: file.clone(),
            line,
        },
        ConfigError::NoneServed {
            file: file.clone(),
            line,
            section: "discord.server",
        },
        ConfigError::ServedTwice {
            file: file.clone(),
            line,
        },
        ConfigError::PlatformId {
            file: file.clone(),
            line,
            key: "id",
            starts_with: Some("T"),
        },
        ConfigError::PlatformId {
            file: file.clone(),
            line,
            key: "id",
            starts_with: None,
        },
    ];
    for lang in LANGS {
        for error in &errors {
            let sentence = told(lang, error);
            assert!(sentence.starts_with("bonsens.toml:7"), "{sentence}");
        }
        let missing = told(lang, &errors[3]);
        assert!(missing.contains("staff_informed"), "{missing}");
        for error in [
            ConfigError::Unreadable {
                file: file.clone(),
                error: io::Error::from(io::ErrorKind::NotFound),
            },
            ConfigError::TooLarge {
                file: file.clone(),
                bytes: 9,
                limit: 1,
            },
        ] {
            let sentence = told(lang, &error);
            assert!(sentence.starts_with("bonsens.toml"), "{sentence}");
        }
    }
}

#[test]
fn a_secret_that_is_not_there_is_told_by_where_it_should_be() {
    for lang in LANGS {
        let unset = told(lang, &SecretError::NotSet("SLACK_TOKEN".to_owned()));
        assert!(unset.contains("SLACK_TOKEN"), "{unset}");
        for error in [
            SecretError::NotASecret("token".to_owned()),
            SecretError::Unreadable {
                file: "token".to_owned(),
                error: io::Error::from(io::ErrorKind::NotFound),
            },
        ] {
            let sentence = told(lang, &error);
            assert!(sentence.starts_with("token"), "{sentence}");
        }
    }
}

#[cfg(feature = "slack")]
#[test]
fn every_reason_slack_can_not_be_served_has_its_words() {
    use bonsens_port::WorkspaceId;
    use bonsens_slack::SlackError;
    let text = || "x".to_owned();
    let id = || WorkspaceId::new("T1");
    let failed = || io::Error::from(io::ErrorKind::AddrInUse);
    for lang in LANGS {
        for error in [
            SlackError::BotToken {
                workspace: id(),
                code: text(),
            },
            SlackError::AppToken { code: text() },
            SlackError::Scope { scope: text() },
            SlackError::OtherWorkspace {
                expected: id(),
                found: id(),
            },
            SlackError::SocketModeOff,
            SlackError::Address(text()),
            SlackError::Listen {
                address: ([127, 0, 0, 1], 80).into(),
                reason: failed(),
            },
            SlackError::Network(failed()),
        ] {
            told(lang, &error);
        }
    }
}
