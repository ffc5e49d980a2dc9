//! Rule 13: operations between threads.

use super::{
    Checked, ensure,
    op::{Context, shape},
};
use crate::ir::{AddressSpace, AtomicOp, MatrixOp, Op, Scalar, SimdOp, Type, ValueId};

pub(super) fn check(context: &Context<'_>, op: &Op) -> Checked {
    let fits = match op {
        Op::Simd { op, args } => simd(context, *op, args),
        Op::Matrix { op, args } => matrix(context, *op, args),
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
        | SimdOp::QuadMax
        | SimdOp::QuadPrefixInclusiveSum
        | SimdOp::QuadPrefixExclusiveSum
        | SimdOp::QuadPrefixInclusiveProduct
        | SimdOp::QuadPrefixExclusiveProduct
        | SimdOp::QuadBroadcastFirst => matches!(args, [data] if is_data(data)),
        SimdOp::And
        | SimdOp::Or
        | SimdOp::Xor
        | SimdOp::QuadAnd
        | SimdOp::QuadOr
        | SimdOp::QuadXor => {
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
        | SimdOp::QuadShuffleXor
        | SimdOp::QuadShuffleRotateDown
        | SimdOp::QuadShuffleRotateUp => {
            matches!(args, [data, lane] if is_data(data) && is_lane(lane))
        }
        SimdOp::ShuffleAndFillDown
        | SimdOp::ShuffleAndFillUp
        | SimdOp::QuadShuffleAndFillDown
        | SimdOp::QuadShuffleAndFillUp => match args {
            [data, fill, lanes @ ..] => {
                is_data(data)
                    && is_data(fill)
                    && (1..=2).contains(&lanes.len())
                    && lanes.iter().all(is_lane)
            }
            _ => false,
        },
        SimdOp::All | SimdOp::Any | SimdOp::QuadAll | SimdOp::QuadAny => {
            matches!(args, [vote] if is_bool(vote)) && result == Some((Scalar::Bool, 1))
        }
        SimdOp::Ballot | SimdOp::QuadBallot => {
            matches!(args, [vote] if is_bool(vote)) && result == Some((Scalar::U64, 1))
        }
        SimdOp::ActiveThreads | SimdOp::QuadActiveThreads => {
            args.is_empty() && result == Some((Scalar::U64, 1))
        }
        SimdOp::IsFirst | SimdOp::QuadIsFirst => {
            args.is_empty() && result == Some((Scalar::Bool, 1))
        }
        SimdOp::MultiplyMatrices => {
            let is_matrix = |value: &ValueId| matches!(context.shape(*value), Some((scalar, 2)) if scalar.is_float());
            args.len() == 3 && args.iter().all(is_matrix) && context.id(args[2]) == context.ret
        }
    }
}

fn matrix(context: &Context<'_>, op: MatrixOp, args: &[ValueId]) -> bool {
    let pointee = |pointer: ValueId| match context.ty(pointer) {
        Type::Pointer { space, pointee } => Some((*space, &context.module.types[*pointee])),
        _ => None,
    };
    let is_place = |[stride, transposed]: [ValueId; 2]| {
        context.shape(stride) == Some((Scalar::U64, 1))
            && context.shape(transposed) == Some((Scalar::Bool, 1))
    };
    match (op, args) {
        (MatrixOp::Diagonal, &[value]) => matches!(
            (context.shape(value), shape(context.result())),
            (Some((scalar, 1)), Some((matrix, 2))) if scalar == matrix && scalar.is_float()
        ),
        (MatrixOp::Load, &[pointer, stride, transposed]) => {
            let element = pointee(pointer).map(|(_, ty)| ty);
            is_place([stride, transposed])
                && matches!(
                    (element, shape(context.result())),
                    (Some(Type::Scalar(scalar)), Some((matrix, 2))) if *scalar == matrix && scalar.is_float()
                )
        }
        (MatrixOp::Store, &[pointer, value, stride, transposed]) => {
            is_place([stride, transposed])
                && context.is_void()
                && matches!(
                    (pointee(pointer), context.shape(value)),
                    (Some((space, Type::Scalar(scalar))), Some((matrix, 2)))
                        if space != AddressSpace::Constant && *scalar == matrix && scalar.is_float()
                )
        }
        _ => false,
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
