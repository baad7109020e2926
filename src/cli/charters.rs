//! Charters named on the command line, stored ones, or the samples.

use std::path::{Path, PathBuf};

use anyhow::Context;
use bonsens::charter::{Library, SAMPLES};
use bonsens::compose;
use bonsens_knowledge::{Charter, ImportReport, MAX_BYTES, MetaOverrides, import};
use bonsens_port::{CharterVersion, Lang};

/// Where charters come from.
#[derive(Debug, clap::Args)]
pub struct From {
    /// A charter in Markdown; may be repeated. Without it, the stored charters answer, or the
    /// samples where none is stored.
    #[arg(long, value_name = "PATH")]
    charter: Vec<PathBuf>,
    #[command(flatten)]
    data: Data,
}

/// Where records are kept.
#[derive(Debug, clap::Args)]
pub struct Data {
    /// Folder in which charters are kept.
    #[arg(
        long,
        value_name = "FOLDER",
        env = "BONSENS_DATA",
        default_value = "bonsens-data"
    )]
    pub data: PathBuf,
}

impl From {
    /// The charters, ready to be asked. Of the samples, only the one in this language, since they
    /// say the same; both where no language is given.
    pub fn library(&self, lang: Option<Lang>) -> anyhow::Result<Library> {
        if !self.charter.is_empty() {
            return named(&self.charter);
        }
        let stored = if self.data.data.exists() {
            stored(&self.data.data)?
        } else {
            Vec::new()
        };
        if stored.is_empty() {
            return samples(lang);
        }
        stored
            .iter()
            .map(revive)
            .collect::<anyhow::Result<_>>()
            .map(Library::new)
    }
}

/// The charters at these paths.
pub fn named(paths: &[PathBuf]) -> anyhow::Result<Library> {
    let none = MetaOverrides::default();
    let charters = paths.iter().map(|path| Ok(read(path, &none)?.0));
    charters.collect::<anyhow::Result<_>>().map(Library::new)
}

/// The sample charters in this language, or all.
pub fn samples(lang: Option<Lang>) -> anyhow::Result<Library> {
    let spoken = SAMPLES
        .iter()
        .filter(|(spoken, ..)| lang.is_none_or(|lang| lang == *spoken));
    let none = MetaOverrides::default();
    let charters = spoken.map(|(_, name, text)| Ok(import(name, text.as_bytes(), &none)?.0));
    charters.collect::<anyhow::Result<_>>().map(Library::new)
}

/// Every version kept in this folder, in the order they were loaded.
pub fn versions(folder: &Path) -> anyhow::Result<Vec<CharterVersion>> {
    let store = compose::open_store(folder).with_context(|| folder.display().to_string())?;
    Ok(block_on(store.charters())??)
}

/// The version of each charter that was loaded last.
fn stored(folder: &Path) -> anyhow::Result<Vec<CharterVersion>> {
    let mut latest: Vec<CharterVersion> = Vec::new();
    for version in versions(folder)? {
        latest.retain(|charter| charter.id != version.id);
        latest.push(version);
    }
    Ok(latest)
}

/// A stored version, imported again from its own source.
pub fn revive(version: &CharterVersion) -> anyhow::Result<Charter> {
    let overrides = MetaOverrides {
        id: Some(version.id.clone()),
        version: Some(version.version.clone()),
        in_force_since: version
            .in_force_since
            .as_deref()
            .map(str::parse)
            .transpose()?,
        contact: version.contact.clone(),
        lang: Some(bonsens_knowledge::Lang::from_tag(&version.lang)),
    };
    let name = format!("{}.md", version.id);
    Ok(import(&name, version.source.as_bytes(), &overrides)?.0)
}

/// Reads a charter, refusing what can't be one before it is in memory.
pub fn read(path: &Path, overrides: &MetaOverrides) -> anyhow::Result<(Charter, ImportReport)> {
    let shown = path.display();
    let size = std::fs::metadata(path)
        .with_context(|| format!("{shown}: can't be opened"))?
        .len();
    anyhow::ensure!(
        size <= MAX_BYTES as u64,
        "{shown}: {size} bytes is too large for a charter (at most {MAX_BYTES}). Is it the right file?"
    );
    let bytes = std::fs::read(path).with_context(|| format!("{shown}: can't be read"))?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    import(&name, &bytes, overrides).with_context(|| format!("{shown}: not loaded"))
}

/// Waits for a store, from a command that has nothing else to do.
pub fn block_on<T>(future: impl Future<Output = T>) -> std::io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .build()?
        .block_on(future))
}
