//! Functions of vectors as points and directions: clause 6.9.
//!
//! Lengths of `half` and `bfloat` vectors are computed in `float` and rounded once, so that a
//! square does not overflow on the way.

use super::{
    Expansion,
    emit::{Emitter, Expand},
    row::{
        Class::Float,
        Extent,
        Param::{self, ScalarOfT, T},
        Ret, Row, T1, T2, T3, What,
    },
};
use crate::ir::{BinaryOp, CompareOp, MathFn, Op, Scalar, UnaryOp, ValueId};

const fn row(name: &'static str, params: &'static [Param], with: Expand) -> Row {
    Row::new(name, Float, params, What::Expand(Expansion(with))).of(Extent::Vector)
}

pub(super) const ROWS: &[Row] = &[
    row("cross", T2, cross).of(Extent::Of(3)),
    row("distance", T2, distance).returns(Ret::ScalarOfT),
    row("distance_squared", T2, distance_squared).returns(Ret::ScalarOfT),
    Row::new("dot", Float, T2, What::Math(MathFn::Dot))
        .of(Extent::Vector)
        .returns(Ret::ScalarOfT),
    row("faceforward", T3, faceforward),
    row("length", T1, length).returns(Ret::ScalarOfT),
    row("length_squared", T1, length_squared).returns(Ret::ScalarOfT),
    row("normalize", T1, normalize),
    row("reflect", T2, reflect),
    row("refract", &[T, T, ScalarOfT], refract),
];

fn cross(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let turned = |e: &mut Emitter<'_>, whole, order: [u8; 3]| {
        let order = order.to_vec();
        e.eval(Op::Swizzle { whole, order }, e.ret)
    };
    let (a_yzx, b_zxy) = (turned(e, args[0], [1, 2, 0]), turned(e, args[1], [2, 0, 1]));
    let (a_zxy, b_yzx) = (turned(e, args[0], [2, 0, 1]), turned(e, args[1], [1, 2, 0]));
    let left = e.binary(BinaryOp::Mul, a_yzx, b_zxy);
    let right = e.binary(BinaryOp::Mul, a_zxy, b_yzx);
    e.binary(BinaryOp::Sub, left, right)
}

fn dot(e: &mut Emitter<'_>, a: ValueId, b: ValueId) -> ValueId {
    let (scalar, _) = e.shape(e.builder.ty(a));
    let ty = e.types.scalar(scalar);
    e.math_as(MathFn::Dot, &[a, b], ty)
}

/// The same vector of `float`.
fn widen(e: &mut Emitter<'_>, vector: ValueId) -> ValueId {
    let (_, lanes) = e.shape(e.builder.ty(vector));
    let ty = e.types.vector(Scalar::F32, lanes);
    e.convert(vector, ty)
}

fn square(e: &mut Emitter<'_>, wide: ValueId) -> ValueId {
    dot(e, wide, wide)
}

fn root(e: &mut Emitter<'_>, wide: ValueId) -> ValueId {
    let square = square(e, wide);
    let float = e.types.scalar(Scalar::F32);
    e.math_as(MathFn::Sqrt, &[square], float)
}

fn difference(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (left, right) = (widen(e, args[0]), widen(e, args[1]));
    let ty = e.builder.ty(left);
    e.binary_as(BinaryOp::Sub, (left, right), ty)
}

fn distance(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let difference = difference(e, args);
    let root = root(e, difference);
    e.convert(root, e.ret)
}

fn distance_squared(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let difference = difference(e, args);
    let square = square(e, difference);
    e.convert(square, e.ret)
}

fn length(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let wide = widen(e, args[0]);
    let root = root(e, wide);
    e.convert(root, e.ret)
}

fn length_squared(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let wide = widen(e, args[0]);
    let square = square(e, wide);
    e.convert(square, e.ret)
}

fn normalize(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let wide = widen(e, args[0]);
    let square = square(e, wide);
    let float = e.types.scalar(Scalar::F32);
    let inverse = e.math_as(MathFn::Rsqrt, &[square], float);
    let ty = e.builder.ty(wide);
    let inverse = e.eval(Op::Splat(inverse), ty);
    let unit = e.binary_as(BinaryOp::Mul, (wide, inverse), ty);
    e.convert(unit, e.ret)
}

/// `dot(nref, i) < 0 ? n : -n`.
fn faceforward(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (n, i, nref) = (args[0], args[1], args[2]);
    let along = dot(e, nref, i);
    let zero = e.zero(e.builder.ty(along));
    let facing = e.compare(CompareOp::Less, along, zero);
    let turned = e.eval(Op::Unary(UnaryOp::Negate, n), e.ret);
    e.select(facing, n, turned)
}

/// `i - 2 * dot(n, i) * n`.
fn reflect(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (i, n) = (args[0], args[1]);
    let along = dot(e, n, i);
    let scalar = e.builder.ty(along);
    let twice = e.binary_as(BinaryOp::Add, (along, along), scalar);
    let twice = e.eval(Op::Splat(twice), e.ret);
    let product = e.binary(BinaryOp::Mul, twice, n);
    e.binary(BinaryOp::Sub, i, product)
}

/// With `k = 1 - eta * eta * (1 - dot(n, i)^2)`: zero where `k < 0`, otherwise
/// `eta * i - (eta * dot(n, i) + sqrt(k)) * n`.
fn refract(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (i, n, eta) = (args[0], args[1], args[2]);
    let along = dot(e, n, i);
    let scalar = e.builder.ty(along);
    let one = e.float(scalar, 1.0);
    let square = e.binary_as(BinaryOp::Mul, (along, along), scalar);
    let rest = e.binary_as(BinaryOp::Sub, (one, square), scalar);
    let eta_square = e.binary_as(BinaryOp::Mul, (eta, eta), scalar);
    let bent = e.binary_as(BinaryOp::Mul, (eta_square, rest), scalar);
    let k = e.binary_as(BinaryOp::Sub, (one, bent), scalar);
    let root = e.math_as(MathFn::Sqrt, &[k], scalar);
    let product = e.binary_as(BinaryOp::Mul, (eta, along), scalar);
    let factor = e.binary_as(BinaryOp::Add, (product, root), scalar);
    let (eta, factor) = (
        e.eval(Op::Splat(eta), e.ret),
        e.eval(Op::Splat(factor), e.ret),
    );
    let (left, right) = (
        e.binary(BinaryOp::Mul, eta, i),
        e.binary(BinaryOp::Mul, factor, n),
    );
    let refracted = e.binary(BinaryOp::Sub, left, right);
    let zero = e.zero(scalar);
    let total = e.compare(CompareOp::Less, k, zero);
    let nothing = e.zero(e.ret);
    e.select(total, nothing, refracted)
}
