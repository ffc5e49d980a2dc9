//! Where text came from: files, spans and line numbers.
//!
//! A kernel is assembled from several texts (the built-in prelude, the caller's header, the
//! generated signature, the caller's body). Each is a file of its own here, so a span always
//! names the caller's own text and no line numbers are ever translated.

use std::{collections::BTreeMap, sync::Arc};

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A half-open range of bytes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that both ends lie in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; `self` where they lie in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// What kind of text a file is; diagnostics name the caller's files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Given by the caller: a header, a body, or a file of the caller's.
    User,
    /// Written by kernsmith: the prelude, a standard header, the generated signature.
    Builtin,
}

/// One text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// What a diagnostic calls it: a path, or `<source>`.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// Whose text it is.
    pub origin: Origin,
    /// The line of `name` at which the text begins, counted from 1. A body that is a string
    /// literal of a host program begins further down.
    pub first_line: u32,
}

/// All texts of one compilation.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// Where a file's name stands in the `#include` that read it first.
    includers: BTreeMap<FileId, Span>,
}

/// A position as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl SourceMap {
    /// Adds a text that begins at line 1 of `name`.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        origin: Origin,
    ) -> FileId {
        self.add_file(SourceFile {
            name: name.into(),
            text: text.into(),
            origin,
            first_line: 1,
        })
    }

    /// Adds a file.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer; the caller's entry points refuse that first.
    pub fn add_file(&mut self, file: SourceFile) -> FileId {
        assert!(
            u32::try_from(file.text.len()).is_ok(),
            "a source text is shorter than 4 GiB"
        );
        self.files.push(file);
        FileId(u32::try_from(self.files.len() - 1).expect("fewer than 2^32 files"))
    }

    /// The file.
    ///
    /// # Panics
    /// If the id is not of this map.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their ids.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Notes where a file is included.
    pub(crate) fn set_includer(&mut self, file: FileId, at: Span) {
        self.includers.entry(file).or_insert(at);
    }

    /// Where a file was included first; `None` for those that a unit begins with.
    #[must_use]
    pub fn includer(&self, file: FileId) -> Option<Span> {
        self.includers.get(&file).copied()
    }

    /// The text that a span covers.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }

    /// Line and column of the span's first byte, in the numbering of the file's `name`.
    #[must_use]
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = self.file(span.file);
        let before = &file.text[..span.start as usize];
        let newlines = before.bytes().filter(|&b| b == b'\n').count();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[line_start..].chars().count() + 1;
        LineColumn {
            line: file
                .first_line
                .saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX)),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}
