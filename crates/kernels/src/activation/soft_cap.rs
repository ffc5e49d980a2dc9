//! Soft capping: numbers are pressed into an open interval, smoothly (Gemma 2, 2024).

use kernsmith_runtime::{Stream, Tensor};

use super::SoftCap;
use crate::{Error, OpSpec, dispatch, plan::WholeFile};

/// The kernel as a whole file, for those who launch it themselves.
pub static SOFT_CAP: WholeFile = WholeFile {
    file: "soft_cap.metal",
    text: include_str!("soft_cap.metal"),
};

/// `cap * tanh(x / cap)`, element by element; `None` is no cap at all.
///
/// # Shapes
/// The result is like `x`.
///
/// # Numerics
/// Float16, bfloat16 and float32; computed in float, rounded once.
///
/// # Errors
/// [`Error::ElementType`] for other types, [`Error::TooLarge`] for more than 2^32 - 33 elements,
/// [`Error::Runtime`] if the kernel does not compile or launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::activation::soft_cap;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let x = Tensor::from_slice(&device, &[20.0f32, -3.0], [2])?;
/// let y = soft_cap(&device.default_stream()?, &x, Some(15.0))?.to_vec::<f32>()?;
/// assert!((y[0] - 13.050_925).abs() < 1e-5 && (y[1] + 2.960_63).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn soft_cap(stream: &Stream, x: &Tensor, cap: Option<f32>) -> Result<Tensor, Error> {
    let op = SoftCap.name();
    if !x.dtype().is_float() {
        return Err(Error::ElementType {
            op,
            argument: "x",
            expected: "`float16`, `bfloat16` or `float32`".to_owned(),
            found: x.dtype(),
        });
    }
    let Some(cap) = cap else {
        return Ok(x.clone());
    };
    let shape = SoftCap.signature(&[1, x.elements() as u64]);
    let plan = SoftCap.plan(&shape, x.dtype(), &SoftCap.baseline())?;
    let flat = dispatch::reshape(op, x, &[x.elements()])?;
    let cap = dispatch::scalar(op, stream, cap)?;
    let outputs = dispatch::launch(stream, &plan, &[&flat, &cap])?;
    dispatch::reshape(op, &outputs[0], x.shape())
}
