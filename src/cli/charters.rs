//! Charters named on the command line, or the samples.

use std::path::{Path, PathBuf};

use anyhow::Context;
use bonsens::charter::{Library, SAMPLES};
use bonsens_knowledge::{Charter, MetaOverrides, import};
use bonsens_port::Lang;

/// No charter is near this size: past it, it is another file by mistake.
const LIMIT: u64 = 16 * 1024 * 1024;

/// The charters at these paths, or the samples where there is none: the one in this language,
/// since they say the same, or both.
pub fn library(paths: &[PathBuf], lang: Option<Lang>) -> anyhow::Result<Library> {
    let charters = if paths.is_empty() {
        SAMPLES
            .iter()
            .filter(|(spoken, ..)| lang.is_none_or(|lang| lang == *spoken))
            .map(|(_, name, text)| {
                let (charter, _) = import(name, text.as_bytes(), &MetaOverrides::default())?;
                Ok(charter)
            })
            .collect::<anyhow::Result<Vec<_>>>()?
    } else {
        paths
            .iter()
            .map(|path| read(path))
            .collect::<anyhow::Result<Vec<_>>>()?
    };
    Ok(Library::new(charters))
}

fn read(path: &Path) -> anyhow::Result<Charter> {
    let shown = path.display();
    let size = std::fs::metadata(path)
        .with_context(|| format!("{shown}: can't be opened"))?
        .len();
    anyhow::ensure!(
        size <= LIMIT,
        "{shown}: {size} bytes is too large for a charter (at most {LIMIT}). Is it the right file?"
    );
    let bytes = std::fs::read(path).with_context(|| format!("{shown}: can't be read"))?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let (charter, _) = import(&name, &bytes, &MetaOverrides::default())
        .with_context(|| format!("{shown}: not loaded"))?;
    Ok(charter)
}
