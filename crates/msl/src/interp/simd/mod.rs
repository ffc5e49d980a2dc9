//! Operations between the threads of a simdgroup, as functions of its 32 lanes.
//!
//! A lane is absent where its thread does not take part: it stands elsewhere, has returned, or
//! does not exist. In a reduction it counts as the identity (of a minimum of floats, infinity), and
//! lanes meet in the tree that [`SimdOp::Sum`] fixes; prefix operations go in order of lanes.

mod matrix;

pub(in crate::interp) use matrix::multiply;

use super::number;
use crate::ir::{BinaryOp, MathFn, Scalar, SimdOp};

/// Threads of a simdgroup.
pub(in crate::interp) const WIDTH: usize = 32;
/// Threads of a quadgroup.
const QUAD: usize = 4;

/// One component of an operand in each lane.
pub(in crate::interp) type Column = [Option<u64>; WIDTH];

/// One component of all operands.
pub(in crate::interp) struct Operands {
    /// The first operand.
    pub(in crate::interp) data: Column,
    /// The filling of `*_and_fill_*`.
    pub(in crate::interp) filling: Column,
    /// The lane, delta or mask.
    pub(in crate::interp) selector: Column,
    /// The modulo of `*_and_fill_*`, where one is given.
    pub(in crate::interp) modulo: Column,
    /// Bit `i` where lane `i` takes part.
    pub(in crate::interp) active: u32,
}

/// One component of the result.
pub(in crate::interp) struct Outcome {
    /// For each lane; meaningful where it takes part.
    pub(in crate::interp) values: [u64; WIDTH],
    /// Bit `i` where lane `i` read an absent one.
    pub(in crate::interp) read_absent: u32,
}

/// Carries out an operation on one component.
pub(in crate::interp) fn simd(op: SimdOp, scalar: Scalar, operands: &Operands) -> Outcome {
    if let Some(fold) = reduction(op) {
        return everywhere(fold, scalar, &operands.data);
    }
    let prefix = |join, inclusive| prefix((join, op.width()), scalar, &operands.data, inclusive);
    match op {
        SimdOp::PrefixInclusiveSum | SimdOp::QuadPrefixInclusiveSum => prefix(BinaryOp::Add, true),
        SimdOp::PrefixExclusiveSum | SimdOp::QuadPrefixExclusiveSum => prefix(BinaryOp::Add, false),
        SimdOp::PrefixInclusiveProduct | SimdOp::QuadPrefixInclusiveProduct => {
            prefix(BinaryOp::Mul, true)
        }
        SimdOp::PrefixExclusiveProduct | SimdOp::QuadPrefixExclusiveProduct => {
            prefix(BinaryOp::Mul, false)
        }
        SimdOp::IsFirst | SimdOp::QuadIsFirst => firsts(op.width(), operands.active),
        _ => one_for_all(op, operands).unwrap_or_else(|| shuffle(op, operands)),
    }
}

/// Operations that give all lanes of a group one value; `None` for others.
fn one_for_all(op: SimdOp, operands: &Operands) -> Option<Outcome> {
    let width = op.width();
    let mut outcome = Outcome {
        values: [0; WIDTH],
        read_absent: 0,
    };
    for start in (0..WIDTH).step_by(width) {
        let lanes = &operands.data[start..start + width];
        let mut present = lanes.iter().flatten();
        let value = match op {
            SimdOp::All | SimdOp::QuadAll => u64::from(present.all(|&value| value != 0)),
            SimdOp::Any | SimdOp::QuadAny => u64::from(present.any(|&value| value != 0)),
            SimdOp::Ballot | SimdOp::QuadBallot => (0..)
                .zip(lanes)
                .map(|(lane, value)| u64::from(value.is_some_and(|v| v != 0)) << lane)
                .sum(),
            SimdOp::ActiveThreads | SimdOp::QuadActiveThreads => {
                u64::from(operands.active) >> start & ((1 << width) - 1)
            }
            SimdOp::BroadcastFirst | SimdOp::QuadBroadcastFirst => {
                present.next().copied().unwrap_or(0)
            }
            _ => return None,
        };
        outcome.values[start..start + width].fill(value);
    }
    Some(outcome)
}

