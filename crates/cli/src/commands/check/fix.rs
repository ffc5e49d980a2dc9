//! Making the changes that diagnostics suggest.
//!
//! One round checks a file, makes every change that overlaps no other, and writes the file whole. A
//! change may bring to light what hid behind the mistake, so rounds follow until there is nothing
//! left to change: a second run of the command changes nothing. Only the files that the command was
//! given are written, and only where they still hold the text that was checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::PathBuf,
};

use kernsmith_msl::{
    diagnostic::Suggestion,
    source::{SourceFile, SourceMap},
};
use serde_json::{Value, json};

use super::{
    Setup,
    checked::{self, Checked},
    subject::Subject,
};
use crate::{error::Error, replace::replace};

/// Rounds for one file; each makes at least one change, and real files need two or three.
const ROUNDS: usize = 200;

/// A change that was made.
pub(super) struct Fixed {
    file: String,
    line: u32,
    column: u32,
    message: String,
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line, column) = (&self.file, self.line, self.column);
        write!(f, "{file}:{line}:{column}: fixed: {}", self.message)
    }
}

impl Fixed {
    /// For programs.
    pub(super) fn document(&self) -> Value {
        json!({
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.message,
        })
    }
}

/// A change of a file of the user.
pub(super) struct Edit<'a> {
    path: PathBuf,
    suggestion: &'a Suggestion,
    sources: &'a SourceMap,
}

impl Edit<'_> {
    fn text(&self) -> &SourceFile {
        self.sources.file(self.suggestion.span.file)
    }

    fn fixed(&self) -> Fixed {
        let at = self.sources.line_column(self.suggestion.span);
        Fixed {
            file: self.text().name.clone(),
            line: at.line,
            column: at.column,
            message: self.suggestion.message.clone(),
        }
    }
}

/// Mends a file as far as its findings say how; what was changed, and what is still wrong.
pub(super) fn fix(subject: &Subject, setup: &Setup) -> Result<(Vec<Fixed>, Checked), Error> {
    let mut fixed = Vec::new();
    // A text that comes back is one that two suggestions contend about.
    let mut seen = BTreeSet::new();
    for _ in 0..ROUNDS {
        let checked = checked::one(subject, setup);
        let edits = edits(&checked);
        let texts = edits.first().map(|edit| edit.text().text.clone());
        if edits.is_empty() || !seen.insert(texts) {
            return Ok((fixed, checked));
        }
        fixed.extend(edits.iter().map(Edit::fixed));
        write(&edits)?;
    }
    Ok((fixed, checked::one(subject, setup)))
}

/// The changes that findings suggest and that can be made together: in the user's own files, by
/// file and place.
pub(super) fn edits(checked: &Checked) -> Vec<Edit<'_>> {
    let mut all = Vec::new();
    for (list, sources) in &checked.said {
        for suggestion in list.iter().flat_map(|d| &d.suggestions) {
            let file = sources.file(suggestion.span.file);
            let own = checked
                .own
                .iter()
                .find(|p| p.display().to_string() == file.name);
            if let Some(path) = own.filter(|_| suggestion.holds(sources)) {
                let path = path.clone();
                all.push(Edit {
                    path,
                    suggestion,
                    sources,
                });
            }
        }
    }
    all.retain(|edit| fs::read_to_string(&edit.path).is_ok_and(|text| *text == *edit.text().text));
    all.sort_by(|a, b| {
        let place = |edit: &Edit<'_>| (edit.suggestion.span.start, edit.suggestion.span.end);
        (&a.path, place(a)).cmp(&(&b.path, place(b)))
    });
    let mut apart: Vec<Edit<'_>> = Vec::new();
    for edit in all {
        let free = apart.last().is_none_or(|last| {
            let (last, span) = (&last.suggestion.span, &edit.suggestion.span);
            last.file != span.file || (last.end <= span.start && last != span)
        });
        if free {
            apart.push(edit);
        }
    }
    apart
}

/// Writes each file with its changes, which are in order and do not overlap.
fn write(edits: &[Edit<'_>]) -> Result<(), Error> {
    let mut files: BTreeMap<&PathBuf, Vec<&Edit<'_>>> = BTreeMap::new();
    for edit in edits {
        files.entry(&edit.path).or_default().push(edit);
    }
    for (path, edits) in files {
        let old = edits[0].text().text.as_ref();
        let (mut new, mut at) = (String::new(), 0);
        for edit in edits {
            let span = edit.suggestion.span;
            new.push_str(&old[at..span.start as usize]);
            new.push_str(&edit.suggestion.replacement);
            at = span.end as usize;
        }
        new.push_str(&old[at..]);
        replace(path, new.as_bytes()).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
    }
    Ok(())
}
