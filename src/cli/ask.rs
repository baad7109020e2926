//! `bonsens ask`: one question, one answer.

use std::io::Write;
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens_port::Lang;
use serde::Serialize;

use super::{LangArg, Voice, charters, lang_or_locale};

/// What `ask` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    from: charters::From,
    /// What this question goes on from.
    #[arg(long, value_name = "QUESTION")]
    previous: Option<String>,
    /// Of the question and of the output.
    #[arg(long)]
    lang: Option<LangArg>,
    #[arg(long)]
    json: bool,
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

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let lang = args.lang.map_or_else(|| guess(&args.question), Lang::from);
    let library = args.from.library(Some(lang), config)?;
    let outcome = library.ask(&args.question, args.previous.as_deref(), lang);
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
    let voice = Voice::of(lang);
    let lines = if let Some(citation) = &citation {
        voice.words.quote(lang, citation)
    } else {
        let mut lines = vec![voice.say("abstention")];
        if let Some(nearest) = candidates.first() {
            let section = nearest.section.as_str().into();
            lines.push(voice.say_with("abstention-nearest", &[("section", section)]));
        }
        lines.push(voice.words.contact(lang, contact.as_deref()));
        lines
    };
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The language a question is in; the reader's where its words don't say.
fn guess(question: &str) -> Lang {
    match bonsens_knowledge::detect(question) {
        bonsens_knowledge::Lang::Fr => Lang::Fr,
        bonsens_knowledge::Lang::En => Lang::En,
        bonsens_knowledge::Lang::Other => lang_or_locale(None),
    }
}
