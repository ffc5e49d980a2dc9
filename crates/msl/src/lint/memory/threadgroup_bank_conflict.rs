//! Threads of a simdgroup that access the same bank of threadgroup memory.

use crate::{
    analysis::spread::Step,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Op},
    lint::{Level, Lint, subject::Subject},
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "threadgroup-bank-conflict",
    level: Level::Warning,
    check,
};

/// Banks of threadgroup memory, each a word of 4 bytes wide.
const BANKS: u64 = 32;
const BANK_BYTES: u64 = 4;
/// Threads in one bank from which it matters.
const MANY: u64 = 8;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut told = BTreeSet::new();
        for (value, op) in body.operations() {
            let (Op::Load(pointer) | Op::Store { pointer, .. }) = *op else {
                continue;
            };
            if subject.space(body, pointer) != Some(AddressSpace::Threadgroup) {
                continue;
            }
            let Step::By(step) = subject.fact(body, pointer).step else {
                continue;
            };
            let sharing = sharing(step.unsigned_abs());
            let object = body.origin(pointer);
            if sharing >= MANY && object.is_none_or(|object| told.insert(object)) {
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        format!(
                            "{sharing} threads of a simdgroup access one bank: neighbors are {} bytes apart",
                            step.unsigned_abs()
                        ),
                    )
                    .with_help("make the rows one element longer, or swap the indices"),
                );
            }
        }
    }
}

/// How many of 32 neighbors, so many bytes apart, fall into one bank.
fn sharing(step_bytes: u64) -> u64 {
    if step_bytes == 0 || !step_bytes.is_multiple_of(BANK_BYTES) {
        return 1;
    }
    let (mut a, mut b) = (step_bytes / BANK_BYTES, BANKS);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_divide_the_banks_conflict() {
        let found = [0, 2, 4, 8, 64, 128, 132, 256].map(sharing);
        assert_eq!(found, [1, 1, 1, 2, 16, 32, 1, 32]);
    }
}
