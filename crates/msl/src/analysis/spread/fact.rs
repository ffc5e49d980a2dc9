//! What is known of one component of a value, over the threads that compute it together.

/// How far a value is the same. Later is less; a value made of several is the worst of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spread {
    /// In all threads of a threadgroup.
    Threadgroup,
    /// In all threads of a simdgroup, and different in another.
    Simdgroup,
    /// Nothing is known: it depends on the launch, or on what a call gives.
    Unknown,
    /// Different in threads of one simdgroup.
    Thread,
}

/// How a value changes from a thread to its neighbor along x. Of a pointer, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By so much; 0 where it is the same.
    By(i64),
    /// By an amount that is the same for all, not 0 as a rule, and known only when the kernel runs.
    AtRunTime,
    /// Irregularly, or nothing is known.
    Unknown,
}

/// Both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// How far it is the same.
    pub spread: Spread,
    /// How it changes along x.
    pub step: Step,
}

impl Fact {
    /// The same everywhere.
    pub const UNIFORM: Self = Self {
        spread: Spread::Threadgroup,
        step: Step::By(0),
    };
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        spread: Spread::Unknown,
        step: Step::Unknown,
    };

    /// Whether neighbors along x have the same.
    #[must_use]
    pub fn is_same_along_x(self) -> bool {
        self.step == Step::By(0)
    }

    /// What is known where either may hold.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            spread: self.spread.max(other.spread),
            step: if self.step == other.step {
                self.step
            } else {
                Step::Unknown
            },
        }
    }

    /// What is known where a condition chose between the two.
    pub(super) fn join_under(self, other: Self, condition: Self) -> Self {
        let joined = self.join(other);
        if condition.is_same_along_x() && condition.spread == Spread::Threadgroup {
            return joined;
        }
        joined.after(condition)
    }

    /// What is known of a value of which the condition decided whether it was computed.
    pub(super) fn after(self, condition: Self) -> Self {
        Self {
            spread: self.spread.max(condition.spread),
            step: if condition.is_same_along_x() {
                self.step
            } else {
                Step::Unknown
            },
        }
    }

    /// The fact of a function of both that is no sum or product.
    pub(super) fn mix(self, other: Self) -> Self {
        let same = self.is_same_along_x() && other.is_same_along_x();
        Self {
            spread: self.spread.max(other.spread),
            step: if same { Step::By(0) } else { Step::Unknown },
        }
    }

    /// The fact of any function of the value.
    pub(super) fn of_function(self) -> Self {
        self.mix(self)
    }

    pub(super) fn add(self, other: Self) -> Self {
        let step = match (self.step, other.step) {
            (Step::By(a), Step::By(b)) => a.checked_add(b).map_or(Step::Unknown, Step::By),
            (Step::AtRunTime, Step::By(_)) | (Step::By(_), Step::AtRunTime) => Step::AtRunTime,
            _ => Step::Unknown,
        };
        self.with_step(other, step)
    }

    pub(super) fn sub(self, other: Self) -> Self {
        self.add(other.times(-1))
    }

    /// The product, where one or both may be constants.
    pub(super) fn mul(self, other: Self, constants: [Option<i64>; 2]) -> Self {
        let step = match (self.step, other.step, constants) {
            (_, _, [_, Some(by)]) => self.times(by).step,
            (_, _, [Some(by), _]) => other.times(by).step,
            (Step::By(0), Step::By(0), _) => Step::By(0),
            (Step::Unknown, _, _) | (_, Step::Unknown, _) => Step::Unknown,
            (_, Step::By(0), _) | (Step::By(0), _, _) => Step::AtRunTime,
            _ => Step::Unknown,
        };
        self.with_step(other, step)
    }

    /// So many times the value.
    pub(super) fn times(self, by: i64) -> Self {
        let step = match self.step {
            Step::By(step) => step.checked_mul(by).map_or(Step::Unknown, Step::By),
            Step::AtRunTime if by == 0 => Step::By(0),
            other => other,
        };
        Self { step, ..self }
    }

    fn with_step(self, other: Self, step: Step) -> Self {
        Self {
            spread: self.spread.max(other.spread),
            step,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: Fact = Fact {
        spread: Spread::Thread,
        step: Step::By(1),
    };

    #[test]
    fn sums_and_products_of_an_index_have_steps() {
        let four = INDEX.mul(Fact::UNIFORM, [None, Some(4)]);
        assert_eq!(four.add(Fact::UNIFORM).step, Step::By(4));
        assert_eq!(four.sub(INDEX).step, Step::By(3));
        assert_eq!(INDEX.mul(Fact::UNIFORM, [None, None]).step, Step::AtRunTime);
        assert_eq!(INDEX.mul(INDEX, [None, None]).step, Step::Unknown);
        assert_eq!(INDEX.times(i64::MAX).times(2).step, Step::Unknown);
    }

    #[test]
    fn a_choice_by_threads_is_different_in_threads() {
        let chosen = Fact::UNIFORM.join_under(Fact::UNIFORM, INDEX);
        assert_eq!(
            (chosen.spread, chosen.step),
            (Spread::Thread, Step::Unknown)
        );
        let uniform = INDEX.join_under(INDEX, Fact::UNIFORM);
        assert_eq!(uniform, INDEX);
    }
}
