//! Search spaces: every combination of an operation's knobs, numbered.
//!
//! A configuration's number is that of a mixed-radix counter over the knobs, the last knob fastest.

use kernsmith_kernels::knob::{Configuration, Knob};

/// The combinations of some knobs.
#[derive(Clone, Copy, Debug)]
pub struct SearchSpace<'a> {
    knobs: &'a [Knob],
}

impl<'a> SearchSpace<'a> {
    /// The space of these knobs.
    #[must_use]
    pub fn new(knobs: &'a [Knob]) -> Self {
        Self { knobs }
    }

    /// Number of configurations; the largest number there is where they are more.
    #[must_use]
    pub fn size(&self) -> usize {
        self.knobs
            .iter()
            .map(|knob| knob.values.len())
            .fold(1, usize::saturating_mul)
    }

    /// The configuration of a number.
    ///
    /// # Panics
    /// If the number is not less than [`SearchSpace::size`].
    #[must_use]
    pub fn configuration(&self, number: usize) -> Configuration {
        assert!(
            number < self.size(),
            "{number} is no configuration of {}",
            self.size()
        );
        let mut rest = number;
        Configuration::new(self.knobs.iter().rev().map(|knob| {
            let value = knob.values[rest % knob.values.len()];
            rest /= knob.values.len();
            (knob.name, value)
        }))
    }

    /// The number of the configuration that all others are compared with.
    #[must_use]
    pub fn baseline(&self) -> usize {
        self.knobs.iter().fold(0, |number, knob| {
            let digit = knob.values.iter().position(|value| *value == knob.baseline);
            number * knob.values.len() + digit.expect("a knob's baseline is one of its values")
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernsmith_kernels::ops::OPS;

    use super::*;

    #[test]
    fn numbers_and_configurations_correspond() {
        for op in OPS {
            let space = SearchSpace::new(op.knobs());
            let all: BTreeSet<_> = (0..space.size())
                .map(|number| space.configuration(number))
                .collect();
            assert_eq!(all.len(), space.size(), "{}: each once", op.name());
            for configuration in all {
                configuration
                    .check(op.name(), op.knobs())
                    .expect("it is in the space");
            }
            assert_eq!(space.configuration(space.baseline()), op.baseline());
        }
    }
}
