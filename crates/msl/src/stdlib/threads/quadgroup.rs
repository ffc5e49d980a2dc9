//! Functions between the threads of a quadgroup: clause 6.9.3.

use super::simdgroup::{ONE_BOOL, move_bool};
use crate::ir::SimdOp;
use crate::stdlib::{
    Expansion,
    row::{
        Class::{Bool, Data, Integer, Number},
        Param::{self, T, U16},
        Ret, Row, T1, What,
    },
};

const LANE: &[Param] = &[T, U16];
const FILL: &[Param] = &[T, T, U16];
const FILL_MODULO: &[Param] = &[T, T, U16, U16];

const fn number(name: &'static str, params: &'static [Param], op: SimdOp) -> Row {
    Row::new(name, Number, params, What::Simd(op))
}

const fn bits(name: &'static str, op: SimdOp) -> Row {
    Row::new(name, Integer, T1, What::Simd(op))
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

const fn vote(name: &'static str, params: &'static [Param], op: SimdOp) -> Row {
    Row::new(name, Bool, params, What::Simd(op)).returns(Ret::OneBool)
}

const fn mask(name: &'static str, params: &'static [Param], op: SimdOp) -> Row {
    Row::new(name, Bool, params, What::Simd(op)).returns(Ret::U64)
}

pub(in crate::stdlib) const ROWS: &[Row] = &[
    number("quad_sum", T1, SimdOp::QuadSum),
    number("quad_product", T1, SimdOp::QuadProduct),
    number("quad_min", T1, SimdOp::QuadMin),
    number("quad_max", T1, SimdOp::QuadMax),
    bits("quad_and", SimdOp::QuadAnd),
    bits("quad_or", SimdOp::QuadOr),
    bits("quad_xor", SimdOp::QuadXor),
    number(
        "quad_prefix_inclusive_sum",
        T1,
        SimdOp::QuadPrefixInclusiveSum,
    ),
    number(
        "quad_prefix_exclusive_sum",
        T1,
        SimdOp::QuadPrefixExclusiveSum,
    ),
    number(
        "quad_prefix_inclusive_product",
        T1,
        SimdOp::QuadPrefixInclusiveProduct,
    ),
    number(
        "quad_prefix_exclusive_product",
        T1,
        SimdOp::QuadPrefixExclusiveProduct,
    ),
    number("quad_broadcast", LANE, SimdOp::QuadBroadcast),
    moves_bool!("quad_broadcast", LANE, QuadBroadcast),
    number("quad_broadcast_first", T1, SimdOp::QuadBroadcastFirst),
    moves_bool!("quad_broadcast_first", T1, QuadBroadcastFirst),
    number("quad_shuffle", LANE, SimdOp::QuadShuffle),
    moves_bool!("quad_shuffle", LANE, QuadShuffle),
    number("quad_shuffle_down", LANE, SimdOp::QuadShuffleDown),
    moves_bool!("quad_shuffle_down", LANE, QuadShuffleDown),
    number("quad_shuffle_up", LANE, SimdOp::QuadShuffleUp),
    moves_bool!("quad_shuffle_up", LANE, QuadShuffleUp),
    number("quad_shuffle_xor", LANE, SimdOp::QuadShuffleXor),
    moves_bool!("quad_shuffle_xor", LANE, QuadShuffleXor),
    number(
        "quad_shuffle_rotate_down",
        LANE,
        SimdOp::QuadShuffleRotateDown,
    ),
    moves_bool!("quad_shuffle_rotate_down", LANE, QuadShuffleRotateDown),
    number("quad_shuffle_rotate_up", LANE, SimdOp::QuadShuffleRotateUp),
    moves_bool!("quad_shuffle_rotate_up", LANE, QuadShuffleRotateUp),
    number(
        "quad_shuffle_and_fill_down",
        FILL,
        SimdOp::QuadShuffleAndFillDown,
    ),
    moves_bool!("quad_shuffle_and_fill_down", FILL, QuadShuffleAndFillDown),
    number(
        "quad_shuffle_and_fill_down",
        FILL_MODULO,
        SimdOp::QuadShuffleAndFillDown,
    ),
    moves_bool!(
        "quad_shuffle_and_fill_down",
        FILL_MODULO,
        QuadShuffleAndFillDown
    ),
    number(
        "quad_shuffle_and_fill_up",
        FILL,
        SimdOp::QuadShuffleAndFillUp,
    ),
    moves_bool!("quad_shuffle_and_fill_up", FILL, QuadShuffleAndFillUp),
    number(
        "quad_shuffle_and_fill_up",
        FILL_MODULO,
        SimdOp::QuadShuffleAndFillUp,
    ),
    moves_bool!(
        "quad_shuffle_and_fill_up",
        FILL_MODULO,
        QuadShuffleAndFillUp
    ),
    vote("quad_all", ONE_BOOL, SimdOp::QuadAll),
    vote("quad_any", ONE_BOOL, SimdOp::QuadAny),
    vote("quad_is_first", &[], SimdOp::QuadIsFirst),
    mask("quad_ballot", ONE_BOOL, SimdOp::QuadBallot),
    mask("quad_active_threads_mask", &[], SimdOp::QuadActiveThreads),
];
