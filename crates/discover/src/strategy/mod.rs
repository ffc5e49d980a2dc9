//! Which configurations to visit, and in which order. Timings never enter: one seed is one order.
//!
//! Every strategy has the signature of [`exhaustive::order`], visits the baseline first, no
//! configuration twice, and no more than its budget.

pub mod exhaustive;
pub mod random;

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use crate::space::SearchSpace;

/// A way to choose what to visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Everything.
    Exhaustive,
    /// A sample without repetition.
    Random,
}

impl Strategy {
    /// Everything where the budget allows it.
    #[must_use]
    pub fn for_budget(space: &SearchSpace<'_>, budget: usize) -> Self {
        if budget >= space.size() {
            Self::Exhaustive
        } else {
            Self::Random
        }
    }

    /// Its name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exhaustive => "exhaustive",
            Self::Random => "random",
        }
    }

    /// Numbers of configurations, in the order of the visit.
    #[must_use]
    pub fn order(self, space: &SearchSpace<'_>, budget: usize, seed: u64) -> Vec<usize> {
        match self {
            Self::Exhaustive => exhaustive::order(space, budget, seed),
            Self::Random => random::order(space, budget, seed),
        }
    }
}

/// Random numbers of a seed and a purpose; purposes do not influence each other.
pub(crate) fn generator(seed: u64, purpose: u64) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(purpose);
    generator
}

/// A number below `bound`, which is not 0; the bias of the multiplication is below 2^-32 for all
/// bounds that occur.
pub(crate) fn below(generator: &mut ChaCha8Rng, bound: usize) -> usize {
    let wide = u128::from(generator.next_u64()) * bound as u128;
    usize::try_from(wide >> 64).expect("the quotient is below the bound")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernsmith_kernels::ops;

    use super::*;

    #[test]
    fn every_strategy_keeps_the_contract() {
        let op = ops::find("rmsnorm_residual").expect("it exists");
        let space = SearchSpace::new(op.knobs());
        for strategy in [Strategy::Exhaustive, Strategy::Random] {
            for budget in [1, 2, 10, 71, 72, 100] {
                let order = strategy.order(&space, budget, 7);
                let distinct: BTreeSet<_> = order.iter().collect();
                let name = strategy.name();
                assert_eq!(
                    order[0],
                    space.baseline(),
                    "{name}: the baseline comes first"
                );
                assert_eq!(distinct.len(), order.len(), "{name}: nothing twice");
                assert_eq!(
                    order.len(),
                    budget.min(space.size()),
                    "{name}: the budget is used"
                );
                assert!(order.iter().all(|number| *number < space.size()));
                assert_eq!(
                    order,
                    strategy.order(&space, budget, 7),
                    "{name}: one seed, one order"
                );
            }
            let other = strategy.order(&space, 72, 8);
            assert_ne!(
                other,
                strategy.order(&space, 72, 7),
                "another seed, another order"
            );
        }
    }

    #[test]
    fn a_budget_as_large_as_the_space_visits_all_of_it() {
        for op in ops::OPS {
            let space = SearchSpace::new(op.knobs());
            let strategy = Strategy::for_budget(&space, space.size());
            assert_eq!(strategy, Strategy::Exhaustive);
            let order: BTreeSet<_> = strategy
                .order(&space, space.size(), 0)
                .into_iter()
                .collect();
            assert_eq!(order, (0..space.size()).collect());
        }
    }
}
