//! Files named on the command line, read with an error that names them.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use bonsens::words::{InFile, Problem};

/// The whole of a text file.
pub fn read_text(path: &Path) -> Result<String, InFile> {
    let bytes = read_up_to(path, u64::MAX)?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        in_file(path, Problem::new("file-not-utf8").at(line))
    })
}

/// The first bytes of a file. Devices have no size to check beforehand and may never end.
pub fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, InFile> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|error| in_file(path, error))?;
    Ok(bytes)
}

/// Names the file an error was met in.
pub fn in_file(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> InFile {
    InFile::new(path.display().to_string(), error)
}
