//! Text to tokens.

use super::unit;
use kernsmith_msl::syntax;

/// The tokens of a text lie in it, in order and apart from each other.
///
/// # Panics
/// If they do not.
pub fn lex(text: &str) {
    let (sources, unit) = unit(text);
    let mut end = 0;
    for span in syntax::token_spans(unit.files[0], &sources) {
        assert!(span.start >= end && span.start < span.end, "{span:?}");
        assert!(!sources.text(span).is_empty());
        end = span.end;
    }
    assert!(end as usize <= text.len());
}
