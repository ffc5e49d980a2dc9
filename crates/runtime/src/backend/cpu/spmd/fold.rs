//! Operations on constants, done at once; and identities that cost nothing to see.
//!
//! Float arithmetic is left alone but for conversions: it is exact only as the lanes do it, and
//! it rarely decides anything here.

use super::{Kernel, NodeId, Pure, signed};
use kernsmith_msl::ir::{BinaryOp, CompareOp, Scalar, UnaryOp};

/// What an operation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folded {
    Constant(u64),
    Node(NodeId),
}

/// The result, if it is known. `ty` is the result's type.
pub(super) fn fold(kernel: &Kernel, op: Pure, args: &[NodeId], ty: Scalar) -> Option<Folded> {
    let known = |index: usize| kernel.constant(args[index]);
    let from = kernel.ty(args[0]);
    let constant = |bits: u64| Some(Folded::Constant(bits & mask(ty)));
    match op {
        Pure::Unary(op) if !from.is_float() => {
            let bits = known(0)?;
            constant(match op {
                UnaryOp::Negate => bits.wrapping_neg(),
                UnaryOp::Not => u64::from(bits == 0),
                UnaryOp::Complement => !bits,
            })
        }
        Pure::Binary(op) if !from.is_float() => match (known(0), known(1)) {
            (Some(a), Some(b)) => constant(binary(op, a, b, from)),
            (Some(0), None) if op == BinaryOp::Add => Some(Folded::Node(args[1])),
            (Some(1), None) if op == BinaryOp::Mul && from != Scalar::Bool => {
                Some(Folded::Node(args[1]))
            }
            (None, Some(0))
                if matches!(
                    op,
                    BinaryOp::Add | BinaryOp::Sub | BinaryOp::Shl | BinaryOp::Shr
                ) =>
            {
                Some(Folded::Node(args[0]))
            }
            (None, Some(1)) if matches!(op, BinaryOp::Mul | BinaryOp::Div) => {
                Some(Folded::Node(args[0]))
            }
            (Some(0), None) | (None, Some(0)) if op == BinaryOp::Mul => constant(0),
            _ => None,
        },
        Pure::Compare(op) if !from.is_float() => {
            let (a, b) = (known(0)?, known(1)?);
            constant(u64::from(compare(op, a, b, from)))
        }
        Pure::Select => match known(0) {
            Some(0) => Some(Folded::Node(args[2])),
            Some(_) => Some(Folded::Node(args[1])),
            None => (kernel.resolve(args[1]) == kernel.resolve(args[2]))
                .then_some(Folded::Node(args[1])),
        },
        Pure::Convert | Pure::Bitcast if from == ty => Some(Folded::Node(args[0])),
        Pure::Convert => constant(convert(known(0)?, from, ty)?),
        Pure::Bitcast => constant(known(0)?),
        Pure::Unary(_) | Pure::Binary(_) | Pure::Compare(_) | Pure::Math(_) => None,
    }
}

/// All bits that a scalar has.
fn mask(ty: Scalar) -> u64 {
    match ty.size_bytes() {
        8 => u64::MAX,
        bytes => (1 << (bytes * 8)) - 1,
    }
}

fn binary(op: BinaryOp, a: u64, b: u64, ty: Scalar) -> u64 {
    let (x, y) = (signed(a, ty), signed(b, ty));
    let unsigned = !ty.is_signed();
    let count = (b as u32) & (ty.size_bytes() * 8 - 1);
    match op {
        BinaryOp::Add => a.wrapping_add(b),
        BinaryOp::Sub => a.wrapping_sub(b),
        BinaryOp::Mul => a.wrapping_mul(b),
        BinaryOp::Div | BinaryOp::Rem if b == 0 => 0,
        BinaryOp::Div if unsigned => a / b,
        BinaryOp::Rem if unsigned => a % b,
        BinaryOp::Div => x.wrapping_div(y) as u64,
        BinaryOp::Rem => x.wrapping_rem(y) as u64,
        BinaryOp::Shl => a << count,
        BinaryOp::Shr if unsigned => a >> count,
        BinaryOp::Shr => (x >> count) as u64,
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
    }
}

fn compare(op: CompareOp, a: u64, b: u64, ty: Scalar) -> bool {
    let order = if ty.is_signed() {
        signed(a, ty).cmp(&signed(b, ty))
    } else {
        a.cmp(&b)
    };
    match op {
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
        CompareOp::Less => order.is_lt(),
        CompareOp::LessEqual => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::GreaterEqual => order.is_ge(),
    }
}

fn convert(bits: u64, from: Scalar, to: Scalar) -> Option<u64> {
    if from.is_float() {
        return None;
    }
    let value = signed(bits, from);
    Some(match to {
        Scalar::Bool => u64::from(bits != 0),
        Scalar::F32 if from == Scalar::U64 => u64::from((bits as f32).to_bits()),
        Scalar::F32 => u64::from((value as f32).to_bits()),
        // Through float would round twice for large values, which are rare: left to the lanes.
        Scalar::F16 | Scalar::BF16 if value.unsigned_abs() <= 1 << 24 && from != Scalar::U64 => {
            let exact = value as f32;
            u64::from(match to {
                Scalar::F16 => half::f16::from_f32(exact).to_bits(),
                _ => half::bf16::from_f32(exact).to_bits(),
            })
        }
        Scalar::F16 | Scalar::BF16 => return None,
        _ => value as u64,
    })
}
