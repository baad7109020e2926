//! `bonsens ask`: one question, one answer.

use std::io::Write;
use std::process::ExitCode;

use bonsens::words::Words;
use bonsens_port::Lang;
use serde::Serialize;

use super::{LangArg, charters};

/// Ask the charter one question.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    from: charters::From,
    /// Language of the question; guessed from its words without it.
    #[arg(long)]
    lang: Option<LangArg>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The question, as you would type it in chat.
    question: String,
}

#[derive(Serialize)]
struct Reply<'a> {
    question: &'a str,
    lang: &'static str,
    abstained: bool,
    answer: Option<Answer>,
    candidates: Vec<Candidate>,
    contact: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    section: String,
    quote: String,
    charter: String,
    version: String,
    in_force_since: Option<String>,
}

#[derive(Serialize)]
struct Candidate {
    section: String,
    score: f32,
}

pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let lang = args.lang.map_or_else(|| guess(&args.question), Lang::from);
    let library = args.from.library(Some(lang))?;
    let outcome = library.ask(&args.question, None, lang);
    let citation = library.citation(&outcome);
    let contact = library.contact(lang);
    let candidates: Vec<Candidate> = outcome
        .candidates
        .iter()
        .take(5)
        .map(|found| Candidate {
            section: library.index().charters()[found.charter].sections[found.section]
                .heading_path(),
            score: found.score,
        })
        .collect();
    if args.json {
        let answer = citation.map(|found| Answer {
            section: found.section,
            quote: found.quote,
            charter: found.charter,
            version: found.version,
            in_force_since: found.in_force_since,
        });
        let reply = Reply {
            question: &args.question,
            lang: lang.as_str(),
            abstained: answer.is_none(),
            answer,
            candidates,
            contact,
        };
        serde_json::to_writer(&mut *out, &reply)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let words = Words::default();
    let lines = if let Some(citation) = &citation {
        words.quote(lang, citation)
    } else {
        let mut lines = vec![words.say(lang, "abstention")];
        if let Some(nearest) = candidates.first() {
            let section = nearest.section.as_str().into();
            lines.push(words.say_with(lang, "abstention-nearest", &[("section", section)]));
        }
        lines.push(words.contact(lang, contact.as_deref()));
        lines
    };
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn guess(question: &str) -> Lang {
    match bonsens_knowledge::detect(question) {
        bonsens_knowledge::Lang::Fr => Lang::Fr,
        _ => Lang::En,
    }
}
