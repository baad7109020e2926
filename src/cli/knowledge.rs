//! `bonsens knowledge`: keep charters, look at what was understood of them, and measure answers.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use bonsens::compose;
use bonsens::words::Words;
use bonsens_knowledge::{
    Charter, ImportReport, Lang as CharterLang, MetaOverrides, SkipReason, eval,
};
use bonsens_port::{CharterVersion, Clock, Commit, EventId, Lang, SystemClock, Write as Change};
use comfy_table::{Table, presets};

use super::{LangArg, charters, lang_or_locale};

/// Commands about charters.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Keep a version of each charter. One bad file, and nothing is kept.
    Load(Load),
    /// List the charters kept.
    List {
        #[command(flatten)]
        data: charters::Data,
    },
    /// Show the outline of a charter, as it was understood.
    Show {
        /// Identity of the charter, as `list` shows it.
        id: String,
        #[command(flatten)]
        data: charters::Data,
    },
    /// Measure answers against questions with known sections.
    Eval {
        #[command(flatten)]
        from: charters::From,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// One question a line: `{"question", "answer_section": [heading paths] | null}`.
        questions: PathBuf,
    },
}

/// Keep a version of each charter. What a flag says wins over the document's front matter.
#[derive(Debug, clap::Args)]
pub struct Load {
    /// Charters in Markdown.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Identity of the charter; only with one path.
    #[arg(long)]
    id: Option<String>,
    /// Its version.
    #[arg(long)]
    version: Option<String>,
    /// Day it came into force, as 2026-01-31.
    #[arg(long, value_name = "DAY")]
    in_force_since: Option<jiff::civil::Date>,
    /// Whom to ask what the charter does not say.
    #[arg(long)]
    contact: Option<String>,
    /// The language it is written in; detected without it.
    #[arg(long)]
    lang: Option<LangArg>,
    #[command(flatten)]
    data: charters::Data,
}

pub fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match command {
        Command::Load(args) => load(args, out)?,
        Command::List { data } => list(data, out)?,
        Command::Show { id, data } => show(id, data, out)?,
        Command::Eval {
            from,
            json,
            questions,
        } => {
            let library = from.library(None)?;
            let shown = questions.display();
            let text = std::fs::read_to_string(questions)
                .with_context(|| format!("{shown}: can't be read"))?;
            let questions = eval::parse(&text).with_context(|| shown.to_string())?;
            let report = eval::evaluate(library.index(), &questions);
            if *json {
                serde_json::to_writer(&mut *out, &report)?;
            } else {
                serde_json::to_writer_pretty(&mut *out, &report)?;
            }
            writeln!(out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn load(args: &Load, out: &mut dyn Write) -> anyhow::Result<()> {
    let words = Words::default();
    let lang = lang_or_locale(None);
    anyhow::ensure!(
        args.id.is_none() || args.paths.len() == 1,
        words.say(lang, "load-one-id")
    );
    let overrides = MetaOverrides {
        id: args.id.clone(),
        version: args.version.clone(),
        in_force_since: args.in_force_since,
        contact: args.contact.clone(),
        lang: args.lang.map(|lang| match lang {
            LangArg::Fr => CharterLang::Fr,
            LangArg::En => CharterLang::En,
        }),
    };
    let loaded_at = SystemClock.now();
    let mut writes = Vec::new();
    let mut understood = Vec::new();
    for path in &args.paths {
        let (charter, report) = charters::read(path, &overrides)?;
        writes.push(Change::Charter(CharterVersion {
            id: charter.id.clone(),
            version: charter.version.clone(),
            title: charter.title.clone(),
            lang: lang_tag(charter.lang).to_owned(),
            in_force_since: charter.in_force_since.map(|day| day.to_string()),
            contact: charter.contact.clone(),
            source: charter.source.clone(),
            loaded_at,
        }));
        understood.push((charter, report));
    }
    let folder = &args.data.data;
    let store = compose::open_store(folder).with_context(|| folder.display().to_string())?;
    let claim = EventId::new(format!("load/{loaded_at}"));
    charters::block_on(store.commit(Commit {
        claim,
        claim_until: loaded_at,
        writes,
    }))??;
    for (charter, report) in &understood {
        told(charter, report, &words, lang, out)?;
    }
    let folder = folder.display().to_string();
    writeln!(
        out,
        "{}",
        words.say_with(lang, "load-kept", &[("folder", folder.into())])
    )?;
    Ok(())
}

fn told(
    charter: &Charter,
    report: &ImportReport,
    words: &Words,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let language = words.say(lang, &format!("lang-{}", lang_tag(report.lang)));
    let args = [
        ("title", charter.title.as_str().into()),
        ("id", charter.id.as_str().into()),
        ("sections", report.sections.into()),
        ("passages", report.passages.into()),
        ("language", language.into()),
    ];
    writeln!(out, "{}", words.say_with(lang, "load-understood", &args))?;
    for skipped in &report.skipped {
        let reason = words.say(
            lang,
            match skipped.reason {
                SkipReason::TemplateTag => "skipped-template-tag",
                SkipReason::HtmlMarkup => "skipped-html-markup",
                SkipReason::NoWords => "skipped-no-words",
                SkipReason::EmptySection => "skipped-empty-section",
            },
        );
        let args = [("line", skipped.line.into()), ("reason", reason.into())];
        writeln!(out, "{}", words.say_with(lang, "load-skipped", &args))?;
    }
    Ok(())
}

fn list(data: &charters::Data, out: &mut dyn Write) -> anyhow::Result<()> {
    let (words, lang) = (Words::default(), lang_or_locale(None));
    let versions = if data.data.exists() {
        charters::versions(&data.data)?
    } else {
        Vec::new()
    };
    if versions.is_empty() {
        writeln!(out, "{}", words.say(lang, "list-none"))?;
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    let heads = [
        "list-id",
        "list-version",
        "list-since",
        "list-language",
        "list-title",
    ];
    table.set_header(heads.map(|id| words.say(lang, id)));
    for version in versions {
        let since = version.in_force_since.unwrap_or_default();
        table.add_row([
            version.id,
            version.version,
            since,
            version.lang,
            version.title,
        ]);
    }
    writeln!(out, "{table}")?;
    Ok(())
}

fn show(id: &str, data: &charters::Data, out: &mut dyn Write) -> anyhow::Result<()> {
    let versions = if data.data.exists() {
        charters::versions(&data.data)?
    } else {
        Vec::new()
    };
    let Some(version) = versions.iter().rfind(|version| version.id == id) else {
        anyhow::bail!(Words::default().say_with(
            lang_or_locale(None),
            "show-unknown",
            &[("id", id.into())]
        ));
    };
    let charter = charters::revive(version)?;
    writeln!(out, "{} {}", charter.title, charter.version)?;
    for section in &charter.sections {
        let indent = "  ".repeat(section.path.len());
        let heading = section.path.last().map_or("", String::as_str);
        writeln!(out, "{indent}{heading} ({})", section.passages.len())?;
    }
    Ok(())
}

const fn lang_tag(lang: CharterLang) -> &'static str {
    match lang {
        CharterLang::Fr => "fr",
        CharterLang::En => "en",
        CharterLang::Other => "other",
    }
}
