//! An export as a zip, a folder or one file: its names, and each of its files as a stream.
//!
//! Nobody vouches for an archive. It is looked into without being unpacked, one file at a time, and
//! never beyond a limit.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use bonsens::words::Problem;
use indicatif::{ProgressBar, ProgressBarIter};
use zip::ZipArchive;
use zip::result::ZipError;

use super::Kind;
use super::stream::Meter;

/// Most entries looked at: a thousand channels over a year have fewer.
const MOST_ENTRIES: usize = 500_000;
/// Chat in an archive takes a tenth of its room; what takes a hundredth of it is made to do harm.
const MOST_INFLATED: u64 = 100;
/// So small an archive may hold this much whatever it is made of.
const ALWAYS_INFLATED: u64 = 64 * 1024 * 1024;
/// How deep folders are followed.
const DEEPEST: usize = 4;

/// Why an export was not read at all.
#[derive(Debug)]
pub enum Trouble {
    Io(io::Error),
    Damaged,
    Encrypted,
    Inflates,
    /// It is something else, told by its name in the locale files.
    Other(&'static str),
}

impl Trouble {
    pub fn problem(self, kind: Kind) -> Box<dyn std::error::Error + Send + Sync> {
        let problem = match self {
            Self::Io(error) => return error.into(),
            Self::Damaged => Problem::new("export-damaged"),
            Self::Encrypted => Problem::new("export-encrypted"),
            Self::Inflates => Problem::new("export-inflates"),
            Self::Other(what) => {
                let key = match kind {
                    Kind::Slack => "export-not-slack",
                    Kind::Discord => "export-not-discord",
                };
                Problem::new(key).with("what", what)
            }
        };
        problem.into()
    }
}

enum Inside {
    Zip(Box<ZipArchive<ProgressBarIter<File>>>),
    /// Where the names start from; one file's own folder where it is only that.
    Folder(PathBuf),
}

/// An export, opened.
pub struct Source {
    inside: Inside,
    names: Vec<String>,
    left: Cell<u64>,
    bar: ProgressBar,
    /// Whether it is a single file that is no archive.
    pub single: bool,
}

impl Source {
    pub fn open(path: &Path, bar: &ProgressBar) -> Result<Self, Trouble> {
        let about = fs::metadata(path).map_err(Trouble::Io)?;
        let bar = bar.clone();
        if about.is_dir() {
            let (mut names, mut bytes) = (Vec::new(), 0);
            list(path, "", 0, &mut names, &mut bytes).map_err(Trouble::Io)?;
            bar.set_length(bytes);
            return Ok(Self {
                inside: Inside::Folder(path.to_owned()),
                names,
                left: Cell::new(u64::MAX),
                bar,
                single: false,
            });
        }
        bar.set_length(about.len());
        let mut start = Vec::new();
        File::open(path)
            .and_then(|file| file.take(512).read_to_end(&mut start))
            .map_err(Trouble::Io)?;
        if start.starts_with(b"PK") {
            let file = bar.wrap_read(File::open(path).map_err(Trouble::Io)?);
            let zip = ZipArchive::new(file).map_err(|_| Trouble::Damaged)?;
            if zip.len() > MOST_ENTRIES {
                return Err(Trouble::Inflates);
            }
            let names = zip.file_names().flatten();
            let names = names.map(std::borrow::Cow::into_owned).collect();
            let most = about.len().saturating_mul(MOST_INFLATED);
            return Ok(Self {
                inside: Inside::Zip(Box::new(zip)),
                names,
                left: Cell::new(most.max(ALWAYS_INFLATED)),
                bar,
                single: false,
            });
        }
        if let Some(what) = other(&start) {
            return Err(Trouble::Other(what));
        }
        let name = path.file_name().unwrap_or_default();
        Ok(Self {
            inside: Inside::Folder(path.parent().unwrap_or(Path::new("")).to_owned()),
            names: vec![name.to_string_lossy().into_owned()],
            left: Cell::new(u64::MAX),
            bar,
            single: true,
        })
    }

    /// Names of the files in it, with `/` between folders.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads a file as a stream. `Ok(false)`: it could not be read to its end.
    pub fn with(
        &mut self,
        name: &str,
        since: &Cell<u64>,
        read: impl FnOnce(&mut dyn Read) -> bool,
    ) -> Result<bool, Trouble> {
        since.set(0);
        let left = &self.left;
        let whole = match &mut self.inside {
            Inside::Zip(zip) => match zip.by_name(name) {
                Ok(inner) => read(&mut BufReader::new(Meter { inner, since, left })),
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(Trouble::Encrypted);
                }
                Err(_) => false,
            },
            Inside::Folder(folder) => match File::open(folder.join(name)) {
                Ok(file) => {
                    let inner = self.bar.wrap_read(file);
                    read(&mut BufReader::new(Meter { inner, since, left }))
                }
                Err(_) => false,
            },
        };
        if self.left.get() == 0 {
            return Err(Trouble::Inflates);
        }
        Ok(whole)
    }
}

/// What a file is that is neither an archive nor JSON.
fn other(start: &[u8]) -> Option<&'static str> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = start.trim_ascii_start();
    Some(match text.first() {
        Some(b'{' | b'[') => return None,
        None => "nothing",
        Some(b'<') => "html",
        _ if start.starts_with(b"%PDF") => "pdf",
        _ if start.starts_with(b"\x1f\x8b") || start.starts_with(b"7z") => "archive",
        _ if std::str::from_utf8(start).is_ok_and(|text| !text.contains('\0')) => "text",
        _ => "unknown",
    })
}

/// The files below a folder. Links are not followed: they may lead anywhere, and round in circles.
fn list(
    folder: &Path,
    before: &str,
    depth: usize,
    names: &mut Vec<String>,
    bytes: &mut u64,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name());
        let name = format!("{before}{}", name.to_string_lossy());
        if kind.is_dir() && depth < DEEPEST {
            list(&entry.path(), &format!("{name}/"), depth + 1, names, bytes)?;
        } else if kind.is_file() {
            *bytes += entry.metadata()?.len();
            names.push(name);
        }
    }
    Ok(())
}
