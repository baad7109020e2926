//! Charters named on the command line, stored ones, or the samples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bonsens::charter::versions::revive;
use bonsens::charter::{Library, SAMPLES};
use bonsens::compose;
use bonsens::config::Config;
use bonsens::words::{InFile, Problem};
use bonsens_knowledge::{
    Charter, ImportError, ImportReport, MAX_BYTES, MetaOverrides, import, import_all,
};
use bonsens_port::{CharterVersion, Document, Lang, Store};

use super::files::{in_file, read_up_to};

/// Where charters come from.
#[derive(Debug, clap::Args)]
pub struct From {
    /// Without it, the configured charters answer, else the stored ones, else the samples.
    #[arg(long, value_name = "PATH")]
    charter: Vec<PathBuf>,
    #[command(flatten)]
    data: Data,
}

/// Where records are kept.
#[derive(Debug, clap::Args)]
pub struct Data {
    #[arg(long, value_name = "FOLDER", env = "BONSENS_DATA")]
    data: Option<PathBuf>,
}

impl Data {
    /// The folder named here, else in the configuration, else the usual one.
    pub fn folder(&self, config: &Config) -> PathBuf {
        let named = self.data.as_ref().or(config.data.as_ref());
        named
            .cloned()
            .unwrap_or_else(|| PathBuf::from("bonsens-data"))
    }
}

impl From {
    /// The charters, ready to be asked. Of the samples, only the one in this language, since they
    /// say the same; both where no language is given.
    pub fn library(&self, lang: Option<Lang>, config: &Config) -> anyhow::Result<Library> {
        if self.charter.is_empty() {
            configured(config, &self.data.folder(config), lang)
        } else {
            named(&self.charter)
        }
    }
}

/// The configured charters, else those kept in this folder, else the samples of both languages.
#[cfg(feature = "slack")]
pub fn usual(config: &Config, folder: &Path) -> anyhow::Result<Library> {
    configured(config, folder, None)
}

fn configured(config: &Config, folder: &Path, lang: Option<Lang>) -> anyhow::Result<Library> {
    if !config.charters.is_empty() {
        return named(&config.charters);
    }
    let stored = stored(folder)?;
    if stored.is_empty() {
        return samples(lang);
    }
    stored
        .iter()
        .map(|version| Ok(revive(version)?))
        .collect::<anyhow::Result<_>>()
        .map(Library::new)
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
    let charters = charters.collect::<anyhow::Result<_>>();
    charters.map(Library::standing_in)
}

/// Opens the store in this folder.
pub fn open(folder: &Path) -> Result<Arc<dyn Store>, InFile> {
    compose::open_store(folder).map_err(|error| in_file(folder, error))
}

/// Every version kept in this folder, in the order they were loaded; looking creates no folder.
pub fn versions(folder: &Path) -> anyhow::Result<Vec<CharterVersion>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let store = open(folder)?;
    Ok(block_on(store.charters())?.map_err(|error| in_file(folder, error))?)
}

/// The version of each charter that was loaded last.
fn stored(folder: &Path) -> anyhow::Result<Vec<CharterVersion>> {
    let mut latest: Vec<CharterVersion> = Vec::new();
    // What was handed in for a workspace answers there, once published.
    let everywhere = |version: &CharterVersion| version.workspace.is_none();
    for version in versions(folder)?.into_iter().filter(everywhere) {
        latest.retain(|charter| charter.id != version.id);
        latest.push(version);
    }
    Ok(latest)
}

/// Reads a document, keeping no more of it in memory than a charter may hold.
pub fn document(path: &Path) -> anyhow::Result<Document> {
    let bytes = read_up_to(path, MAX_BYTES as u64 + 1)?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Document { name, bytes })
}

/// Reads a charter: a document, or a folder of them.
pub fn read(path: &Path, overrides: &MetaOverrides) -> anyhow::Result<(Charter, ImportReport)> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    if path.is_dir() {
        let files = folder(path)?;
        let imported = import_all(&name, &files, overrides);
        return Ok(imported.map_err(|error| in_file(path, error))?);
    }
    let Document { name, bytes } = document(path)?;
    let imported = import(&name, &bytes, overrides).map_err(|error| match error {
        // Only the start was read: the whole size is the one to tell.
        ImportError::TooLarge { bytes, limit } => ImportError::TooLarge {
            bytes: size(path).unwrap_or(bytes).max(bytes),
            limit,
        },
        other => other,
    });
    Ok(imported.map_err(|error| in_file(path, error))?)
}

/// Files in a folder that are taken for a charter's; more is another folder than was meant.
const MAX_FILES: usize = 1_000;
/// Bytes of them in all.
const MAX_FOLDER: usize = 2 * MAX_BYTES;

/// The files of a folder and of those in it, with their names from there. Links are not followed:
/// they may lead round in a circle, or out of what was named.
fn folder(root: &Path) -> Result<Vec<(String, Vec<u8>)>, InFile> {
    let mut files = Vec::new();
    let mut bytes = 0;
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| in_file(&folder, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| in_file(&folder, error))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|error| in_file(&path, error))?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if hidden || kind.is_symlink() {
                continue;
            }
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() {
                let content = read_up_to(&path, MAX_BYTES as u64 + 1)?;
                bytes += content.len();
                if files.len() >= MAX_FILES || bytes > MAX_FOLDER {
                    return Err(in_file(root, Problem::new("import-folder-too-large")));
                }
                let name = path.strip_prefix(root).unwrap_or(&path);
                files.push((name.to_string_lossy().into_owned(), content));
            }
        }
    }
    Ok(files)
}

fn size(path: &Path) -> Option<usize> {
    usize::try_from(std::fs::metadata(path).ok()?.len()).ok()
}

/// Waits for a store or a platform, from a command that has nothing else to do.
pub fn block_on<T>(future: impl Future<Output = T>) -> std::io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(future))
}
