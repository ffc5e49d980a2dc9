//! Names that are legal in the target and differ from each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The names taken so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Namer {
    /// Names of the scope around, which are taken too.
    outer: Option<Rc<Self>>,
    taken: BTreeSet<String>,
    /// The next number to try after a stem.
    next: BTreeMap<String, u32>,
}

impl Namer {
    /// A namer that never gives these.
    pub(super) fn reserving(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            taken: names.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// A namer for a scope inside of this one's.
    pub(super) fn inside(outer: &Rc<Self>) -> Self {
        Self {
            outer: Some(Rc::clone(outer)),
            ..Self::default()
        }
    }

    fn is_taken(&self, name: &str) -> bool {
        let outside = self.outer.as_ref();
        self.taken.contains(name) || outside.is_some_and(|outer| outer.is_taken(name))
    }

    /// The number that was tried last after a stem.
    fn tried(&self, stem: &str) -> u32 {
        let outer = self.outer.as_ref();
        let own = self.next.get(stem).copied();
        own.unwrap_or_else(|| outer.map_or(0, |outer| outer.tried(stem)))
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
        // Those with `ks_` are the emitters' own.
        if stem.starts_with('_') || stem.starts_with("ks_") {
            stem.insert(0, 'x');
        }
        let mut name = stem.clone();
        while is_value(&name) || self.is_taken(&name) {
            let number = self.tried(&stem) + 1;
            name = format!("{stem}_{number}");
            self.next.insert(stem.clone(), number);
        }
        self.taken.insert(name.clone());
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
            "ks_add",
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
            "xks_add",
        ];
        for (wish, expected) in wishes.into_iter().zip(expected) {
            assert_eq!(namer.name(wish), expected, "{wish}");
        }
    }
}
