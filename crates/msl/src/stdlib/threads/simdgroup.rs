//! Functions between the threads of a simdgroup: clause 6.9.2.
//!
//! Metal has them for numbers of up to 32 bits. MLX adds 64-bit integers and `bool` to the
//! shuffles; here all of them take 64-bit integers, and what moves data takes `bool`.

use crate::ir::{Op, Scalar, SimdOp, ValueId};
use crate::stdlib::{
    Expansion,
    emit::Emitter,
    row::{
        Class::{Bool, Data, Integer, Number},
        Param::{self, T, U16},
        Ret, Row, T1, What,
    },
};

const LANE: &[Param] = &[T, U16];
const FILL: &[Param] = &[T, T, U16];
const FILL_MODULO: &[Param] = &[T, T, U16, U16];

const fn number(name: &'static str, op: SimdOp) -> Row {
    Row::new(name, Number, T1, What::Simd(op))
}

const fn bits(name: &'static str, op: SimdOp) -> Row {
    Row::new(name, Integer, T1, What::Simd(op))
}

/// A row that moves data of numbers, or of `bool` by way of `uint`.
const fn moves(name: &'static str, params: &'static [Param], op: SimdOp) -> Row {
    Row::new(name, Number, params, What::Simd(op))
}

macro_rules! moves_bool {
    ($name:literal, $params:expr, $op:ident) => {
        Row::new(
            $name,
            Data,
            $params,
            What::Expand(Expansion(|e, args| move_bool(e, SimdOp::$op, args))),
        )
    };
}

pub(in crate::stdlib) const ROWS: &[Row] = &[
    number("simd_sum", SimdOp::Sum),
    number("simd_product", SimdOp::Product),
    number("simd_min", SimdOp::Min),
    number("simd_max", SimdOp::Max),
    bits("simd_and", SimdOp::And),
    bits("simd_or", SimdOp::Or),
    bits("simd_xor", SimdOp::Xor),
    number("simd_prefix_inclusive_sum", SimdOp::PrefixInclusiveSum),
    number("simd_prefix_exclusive_sum", SimdOp::PrefixExclusiveSum),
    number(
        "simd_prefix_inclusive_product",
        SimdOp::PrefixInclusiveProduct,
    ),
    number(
        "simd_prefix_exclusive_product",
        SimdOp::PrefixExclusiveProduct,
    ),
    moves("simd_broadcast", LANE, SimdOp::Broadcast),
    moves_bool!("simd_broadcast", LANE, Broadcast),
    moves("simd_broadcast_first", T1, SimdOp::BroadcastFirst),
    moves_bool!("simd_broadcast_first", T1, BroadcastFirst),
    moves("simd_shuffle", LANE, SimdOp::Shuffle),
    moves_bool!("simd_shuffle", LANE, Shuffle),
    moves("simd_shuffle_down", LANE, SimdOp::ShuffleDown),
    moves_bool!("simd_shuffle_down", LANE, ShuffleDown),
    moves("simd_shuffle_up", LANE, SimdOp::ShuffleUp),
    moves_bool!("simd_shuffle_up", LANE, ShuffleUp),
    moves("simd_shuffle_xor", LANE, SimdOp::ShuffleXor),
    moves_bool!("simd_shuffle_xor", LANE, ShuffleXor),
    moves("simd_shuffle_rotate_down", LANE, SimdOp::ShuffleRotateDown),
    moves_bool!("simd_shuffle_rotate_down", LANE, ShuffleRotateDown),
    moves("simd_shuffle_rotate_up", LANE, SimdOp::ShuffleRotateUp),
    moves_bool!("simd_shuffle_rotate_up", LANE, ShuffleRotateUp),
    moves(
        "simd_shuffle_and_fill_down",
        FILL,
        SimdOp::ShuffleAndFillDown,
    ),
    moves_bool!("simd_shuffle_and_fill_down", FILL, ShuffleAndFillDown),
    moves(
        "simd_shuffle_and_fill_down",
        FILL_MODULO,
        SimdOp::ShuffleAndFillDown,
    ),
    moves_bool!(
        "simd_shuffle_and_fill_down",
        FILL_MODULO,
        ShuffleAndFillDown
    ),
    moves("simd_shuffle_and_fill_up", FILL, SimdOp::ShuffleAndFillUp),
    moves_bool!("simd_shuffle_and_fill_up", FILL, ShuffleAndFillUp),
    moves(
        "simd_shuffle_and_fill_up",
        FILL_MODULO,
        SimdOp::ShuffleAndFillUp,
    ),
    moves_bool!("simd_shuffle_and_fill_up", FILL_MODULO, ShuffleAndFillUp),
    Row::new("simd_all", Bool, ONE_BOOL, What::Simd(SimdOp::All)).returns(Ret::OneBool),
    Row::new("simd_any", Bool, ONE_BOOL, What::Simd(SimdOp::Any)).returns(Ret::OneBool),
    Row::new("simd_ballot", Bool, ONE_BOOL, What::Simd(SimdOp::Ballot)).returns(Ret::U64),
    Row::new(
        "simd_active_threads_mask",
        Bool,
        &[],
        What::Simd(SimdOp::ActiveThreads),
    )
    .returns(Ret::U64),
    Row::new("simd_is_first", Bool, &[], What::Simd(SimdOp::IsFirst)).returns(Ret::OneBool),
];

pub(in crate::stdlib) const ONE_BOOL: &[Param] = &[Param::Bool];

/// Moves `bool`s as `uint`s of 0 and 1.
pub(in crate::stdlib) fn move_bool(e: &mut Emitter<'_>, op: SimdOp, args: &[ValueId]) -> ValueId {
    let (_, lanes) = e.shape(e.ret);
    let wide = e.types.vector(Scalar::U32, lanes);
    let args = args
        .iter()
        .map(|&arg| match e.shape(e.builder.ty(arg)) {
            (Scalar::Bool, _) => e.convert(arg, wide),
            _ => arg,
        })
        .collect();
    let moved = e.eval(Op::Simd { op, args }, wide);
    e.convert(moved, e.ret)
}
