//! The result of a command while it grows: printed for people line by line, kept for programs as
//! one document.

use kernsmith_msl::{diagnostic::Diagnostics, source::SourceMap};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{findings, printer::Printer};

/// A result in the making.
pub(crate) struct Report<'a> {
    printer: &'a mut Printer,
    document: Map<String, Value>,
}

impl<'a> Report<'a> {
    /// An empty result.
    pub(crate) fn new(printer: &'a mut Printer) -> Self {
        Self {
            printer,
            document: Map::new(),
        }
    }

    /// Adds to the document.
    pub(crate) fn set(&mut self, key: &str, value: impl Serialize) {
        // Our values have text keys, so they are JSON.
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        self.document.insert(key.to_owned(), value);
    }

    /// A line for people.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.printer.line(text);
    }

    /// A text about the run, for people.
    pub(crate) fn note(&mut self, text: impl AsRef<str>) {
        self.printer.note(text);
    }

    /// Diagnostics for people, with their count, and in the document under `key`.
    pub(crate) fn diagnostics(&mut self, key: &str, list: &Diagnostics, sources: &SourceMap) {
        if !list.is_empty() {
            let text = list.render(sources, self.printer.style());
            self.note(format!("{text}\n\n{}", findings::Count::of(list)));
        }
        self.set(key, findings::to_json(list, sources));
    }

    /// Prints the document, if that is what was asked for.
    pub(crate) fn finish(self) {
        self.printer.json(&self.document);
    }
}
