//! Launches `gemm.metal`, or has the device's library make the product.

use kernsmith_runtime::{DType, Stream, Tensor};

use super::{
    call::{GemmCall, NAME, Sizes},
    library,
    maker::Maker,
    plan::gemm_plan,
    split::{by_parts, factors},
};
use crate::{
    Error,
    dispatch::{launch, reshape},
    plan::BodySource,
};

pub(super) static KERNEL: BodySource = BodySource {
    name: "gemm",
    file: "gemm.metal",
    source: include_str!("gemm.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/wide.h"),
        include_str!("../../include/kernsmith/multiply.h")
    ),
    inputs: &["a", "b", "c", "bias", "factors"],
    outputs: &["out"],
};

/// `activation(alpha * op(a) op(b) + beta * c + bias)`, for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., m, k]` (transposed: `[..., k, m]`), `b`: `[..., k, n]` (transposed: `[..., n, k]`) with the same
/// outer extents, or one matrix for all; the result `[..., m, n]`. With `k` of 0 the product is zero.
///
/// # Numerics
/// Float16, bfloat16 and float32. Sums in float32 by fused steps in the order of `k`, rounded once at the end:
/// at most `k u / (1 - k u)` times the product of the absolute values off, `u` = 2^-24. NaN and infinities go
/// through as IEEE has them. Where the device's library or simdgroup matrices multiply, sums are in an order of theirs and
/// within the same bound; where `k` is taken in parts ([`GemmPlan::parts`](super::GemmPlan::parts)), their sums are added
/// at the end, within it, too. No other setting changes a result. Float64 has sums in float64, by the library only.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::TooLarge`] for sides of
/// 2^30 and more, [`Error::Setting`] for settings of a wrong form, [`Error::NoMaker`] for float64 where no library
/// multiplies it, [`Error::Runtime`] if the kernel does not compile or launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::gemm::{Activation, GemmCall, gemm};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0, 4.0], [2, 2])?;
/// let call = GemmCall {
///     transpose_b: true,
///     alpha: -1.0,
///     bias: Some(&Tensor::from_slice(&device, &[0.0f32, 30.0], [2])?),
///     activation: Activation::Relu,
///     ..GemmCall::default()
/// };
/// let product = gemm(&device.default_stream()?, &a, &a, &call)?;
/// assert_eq!(product.to_vec::<f32>()?, [0.0, 19.0, 0.0, 5.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gemm(stream: &Stream, a: &Tensor, b: &Tensor, call: &GemmCall<'_>) -> Result<Tensor, Error> {
    let sizes = Sizes::of(a, b, call)?;
    let plan = gemm_plan(stream.device(), a, b, call)?;
    if plan.by.value == Maker::Library {
        let product = library::launch(stream, [a, b], call)?;
        return reshape(NAME, &product, &sizes.shape());
    }
    if sizes.dtype == DType::F64 {
        let obstacles = plan.candidates.into_iter();
        let mut obstacles = obstacles.filter(|candidate| candidate.maker == Maker::Library);
        return Err(Error::NoMaker {
            op: NAME,
            dtype: sizes.dtype,
            obstacle: (obstacles.next().and_then(|library| library.obstacle))
                .unwrap_or_else(|| plan.by.place.to_string()),
        });
    }
    let matrices = |tensor: &Tensor, batches: usize| match tensor.shape() {
        [.., rows, columns] => reshape(NAME, tensor, &[batches, *rows, *columns]),
        _ => unreachable!("the arguments were checked to be matrices"),
    };
    let b_batches = if sizes.one_b { 1 } else { sizes.batches };
    let (a, b) = (matrices(a, sizes.batches)?, matrices(b, b_batches)?);
    if plan.parts.value > 1 {
        return by_parts(stream, [&a, &b], call, &plan);
    }
    // What is not asked for is never read.
    let c = call.c.unwrap_or(&a);
    let bias = call.bias.unwrap_or(&a);
    let factors = factors(stream.device(), call)?;
    let outputs = launch(stream, plan.launch(), &[&a, &b, c, bias, &factors])?;
    reshape(NAME, &outputs[0], &sizes.shape())
}

/// `B = A V`: `a` is `[m, n]`, `v` is `[n, k]`, the result `[m, k]`.
///
/// # Errors
/// As [`gemm`].
pub fn gemm_av(stream: &Stream, a: &Tensor, v: &Tensor) -> Result<Tensor, Error> {
    gemm(stream, a, v, &GemmCall::default())
}

/// `Z = A^T B`: `a` is `[m, n]`, `b` is `[m, k]`, the result `[n, k]`. `a` is not transposed in memory.
///
/// # Errors
/// As [`gemm`].
pub fn gemm_at_b(stream: &Stream, a: &Tensor, b: &Tensor) -> Result<Tensor, Error> {
    let call = GemmCall {
        transpose_a: true,
        ..GemmCall::default()
    };
    gemm(stream, a, b, &call)
}