/// True in the lowest lane of each group that takes part.
fn firsts(width: usize, active: u32) -> Outcome {
    let mut values = [0; WIDTH];
    for start in (0..WIDTH).step_by(width) {
        let mut lanes = start..start + width;
        if let Some(first) = lanes.find(|lane| active >> lane & 1 == 1) {
            values[first] = 1;
        }
    }
    Outcome {
        values,
        read_absent: 0,
    }
}

/// How a reduction joins two lanes, and over how many.
#[derive(Clone, Copy)]
struct Fold {
    join: Join,
    width: usize,
}

#[derive(Clone, Copy)]
enum Join {
    Binary(BinaryOp),
    Least,
    Greatest,
}

fn reduction(op: SimdOp) -> Option<Fold> {
    let (join, width) = match op {
        SimdOp::Sum => (Join::Binary(BinaryOp::Add), WIDTH),
        SimdOp::Product => (Join::Binary(BinaryOp::Mul), WIDTH),
        SimdOp::Min => (Join::Least, WIDTH),
        SimdOp::Max => (Join::Greatest, WIDTH),
        SimdOp::And => (Join::Binary(BinaryOp::And), WIDTH),
        SimdOp::Or => (Join::Binary(BinaryOp::Or), WIDTH),
        SimdOp::Xor => (Join::Binary(BinaryOp::Xor), WIDTH),
        SimdOp::QuadSum => (Join::Binary(BinaryOp::Add), QUAD),
        SimdOp::QuadProduct => (Join::Binary(BinaryOp::Mul), QUAD),
        SimdOp::QuadMin => (Join::Least, QUAD),
        SimdOp::QuadMax => (Join::Greatest, QUAD),
        SimdOp::QuadAnd => (Join::Binary(BinaryOp::And), QUAD),
        SimdOp::QuadOr => (Join::Binary(BinaryOp::Or), QUAD),
        SimdOp::QuadXor => (Join::Binary(BinaryOp::Xor), QUAD),
        _ => return None,
    };
    Some(Fold { join, width })
}

impl Join {
    /// What an absent lane counts as.
    fn identity(self, scalar: Scalar) -> u64 {
        let float = |value: f32| number::from_float(scalar, value);
        let least = || match scalar.is_signed() {
            true => 1 << (number::width(scalar) - 1),
            false => 0,
        };
        match self {
            Self::Binary(BinaryOp::Mul) if scalar.is_float() => float(1.0),
            Self::Binary(BinaryOp::Mul) => 1,
            Self::Binary(BinaryOp::And) => number::mask(scalar),
            Self::Binary(_) => 0,
            Self::Least if scalar.is_float() => float(f32::INFINITY),
            Self::Greatest if scalar.is_float() => float(f32::NEG_INFINITY),
            Self::Least => number::mask(scalar) ^ least(),
            Self::Greatest => least(),
        }
    }

    fn of(self, scalar: Scalar, a: u64, b: u64) -> u64 {
        let (of_floats, of_integers) = match self {
            Self::Binary(op) => return number::binary(op, scalar, a, b).0,
            Self::Least => (MathFn::Fmin, MathFn::Min),
            Self::Greatest => (MathFn::Fmax, MathFn::Max),
        };
        let function = if scalar.is_float() {
            of_floats
        } else {
            of_integers
        };
        number::math(function, scalar, &[a, b])
    }
}

/// Reduces each group of `fold.width` lanes and gives all of them the result.
fn everywhere(fold: Fold, scalar: Scalar, data: &Column) -> Outcome {
    let identity = fold.join.identity(scalar);
    let mut values = [0; WIDTH];
    for (group, lanes) in data.chunks(fold.width).enumerate() {
        let mut tree = [identity; WIDTH];
        for (place, value) in tree.iter_mut().zip(lanes) {
            *place = value.unwrap_or(identity);
        }
        let mut half = fold.width / 2;
        while half > 0 {
            for lane in 0..half {
                tree[lane] = fold.join.of(scalar, tree[lane], tree[lane + half]);
            }
            half /= 2;
        }
        let start = group * fold.width;
        values[start..start + fold.width].fill(tree[0]);
    }
    Outcome {
        values,
        read_absent: 0,
    }
}

