//! Names that are legal in the target and differ from each other.

use std::collections::BTreeSet;

/// The names taken so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Namer {
    taken: BTreeSet<String>,
}

impl Namer {
    /// A namer that never gives these.
    pub(super) fn reserving(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            taken: names.into_iter().map(Into::into).collect(),
        }
    }

    /// A name like the wish: what is no letter, digit or underscore becomes an underscore, and a
    /// number follows where the name is taken. Never of the form `v0`, which values have.
    pub(super) fn name(&mut self, wish: &str) -> String {
        let mut stem: String = wish
            .chars()
            .map(|char| {
                if char.is_ascii_alphanumeric() {
                    char
                } else {
                    '_'
                }
            })
            .collect();
        if !stem.starts_with(|char: char| char == '_' || char.is_ascii_alphabetic()) {
            stem.insert(0, '_');
        }
        // Names with two underscores, or one and a capital, are the implementation's in C++.
        while stem.contains("__") {
            stem = stem.replace("__", "_");
        }
        if stem.starts_with('_') {
            stem.insert(0, 'x');
        }
        let mut name = stem.clone();
        let mut number = 1;
        while is_value(&name) || !self.taken.insert(name.clone()) {
            name = format!("{stem}_{number}");
            number += 1;
        }
        name
    }
}

fn is_value(name: &str) -> bool {
    name.strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::Namer;

    #[test]
    fn names_are_legal_and_differ() {
        let mut namer = Namer::reserving(["float"]);
        let wishes = [
            "float",
            "Limits<float>",
            "a",
            "a",
            "",
            "v1",
            "3x",
            "__x",
            "é",
        ];
        let expected = [
            "float_1",
            "Limits_float_",
            "a",
            "a_1",
            "x_",
            "v1_1",
            "x_3x",
            "x_x",
            "x__1",
        ];
        for (wish, expected) in wishes.into_iter().zip(expected) {
            assert_eq!(namer.name(wish), expected, "{wish}");
        }
    }
}
