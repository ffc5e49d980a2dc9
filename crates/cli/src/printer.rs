//! Standard output and standard error; nothing else writes there.
//!
//! Results go to standard output, everything about the run to standard error. With `--json`
//! standard output gets exactly one document, an error included. A reader that went away is no
//! error: what is left to say is dropped.

use std::io::{self, IsTerminal, Write};

use kernsmith_msl::diagnostic::RenderStyle;
use serde::Serialize;
use serde_json::json;

use crate::{
    args::{Color, Format, When},
    error::Error,
    exit::Exit,
    settings::Settings,
};

/// Where a command says things.
pub(crate) struct Printer {
    format: Format,
    color: Color,
    stdout: io::BufWriter<io::Stdout>,
    /// The first failure to write; later output is dropped.
    broken: Option<io::Error>,
}

impl Printer {
    /// A printer on the streams of this process.
    pub(crate) fn new(format: Format, color: Color) -> Self {
        Self {
            format,
            color,
            stdout: io::BufWriter::new(io::stdout()),
            broken: None,
        }
    }

    /// How diagnostics on standard error look.
    pub(crate) const fn style(&self) -> RenderStyle {
        if self.color.stderr {
            RenderStyle::Colored
        } else {
            RenderStyle::Plain
        }
    }

    /// Whether someone watches standard error.
    pub(crate) fn is_watched(&self) -> bool {
        self.format == Format::Text && io::stderr().is_terminal()
    }

    /// A line of the result, for people.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        if self.format == Format::Text {
            self.write(text.as_ref().as_bytes());
            self.write(b"\n");
        }
    }

    /// The result, for programs.
    pub(crate) fn json(&mut self, document: &impl Serialize) {
        if self.format == Format::Json {
            // Our documents have text keys and finite numbers, so they serialize.
            let text = serde_json::to_string_pretty(document).unwrap_or_else(|error| {
                json!({ "error": { "message": error.to_string() } }).to_string()
            });
            self.write(text.as_bytes());
            self.write(b"\n");
        }
    }

    /// Bytes of the result as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// A text about the run: a diagnostic, a warning.
    pub(crate) fn note(&mut self, text: impl AsRef<str>) {
        if self.format == Format::Text {
            to_stderr(text.as_ref());
        }
    }

    /// Shows what was said so far to whoever watches.
    pub(crate) fn flush(&mut self) {
        if self.broken.is_none() {
            self.broken = self.stdout.flush().err();
        }
    }

    /// Whether nobody reads any more.
    pub(crate) const fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Says what went wrong.
    pub(crate) fn error(&mut self, error: &Error) -> Exit {
        match self.format {
            Format::Text => to_stderr(&error.render(self.style())),
            Format::Json => self.json(&error.to_json()),
        }
        error.exit()
    }

    /// Sends what is left.
    pub(crate) fn finish(mut self, exit: Exit) -> Exit {
        self.flush();
        match self.broken {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                to_stderr(&format!("error: cannot write to standard output: {error}"));
                Exit::Failure
            }
            _ => exit,
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.broken.is_none() {
            self.broken = self.stdout.write_all(bytes).err();
        }
    }
}

/// Help, the version, or what is wrong with the command line.
pub(crate) fn usage(error: &clap::Error, settings: &Settings) -> Exit {
    let color = Color::new(settings.color.unwrap_or(When::Auto));
    let text = error.render();
    let to_stdout = !error.use_stderr();
    let text = if (to_stdout && color.stdout) || (!to_stdout && color.stderr) {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    if to_stdout {
        let mut printer = Printer::new(Format::Text, color);
        printer.bytes(text.as_bytes());
        printer.finish(Exit::Fine)
    } else {
        to_stderr(text.trim_end());
        Exit::Failure
    }
}

fn to_stderr(text: &str) {
    // Without standard error there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
