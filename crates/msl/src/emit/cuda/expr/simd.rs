//! Operations between the lanes of a simdgroup.

use super::super::{constant::literal, function::Writer};
use crate::ir::{Scalar, SimdOp, ValueId};

/// How an operation is written.
enum Form {
    /// `ks_reduce` by a join.
    Reduce(&'static str),
    /// `ks_prefix` by a join, inclusive or not.
    Prefix(&'static str, bool),
    /// A function of the mask alone.
    Mask(&'static str),
    /// A function of mask and operands, of which the first and a filling are data.
    Function(&'static str),
    /// A product of matrices.
    Product,
}

impl Writer<'_> {
    pub(super) fn simd(&mut self, id: ValueId, op: SimdOp, args: &[ValueId]) {
        let width = op.width();
        let mask = self.mask.clone();
        match form(op) {
            Form::Reduce(join) => {
                let identity = identity(join, self.scalar(id));
                self.define_each(id, |writer, at| {
                    let data = writer.component(args[0], at);
                    format!("ks_reduce<ks_join_{join}, {width}>({mask}, {data}, {identity})")
                });
            }
            Form::Prefix(join, inclusive) => {
                let identity = identity(join, self.scalar(id));
                self.define_each(id, |writer, at| {
                    let data = writer.component(args[0], at);
                    let kind = format!("ks_join_{join}, {width}, {inclusive}");
                    format!("ks_prefix<{kind}>({mask}, {data}, {identity})")
                });
            }
            Form::Mask(name) => self.define(id, &format!("{name}<{width}>({mask})")),
            Form::Function(name) => self.define_each(id, |writer, at| {
                let operands: Vec<_> = (args.iter().enumerate())
                    .map(|(index, &arg)| match index {
                        0 => writer.component(arg, at),
                        1 if op.fills() => writer.component(arg, at),
                        _ => writer.operand(arg),
                    })
                    .collect();
                format!("{name}<{width}>({mask}, {})", operands.join(", "))
            }),
            Form::Product => {
                let operands = self.operands(args);
                self.define(id, &format!("ks_matrix_multiply({operands})"));
            }
        }
    }
}

fn form(op: SimdOp) -> Form {
    match op {
        SimdOp::Sum | SimdOp::QuadSum => Form::Reduce("sum"),
        SimdOp::Product | SimdOp::QuadProduct => Form::Reduce("product"),
        SimdOp::Min | SimdOp::QuadMin => Form::Reduce("min"),
        SimdOp::Max | SimdOp::QuadMax => Form::Reduce("max"),
        SimdOp::And | SimdOp::QuadAnd => Form::Reduce("and"),
        SimdOp::Or | SimdOp::QuadOr => Form::Reduce("or"),
        SimdOp::Xor | SimdOp::QuadXor => Form::Reduce("xor"),
        SimdOp::PrefixInclusiveSum | SimdOp::QuadPrefixInclusiveSum => Form::Prefix("sum", true),
        SimdOp::PrefixExclusiveSum | SimdOp::QuadPrefixExclusiveSum => Form::Prefix("sum", false),
        SimdOp::PrefixInclusiveProduct | SimdOp::QuadPrefixInclusiveProduct => {
            Form::Prefix("product", true)
        }
        SimdOp::PrefixExclusiveProduct | SimdOp::QuadPrefixExclusiveProduct => {
            Form::Prefix("product", false)
        }
        SimdOp::ActiveThreads | SimdOp::QuadActiveThreads => Form::Mask("ks_active"),
        SimdOp::IsFirst | SimdOp::QuadIsFirst => Form::Mask("ks_is_first"),
        SimdOp::All | SimdOp::QuadAll => Form::Function("ks_all"),
        SimdOp::Any | SimdOp::QuadAny => Form::Function("ks_any"),
        SimdOp::Ballot | SimdOp::QuadBallot => Form::Function("ks_ballot"),
        SimdOp::BroadcastFirst | SimdOp::QuadBroadcastFirst => Form::Function("ks_broadcast_first"),
        SimdOp::Broadcast | SimdOp::Shuffle | SimdOp::QuadBroadcast | SimdOp::QuadShuffle => {
            Form::Function("ks_shuffle")
        }
        SimdOp::ShuffleDown | SimdOp::QuadShuffleDown => Form::Function("ks_shuffle_down"),
        SimdOp::ShuffleUp | SimdOp::QuadShuffleUp => Form::Function("ks_shuffle_up"),
        SimdOp::ShuffleXor | SimdOp::QuadShuffleXor => Form::Function("ks_shuffle_xor"),
        SimdOp::ShuffleRotateDown | SimdOp::QuadShuffleRotateDown => {
            Form::Function("ks_shuffle_rotate_down")
        }
        SimdOp::ShuffleRotateUp | SimdOp::QuadShuffleRotateUp => {
            Form::Function("ks_shuffle_rotate_up")
        }
        SimdOp::ShuffleAndFillDown | SimdOp::QuadShuffleAndFillDown => {
            Form::Function("ks_shuffle_and_fill_down")
        }
        SimdOp::ShuffleAndFillUp | SimdOp::QuadShuffleAndFillUp => {
            Form::Function("ks_shuffle_and_fill_up")
        }
        SimdOp::MultiplyMatrices => Form::Product,
    }
}

/// What an absent lane counts as.
fn identity(join: &str, scalar: Scalar) -> String {
    let all = u64::MAX >> (64 - scalar.size_bytes() * 8);
    let sign = 1 << (scalar.size_bytes() * 8 - 1);
    let (one, infinity) = match scalar {
        Scalar::F16 => (0x3c00, 0x7c00),
        Scalar::BF16 => (0x3f80, 0x7f80),
        Scalar::F32 => (0x3f80_0000, 0x7f80_0000),
        _ => (1, 0),
    };
    let bits = match join {
        "product" => one,
        "and" => all,
        "min" if scalar.is_float() => infinity,
        "max" if scalar.is_float() => infinity | sign,
        "min" if scalar.is_signed() => all ^ sign,
        "min" => all,
        "max" if scalar.is_signed() => sign,
        _ => 0,
    };
    literal(scalar, bits)
}
