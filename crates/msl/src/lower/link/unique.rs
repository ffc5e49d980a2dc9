//! Names of the module that differ from each other: the second `f` is `f.2`.

use crate::hash::HashMap;

/// Longer names are cut: the name of a template's instance can double with each argument.
const MAX_NAME_BYTES: usize = 200;

/// The names given so far.
#[derive(Debug, Default)]
pub(in crate::lower) struct UniqueNames {
    /// The next number for each name that was given.
    next: HashMap<String, u32>,
}

impl UniqueNames {
    /// The wish itself, or with a number after it where it was given before.
    pub(in crate::lower) fn give(&mut self, wish: &str) -> String {
        let wish = shortened(wish);
        loop {
            let number = self.next.entry(wish.clone()).or_insert(0);
            *number += 1;
            if *number == 1 {
                return wish;
            }
            let name = format!("{wish}.{number}");
            // A name of that form may have been wished for itself.
            if !self.next.contains_key(&name) {
                self.next.insert(name.clone(), 1);
                return name;
            }
        }
    }
}

/// A name of bounded length.
pub(in crate::lower) fn shortened(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let boundary = |at: &usize| name.is_char_boundary(*at);
    let end = (0..=MAX_NAME_BYTES).rfind(boundary).unwrap_or(0);
    format!("{}...", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::UniqueNames;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = UniqueNames::default();
        let given = ["f", "f", "f.2", "f", "g"].map(|wish| names.give(wish));
        assert_eq!(given, ["f", "f.2", "f.2.2", "f.3", "g"]);
        let long = "x".repeat(1000);
        assert!(names.give(&long).len() < 210);
        assert_ne!(names.give(&long), names.give(&long));
    }
}
