//! Command line entry: parses, runs one command, and turns its end into an exit code.

mod cli;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use cli::Voice;

fn main() -> ExitCode {
    // Before anything connects: with two providers linked, some library would pick none and panic.
    #[cfg(any(feature = "slack", feature = "discord"))]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let args: Vec<OsString> = std::env::args_os().collect();
    let voice = Voice::new(None);
    let cli = match cli::parse(&args, &voice) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    cli::log();
    let mut out = anstream::stdout().lock();
    match cli.run(&mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    }) {
        Ok(code) => code,
        // The reader of a pipe may leave early, as `head` does: that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            voice.complain(&voice.words.trouble(voice.lang, error.as_ref()));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
