//! Arithmetic on shapes.

use super::{Shape, Stride};
use kernsmith_msl::ir::Scalar;

/// Known strides of 32-bit values are kept as signed 32-bit numbers.
pub(super) fn narrowed(shape: Shape, ty: Scalar) -> Shape {
    let narrow = |stride| match stride {
        Stride::Known(by) if ty.size_bytes() == 4 => Stride::Known(i64::from(by as i32)),
        other => other,
    };
    match shape {
        Shape::Affine { x, y, .. } => match (narrow(x), narrow(y)) {
            (Stride::Known(0), Stride::Known(0)) => Shape::Uniform,
            (x, y) => Shape::Affine { x, y, exact: false },
        },
        other => other,
    }
}

fn strides(shape: Shape) -> (Stride, Stride) {
    match shape {
        Shape::Affine { x, y, .. } => (x, y),
        _ => (Stride::Known(0), Stride::Known(0)),
    }
}

/// Of two values.
pub(super) fn sum(a: Shape, b: Shape) -> Shape {
    let add = |a, b| match (a, b) {
        (Stride::Known(a), Stride::Known(b)) => Stride::Known(a.wrapping_add(b)),
        _ => Stride::Runtime,
    };
    let ((ax, ay), (bx, by)) = (strides(a), strides(b));
    Shape::Affine {
        x: add(ax, bx),
        y: add(ay, by),
        exact: false,
    }
}

/// Times a uniform number, which may be known.
pub(super) fn scaled(shape: Shape, by: Option<i64>) -> Shape {
    let scale = |stride| match (stride, by) {
        (Stride::Known(0), _) => Stride::Known(0),
        (Stride::Known(stride), Some(by)) => Stride::Known(stride.wrapping_mul(by)),
        _ => Stride::Runtime,
    };
    let (x, y) = strides(shape);
    Shape::Affine {
        x: scale(x),
        y: scale(y),
        exact: false,
    }
}

/// What holds of a value that is one or the other.
pub(super) fn join(a: Shape, b: Shape) -> Shape {
    match (a, b) {
        (Shape::Unreached, other) | (other, Shape::Unreached) => other,
        (Shape::Uniform, Shape::Uniform) => Shape::Uniform,
        (
            Shape::Affine { x, y, exact },
            Shape::Affine {
                x: bx,
                y: by,
                exact: other,
            },
        ) if x == bx && y == by => Shape::Affine {
            x,
            y,
            exact: exact && other,
        },
        _ => Shape::Varying,
    }
}
