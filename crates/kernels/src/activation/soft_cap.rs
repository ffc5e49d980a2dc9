//! Soft capping: numbers are pressed into an open interval, smoothly (Gemma 2, 2024).

use kernsmith_runtime::{Call, DType, Stream, Tensor};

use crate::{
    Error, dispatch,
    plan::{self, WholeFile},
};

const NAME: &str = "soft_cap";

/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;

/// The file, for those who launch it themselves.
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
/// [`Error::ElementType`] for other types, [`Error::TooLarge`] for 2^32 elements and more,
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
    let function = match x.dtype() {
        DType::F32 => "soft_cap_kernel",
        DType::F16 => "soft_cap_kernel_half",
        DType::BF16 => "soft_cap_kernel_bfloat",
        found => {
            return Err(Error::ElementType {
                op: NAME,
                argument: "x",
                expected: "`float16`, `bfloat16` or `float32`".to_owned(),
                found,
            });
        }
    };
    let Some(cap) = cap else {
        return Ok(x.clone());
    };
    let size = plan::threads(NAME, x)?;
    let call = Call::new()
        .buffer(0, x)
        .output(1, x.shape(), x.dtype())
        .value(2, cap)
        .value(3, size)
        .grid([size, 1, 1])
        .threadgroup([THREADS, 1, 1]);
    let mut outputs = dispatch::call(NAME, stream, (&SOFT_CAP, function), &call)?;
    Ok(outputs.pop().expect("the call has one output"))
}
