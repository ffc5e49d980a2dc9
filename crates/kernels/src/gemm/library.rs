//! A product by the device's library.
//!
//! Nothing is transposed in memory: transposed matrices are views.

use kernsmith_runtime::{
    Device, DeviceKind, Error as RuntimeError, NoProduct, Product, Stream, Tensor,
};

use super::call::{Activation, GemmCall, NAME};
use crate::{
    Error,
    dispatch::{reshape, runtime},
};

/// Why batches of several axes are not one.
const GAPS: &str = "batches lie with gaps between";
/// Why some sums are not cuBLASLt's.
const ROUNDED: &str =
    "cuBLASLt rounds 16-bit products before it adds to them, unless rows are multiples of 16 bytes";

/// The arguments of a product as batches of matrices that are multiplied as they are.
pub(super) struct Arguments {
    a: Tensor,
    b: Tensor,
    c: Option<Tensor>,
}

impl Arguments {
    /// `None` where batches lie with gaps between, so that no view is one batch.
    pub(super) fn of([a, b]: [&Tensor; 2], call: &GemmCall<'_>) -> Result<Option<Self>, Error> {
        let (Some(a), Some(b)) = (batched(a)?, batched(b)?) else {
            return Ok(None);
        };
        let c = match call.c.map(batched).transpose()? {
            Some(None) => return Ok(None),
            c => c.flatten(),
        };
        let turned = |tensor: Tensor, turn: bool| match turn {
            true => tensor.permute([0, 2, 1]).map_err(runtime(NAME)),
            false => Ok(tensor),
        };
        Ok(Some(Self {
            a: turned(a, call.transpose_a)?,
            b: turned(b, call.transpose_b)?,
            c,
        }))
    }

    fn product<'a>(&'a self, call: &GemmCall<'a>) -> Product<'a> {
        Product {
            c: self.c.as_ref(),
            bias: call.bias,
            alpha: call.alpha,
            beta: call.beta,
            activation: function(call.activation),
            ..Product::new(&self.a, &self.b)
        }
    }
}

/// Why the device's library does not make a product, if it does not.
pub(super) fn obstacle(
    device: &Device,
    matrices: [&Tensor; 2],
    call: &GemmCall<'_>,
) -> Result<Option<String>, Error> {
    let Some(arguments) = Arguments::of(matrices, call)? else {
        return Ok(Some(GAPS.to_owned()));
    };
    if device.kind() == DeviceKind::Cuda && is_rounded_twice(matrices, call) {
        return Ok(Some(ROUNDED.to_owned()));
    }
    match arguments.product(call).check(device) {
        Ok(()) => Ok(None),
        Err(RuntimeError::Product(reason)) => Ok(Some(short(&reason))),
        Err(error) => Err(runtime(NAME)(error)),
    }
}

/// Whether cuBLASLt rounds the product before it adds to it: seen with 13.1 where rows of 16-bit matrices are not whole
/// accesses of 16 bytes, with results that are wrong by up to two units of the type.
fn is_rounded_twice([a, b]: [&Tensor; 2], call: &GemmCall<'_>) -> bool {
    let columns = b.shape().iter().rev().nth(usize::from(call.transpose_b));
    let rows = [a.shape().last(), b.shape().last(), columns];
    a.dtype().size_bytes() == 2
        && (call.c.is_some() || call.bias.is_some())
        && rows.into_iter().flatten().any(|row| !row.is_multiple_of(8))
}

/// Makes a product that has no obstacle.
pub(super) fn launch(
    stream: &Stream,
    matrices: [&Tensor; 2],
    call: &GemmCall<'_>,
) -> Result<Tensor, Error> {
    let arguments = Arguments::of(matrices, call)?;
    let arguments = arguments.expect("batches with gaps are an obstacle");
    let launched = arguments.product(call).launch(stream);
    Ok(launched.map_err(runtime(NAME))?.outputs.remove(0))
}

/// A reason without its help.
fn short(reason: &NoProduct) -> String {
    let said = reason.to_string();
    let end = said.find("; help:").unwrap_or(said.len());
    said[..end].to_owned()
}

/// A batch of matrices as a view, if it can be one.
fn batched(tensor: &Tensor) -> Result<Option<Tensor>, Error> {
    let view = match *tensor.shape() {
        [rows, columns] => (tensor.broadcast_to([1, rows, columns])).map_err(runtime(NAME))?,
        [_, _, _] => tensor.clone(),
        [ref outer @ .., rows, columns] if tensor.is_row_contiguous() => {
            reshape(NAME, tensor, &[outer.iter().product(), rows, columns])?
        }
        _ => return Ok(None),
    };
    Ok(Some(view))
}

/// As `multiply.h` has them.
fn function(activation: Activation) -> Option<fn(f32) -> f32> {
    match activation {
        Activation::None => None,
        Activation::Relu => Some(|x| if x < 0.0 { 0.0 } else { x }),
        Activation::Silu => Some(|x| x / (1.0 + (-x).exp())),
        Activation::Gelu => Some(|x| {
            let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
            0.5 * x * (1.0 + inner.tanh())
        }),
    }
}
