//! An array copied, one thread per element.

use kernsmith_runtime::{Call, DType, Stream, Tensor};

use crate::{
    Error, dispatch,
    plan::{self, WholeFile},
};

const NAME: &str = "memcpy";

/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;

/// The file, for those who launch it themselves.
pub static MEMCPY: WholeFile = WholeFile {
    file: "memcpy.metal",
    text: include_str!("memcpy.metal"),
};

/// The same elements in memory of their own.
///
/// # Shapes
/// The result is like `x`.
///
/// # Numerics
/// Every real type; the bits are kept, those of NaN included.
///
/// # Errors
/// [`Error::ElementType`] for `complex64`, [`Error::TooLarge`] for 2^32 elements and more,
/// [`Error::Runtime`] if the kernel does not compile or launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::copy::memcpy;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let x = Tensor::from_slice(&device, &[1u8, 2, 3], [3])?;
/// assert_eq!(memcpy(&device.default_stream()?, &x)?.to_vec::<u8>()?, [1, 2, 3]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn memcpy(stream: &Stream, x: &Tensor) -> Result<Tensor, Error> {
    let function = match x.dtype() {
        DType::F32 => "memcpy_kernel",
        DType::F16 => "memcpy_kernel_half",
        DType::BF16 => "memcpy_kernel_bfloat",
        DType::Bool => "memcpy_kernel_bool",
        DType::I8 => "memcpy_kernel_char",
        DType::I16 => "memcpy_kernel_short",
        DType::I32 => "memcpy_kernel_int",
        DType::I64 => "memcpy_kernel_long",
        DType::U8 => "memcpy_kernel_uchar",
        DType::U16 => "memcpy_kernel_ushort",
        DType::U32 => "memcpy_kernel_uint",
        DType::U64 => "memcpy_kernel_ulong",
        found @ DType::C64 => {
            return Err(Error::ElementType {
                op: NAME,
                argument: "x",
                expected: "a real type".to_owned(),
                found,
            });
        }
    };
    let size = plan::threads(NAME, x)?;
    let call = Call::new()
        .buffer(0, x)
        .output(1, x.shape(), x.dtype())
        .value(2, size)
        .grid([size, 1, 1])
        .threadgroup([THREADS, 1, 1]);
    let mut outputs = dispatch::call(NAME, stream, (&MEMCPY, function), &call)?;
    Ok(outputs.pop().expect("the call has one output"))
}
