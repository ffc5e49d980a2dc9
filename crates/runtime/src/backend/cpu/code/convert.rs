//! Conversions between scalar types, as registers hold them.

use super::{Operand, emit::Emitter, value::is_wide};
use crate::backend::cpu::{lanes::Opcode, spmd::signed};
use kernsmith_msl::ir::Scalar;

/// The bits of a constant in a register.
pub(super) fn register_bits(bits: u64, ty: Scalar) -> u64 {
    match ty {
        Scalar::Bool => {
            if bits == 0 {
                0
            } else {
                u64::from(u32::MAX)
            }
        }
        Scalar::F16 => u64::from(half::f16::from_bits(bits as u16).to_f32().to_bits()),
        Scalar::BF16 => u64::from(half::bf16::from_bits(bits as u16).to_f32().to_bits()),
        Scalar::I64 | Scalar::U64 => bits,
        _ => u64::from(signed(bits, ty) as u32),
    }
}

impl Emitter<'_> {
    /// Numeric conversion.
    pub(super) fn convert(&mut self, a: Operand, from: Scalar, to: Scalar) -> Operand {
        match (from, to) {
            _ if from == to => a,
            (Scalar::Bool, _) if to.is_float() => {
                let one = self.constant(u64::from(1f32.to_bits()));
                self.op(Opcode::And32, false, &[a, one])
            }
            (Scalar::Bool, _) => {
                let one = self.constant(1);
                let bit = self.op(Opcode::And32, false, &[a, one]);
                self.integer_width(bit, Scalar::U32, to)
            }
            (_, Scalar::Bool) => {
                let zero = self.constant(0);
                let op = match (from.is_float(), is_wide(from)) {
                    (true, _) => Opcode::NeF32,
                    (_, false) => Opcode::NeI32,
                    (_, true) => Opcode::NeI64,
                };
                self.op(op, false, &[a, zero])
            }
            _ if from.is_float() && to.is_float() => self.rounded(a, to),
            _ if from.is_float() => self.op(float_to(to), is_wide(to), &[a]),
            (_, Scalar::BF16) => self.bfloat_of(a, from),
            _ if to.is_float() => {
                let wide = self.op(to_float(from), false, &[a]);
                self.rounded(wide, to)
            }
            _ => self.integer_width(a, from, to),
        }
    }

    /// Integers of 24 bits and more are rounded to odd first, so that the second rounding is the
    /// only one that counts.
    fn bfloat_of(&mut self, a: Operand, from: Scalar) -> Operand {
        let wide = match from {
            Scalar::I32 => self.op(Opcode::I32ToI64, true, &[a]),
            Scalar::U32 => self.op(Opcode::U32ToU64, true, &[a]),
            _ => a,
        };
        let op = match from {
            Scalar::I32 | Scalar::I64 => Opcode::I64ToOddF32,
            Scalar::U32 | Scalar::U64 => Opcode::U64ToOddF32,
            _ => to_float(from),
        };
        let odd = self.op(op, false, &[wide]);
        self.rounded(odd, Scalar::BF16)
    }

    /// A `float` rounded to a smaller type, if it is one.
    pub(super) fn rounded(&mut self, a: Operand, to: Scalar) -> Operand {
        match to {
            Scalar::F16 => self.op(Opcode::RoundF16, false, &[a]),
            Scalar::BF16 => self.op(Opcode::RoundBf16, false, &[a]),
            _ => a,
        }
    }

    /// A 32-bit result wrapped to a narrower type, if it is one.
    pub(super) fn wrapped(&mut self, a: Operand, to: Scalar) -> Operand {
        match to {
            Scalar::I8 => self.op(Opcode::SignExtend8, false, &[a]),
            Scalar::I16 => self.op(Opcode::SignExtend16, false, &[a]),
            Scalar::U8 | Scalar::U16 => {
                let mask = self.constant((1 << (to.size_bytes() * 8)) - 1);
                self.op(Opcode::And32, false, &[a, mask])
            }
            _ => a,
        }
    }

    fn integer_width(&mut self, a: Operand, from: Scalar, to: Scalar) -> Operand {
        match (is_wide(from), is_wide(to)) {
            (true, true) => a,
            (true, false) => {
                let low = self.op(Opcode::I64ToI32, false, &[a]);
                self.wrapped(low, to)
            }
            (false, true) if from.is_signed() => self.op(Opcode::I32ToI64, true, &[a]),
            (false, true) => self.op(Opcode::U32ToU64, true, &[a]),
            (false, false) if holds(to, from) => a,
            (false, false) => self.wrapped(a, to),
        }
    }

    /// The same bits as another type of the same size.
    pub(super) fn bitcast(&mut self, a: Operand, from: Scalar, to: Scalar) -> Operand {
        if from == to || from.size_bytes() == 8 || from.size_bytes() == 4 {
            return a;
        }
        let bits = match from {
            Scalar::F16 => self.op(Opcode::F16Bits, false, &[a]),
            Scalar::BF16 => self.op(Opcode::Bf16Bits, false, &[a]),
            Scalar::Bool => self.convert(a, Scalar::Bool, Scalar::U8),
            _ => a,
        };
        let unsigned = if from.size_bytes() == 1 {
            Scalar::U8
        } else {
            Scalar::U16
        };
        match to {
            Scalar::F16 | Scalar::BF16 => {
                let bits = self.wrapped(bits, unsigned);
                let op = if to == Scalar::F16 {
                    Opcode::F16FromBits
                } else {
                    Opcode::Bf16FromBits
                };
                self.op(op, false, &[bits])
            }
            Scalar::Bool => self.convert(bits, unsigned, Scalar::Bool),
            _ => self.wrapped(bits, to),
        }
    }
}

/// Whether every value of `from`, as a register holds it, is one of `to`.
fn holds(to: Scalar, from: Scalar) -> bool {
    let wider = to.size_bytes() > from.size_bytes();
    to.size_bytes() == 4 || (wider && (to.is_signed() || !from.is_signed()))
}

fn float_to(to: Scalar) -> Opcode {
    match to {
        Scalar::I8 => Opcode::F32ToI8,
        Scalar::I16 => Opcode::F32ToI16,
        Scalar::I64 => Opcode::F32ToI64,
        Scalar::U8 => Opcode::F32ToU8,
        Scalar::U16 => Opcode::F32ToU16,
        Scalar::U32 => Opcode::F32ToU32,
        Scalar::U64 => Opcode::F32ToU64,
        _ => Opcode::F32ToI32,
    }
}

fn to_float(from: Scalar) -> Opcode {
    match from {
        Scalar::I64 => Opcode::I64ToF32,
        Scalar::U64 => Opcode::U64ToF32,
        Scalar::U8 | Scalar::U16 | Scalar::U32 => Opcode::U32ToF32,
        _ => Opcode::I32ToF32,
    }
}
