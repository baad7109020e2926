//! `bonsens knowledge`: keep charters, look at what was understood of them, and measure answers.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bonsens::charter::versions::{revive, tag};
use bonsens::config::Config;
use bonsens::words::Problem;
use bonsens_knowledge::{Charter, Format, ImportReport, Lang as CharterLang, MetaOverrides};
use bonsens_port::{CharterVersion, Clock, Commit, EventId, SystemClock, Write as Change};

use super::files::in_file;
use super::{LangArg, Spoken, Voice, charters, measures};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Load(Load),
    List {
        #[command(flatten)]
        data: charters::Data,
        #[command(flatten)]
        spoken: Spoken,
    },
    Show {
        id: String,
        #[command(flatten)]
        data: charters::Data,
        #[command(flatten)]
        spoken: Spoken,
    },
    Eval(measures::Args),
}

/// What `knowledge load` takes. A flag wins over the document's front matter.
#[derive(Debug, clap::Args)]
pub struct Load {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long)]
    id: Option<String>,
    #[arg(long)]
    version: Option<String>,
    #[arg(long, value_name = "DAY")]
    in_force_since: Option<jiff::civil::Date>,
    #[arg(long)]
    contact: Option<String>,
    /// Of the charter, not of the output.
    #[arg(long)]
    lang: Option<LangArg>,
    #[command(flatten)]
    data: charters::Data,
}

pub fn run(command: &Command, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match command {
        Command::Load(args) => load(args, config, out)?,
        Command::List { data, spoken } => list(&data.folder(config), &spoken.voice(), out)?,
        Command::Show { id, data, spoken } => show(id, &data.folder(config), &spoken.voice(), out)?,
        Command::Eval(args) => return measures::run(args, config, out),
    }
    Ok(ExitCode::SUCCESS)
}

fn load(args: &Load, config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    let voice = Voice::new(None);
    if args.id.is_some() && args.paths.len() > 1 {
        return Err(Problem::new("load-one-id").into());
    }
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
        let same = |(_, other, _): &&(&PathBuf, Charter, ImportReport)| {
            (&other.id, &other.version) == (&charter.id, &charter.version)
        };
        if let Some((first, ..)) = understood.iter().find(same) {
            let problem = Problem::new("load-same-id")
                .with("first", first.display().to_string())
                .with("id", &charter.id)
                .with("version", version_of(&charter, &voice));
            return Err(in_file(path, problem).into());
        }
        writes.push(Change::Charter(CharterVersion {
            workspace: None,
            id: charter.id.clone(),
            version: charter.version.clone(),
            title: charter.title.clone(),
            lang: tag(charter.lang).to_owned(),
            in_force_since: charter.in_force_since.map(|day| day.to_string()),
            contact: charter.contact.clone(),
            source: charter.source.clone(),
            loaded_at,
        }));
        understood.push((path, charter, report));
    }
    let folder = &args.data.folder(config);
    let before = charters::versions(folder)?;
    let store = charters::open(folder)?;
    let claim = EventId::new(format!("load/{loaded_at}"));
    charters::block_on(store.commit(Commit {
        claim,
        claim_until: loaded_at,
        writes,
    }))?
    .map_err(|error| in_file(folder, error))?;
    for (_, charter, report) in &understood {
        told(charter, report, &voice, out)?;
        let replaced = before
            .iter()
            .any(|kept| (&kept.id, &kept.version) == (&charter.id, &charter.version));
        if replaced {
            let args = [
                ("id", charter.id.as_str().into()),
                ("version", version_of(charter, &voice).into()),
            ];
            writeln!(out, "{}", voice.say_with("load-replaced", &args))?;
        }
    }
    let folder = folder.display().to_string();
    writeln!(
        out,
        "{}",
        voice.say_with("load-kept", &[("folder", folder.into())])
    )?;
    Ok(())
}

/// The version as the document gives it.
fn version_of(charter: &Charter, voice: &Voice) -> String {
    if charter.version.is_empty() {
        voice.say("load-no-version")
    } else {
        charter.version.clone()
    }
}

fn told(
    charter: &Charter,
    report: &ImportReport,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let language = voice.say(&format!("lang-{}", tag(report.lang)));
    let args = [
        ("title", charter.title.as_str().into()),
        ("id", charter.id.as_str().into()),
        ("sections", report.sections.into()),
        ("passages", report.passages.into()),
        ("language", language.into()),
    ];
    writeln!(out, "{}", voice.say_with("load-understood", &args))?;
    if let Some(format) = named(report.format) {
        let args = [("format", voice.say(format).into())];
        writeln!(out, "{}", voice.say_with("load-format", &args))?;
    }
    for warning in &report.warnings {
        writeln!(out, "{}", voice.words.warning(voice.lang, warning))?;
    }
    outline(charter, voice, out)?;
    for skipped in &report.skipped {
        writeln!(out, "{}", voice.words.skipped(voice.lang, skipped))?;
    }
    Ok(())
}

fn list(folder: &Path, voice: &Voice, out: &mut dyn Write) -> anyhow::Result<()> {
    let versions = charters::versions(folder)?;
    if versions.is_empty() {
        writeln!(out, "{}", voice.say("list-none"))?;
        return Ok(());
    }
    let mut table = voice.table(&[
        "list-id",
        "list-version",
        "list-since",
        "list-language",
        "list-title",
    ]);
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

fn show(id: &str, folder: &Path, voice: &Voice, out: &mut dyn Write) -> anyhow::Result<()> {
    let versions = charters::versions(folder)?;
    let Some(version) = versions.iter().rfind(|version| version.id == id) else {
        return Err(Problem::new("show-unknown").with("id", id).into());
    };
    let charter = revive(version)?;
    writeln!(out, "{} {}", charter.title, charter.version)?;
    outline(&charter, voice, out)
}

/// The headings, each below the one it belongs to.
fn outline(charter: &Charter, voice: &Voice, out: &mut dyn Write) -> anyhow::Result<()> {
    for section in &charter.sections {
        let indent = "  ".repeat(section.path.len());
        let heading = section.path.last().map_or("", String::as_str);
        let args = [
            ("heading", heading.into()),
            ("count", section.passages.len().into()),
        ];
        let line = voice.say_with("load-outline-passages", &args);
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

/// What to call a format; Markdown is read as it is, which needs no word.
const fn named(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Markdown => return None,
        Format::Plain => "format-plain",
        Format::Html => "format-html",
        Format::Docx => "format-docx",
        Format::Pdf => "format-pdf",
        Format::FaqToml | Format::FaqYaml => "format-faq",
        Format::Zip => "format-zip",
        Format::Folder => "format-folder",
    })
}
