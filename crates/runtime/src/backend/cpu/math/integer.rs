//! Integer division, and the integer functions that are rare.

use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame, Lane},
};
use kernsmith_msl::ir::{MathFn, Scalar};

/// Toward zero; 0 where the divisor is 0; `MIN / -1` wraps. Through `double`, whose quotient of
/// two 32-bit integers never rounds up to the next integer.
#[inline(always)]
pub(in crate::backend::cpu) fn div_i32(a: i32, b: i32) -> i32 {
    let plain = if b == 0 || b == -1 { 1 } else { b };
    let quotient = (f64::from(a) / f64::from(plain)) as i32;
    let quotient = if b == -1 { a.wrapping_neg() } else { quotient };
    if b == 0 { 0 } else { quotient }
}

/// As [`div_i32`].
#[inline(always)]
pub(in crate::backend::cpu) fn div_u32(a: u32, b: u32) -> u32 {
    let quotient = (f64::from(a) / f64::from(b.max(1))) as u32;
    if b == 0 { 0 } else { quotient }
}

/// With the dividend's sign; 0 where the divisor is 0.
#[inline(always)]
pub(in crate::backend::cpu) fn rem_i32(a: i32, b: i32) -> i32 {
    let rest = a.wrapping_sub(div_i32(a, b).wrapping_mul(b));
    if b == 0 { 0 } else { rest }
}

/// 0 where the divisor is 0.
#[inline(always)]
pub(in crate::backend::cpu) fn rem_u32(a: u32, b: u32) -> u32 {
    let rest = a.wrapping_sub(div_u32(a, b).wrapping_mul(b));
    if b == 0 { 0 } else { rest }
}

/// `d = function(operands of list a)`, one lane after the other; form `x` says which and of what.
#[inline(always)]
pub(in crate::backend::cpu) fn lanes<T: Lane>(frame: &mut Frame, inst: &Inst) -> Flow {
    let (function, scalar) = frame.code.integers[inst.x as usize];
    let operands = frame.list(inst.a.raw(), inst.b.raw());
    let count = if inst.d.is_scalar() { 1 } else { frame.span };
    for lane in 0..count {
        let mut args = [0u64; 4];
        for (at, (arg, &operand)) in args.iter_mut().zip(operands).enumerate() {
            // The numbers of bits that the last operands give are 32 bits wide.
            let counts = matches!(function, MathFn::ExtractBits) && at >= 1
                || matches!(function, MathFn::InsertBits) && at >= 2;
            *arg = if operand.is_scalar() {
                frame.scalar::<u64>(operand)
            } else if counts {
                u64::from(frame.read::<u32>(operand.raw())[lane])
            } else {
                frame.read::<T>(operand.raw())[lane].to_bits()
            };
        }
        let result = T::from_bits(apply(function, scalar, args));
        if inst.d.is_scalar() {
            frame.set_scalar(inst.d, result);
        } else {
            frame.write::<T>(inst.d.raw())[lane] = result;
        }
    }
    Flow::Next
}

/// The function on integers of a scalar type, given by their bits, extended as registers are.
fn apply(function: MathFn, scalar: Scalar, args: [u64; 4]) -> u64 {
    let bits = scalar.size_bytes() * 8;
    let ones = u64::MAX >> (64 - bits);
    let signed = |it: u64| i128::from(((it << (64 - bits)) as i64) >> (64 - bits));
    let value = |it: u64| {
        if scalar.is_signed() {
            signed(it)
        } else {
            i128::from(it & ones)
        }
    };
    let (a, b) = (value(args[0]), value(args[1]));
    let (low, high) = if scalar.is_signed() {
        (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
    } else {
        (0, i128::from(ones))
    };
    let raw = args[0] & ones;
    let result = match function {
        MathFn::Abs => a.abs(),
        MathFn::AbsDiff => return ((a - b).unsigned_abs() as u64) & ones,
        MathFn::AddSat => (a + b).clamp(low, high),
        MathFn::SubSat => (a - b).clamp(low, high),
        MathFn::Hadd => (a + b) >> 1,
        MathFn::Rhadd => (a + b + 1) >> 1,
        // The low 128 bits of the product are all that is wanted.
        MathFn::MulHi => a.wrapping_mul(b) >> bits,
        MathFn::Min => a.min(b),
        MathFn::Max => a.max(b),
        MathFn::Clz => i128::from(raw.leading_zeros() - (64 - bits)),
        MathFn::Ctz => i128::from(raw.trailing_zeros().min(bits)),
        MathFn::Popcount => i128::from(raw.count_ones()),
        MathFn::ReverseBits => i128::from(raw.reverse_bits() >> (64 - bits)),
        MathFn::Rotate => {
            let by = (args[1] as u32) % bits;
            i128::from((raw << by | raw.checked_shr(bits - by).unwrap_or(0)) & ones)
        }
        MathFn::ExtractBits => {
            let (offset, count) = field(args[1], args[2], bits);
            if count == 0 {
                0
            } else {
                let up = raw << (64 - offset - count);
                match scalar.is_signed() {
                    true => i128::from(up as i64 >> (64 - count)),
                    false => i128::from(up >> (64 - count)),
                }
            }
        }
        MathFn::InsertBits => {
            let (offset, count) = field(args[2], args[3], bits);
            let mask = (ones.checked_shr(bits - count).unwrap_or(0)) << offset;
            i128::from(raw & !mask | (args[1] << offset) & mask)
        }
        _ => 0,
    };
    let result = (result as u64) & ones;
    // Registers hold narrow integers extended by their sign.
    if scalar.is_signed() && bits < 64 {
        (((result << (64 - bits)) as i64) >> (64 - bits)) as u64 & ext(bits)
    } else {
        result
    }
}

/// 32-bit registers hold no more than 32 bits.
fn ext(bits: u32) -> u64 {
    if bits <= 32 {
        u64::from(u32::MAX)
    } else {
        u64::MAX
    }
}

/// A bit field inside of the type.
fn field(offset: u64, count: u64, bits: u32) -> (u32, u32) {
    let offset = (offset as u32).min(bits - 1);
    (offset, (count as u32).min(bits - offset))
}
