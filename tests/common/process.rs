//! The bot in a process of its own, as whoever runs it ends it and looks at what it leaves.

use std::path::Path;
use std::process::{Child, Command, Output};

/// Ends a process by a signal, and waits for what it said.
pub fn ends(child: Child, signal: &str) -> Output {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    child.wait_with_output().unwrap()
}

/// What a process said.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether a word is in any file of a folder.
pub fn holds(folder: &Path, word: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, word);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes
            .windows(word.len())
            .any(|seen| seen == word.as_bytes())
    })
}