fn prefix(
    (op, width): (BinaryOp, usize),
    scalar: Scalar,
    data: &Column,
    inclusive: bool,
) -> Outcome {
    let mut values = [0; WIDTH];
    let identity = Join::Binary(op).identity(scalar);
    let mut before = identity;
    for (lane, (value, datum)) in values.iter_mut().zip(data).enumerate() {
        if lane % width == 0 {
            before = identity;
        }
        let Some(datum) = *datum else { continue };
        let through = number::binary(op, scalar, before, datum).0;
        *value = if inclusive { through } else { before };
        before = through;
    }
    Outcome {
        values,
        read_absent: 0,
    }
}

/// Which value a lane of a shuffle reads.
enum Source {
    Data(usize),
    Filling(usize),
    /// No lane has this number.
    Nowhere,
}

fn shuffle(op: SimdOp, operands: &Operands) -> Outcome {
    let mut outcome = Outcome {
        values: [0; WIDTH],
        read_absent: 0,
    };
    for lane in (0..WIDTH).filter(|lane| operands.active >> lane & 1 == 1) {
        let selector = operands.selector[lane].unwrap_or(0) as usize;
        let modulo = operands.modulo[lane].unwrap_or(0) as usize;
        let modulo = match modulo {
            modulo if (1..=op.width()).contains(&modulo) => modulo,
            _ => op.width(),
        };
        let value = match source(op, lane, selector, modulo) {
            Source::Data(from) => operands.data[from],
            Source::Filling(from) => operands.filling[from],
            Source::Nowhere => None,
        };
        outcome.values[lane] = value.unwrap_or(0);
        outcome.read_absent |= u32::from(value.is_none()) << lane;
    }
    outcome
}

