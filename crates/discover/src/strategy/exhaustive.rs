//! Everything, in an order that the seed shuffles.
//!
//! Shuffled, because a run that is cut short has then seen a fair sample, and because neighbors in
//! the space are not timed while the machine is in one and the same mood.

use super::{below, generator};
use crate::space::SearchSpace;

/// The baseline, then all others by Fisher and Yates; cut off at the budget.
#[must_use]
pub fn order(space: &SearchSpace<'_>, budget: usize, seed: u64) -> Vec<usize> {
    let baseline = space.baseline();
    let mut generator = generator(seed, 0);
    let mut others: Vec<usize> = (0..space.size()).filter(|each| *each != baseline).collect();
    for last in (1..others.len()).rev() {
        others.swap(last, below(&mut generator, last + 1));
    }
    std::iter::once(baseline)
        .chain(others)
        .take(budget)
        .collect()
}
