//! Lines that differ only in the last digits of their numbers.
//!
//! Processors with other vector instructions give other last bits for `exp`, within its bound.

/// What two numbers may differ by, relative to the larger: some units in the last place of `float`.
const TOLERANCE: f64 = 1e-6;

/// Whether lines are the same but for numbers with a fraction, which are close. NaN never is.
pub(super) fn lines_are_close(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a == b || are_close(a, b))
}

fn are_close(a: &str, b: &str) -> bool {
    match (fraction(a), fraction(b)) {
        (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()),
        _ => false,
    }
}

fn fraction(word: &str) -> Option<f64> {
    let number = word.parse().ok()?;
    word.contains('.').then_some(number)
}

/// Runs of what numbers are made of, and each other character.
fn words(line: &str) -> Vec<&str> {
    let is_number = |c: char| c.is_ascii_digit() || "+-.e".contains(c);
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = if is_number(first) {
            rest.find(|c| !is_number(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

#[test]
fn only_numbers_with_a_fraction_may_differ() {
    assert!(lines_are_close("x 1.00000001, 2", "x 1.00000002, 2"));
    assert!(!lines_are_close("x 1.00000001, 2", "x 1.00000001, 3"));
    assert!(!lines_are_close("x 1.0", "x 1.1"));
    assert!(!lines_are_close("1.0 2", "1.0 2 3"));
    assert!(!lines_are_close("NaN", "nan"));
}