fn source(op: SimdOp, lane: usize, selector: usize, modulo: usize) -> Source {
    let within = |from: usize| match from {
        from if from < WIDTH => Source::Data(from),
        _ => Source::Nowhere,
    };
    let quad = lane & !(QUAD - 1);
    let in_quad = |from: usize| match from {
        from if from < QUAD => Source::Data(quad + from),
        _ => Source::Nowhere,
    };
    let (segment, inner) = (lane - lane % modulo, lane % modulo);
    match op {
        SimdOp::ShuffleDown if lane + selector >= WIDTH => Source::Data(lane),
        SimdOp::ShuffleDown => Source::Data(lane + selector),
        SimdOp::ShuffleUp => Source::Data(lane.checked_sub(selector).unwrap_or(lane)),
        SimdOp::ShuffleXor => within(lane ^ selector),
        SimdOp::ShuffleRotateDown => Source::Data((lane + selector) % WIDTH),
        SimdOp::ShuffleRotateUp => Source::Data((lane + WIDTH - selector % WIDTH) % WIDTH),
        SimdOp::ShuffleAndFillDown | SimdOp::QuadShuffleAndFillDown => match inner + selector {
            from if from < modulo => within(segment + from),
            from => Source::Filling((segment + (from - modulo) % modulo).min(WIDTH - 1)),
        },
        SimdOp::ShuffleAndFillUp | SimdOp::QuadShuffleAndFillUp => {
            match inner.checked_sub(selector) {
                Some(from) => Source::Data(segment + from),
                None => {
                    let below = (selector - inner - 1) % modulo;
                    Source::Filling((segment + modulo - 1 - below).min(WIDTH - 1))
                }
            }
        }
        SimdOp::QuadBroadcast | SimdOp::QuadShuffle => in_quad(selector),
        SimdOp::QuadShuffleDown if lane % QUAD + selector >= QUAD => Source::Data(lane),
        SimdOp::QuadShuffleDown => Source::Data(lane + selector),
        SimdOp::QuadShuffleUp if lane % QUAD < selector => Source::Data(lane),
        SimdOp::QuadShuffleUp => Source::Data(lane - selector),
        SimdOp::QuadShuffleXor => in_quad((lane % QUAD) ^ selector),
        SimdOp::QuadShuffleRotateDown => in_quad((lane + selector) % QUAD),
        SimdOp::QuadShuffleRotateUp => in_quad((lane + QUAD - selector % QUAD) % QUAD),
        // `Shuffle` and `Broadcast`; `simd` has handled all others.
        _ => within(selector),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operands(data: impl Fn(usize) -> Option<u64>, selector: u64) -> Operands {
        let data: Column = std::array::from_fn(data);
        let lanes = (0..).zip(&data);
        Operands {
            active: lanes
                .map(|(lane, value)| u32::from(value.is_some()) << lane)
                .sum(),
            filling: std::array::from_fn(|lane| Some(100 + lane as u64)),
            selector: [Some(selector); WIDTH],
            modulo: [None; WIDTH],
            data,
        }
    }

    #[test]
    fn sums_skip_absent_lanes() {
        let given = operands(|lane| (lane < 20 && lane != 3).then_some(lane as u64), 0);
        let outcome = simd(SimdOp::Sum, Scalar::U32, &given);
        assert_eq!(outcome.values, [190 - 3; WIDTH]);
    }

    #[test]
    fn an_absent_lane_counts_as_the_identity() {
        let all_ones = operands(|lane| (lane == 5).then_some(0xff), 0);
        let ops = [
            SimdOp::Min,
            SimdOp::Max,
            SimdOp::And,
            SimdOp::Or,
            SimdOp::Product,
        ];
        for op in ops {
            for scalar in [Scalar::I8, Scalar::U8] {
                assert_eq!(
                    simd(op, scalar, &all_ones).values[5],
                    0xff,
                    "{op:?} {scalar:?}"
                );
            }
        }
        let nan = |lane: usize| (lane < 31).then_some(number::from_float(Scalar::F32, f32::NAN));
        let least = simd(SimdOp::Min, Scalar::F32, &operands(nan, 0)).values[0];
        assert_eq!(number::float(Scalar::F32, least), f32::INFINITY);
    }

    #[test]
    fn float_sums_are_a_tree() {
        // Pairwise, 2^24 swallows no ones that have met before.
        let given = operands(
            |lane| {
                Some(number::from_float(
                    Scalar::F32,
                    if lane == 0 { 16_777_216.0 } else { 1.0 },
                ))
            },
            0,
        );
        let sum = number::float(
            Scalar::F32,
            simd(SimdOp::Sum, Scalar::F32, &given).values[0],
        );
        // Lane 0 meets single ones in its first step and 2, 4, 8 and 16 of them later.
        assert_eq!(sum, 16_777_216.0 + 30.0);
    }

    #[test]
    fn shuffles() {
        #[rustfmt::skip]
        let rows = [
            (SimdOp::ShuffleDown, 4, 30, 30),
            (SimdOp::ShuffleDown, 4, 3, 7),
            (SimdOp::ShuffleUp, 4, 3, 3),
            (SimdOp::ShuffleUp, 4, 9, 5),
            (SimdOp::ShuffleXor, 5, 9, 12),
            (SimdOp::ShuffleRotateDown, 4, 30, 2),
            (SimdOp::ShuffleRotateUp, 4, 1, 29),
            (SimdOp::ShuffleAndFillDown, 4, 3, 7),
            (SimdOp::ShuffleAndFillDown, 4, 30, 102),
            (SimdOp::ShuffleAndFillUp, 4, 1, 129),
            (SimdOp::QuadShuffleXor, 1, 6, 7),
            (SimdOp::QuadBroadcast, 2, 9, 10),
            (SimdOp::QuadShuffleDown, 1, 7, 7),
            (SimdOp::PrefixInclusiveSum, 0, 4, 10),
            (SimdOp::PrefixExclusiveSum, 0, 4, 6),
            (SimdOp::QuadSum, 0, 5, 22),
            (SimdOp::Ballot, 0, 0, 0xffff_fffe),
            (SimdOp::BroadcastFirst, 0, 9, 0),
        ];
        for (op, selector, lane, expected) in rows {
            let given = operands(|lane| Some(lane as u64), selector);
            let outcome = simd(op, Scalar::U32, &given);
            assert_eq!(
                outcome.values[lane], expected,
                "{op:?} by {selector} in {lane}"
            );
            assert_eq!(outcome.read_absent, 0, "{op:?}");
        }
    }

    #[test]
    fn reading_an_absent_lane_is_noticed() {
        let given = operands(|lane| (lane < 20).then_some(1), 4);
        let outcome = simd(SimdOp::ShuffleDown, Scalar::U32, &given);
        assert_eq!(outcome.read_absent, 0b1111 << 16);
        let given = operands(|_| Some(1), 40);
        assert_eq!(
            simd(SimdOp::Shuffle, Scalar::U32, &given).read_absent,
            u32::MAX
        );
    }
}
