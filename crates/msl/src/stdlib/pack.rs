//! Vectors of numbers between 0 and 1, or -1 and 1, as integers of a few bits each, and back:
//! clause 6.13. The first component lies in the lowest bits.
//!
//! Packing clamps, scales and rounds to nearest even; what is no number packs as the least.
//! Halves are computed as `float` and rounded once. In the sRGB forms the last component, alpha, is
//! linear.

use super::{
    Expansion,
    emit::{Emitter, Expand},
    row::{
        Class::{self, Bool, Half, Single},
        Extent,
        Param::{self, U16, U32},
        Ret, Row, T1, What,
    },
};
use crate::ir::{BinaryOp, CompareOp, MathFn, Op, Scalar, TypeId, ValueId};

/// How a vector is packed.
struct Format {
    /// Bits of each component.
    bits: &'static [u32],
    signed: bool,
    srgb: bool,
}

const fn unsigned(bits: &'static [u32]) -> Format {
    Format {
        bits,
        signed: false,
        srgb: false,
    }
}

const fn signed(bits: &'static [u32]) -> Format {
    Format {
        signed: true,
        ..unsigned(bits)
    }
}

const FORMATS: [Format; 8] = [
    unsigned(&[8; 4]),
    signed(&[8; 4]),
    Format {
        srgb: true,
        ..unsigned(&[8; 4])
    },
    unsigned(&[16; 2]),
    signed(&[16; 2]),
    unsigned(&[10, 10, 10, 2]),
    signed(&[10, 10, 10, 2]),
    unsigned(&[5, 6, 5]),
];

const UNORM4X8: usize = 0;
const SNORM4X8: usize = 1;
const SRGB4X8: usize = 2;
const UNORM2X16: usize = 3;
const SNORM2X16: usize = 4;
const UNORM10A2: usize = 5;
const SNORM10A2: usize = 6;
const UNORM565: usize = 7;

/// The integer of a format.
const fn word(format: usize) -> Scalar {
    if format == UNORM565 {
        Scalar::U16
    } else {
        Scalar::U32
    }
}

const fn lanes(format: usize) -> u8 {
    FORMATS[format].bits.len() as u8
}

const fn packs<const F: usize>(name: &'static str, class: Class) -> Row {
    Row::new(
        name,
        class,
        T1,
        What::Expand(Expansion(pack::<F> as Expand)),
    )
    .of(Extent::Of(lanes(F)))
    .returns(Ret::Fixed(word(F), 1))
}

const fn unpacks<const F: usize>(name: &'static str, to: Scalar) -> Row {
    let params: &'static [Param] = if F == UNORM565 { &[U16] } else { &[U32] };
    Row::new(
        name,
        Bool,
        params,
        What::Expand(Expansion(unpack::<F> as Expand)),
    )
    .returns(Ret::Fixed(to, lanes(F)))
}

