//! The table of instructions: a name, a loop, and what is done in each lane.

use super::{
    atomic, batch, control, dot,
    element::{Bf16, Byte, Flag, Half, Raw32, Raw64, Short, SignedByte, SignedShort},
    log,
    loops::{self, accumulate, binary, binary_rare, iota, patched, ternary, unary},
    memory, rows, simd,
};
use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame},
    isa::{Body, Chosen, Handler, Isa},
    math::{self, convert, integer},
};
use kernsmith_msl::ir::narrow;

macro_rules! opcodes {
    ($($name:ident: $run:expr $(, $f:expr)?;)*) => {
        /// What an instruction does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(in crate::backend::cpu) enum Opcode {
            $($name,)*
        }

        /// One type an instruction, so that each is compiled for each instruction set.
        mod body {
            $(#[derive(Debug)] pub(super) struct $name;)*
        }

        $(impl Body for body::$name {
            #[inline(always)]
            fn run<I: Isa>(frame: &mut Frame, inst: &Inst) -> Flow {
                $run(frame, inst $(, $f)?)
            }
        })*

        impl Opcode {
            /// The instruction compiled for a set.
            pub(in crate::backend::cpu) fn handler(self, isa: Chosen) -> Handler {
                match self {
                    $(Self::$name => isa.handler::<body::$name>(),)*
                }
            }
        }
    };
}

/// All ones for true.
#[inline(always)]
fn flag(it: bool) -> u32 {
    if it { !0 } else { 0 }
}

