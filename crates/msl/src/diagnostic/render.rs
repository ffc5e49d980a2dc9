//! Diagnostics as text, in rustc's manner, drawn by `annotate-snippets`.
//!
//! Only the lines that a diagnostic points at are handed over, and of a very long line only the
//! part around it, so that drawing costs little whatever the text is. Positions are computed here and are those of
//! the caller's own file. A span that does not fit its file is moved to the nearest place that
//! does: drawing never fails.

use std::{collections::BTreeMap, ops::Range};

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    renderer::DecorStyle,
};

use super::{Diagnostic, RenderStyle, Severity};
use crate::source::{self, FileId, SourceFile, SourceMap, Span};

/// Bytes of a line that are kept on either side of what is pointed at.
const MAX_BESIDE_BYTES: usize = 200;
/// Lines of one span that are shown.
const MAX_SPAN_LINES: usize = 12;

/// A labelled place.
struct Mark<'a> {
    span: Span,
    label: &'a str,
    kind: AnnotationKind,
}

pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, style: RenderStyle) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.name)
        .elements(Vec::<Element<'_>>::new());
    for marks in files(diagnostic, sources) {
        group = place(group, sources, &marks);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match style {
        RenderStyle::Plain => Renderer::plain(),
        RenderStyle::Colored => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// What is pointed at by file, that of the primary span first. Text that is not the caller's is
/// left out unless the diagnostic is about it.
fn files<'d>(diagnostic: &'d Diagnostic, sources: &SourceMap) -> Vec<Vec<Mark<'d>>> {
    let primary = Mark {
        span: diagnostic.span,
        label: &diagnostic.label,
        kind: AnnotationKind::Primary,
    };
    let mut first = vec![primary];
    let mut others: BTreeMap<FileId, Vec<Mark<'d>>> = BTreeMap::new();
    for (span, label) in &diagnostic.related {
        let mark = Mark {
            span: *span,
            label,
            kind: AnnotationKind::Context,
        };
        if span.file == diagnostic.span.file {
            first.push(mark);
        } else if sources.file(span.file).origin == source::Origin::User {
            others.entry(span.file).or_default().push(mark);
        }
    }
    std::iter::once(first).chain(others.into_values()).collect()
}

/// Adds the marks of one file, with the lines they are on.
fn place<'d>(group: Group<'d>, sources: &'d SourceMap, marks: &[Mark<'d>]) -> Group<'d> {
    let Some(first) = marks.first() else {
        return group;
    };
    let file = sources.file(first.span.file);
    let windows = windows(file, marks);
    if windows.iter().all(|window| window.has_whole_lines(file)) {
        let whole = windows.into_iter().reduce(Window::merge);
        return group.elements(whole.map(|whole| whole.snippet(file).path(file.name.as_str())));
    }
    // The columns in a part of a line are not those of the file, so the place is written apart.
    let start = offset(clamp(file, first.span).start);
    let at = sources.line_column(Span {
        start,
        ..first.span
    });
    let origin = Origin::path(file.name.as_str())
        .line(at.line as usize)
        .char_column(at.column as usize);
    group
        .element(origin)
        .elements(windows.into_iter().map(|window| window.snippet(file)))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a source text is shorter than 4 GiB")
}

/// The span's bytes, moved to places that exist and do not split a character, and cut where they
/// are very many.
fn clamp(file: &SourceFile, span: Span) -> Range<usize> {
    let text = &file.text;
    let start = boundary_before(text, span.start as usize);
    let most = start + 2 * MAX_BESIDE_BYTES;
    let end = boundary_before(text, (span.end as usize).clamp(start, most));
    let lines: usize = text[start..end]
        .split_inclusive('\n')
        .take(MAX_SPAN_LINES)
        .map(str::len)
        .sum();
    start..start + lines
}

/// The last place at or before `at` that splits no character.
fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A run of text with its marks: whole lines, unless they are very long.
struct Window<'a> {
    text: Range<usize>,
    marks: Vec<(Range<usize>, &'a str, AnnotationKind)>,
}

impl<'a> Window<'a> {
    fn has_whole_lines(&self, file: &SourceFile) -> bool {
        let text = file.text.as_bytes();
        let starts = self.text.start == 0 || text[self.text.start - 1] == b'\n';
        starts && matches!(text.get(self.text.end), None | Some(b'\n'))
    }

    /// One window over both and all that is between them.
    fn merge(mut self, next: Self) -> Self {
        self.text.end = self.text.end.max(next.text.end);
        self.marks.extend(next.marks);
        self
    }

    fn snippet(self, file: &'a SourceFile) -> Snippet<'a, Annotation<'a>> {
        let before = &file.text[..self.text.start];
        let line = before.bytes().filter(|&byte| byte == b'\n').count();
        let start = self.text.start;
        let annotations = self.marks.into_iter().map(|(range, label, kind)| {
            let annotation = kind.span(range.start - start..range.end - start);
            annotation.label((!label.is_empty()).then_some(label))
        });
        Snippet::source(&file.text[self.text])
            .line_start(line + file.first_line as usize)
            .annotations(annotations)
    }
}

/// The parts of the text to show, in order, each with the marks in it.
fn windows<'a>(file: &SourceFile, marks: &[Mark<'a>]) -> Vec<Window<'a>> {
    let mut windows: Vec<Window<'a>> = marks
        .iter()
        .map(|mark| {
            let range = clamp(file, mark.span);
            Window {
                text: surroundings(&file.text, &range),
                marks: vec![(range, mark.label, mark.kind)],
            }
        })
        .collect();
    windows.sort_by_key(|window| (window.text.start, window.text.end));
    let mut merged: Vec<Window<'a>> = Vec::new();
    for window in windows {
        // One newline between them: neighboring lines.
        let last = merged.pop_if(|last| window.text.start <= last.text.end + 1);
        merged.push(match last {
            Some(last) => last.merge(window),
            None => window,
        });
    }
    merged
}

/// The lines around a range, cut where they are very long.
fn surroundings(text: &str, range: &Range<usize>) -> Range<usize> {
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    let start = line_start.max(range.start.saturating_sub(MAX_BESIDE_BYTES));
    let end = line_end.min(range.end.saturating_add(MAX_BESIDE_BYTES));
    boundary_before(text, start)..boundary_before(text, end)
}
