//! Diagnostics as text, in rustc's manner.

use super::{Diagnostic, RenderStyle};
use crate::source::SourceMap;

pub(super) fn render(diagnostic: &Diagnostic, sources: &SourceMap, _style: RenderStyle) -> String {
    let at = sources.line_column(diagnostic.span);
    let file = &sources.file(diagnostic.span.file).name;
    format!(
        "error[{}]: {}\n --> {file}:{}:{}",
        diagnostic.name, diagnostic.message, at.line, at.column
    )
}