opcodes! {
    // ---- float ----
    AddF32: binary, |a: f32, b: f32| a + b;
    SubF32: binary, |a: f32, b: f32| a - b;
    MulF32: binary, |a: f32, b: f32| a * b;
    DivF32: binary, |a: f32, b: f32| a / b;
    NegF32: unary, |a: f32| -a;
    MulAddF32: accumulate;
    FmaF32: ternary, |a: f32, b: f32, c: f32| math::fused(a, b, c);
    FmaNarrow: ternary, |a: f32, b: f32, c: f32| narrow::fused(a, b, c);
    EqF32: binary, |a: f32, b: f32| flag(a == b);
    NeF32: binary, |a: f32, b: f32| flag(a != b);
    LtF32: binary, |a: f32, b: f32| flag(a < b);
    LeF32: binary, |a: f32, b: f32| flag(a <= b);
    RoundF16: loops::round_half::<I>;
    RoundBf16: unary, convert::round_bf16;
    F16Bits: unary, convert::f16_bits;
    F16FromBits: unary, convert::f16_from_bits;
    Bf16Bits: unary, |a: f32| a.to_bits() >> 16;
    Bf16FromBits: unary, |a: u32| f32::from_bits(a << 16);

    // ---- 32-bit integers, and flags ----
    AddI32: binary, |a: u32, b: u32| a.wrapping_add(b);
    SubI32: binary, |a: u32, b: u32| a.wrapping_sub(b);
    MulI32: binary, |a: u32, b: u32| a.wrapping_mul(b);
    DivI32: binary_rare, integer::div_i32;
    DivU32: binary_rare, integer::div_u32;
    RemI32: binary_rare, integer::rem_i32;
    RemU32: binary_rare, integer::rem_u32;
    ShlI32: binary, |a: u32, b: u32| a << (b & 31);
    ShrI32: binary, |a: i32, b: i32| a >> (b & 31);
    ShrU32: binary, |a: u32, b: u32| a >> (b & 31);
    And32: binary, |a: u32, b: u32| a & b;
    Or32: binary, |a: u32, b: u32| a | b;
    Xor32: binary, |a: u32, b: u32| a ^ b;
    EqI32: binary, |a: u32, b: u32| flag(a == b);
    NeI32: binary, |a: u32, b: u32| flag(a != b);
    LtI32: binary, |a: i32, b: i32| flag(a < b);
    LeI32: binary, |a: i32, b: i32| flag(a <= b);
    LtU32: binary, |a: u32, b: u32| flag(a < b);
    LeU32: binary, |a: u32, b: u32| flag(a <= b);
    MinI32: binary, |a: i32, b: i32| a.min(b);
    MaxI32: binary, |a: i32, b: i32| a.max(b);
    MinU32: binary, |a: u32, b: u32| a.min(b);
    MaxU32: binary, |a: u32, b: u32| a.max(b);
    AbsI32: unary, |a: i32| a.wrapping_abs();
    PopcountU32: unary, |a: u32| a.count_ones();
    ClzU32: unary, |a: u32| a.leading_zeros();
    CtzU32: unary, |a: u32| a.trailing_zeros();
    MulHiI32: binary_rare, |a: i32, b: i32| ((i64::from(a) * i64::from(b)) >> 32) as i32;
    MulHiU32: binary_rare, |a: u32, b: u32| ((u64::from(a) * u64::from(b)) >> 32) as u32;
    SignExtend8: unary, |a: i32| i32::from(a as i8);
    SignExtend16: unary, |a: i32| i32::from(a as i16);
    Select32: ternary, |c: u32, a: u32, b: u32| if c != 0 { a } else { b };
    Copy32: unary, |a: u32| a;
    Iota32: iota, |base: u32, sx: u32, sy: u32, column: usize, row: usize| {
        base.wrapping_add(sx.wrapping_mul(column as u32)).wrapping_add(sy.wrapping_mul(row as u32))
    };

    // ---- 64-bit integers ----
    AddI64: binary, |a: u64, b: u64| a.wrapping_add(b);
    SubI64: binary, |a: u64, b: u64| a.wrapping_sub(b);
    MulI64: binary, |a: u64, b: u64| a.wrapping_mul(b);
    DivI64: binary_rare, |a: i64, b: i64| if b == 0 { 0 } else { a.wrapping_div(b) };
    DivU64: binary_rare, |a: u64, b: u64| a.checked_div(b).unwrap_or(0);
    RemI64: binary_rare, |a: i64, b: i64| if b == 0 { 0 } else { a.wrapping_rem(b) };
    RemU64: binary_rare, |a: u64, b: u64| a.checked_rem(b).unwrap_or(0);
    ShlI64: binary_rare, |a: u64, b: u64| a << (b & 63);
    ShrI64: binary_rare, |a: i64, b: i64| a >> (b & 63);
    ShrU64: binary_rare, |a: u64, b: u64| a >> (b & 63);
    And64: binary_rare, |a: u64, b: u64| a & b;
    Or64: binary_rare, |a: u64, b: u64| a | b;
    Xor64: binary_rare, |a: u64, b: u64| a ^ b;
    EqI64: binary_rare, |a: u64, b: u64| flag(a == b);
    NeI64: binary_rare, |a: u64, b: u64| flag(a != b);
    LtI64: binary_rare, |a: i64, b: i64| flag(a < b);
    LeI64: binary_rare, |a: i64, b: i64| flag(a <= b);
    LtU64: binary_rare, |a: u64, b: u64| flag(a < b);
    LeU64: binary_rare, |a: u64, b: u64| flag(a <= b);
    Select64: ternary, |c: u32, a: u64, b: u64| if c != 0 { a } else { b };
    Copy64: unary, |a: u64| a;
    Iota64: iota, |base: u64, sx: u64, sy: u64, column: usize, row: usize| {
        base.wrapping_add(sx.wrapping_mul(column as u64)).wrapping_add(sy.wrapping_mul(row as u64))
    };
    Integer32: integer::lanes::<u32>;
    Integer64: integer::lanes::<u64>;

    // ---- conversions ----
    I32ToF32: unary, |a: i32| a as f32;
    U32ToF32: unary, |a: u32| a as f32;
    I64ToF32: unary, |a: i64| a as f32;
    U64ToF32: unary, |a: u64| a as f32;
    I64ToOddF32: unary, convert::i64_to_odd_f32;
    U64ToOddF32: unary, convert::u64_to_odd_f32;
    F32ToI8: unary, |a: f32| i32::from(a as i8);
    F32ToI16: unary, |a: f32| i32::from(a as i16);
    F32ToI32: unary, |a: f32| a as i32;
    F32ToI64: unary, |a: f32| a as i64;
    F32ToU8: unary, |a: f32| u32::from(a as u8);
    F32ToU16: unary, |a: f32| u32::from(a as u16);
    F32ToU32: unary, |a: f32| a as u32;
    F32ToU64: unary, |a: f32| a as u64;
    I32ToI64: unary, |a: i32| i64::from(a);
    U32ToU64: unary, |a: u32| u64::from(a);
    I64ToI32: unary, |a: u64| a as u32;

    // ---- math ----
    Acos: unary, |a: f32| math::acos::<I>(a);
    Acosh: unary, |a: f32| math::acosh::<I>(a);
    Asin: unary, |a: f32| math::asin::<I>(a);
    Asinh: unary, |a: f32| math::asinh::<I>(a);
    Atan: unary, |a: f32| math::atan::<I>(a);
    Atan2: binary_rare, |a: f32, b: f32| math::atan2::<I>(a, b);
    Atanh: unary, |a: f32| math::atanh::<I>(a);
    Ceil: unary, |a: f32| a.ceil();
    CopySign: binary_rare, |a: f32, b: f32| a.copysign(b);
    Cos: patched, (|a: f32| math::cos::<I>(a), |a: f64| a.cos());
    Cosh: unary, |a: f32| math::cosh::<I>(a);
    CosPi: unary, |a: f32| math::cospi::<I>(a);
    Erf: unary, |a: f32| math::erf::<I>(a);
    Exp: unary, |a: f32| math::exp::<I>(a);
    Exp2: unary, |a: f32| math::exp2::<I>(a);
    Exp10: unary, |a: f32| math::exp10::<I>(a);
    Expm1: unary, |a: f32| math::expm1::<I>(a);
    Fabs: unary, |a: f32| a.abs();
    Fdim: binary_rare, math::fdim;
    Floor: unary, |a: f32| a.floor();
    Fmax: binary, math::fmax;
    Fmin: binary, math::fmin;
    Fmod: binary_rare, |a: f32, b: f32| a % b;
    Fract: unary, math::fract;
    FrexpMantissa: unary, math::frexp_mantissa;
    FrexpExponent: unary, math::frexp_exponent;
    Ldexp: binary_rare, math::ldexp;
    Ilogb: unary, math::ilogb;
    Log: unary, |a: f32| math::log::<I>(a);
    Log1p: unary, |a: f32| math::log1p::<I>(a);
    Log2: unary, |a: f32| math::log2::<I>(a);
    Log10: unary, |a: f32| math::log10::<I>(a);
    NextAfter: binary_rare, math::next_after;
    Pow: binary_rare, |a: f32, b: f32| math::pow::<I>(a, b);
    Powr: binary_rare, |a: f32, b: f32| math::powr::<I>(a, b);
    Rint: unary, |a: f32| a.round_ties_even();
    Round: unary, |a: f32| a.round();
    Rsqrt: unary, |a: f32| 1.0 / a.sqrt();
    Sign: unary, math::sign;
    Sin: patched, (|a: f32| math::sin::<I>(a), |a: f64| a.sin());
    Sinh: unary, |a: f32| math::sinh::<I>(a);
    SinPi: unary, |a: f32| math::sinpi::<I>(a);
    Sqrt: unary, |a: f32| a.sqrt();
    Tan: patched, (|a: f32| math::tan::<I>(a), |a: f64| a.tan());
    Tanh: unary, |a: f32| math::tanh::<I>(a);
    TanPi: unary, |a: f32| math::tanpi::<I>(a);
    Trunc: unary, |a: f32| a.trunc();
    Saturate: unary, |a: f32| math::fmin(math::fmax(a, 0.0), 1.0);
    Mix: ternary, |x: f32, y: f32, a: f32| x + (y - x) * a;
    Step: binary_rare, |edge: f32, x: f32| if x < edge { 0.0 } else { 1.0f32 };
    Smoothstep: ternary, math::smoothstep;
    IsNan: unary, |a: f32| flag(a.is_nan());
    IsInf: unary, |a: f32| flag(a.is_infinite());
    IsFinite: unary, |a: f32| flag(a.is_finite());
    IsNormal: unary, |a: f32| flag(a.is_normal());
    SignBit: unary, |a: f32| flag(a.is_sign_negative());

    // ---- memory ----
    LoadBool: memory::load::<I, Flag>;
    LoadI8: memory::load::<I, SignedByte>;
    LoadU8: memory::load::<I, Byte>;
    LoadI16: memory::load::<I, SignedShort>;
    LoadU16: memory::load::<I, Short>;
    LoadF16: memory::load::<I, Half>;
    LoadBf16: memory::load::<I, Bf16>;
    Load32: memory::load::<I, Raw32>;
    Load64: memory::load::<I, Raw64>;
    StoreBool: memory::store::<I, Flag>;
    Store8: memory::store::<I, Byte>;
    Store16: memory::store::<I, Short>;
    StoreF16: memory::store::<I, Half>;
    StoreBf16: memory::store::<I, Bf16>;
    Store32: memory::store::<I, Raw32>;
    Store64: memory::store::<I, Raw64>;
    RowGet32: rows::get::<u32>;
    RowGet64: rows::get::<u64>;
    RowSet32: rows::set::<u32>;
    RowSet64: rows::set::<u64>;
    Atomic32: atomic::atomic32;
    Atomic64: atomic::atomic64;

    Message: log::log;

    // ---- variables: written where active ----
    Blend32: rows::blend::<u32>;
    Blend64: rows::blend::<u64>;

    // ---- between lanes ----
    Simd32: simd::simd32;
    Simd64: simd::simd64;

    // ---- whole loops, and several turns of a loop ----
    Widen: batch::widen;
    Narrow: batch::narrow;
    FoldAddF32: batch::fold_one, |a: f32, b: f32| a + b;
    FoldMaxF32: batch::fold_one, math::fmax;
    FoldMulAddF32: batch::fold, |d: f32, a: f32, b: f32| d + a * b;
    DotBegin: dot::begin;
    DotRun: dot::run::<I>;

    // ---- control ----
    Jump: control::jump;
    JumpIfZero: control::jump_if_zero;
    JumpIfNotZero: control::jump_if_not_zero;
    JumpIfNone: control::jump_if_none;
    RangeTest: control::range_test;
    SaveMask: control::save_mask;
    RestoreMask: control::restore_mask;
    ClearMask: control::clear_mask;
    JoinMask: control::join_mask;
    IfThen: control::if_then;
    IfElse: control::if_else;
    JoinRest: control::join_rest;
    Filter: control::filter;
    MergeContinue: control::merge_continue;
    LeaveMask: control::leave_mask;
    Case: control::case;
    Barrier: control::barrier;
    End: control::end;
}
