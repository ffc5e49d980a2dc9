//! A sample of the space without repetition, for spaces too large to list.

use std::collections::BTreeSet;

use super::{below, generator};
use crate::space::SearchSpace;

/// The baseline, then numbers drawn evenly from those not drawn yet (Floyd's sampling would save
/// the repeated draws, and lose the order).
#[must_use]
pub fn order(space: &SearchSpace<'_>, budget: usize, seed: u64) -> Vec<usize> {
    if budget >= space.size() {
        return super::exhaustive::order(space, budget, seed);
    }
    let mut generator = generator(seed, 0);
    let mut order = vec![space.baseline()];
    let mut seen = BTreeSet::from([space.baseline()]);
    while order.len() < budget {
        let number = below(&mut generator, space.size());
        if seen.insert(number) {
            order.push(number);
        }
    }
    order.truncate(budget);
    order
}
