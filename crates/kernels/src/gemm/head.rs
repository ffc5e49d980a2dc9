//! A model's head: the product of hidden states with the vocabulary, by whom the settings of models say.

use kernsmith_runtime::{Device, Stream, Tensor};

use super::{GemmCall, GemmPlan, gemm, gemm_plan};
use crate::{
    Error,
    settings::{GemmOverrides, model_config, scoped},
};

/// `x W^T`: a logit for each word of the vocabulary.
///
/// With `fast_head` ([`model_config`]) the product is made as settings of products say, by kernels or by the device's
/// library, whichever is faster; without it by the library wherever it makes it, as a linear layer would be.
///
/// # Shapes
/// `x`: `[..., rows, features]`, `weight`: `[vocabulary, features]`, read as it lies; the result `[..., rows, vocabulary]`.
///
/// # Numerics
/// As [`gemm`]: both ways are within the same bound.
///
/// # Errors
/// As [`gemm`].
///
/// # Examples
/// ```
/// use kernsmith_kernels::gemm::head;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let x = Tensor::from_slice(&device, &[1.0f32, 2.0], [1, 2])?;
/// let weight = Tensor::from_slice(&device, &[1.0f32, 0.0, 0.0, 1.0, 1.0, 1.0], [3, 2])?;
/// let logits = head(&device.default_stream()?, &x, &weight)?;
/// assert_eq!(logits.to_vec::<f32>()?, [1.0, 2.0, 3.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn head(stream: &Stream, x: &Tensor, weight: &Tensor) -> Result<Tensor, Error> {
    let call = call();
    as_set(stream.device(), || gemm(stream, x, weight, &call))
}

/// What [`head`] would do.
///
/// # Errors
/// As [`gemm_plan`].
pub fn head_plan(device: &Device, x: &Tensor, weight: &Tensor) -> Result<GemmPlan, Error> {
    let call = call();
    as_set(device, || gemm_plan(device, x, weight, &call))
}

fn call() -> GemmCall<'static> {
    GemmCall {
        transpose_b: true,
        ..GemmCall::default()
    }
}

fn as_set<R>(device: &Device, work: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    let by_library = GemmOverrides {
        library: Some(true),
        ..GemmOverrides::default()
    };
    match model_config(device)?.fast_head.value {
        true => work(),
        false => scoped(by_library, work),
    }
}
