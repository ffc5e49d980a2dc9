//! What is known of an operation's result from what is known of its operands.

use super::{Fact, Lanes, Spread, Step, walk::Walk};
use crate::{
    analysis::layout::layout,
    ir::{
        BinaryOp, CompareOp, Const, Function, Module, Op, Scalar, SimdOp, Type, UnaryOp, ValueId,
    },
};

/// Different in each thread, in no order.
const SCATTERED: Fact = Fact {
    spread: Spread::Thread,
    step: Step::Unknown,
};

/// Threads of a simdgroup.
const SIMDGROUP: i64 = 32;

/// The same in a simdgroup, different in another.
const OF_SIMDGROUP: Fact = Fact {
    spread: Spread::Simdgroup,
    step: Step::By(0),
};

/// The fact of a value other than a load or a store.
pub(super) fn lanes(walk: &Walk<'_>, value: ValueId) -> Lanes {
    let of = |value: ValueId| walk.lanes(value);
    match &walk.function.values[value].op {
        Op::Const(_) | Op::LocalAddress(_) | Op::GlobalAddress(_) => [Fact::UNIFORM; 4],
        Op::Param(_) => of(value),
        Op::Field { pointer, .. } => of(*pointer),
        Op::Element { pointer, index } | Op::Offset { pointer, index } => {
            [address(walk, value, *pointer, *index); 4]
        }
        Op::PointerCast(operand) => of(*operand),
        Op::Unary(UnaryOp::Negate, operand) => of(*operand).map(|fact| fact.times(-1)),
        Op::Binary(op, left, right) => binary(walk, *op, *left, *right),
        Op::Compare(op, left, right) => [compare(walk, *op, *left, *right); 4],
        Op::Select {
            condition,
            accept,
            reject,
        } => {
            let (accept, reject) = (of(*accept), of(*reject));
            let condition = walk.whole(*condition);
            std::array::from_fn(|lane| accept[lane].join_under(reject[lane], condition))
        }
        Op::Convert(operand) => {
            let keeps = is_integer(walk, value) && is_integer(walk, *operand);
            of(*operand).map(|fact| if keeps { fact } else { fact.of_function() })
        }
        Op::Splat(operand) => of(*operand),
        Op::Compose(parts) => compose(walk, value, parts),
        Op::Extract { whole, index } => extract(walk, *whole, *index as usize),
        Op::Swizzle { whole, order } => {
            let lanes = of(*whole);
            let at = |lane: usize| order.get(lane).or(order.first()).copied().unwrap_or(0);
            std::array::from_fn(|lane| lanes[usize::from(at(lane)).min(3)])
        }
        Op::Call { args, .. } => {
            let all = mix(walk, args);
            [if all == Fact::UNIFORM {
                all
            } else {
                Fact::UNKNOWN
            }; 4]
        }
        Op::Simd { op, args } => [simd(walk, *op, args); 4],
        Op::Atomic { .. } => [SCATTERED; 4],
        Op::Matrix { .. } => [Fact::UNKNOWN; 4],
        op => {
            let mut operands = Vec::new();
            op.for_each_operand(|operand| operands.push(operand));
            [mix(walk, &operands); 4]
        }
    }
}

/// What is known of any function of these.
fn mix(walk: &Walk<'_>, operands: &[ValueId]) -> Fact {
    operands.iter().fold(Fact::UNIFORM, |all, operand| {
        all.mix(walk.whole(*operand).of_function())
    })
}

fn address(walk: &Walk<'_>, value: ValueId, pointer: ValueId, index: ValueId) -> Fact {
    let size = walk
        .pointee(value)
        .map_or(0, |pointee| layout(&walk.module.types, pointee).size_bytes);
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    walk.whole(pointer).add(walk.whole(index).times(size))
}

fn binary(walk: &Walk<'_>, op: BinaryOp, left: ValueId, right: ValueId) -> Lanes {
    let constants = [left, right].map(|value| constant(walk.module, walk.function, value));
    let (a, b) = (walk.lanes(left), walk.lanes(right));
    std::array::from_fn(|lane| {
        let (a, b) = (a[lane], b[lane]);
        match op {
            BinaryOp::Add => a.add(b),
            BinaryOp::Sub => a.sub(b),
            BinaryOp::Mul => a.mul(b, constants),
            BinaryOp::Shl => match constants[1] {
                Some(by @ 0..32) => a.times(1 << by),
                _ => a.mix(b),
            },
            BinaryOp::Shr if counts(a) && constants[1].is_some_and(|by| by >= 5) => OF_SIMDGROUP,
            BinaryOp::Div if counts(a) && constants[1].is_some_and(is_of_simdgroups) => {
                OF_SIMDGROUP
            }
            _ => a.mix(b),
        }
    })
}

