//! Functions between the threads of a quadgroup: clause 6.9.3.
//!
//! `quad_all` and `quad_any` count; the rest that has no operation of its own in the IR is
//! reported as not supported.

use super::{
    Expansion,
    emit::Emitter,
    row::{
        Class::{Bool, Data, Integer, Number},
        Param::{self, T, U16},
        Ret, Row, T1, What,
    },
    simdgroup::{ONE_BOOL, move_bool},
};
use crate::ir::{CompareOp, Op, Scalar, SimdOp, UnaryOp, ValueId};

const LANE: &[Param] = &[T, U16];
const FILL: &[Param] = &[T, T, U16];
const FILL_MODULO: &[Param] = &[T, T, U16, U16];

const fn number(name: &'static str, params: &'static [Param], op: SimdOp) -> Row {
    Row::new(name, Number, params, What::Simd(op))
}

const fn unsupported(
    name: &'static str,
    class: super::row::Class,
    params: &'static [Param],
) -> Row {
    Row::new(name, class, params, What::Unsupported)
}

macro_rules! moves_bool {
    ($name:literal, $op:ident) => {
        Row::new(
            $name,
            Data,
            LANE,
            What::Expand(Expansion(|e, args| move_bool(e, SimdOp::$op, args))),
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    number("quad_sum", T1, SimdOp::QuadSum),
    number("quad_product", T1, SimdOp::QuadProduct),
    number("quad_min", T1, SimdOp::QuadMin),
    number("quad_max", T1, SimdOp::QuadMax),
    number("quad_broadcast", LANE, SimdOp::QuadBroadcast),
    moves_bool!("quad_broadcast", QuadBroadcast),
    number("quad_shuffle", LANE, SimdOp::QuadShuffle),
    moves_bool!("quad_shuffle", QuadShuffle),
    number("quad_shuffle_down", LANE, SimdOp::QuadShuffleDown),
    moves_bool!("quad_shuffle_down", QuadShuffleDown),
    number("quad_shuffle_up", LANE, SimdOp::QuadShuffleUp),
    moves_bool!("quad_shuffle_up", QuadShuffleUp),
    number("quad_shuffle_xor", LANE, SimdOp::QuadShuffleXor),
    moves_bool!("quad_shuffle_xor", QuadShuffleXor),
    Row::new(
        "quad_all",
        Bool,
        ONE_BOOL,
        What::Expand(Expansion(quad_all)),
    )
    .returns(Ret::OneBool),
    Row::new(
        "quad_any",
        Bool,
        ONE_BOOL,
        What::Expand(Expansion(quad_any)),
    )
    .returns(Ret::OneBool),
    unsupported("quad_and", Integer, T1),
    unsupported("quad_or", Integer, T1),
    unsupported("quad_xor", Integer, T1),
    unsupported("quad_prefix_inclusive_sum", Number, T1),
    unsupported("quad_prefix_exclusive_sum", Number, T1),
    unsupported("quad_prefix_inclusive_product", Number, T1),
    unsupported("quad_prefix_exclusive_product", Number, T1),
    unsupported("quad_broadcast_first", Data, T1),
    unsupported("quad_shuffle_rotate_down", Data, LANE),
    unsupported("quad_shuffle_rotate_up", Data, LANE),
    unsupported("quad_shuffle_and_fill_down", Data, FILL),
    unsupported("quad_shuffle_and_fill_down", Data, FILL_MODULO),
    unsupported("quad_shuffle_and_fill_up", Data, FILL),
    unsupported("quad_shuffle_and_fill_up", Data, FILL_MODULO),
    unsupported("quad_ballot", Bool, ONE_BOOL),
    unsupported("quad_active_threads_mask", Bool, &[]),
    unsupported("quad_is_first", Bool, &[]),
];

/// How many active threads of the quadgroup say yes.
fn count(e: &mut Emitter<'_>, yes: ValueId) -> (ValueId, ValueId) {
    let uint = e.types.scalar(Scalar::U32);
    let one = e.convert(yes, uint);
    let op = SimdOp::QuadSum;
    let count = e.eval(
        Op::Simd {
            op,
            args: vec![one],
        },
        uint,
    );
    (count, e.zero(uint))
}

/// Nobody says no.
fn quad_all(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let no = e.eval(Op::Unary(UnaryOp::Not, args[0]), e.ret);
    let (count, zero) = count(e, no);
    e.compare(CompareOp::Equal, count, zero)
}

fn quad_any(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (count, zero) = count(e, args[0]);
    e.compare(CompareOp::NotEqual, count, zero)
}
