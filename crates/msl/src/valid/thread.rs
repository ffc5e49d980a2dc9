//! Rule 13: operations between threads.

use super::{
    Checked, ensure,
    op::{Context, shape},
};
use crate::ir::{AddressSpace, AtomicOp, Op, Scalar, SimdOp, Type, ValueId};

pub(super) fn check(context: &Context<'_>, op: &Op) -> Checked {
    let fits = match op {
        Op::Simd { op, args } => simd(context, *op, args),
        Op::Atomic {
            op, pointer, args, ..
        } => atomic(context, *op, *pointer, args),
        _ => context.is_void(),
    };
    ensure(13, fits, || format!("operands or result do not fit {op:?}"))
}

fn simd(context: &Context<'_>, op: SimdOp, args: &[ValueId]) -> bool {
    let result = shape(context.result());
    let is_data = |value: &ValueId| {
        context.id(*value) == context.ret
            && result.is_some_and(|(scalar, _)| scalar != Scalar::Bool)
    };
    let is_lane = |value: &ValueId| context.shape(*value) == Some((Scalar::U16, 1));
    let is_bool = |value: &ValueId| context.shape(*value) == Some((Scalar::Bool, 1));
    match op {
        SimdOp::Sum
        | SimdOp::Product
        | SimdOp::Min
        | SimdOp::Max
        | SimdOp::PrefixInclusiveSum
        | SimdOp::PrefixExclusiveSum
        | SimdOp::PrefixInclusiveProduct
        | SimdOp::PrefixExclusiveProduct
        | SimdOp::BroadcastFirst
        | SimdOp::QuadSum
        | SimdOp::QuadProduct
        | SimdOp::QuadMin
        | SimdOp::QuadMax => matches!(args, [data] if is_data(data)),
        SimdOp::And | SimdOp::Or | SimdOp::Xor => {
            matches!(args, [data] if is_data(data))
                && result.is_some_and(|(scalar, _)| scalar.is_integer())
        }
        SimdOp::Broadcast
        | SimdOp::Shuffle
        | SimdOp::ShuffleDown
        | SimdOp::ShuffleUp
        | SimdOp::ShuffleXor
        | SimdOp::ShuffleRotateDown
        | SimdOp::ShuffleRotateUp
        | SimdOp::QuadBroadcast
        | SimdOp::QuadShuffle
        | SimdOp::QuadShuffleDown
        | SimdOp::QuadShuffleUp
        | SimdOp::QuadShuffleXor => {
            matches!(args, [data, lane] if is_data(data) && is_lane(lane))
        }
        SimdOp::ShuffleAndFillDown | SimdOp::ShuffleAndFillUp => match args {
            [data, fill, lanes @ ..] => {
                is_data(data)
                    && is_data(fill)
                    && (1..=2).contains(&lanes.len())
                    && lanes.iter().all(is_lane)
            }
            _ => false,
        },
        SimdOp::All | SimdOp::Any => {
            matches!(args, [vote] if is_bool(vote)) && result == Some((Scalar::Bool, 1))
        }
        SimdOp::Ballot => {
            matches!(args, [vote] if is_bool(vote)) && result == Some((Scalar::U64, 1))
        }
        SimdOp::ActiveThreads => args.is_empty() && result == Some((Scalar::U64, 1)),
        SimdOp::IsFirst => args.is_empty() && result == Some((Scalar::Bool, 1)),
    }
}

fn atomic(context: &Context<'_>, op: AtomicOp, pointer: ValueId, args: &[ValueId]) -> bool {
    let Type::Pointer { space, pointee } = context.ty(pointer) else {
        return false;
    };
    let Type::Atomic(scalar) = context.module.types[*pointee] else {
        return false;
    };
    let of_scalar = |ty: &Type| *ty == Type::Scalar(scalar);
    let operands = match op {
        AtomicOp::Load => 0,
        AtomicOp::CompareExchange => 2,
        _ => 1,
    };
    let result = match op {
        AtomicOp::Store => context.is_void(),
        _ => of_scalar(context.result()),
    };
    let takes = match op {
        AtomicOp::Load | AtomicOp::Store | AtomicOp::Exchange | AtomicOp::CompareExchange => true,
        AtomicOp::Add | AtomicOp::Sub => scalar != Scalar::Bool,
        AtomicOp::Min | AtomicOp::Max | AtomicOp::And | AtomicOp::Or | AtomicOp::Xor => {
            scalar.is_integer()
        }
    };
    matches!(space, AddressSpace::Device | AddressSpace::Threadgroup)
        && args.len() == operands
        && args.iter().all(|&arg| of_scalar(context.ty(arg)))
        && result
        && takes
}