/// Whether it counts the threads along x.
fn counts(fact: Fact) -> bool {
    fact.spread == Spread::Thread && fact.step == Step::By(1)
}

const fn is_of_simdgroups(threads: i64) -> bool {
    threads > 0 && threads % SIMDGROUP == 0
}

/// A count of threads compared with a number of whole simdgroups comes out the same in all threads
/// of one.
fn compare(walk: &Walk<'_>, op: CompareOp, left: ValueId, right: ValueId) -> Fact {
    let constant = |value| constant(walk.module, walk.function, value);
    let (count, first) = match (constant(left), constant(right), op) {
        (None, Some(n), CompareOp::Less | CompareOp::GreaterEqual) => (left, n),
        (None, Some(n), CompareOp::LessEqual | CompareOp::Greater) => (left, n.saturating_add(1)),
        (Some(n), None, CompareOp::Greater | CompareOp::LessEqual) => (right, n),
        (Some(n), None, CompareOp::GreaterEqual | CompareOp::Less) => (right, n.saturating_add(1)),
        _ => return mix(walk, &[left, right]),
    };
    if counts(walk.whole(count)) && is_of_simdgroups(first) {
        return OF_SIMDGROUP;
    }
    mix(walk, &[left, right])
}

fn compose(walk: &Walk<'_>, value: ValueId, parts: &[ValueId]) -> Lanes {
    let is_vector = matches!(
        walk.module.types[walk.function.ty(value)],
        Type::Vector { .. }
    );
    if !is_vector {
        return [mix(walk, parts); 4];
    }
    std::array::from_fn(|lane| {
        let part = parts.get(lane).or(parts.first());
        part.map_or(Fact::UNKNOWN, |part| walk.lanes(*part)[0])
    })
}

fn extract(walk: &Walk<'_>, whole: ValueId, index: usize) -> Lanes {
    match walk.module.types[walk.function.ty(whole)] {
        Type::Vector { .. } => [walk.lanes(whole)[index.min(3)]; 4],
        _ => [walk.whole(whole).of_function(); 4],
    }
}

fn simd(walk: &Walk<'_>, op: SimdOp, args: &[ValueId]) -> Fact {
    match op {
        SimdOp::Sum
        | SimdOp::Product
        | SimdOp::Min
        | SimdOp::Max
        | SimdOp::And
        | SimdOp::Or
        | SimdOp::Xor
        | SimdOp::Broadcast
        | SimdOp::BroadcastFirst
        | SimdOp::All
        | SimdOp::Any
        | SimdOp::Ballot
        | SimdOp::ActiveThreads => OF_SIMDGROUP,
        SimdOp::MultiplyMatrices => Fact::UNKNOWN,
        SimdOp::PrefixInclusiveSum
        | SimdOp::PrefixExclusiveSum
        | SimdOp::PrefixInclusiveProduct
        | SimdOp::PrefixExclusiveProduct
        | SimdOp::IsFirst => SCATTERED,
        _ => mix(walk, args),
    }
}

fn is_integer(walk: &Walk<'_>, value: ValueId) -> bool {
    let ty = &walk.module.types[walk.function.ty(value)];
    ty.scalar().is_some_and(Scalar::is_integer)
}

/// A constant integer's value.
pub(super) fn constant(module: &Module, function: &Function, value: ValueId) -> Option<i64> {
    let scalar = match module.types[function.ty(value)] {
        Type::Scalar(scalar) if scalar.is_integer() => scalar,
        _ => return None,
    };
    let bits = match function.values[value].op {
        Op::Const(Const::Zero) => 0,
        Op::Const(Const::Scalar(bits)) => bits,
        _ => return None,
    };
    if !scalar.is_signed() {
        return i64::try_from(bits).ok();
    }
    let unused = 64 - 8 * scalar.size_bytes();
    Some((bits.cast_signed() << unused) >> unused)
}
