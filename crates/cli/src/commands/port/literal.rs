//! Texts as string literals of other languages.

/// A Python literal over several lines.
pub(super) fn python(text: &str) -> String {
    let raw = !text.ends_with('\\') && !text.contains('\r');
    for quote in ["\"\"\"", "'''"] {
        let last = quote.chars().last().unwrap_or_default();
        if raw && !text.contains(quote) && !text.ends_with(last) {
            return format!("r{quote}{text}{quote}");
        }
    }
    let mut literal = String::from("\"");
    for char in text.chars() {
        match char {
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            other => literal.push(other),
        }
    }
    literal + "\""
}

/// A Rust literal over several lines. A lone carriage return may not stand in a raw one.
pub(super) fn rust(text: &str) -> String {
    if text.contains('\r') {
        return format!("{text:?}");
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// The name as a variable of both languages: keywords get an underscore.
pub(super) fn variable(name: &str) -> String {
    const KEYWORDS: [&str; 38] = [
        "and", "as", "async", "await", "box", "crate", "def", "del", "dyn", "elif", "except",
        "extern", "finally", "fn", "from", "global", "impl", "import", "in", "is", "kernel",
        "lambda", "let", "loop", "match", "mod", "move", "mut", "nonlocal", "not", "or", "pass",
        "pub", "raise", "ref", "trait", "type", "yield",
    ];
    if KEYWORDS.contains(&name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_end_a_literal_get_another() {
        assert_eq!(python("a\n\\b"), "r\"\"\"a\n\\b\"\"\"");
        assert_eq!(python("a \"\"\" b"), "r'''a \"\"\" b'''");
        assert_eq!(python("\"\"\" ''' \\\n"), "\"\\\"\\\"\\\" ''' \\\\\\n\"");
        assert_eq!(python("a\\"), "\"a\\\\\"");
        assert_eq!(rust("a\"# b"), "r##\"a\"# b\"##");
        assert_eq!(rust("a\r\"b"), "\"a\\r\\\"b\"");
    }

    #[test]
    fn keywords_are_no_variables() {
        assert_eq!([variable("in"), variable("x")], ["in_", "x"]);
    }
}
