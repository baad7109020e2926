//! `bonsens scan --explain`: each finding told as a reasoning, without a word of the message.

use std::io::{self, Write};

use bonsens::leak::{Clears, Explanation, Place, RuleSet, Seen, Strength, Told};
use bonsens::words::RuleNames;

use crate::cli::Voice;

/// Tells why each of a message's findings is one.
pub fn print(
    id: &str,
    all: &[Explanation],
    rules: &RuleSet,
    voice: &Voice,
    out: &mut dyn Write,
) -> io::Result<()> {
    for told in all {
        let args = [
            ("id", id.into()),
            ("rule", rules.rule_name(voice.lang, &told.rule).into()),
            ("chance", percent(told.confidence).into()),
        ];
        writeln!(out, "{}", voice.say_with("explain-finding", &args))?;
        let mut seen = voice.say(match told.seen {
            Seen::Certain => "explain-seen-certain",
            Seen::Checked => "explain-seen-checked",
            Seen::Form => "explain-seen-form",
            Seen::Announced => "explain-seen-announced",
            Seen::Judged => "explain-seen-judged",
            Seen::Parts => "explain-seen-parts",
            Seen::Listed => "explain-seen-listed",
        });
        if !told.words.is_empty() {
            let words = told.words.join(", ");
            let args = [("seen", seen.into()), ("words", words.into())];
            seen = voice.say_with("explain-seen-words", &args);
        }
        match told.at_first {
            Some(sure) => {
                let args = [("seen", seen.into()), ("chance", percent(sure).into())];
                writeln!(out, "  {}", voice.say_with("explain-at-first", &args))?;
            }
            None => writeln!(out, "  {seen}")?,
        }
        for one in &told.counted {
            let side = if one.weight < 0.0 { "against" } else { "for" };
            let strength = match one.strength {
                Strength::Strong => "strong",
                Strength::Fair => "fair",
                Strength::Weak => "weak",
            };
            let args = [
                ("what", what(one, voice).into()),
                ("strength", strength.into()),
            ];
            let key = format!("explain-{side}");
            writeln!(out, "  {}", voice.say_with(&key, &args))?;
        }
        if !told.cleared_by.is_empty() {
            writeln!(out, "  {}", voice.say("explain-cleared"))?;
        }
        for one in &told.cleared_by {
            writeln!(out, "    {}", cleared(one, voice))?;
        }
    }
    Ok(())
}

/// Never all nor nothing: it is a chance.
fn percent(confidence: f32) -> String {
    let percent = (confidence * 100.0).clamp(1.0, 99.0);
    format!("{percent:.0}")
}

/// The words of a piece of evidence, and where they are looked for.
fn what(told: &Told, voice: &Voice) -> String {
    let pieces = told.pieces.iter();
    let pieces = pieces.filter_map(|piece| voice.find(&format!("explain-piece-{piece}")));
    let mut parts: Vec<String> = pieces.collect();
    parts.dedup();
    if !told.words.is_empty() {
        let words = told.words.join(", ");
        parts.push(voice.say_with("explain-words", &[("words", words.into())]));
    }
    if parts.is_empty() {
        parts.push(voice.say("explain-signs"));
    }
    let place = match told.place {
        Place::Sentence => "sentence",
        Place::Beside => "beside",
        Place::Message => "message",
        Place::Value => "value",
        Place::Before => "before",
        Place::After => "after",
    };
    let args = [("what", parts.join(", ").into()), ("place", place.into())];
    voice.say_with("explain-what", &args)
}

fn cleared(by: &Clears, voice: &Voice) -> String {
    match by {
        Clears::Nothing => voice.say("explain-clears-nothing"),
        Clears::Missing { evidence, alone } => {
            let key = if *alone {
                "explain-clears-missing"
            } else {
                "explain-clears-weakened"
            };
            voice.say_with(key, &[("what", what(evidence, voice).into())])
        }
        Clears::Without(told) => voice.say_with(
            "explain-clears-without",
            &[("what", what(told, voice).into())],
        ),
        Clears::Fewer { than } => {
            voice.say_with("explain-clears-fewer", &[("count", (*than).into())])
        }
        Clears::Placeholder => voice.say("explain-clears-placeholder"),
        Clears::WrongDigits => voice.say("explain-clears-digits"),
        Clears::Example => voice.say("explain-clears-example"),
        Clears::Alert => voice.say("explain-clears-alert"),
        Clears::Talk => voice.say("explain-clears-talk"),
    }
}