pub(super) const ROWS: &[Row] = &[
    packs::<UNORM4X8>("pack_float_to_unorm4x8", Single),
    packs::<UNORM4X8>("pack_half_to_unorm4x8", Half),
    packs::<SNORM4X8>("pack_float_to_snorm4x8", Single),
    packs::<SNORM4X8>("pack_half_to_snorm4x8", Half),
    packs::<SRGB4X8>("pack_float_to_srgb_unorm4x8", Single),
    packs::<SRGB4X8>("pack_half_to_srgb_unorm4x8", Half),
    packs::<UNORM2X16>("pack_float_to_unorm2x16", Single),
    packs::<UNORM2X16>("pack_half_to_unorm2x16", Half),
    packs::<SNORM2X16>("pack_float_to_snorm2x16", Single),
    packs::<SNORM2X16>("pack_half_to_snorm2x16", Half),
    packs::<UNORM10A2>("pack_float_to_unorm10a2", Single),
    packs::<UNORM10A2>("pack_half_to_unorm10a2", Half),
    packs::<SNORM10A2>("pack_float_to_snorm10a2", Single),
    packs::<SNORM10A2>("pack_half_to_snorm10a2", Half),
    packs::<UNORM565>("pack_float_to_unorm565", Single),
    packs::<UNORM565>("pack_half_to_unorm565", Half),
    unpacks::<UNORM4X8>("unpack_unorm4x8_to_float", Scalar::F32),
    unpacks::<UNORM4X8>("unpack_unorm4x8_to_half", Scalar::F16),
    unpacks::<SNORM4X8>("unpack_snorm4x8_to_float", Scalar::F32),
    unpacks::<SNORM4X8>("unpack_snorm4x8_to_half", Scalar::F16),
    unpacks::<SRGB4X8>("unpack_unorm4x8_srgb_to_float", Scalar::F32),
    unpacks::<SRGB4X8>("unpack_unorm4x8_srgb_to_half", Scalar::F16),
    unpacks::<UNORM2X16>("unpack_unorm2x16_to_float", Scalar::F32),
    unpacks::<UNORM2X16>("unpack_unorm2x16_to_half", Scalar::F16),
    unpacks::<SNORM2X16>("unpack_snorm2x16_to_float", Scalar::F32),
    unpacks::<SNORM2X16>("unpack_snorm2x16_to_half", Scalar::F16),
    unpacks::<UNORM10A2>("unpack_unorm10a2_to_float", Scalar::F32),
    unpacks::<UNORM10A2>("unpack_unorm10a2_to_half", Scalar::F16),
    unpacks::<SNORM10A2>("unpack_snorm10a2_to_float", Scalar::F32),
    unpacks::<SNORM10A2>("unpack_snorm10a2_to_half", Scalar::F16),
    unpacks::<UNORM565>("unpack_unorm565_to_float", Scalar::F32),
    unpacks::<UNORM565>("unpack_unorm565_to_half", Scalar::F16),
];

impl Format {
    /// What 1 is scaled to, in each component.
    fn scales(&self) -> impl Iterator<Item = u64> {
        let used = u32::from(self.signed);
        let largest = self
            .bits
            .iter()
            .map(move |bits| (1u32 << (bits - used)) - 1);
        largest.map(|largest| u64::from((largest as f32).to_bits()))
    }

    fn masks(&self) -> impl Iterator<Item = u64> {
        self.bits.iter().map(|bits| (1 << bits) - 1)
    }

    /// The lowest bit of each component.
    fn shifts(&self) -> impl Iterator<Item = u64> {
        self.bits.iter().scan(0, |next, bits| {
            let shift = *next;
            *next += u64::from(*bits);
            Some(shift)
        })
    }

    fn vector(&self, e: &mut Emitter<'_>, scalar: Scalar) -> TypeId {
        let lanes = u8::try_from(self.bits.len()).expect("a vector has 4 components at most");
        e.types.vector(scalar, lanes)
    }
}

fn pack<const F: usize>(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let format = &FORMATS[F];
    let float = format.vector(e, Scalar::F32);
    let least = e.float(float, if format.signed { -1.0 } else { 0.0 });
    let one = e.float(float, 1.0);
    let wide = e.convert(args[0], float);
    let raised = e.math_as(MathFn::Fmax, &[wide, least], float);
    let mut number = e.math_as(MathFn::Fmin, &[raised, one], float);
    if format.srgb {
        number = from_linear(e, number);
    }
    let scales = e.constants(float, format.scales());
    let scaled = e.binary_as(BinaryOp::Mul, (number, scales), float);
    let whole = e.math_as(MathFn::Rint, &[scaled], float);
    let int = format.vector(e, Scalar::I32);
    let whole = e.convert(whole, int);
    let uint = format.vector(e, Scalar::U32);
    let whole = e.convert(whole, uint);
    let masks = e.constants(uint, format.masks());
    let bits = e.binary_as(BinaryOp::And, (whole, masks), uint);
    let shifts = e.constants(uint, format.shifts());
    let bits = e.binary_as(BinaryOp::Shl, (bits, shifts), uint);
    let one = e.types.scalar(Scalar::U32);
    let mut word = e.eval(
        Op::Extract {
            whole: bits,
            index: 0,
        },
        one,
    );
    for index in 1..u32::from(lanes(F)) {
        let part = e.eval(Op::Extract { whole: bits, index }, one);
        word = e.binary_as(BinaryOp::Or, (word, part), one);
    }
    e.convert(word, e.ret)
}

