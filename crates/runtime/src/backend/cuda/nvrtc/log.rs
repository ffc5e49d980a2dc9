//! What NVRTC says of a text that we wrote, at the user's lines where it can be.
//!
//! A refusal is a defect of ours: the front end has checked the kernel, and the text that NVRTC does
//! not take came from our emitter. It writes `#line N "path"`, so most of what NVRTC says names a
//! place in the user's own text: `path(N): error: ...`.

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, RenderStyle},
    source::{SourceMap, Span},
};
use std::fmt;

/// A kernel whose CUDA text NVRTC does not compile.
#[derive(Clone)]
pub struct CudaRefused {
    /// Kernel.
    pub kernel: String,
    /// What NVRTC says, as it says it.
    pub log: String,
    /// The text that was compiled.
    pub text: String,
    /// The texts that the kernel came from.
    pub sources: SourceMap,
}

impl CudaRefused {
    /// Those of NVRTC's errors that name a line of the user's.
    #[must_use]
    pub fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for line in self.log.lines() {
            if let Some((span, message)) = parse(line).and_then(|said| locate(&self.sources, said))
            {
                diagnostics.push(Diagnostic::error("unsupported-feature", span, message));
            }
        }
        diagnostics
    }
}

impl fmt::Display for CudaRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kernel, log, text, ..
        } = self;
        writeln!(
            f,
            "internal error: NVRTC does not compile the CUDA text of kernel `{kernel}`"
        )?;
        let diagnostics = self.diagnostics();
        match diagnostics.is_empty() {
            false => f.write_str(&diagnostics.render(&self.sources, RenderStyle::Plain)),
            true => write!(f, "{log}\nthe text:\n{text}"),
        }
    }
}

/// As displayed, so that an `unwrap` shows the places in the text.
impl fmt::Debug for CudaRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

/// An error of the log.
#[derive(Debug, PartialEq, Eq)]
struct Said<'a> {
    file: &'a str,
    line: u32,
    message: &'a str,
}

/// `path(12): error: words`, also with a number as in `error #20-D:`.
fn parse(line: &str) -> Option<Said<'_>> {
    let (place, message) = line.split_once("): error")?;
    let (file, number) = place.rsplit_once('(')?;
    Some(Said {
        file,
        line: number.parse().ok()?,
        message: message.split_once(": ")?.1,
    })
}

/// The line of the user's text, whole.
fn locate(sources: &SourceMap, said: Said<'_>) -> Option<(Span, String)> {
    let (id, file) = sources.files().find(|(_, file)| file.name == said.file)?;
    let index = said.line.checked_sub(file.first_line)? as usize;
    let mut start = 0;
    for (at, line) in file.text.split_inclusive('\n').enumerate() {
        if at == index {
            let indent = line.len() - line.trim_start().len();
            let span = Span {
                file: id,
                start: u32::try_from(start + indent).ok()?,
                end: u32::try_from(start + line.trim_end().len()).ok()?,
            };
            return Some((span, format!("NVRTC says: {}", said.message)));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{CudaRefused, Said, parse};
    use kernsmith_msl::source::{Origin, SourceMap};

    #[test]
    fn errors_are_found_and_warnings_are_not() {
        let line = "a (1).metal(12): error: identifier \"x\" is undefined";
        let said = Said {
            file: "a (1).metal",
            line: 12,
            message: "identifier \"x\" is undefined",
        };
        assert_eq!(parse(line), Some(said));
        assert_eq!(
            parse("k.cu(3): error #20-D: words: more").unwrap().message,
            "words: more"
        );
        assert_eq!(parse("k.cu(3): warning #177-D: unused"), None);
        assert_eq!(parse("1 error detected"), None);
    }

    #[test]
    fn a_refusal_points_at_the_users_line_or_shows_the_text() {
        let mut sources = SourceMap::default();
        sources.add("k.metal", "one\n    two\nthree\n", Origin::User);
        let refused = |log: &str| CudaRefused {
            kernel: "k".to_owned(),
            log: log.to_owned(),
            text: "the emitted text".to_owned(),
            sources: sources.clone(),
        };
        let said = refused("k.metal(2): error: no").to_string();
        assert!(
            said.contains("k.metal:2:5") && said.contains("NVRTC says: no"),
            "{said}"
        );
        let said = refused("k.cu(2): error: no").to_string();
        assert!(
            said.ends_with("k.cu(2): error: no\nthe text:\nthe emitted text"),
            "{said}"
        );
    }
}
