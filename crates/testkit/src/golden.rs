//! Texts that are compared with a file which was reviewed once.
//!
//! `BLESS=1 cargo test` writes the files anew; the reviewer reads the difference.

use std::{fmt::Write as _, fs, path::Path};

/// Lines shown on either side of the first difference.
const CONTEXT_LINES: usize = 3;

/// Compares `actual` with the file at `path`, or writes it there where `BLESS` is set.
///
/// # Panics
/// If they differ, or the file cannot be read or written.
#[track_caller]
pub fn check(path: impl AsRef<Path>, actual: &str) {
    let path = path.as_ref();
    if bless() {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
        }
        fs::write(path, actual)
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|error| {
        panic!(
            "cannot read the golden {}: {error}; `BLESS=1` writes it",
            path.display()
        )
    });
    // A checkout may have turned line ends.
    let expected = expected.replace("\r\n", "\n");
    if let Some(difference) = difference(&expected, actual) {
        panic!(
            "{} differs; `BLESS=1` accepts it\n{difference}",
            path.display()
        );
    }
}

/// Whether goldens are to be written.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no settings but the environment"
)]
pub fn bless() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value != "0" && !value.is_empty())
}

/// The surroundings of the first difference as text, or nothing where the texts are equal.
#[must_use]
pub fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let expected: Vec<&str> = expected.split('\n').collect();
    let actual: Vec<&str> = actual.split('\n').collect();
    let first = (0..)
        .find(|&at| expected.get(at) != actual.get(at))
        .expect("the texts differ in some line");
    let mut text = String::new();
    let from = first.saturating_sub(CONTEXT_LINES);
    for (at, line) in expected.iter().enumerate().take(first).skip(from) {
        writeln!(text, "{:>5}   {line}", at + 1).expect("a string takes all");
    }
    for (sign, lines) in [('-', &expected), ('+', &actual)] {
        for (at, line) in lines.iter().enumerate().skip(first).take(1 + CONTEXT_LINES) {
            writeln!(text, "{:>5} {sign} {line}", at + 1).expect("a string takes all");
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn the_first_difference_is_shown_with_its_line() {
        let text = difference("a\nb\nc\n", "a\nX\nc\n").unwrap();
        assert!(text.contains("    2 - b"), "{text}");
        assert!(text.contains("    2 + X"), "{text}");
        assert!(text.contains("    1   a"), "{text}");
    }

    #[test]
    fn a_missing_last_line_is_a_difference() {
        assert!(difference("a\n", "a").is_some());
    }
}