fn unpack<const F: usize>(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let format = &FORMATS[F];
    let one = e.types.scalar(Scalar::U32);
    let uint = format.vector(e, Scalar::U32);
    let word = e.convert(args[0], one);
    let word = e.eval(Op::Splat(word), uint);
    let shifts = e.constants(uint, format.shifts());
    let shifted = e.binary_as(BinaryOp::Shr, (word, shifts), uint);
    let masks = e.constants(uint, format.masks());
    let mut whole = e.binary_as(BinaryOp::And, (shifted, masks), uint);
    if format.signed {
        whole = extend_sign(e, format, whole);
    }
    let float = format.vector(e, Scalar::F32);
    let whole = e.convert(whole, float);
    let scales = e.constants(float, format.scales());
    let mut number = e.binary_as(BinaryOp::Div, (whole, scales), float);
    if format.signed {
        let least = e.float(float, -1.0);
        number = e.math_as(MathFn::Fmax, &[number, least], float);
    }
    if format.srgb {
        number = to_linear(e, number);
    }
    e.convert(number, e.ret)
}

/// Components of a few bits as `int`s.
fn extend_sign(e: &mut Emitter<'_>, format: &Format, bits: ValueId) -> ValueId {
    let unused = || format.bits.iter().map(|bits| u64::from(32 - bits));
    let (uint, int) = (format.vector(e, Scalar::U32), format.vector(e, Scalar::I32));
    let up = e.constants(uint, unused());
    let high = e.binary_as(BinaryOp::Shl, (bits, up), uint);
    let high = e.convert(high, int);
    let down = e.constants(int, unused());
    e.binary_as(BinaryOp::Shr, (high, down), int)
}

/// `x < 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055`, except for alpha.
fn from_linear(e: &mut Emitter<'_>, linear: ValueId) -> ValueId {
    let ty = e.builder.ty(linear);
    let constant = |e: &mut Emitter<'_>, value| e.float(ty, value);
    let (limit, slope) = (constant(e, 0.003_130_8), constant(e, 12.92));
    let (exponent, scale) = (constant(e, 1.0 / 2.4), constant(e, 1.055));
    let offset = constant(e, 0.055);
    let low = e.binary_as(BinaryOp::Mul, (linear, slope), ty);
    let power = e.math_as(MathFn::Powr, &[linear, exponent], ty);
    let scaled = e.binary_as(BinaryOp::Mul, (power, scale), ty);
    let high = e.binary_as(BinaryOp::Sub, (scaled, offset), ty);
    let is_low = e.compare(CompareOp::Less, linear, limit);
    let curved = e.select(is_low, low, high);
    but_alpha(e, curved, linear)
}

/// `x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)`, except for alpha.
fn to_linear(e: &mut Emitter<'_>, curved: ValueId) -> ValueId {
    let ty = e.builder.ty(curved);
    let constant = |e: &mut Emitter<'_>, value| e.float(ty, value);
    let (limit, slope) = (constant(e, 0.040_45), constant(e, 12.92));
    let (offset, scale) = (constant(e, 0.055), constant(e, 1.055));
    let exponent = constant(e, 2.4);
    let low = e.binary_as(BinaryOp::Div, (curved, slope), ty);
    let moved = e.binary_as(BinaryOp::Add, (curved, offset), ty);
    let base = e.binary_as(BinaryOp::Div, (moved, scale), ty);
    let high = e.math_as(MathFn::Powr, &[base, exponent], ty);
    let is_low = e.compare(CompareOp::LessEqual, curved, limit);
    let linear = e.select(is_low, low, high);
    but_alpha(e, linear, curved)
}

/// The first three components of one vector, the fourth of another.
fn but_alpha(e: &mut Emitter<'_>, colors: ValueId, alpha: ValueId) -> ValueId {
    let truth = e.types.vector(Scalar::Bool, 4);
    let is_color = e.constants(truth, [1, 1, 1, 0].into_iter());
    e.select(is_color, colors, alpha)
}
