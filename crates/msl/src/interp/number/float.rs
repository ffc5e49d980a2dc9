//! Arithmetic of floats.

use super::{float, from_float};
use crate::ir::{BinaryOp, Scalar};

/// `+ - * /`, each rounded once to the type.
pub(super) fn binary(op: BinaryOp, scalar: Scalar, a: u64, b: u64) -> u64 {
    let (x, y) = (float(scalar, a), float(scalar, b));
    let value = match op {
        BinaryOp::Add => x + y,
        BinaryOp::Sub => x - y,
        BinaryOp::Mul => x * y,
        BinaryOp::Div => x / y,
        BinaryOp::Rem => x % y,
        // `valid` refuses these on floats.
        BinaryOp::Shl | BinaryOp::Shr | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => return 0,
    };
    from_float(scalar, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use half::f16;

    /// The sum of two halves fits a 64-bit float exactly, so this rounds once.
    fn exact_sum(x: f16, y: f16) -> f64 {
        f64::from(x.to_f32()) + f64::from(y.to_f32())
    }

    #[test]
    fn half_sums_are_nearest() {
        for a in (0..0x7c00u16).step_by(97) {
            for b in (0x8000..0xfc00u16).step_by(1009) {
                let (x, y) = (f16::from_bits(a), f16::from_bits(b));
                let bits = binary(BinaryOp::Add, Scalar::F16, a.into(), b.into()) as u16;
                let sum = f64::from(f16::from_bits(bits).to_f32());
                let error = (sum - exact_sum(x, y)).abs();
                for near in [bits.wrapping_sub(1), bits.wrapping_add(1)] {
                    let near = f64::from(f16::from_bits(near).to_f32());
                    if near.is_finite() && (near > 0.0) == (sum > 0.0) {
                        assert!(error <= (near - exact_sum(x, y)).abs(), "{x} + {y}");
                    }
                }
            }
        }
    }

    #[test]
    fn bfloat_rounds_each_operation() {
        // 256 + 1 needs nine bits; ties go to even.
        let bits = |x: f32| u64::from(half::bf16::from_f32(x).to_bits());
        assert_eq!(
            binary(BinaryOp::Add, Scalar::BF16, bits(256.0), bits(1.0)),
            bits(256.0)
        );
        assert_eq!(
            binary(BinaryOp::Add, Scalar::BF16, bits(258.0), bits(1.0)),
            bits(260.0)
        );
    }
}
