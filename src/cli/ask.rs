//! `bonsens ask`: one question, one answer.

use std::io::Write;
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens_knowledge::{Features, Outcome, THRESHOLD};
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
    #[arg(long)]
    explain: bool,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
}

/// How likely the first section was thought to answer, and why.
#[derive(Serialize)]
struct Explanation {
    probability: f32,
    needed: f32,
    evidence: Vec<Evidence>,
}

#[derive(Serialize)]
struct Evidence {
    name: &'static str,
    value: f32,
    /// Above zero it speaks for an answer, below for silence.
    pull: f32,
}

impl Explanation {
    fn of(outcome: &Outcome) -> Self {
        let Outcome {
            confidence,
            features,
            ..
        } = outcome;
        let figures = features.values().into_iter().zip(features.pulls());
        Self {
            probability: *confidence,
            needed: THRESHOLD,
            evidence: Features::NAMES
                .into_iter()
                .zip(figures)
                .map(|(name, (value, pull))| Evidence { name, value, pull })
                .collect(),
        }
    }

    fn lines(&self, voice: &Voice) -> Vec<String> {
        let percent = |share: f32| format!("{:.0}", share * 100.0);
        let args = [
            ("probability", percent(self.probability).into()),
            ("needed", percent(self.needed).into()),
        ];
        let mut lines = vec![voice.say_with("explain-probability", &args)];
        for evidence in &self.evidence {
            let args = [
                (
                    "what",
                    voice
                        .say(&format!("explain-{}", evidence.name.replace('_', "-")))
                        .into(),
                ),
                ("value", percent(evidence.value).into()),
                ("pull", format!("{:+.2}", evidence.pull).into()),
            ];
            lines.push(voice.say_with("explain-evidence", &args));
        }
        lines
    }
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
    let explanation = args.explain.then(|| Explanation::of(&outcome));
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
            explanation,
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
    let explained = explanation.map_or_else(Vec::new, |explanation| explanation.lines(&voice));
    for line in lines.into_iter().chain(explained) {
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
