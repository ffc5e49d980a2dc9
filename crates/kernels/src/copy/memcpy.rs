//! An array copied.

use kernsmith_runtime::{DType, Stream, Tensor};

use super::Memcpy;
use crate::{Error, OpSpec, dispatch, plan::WholeFile};

/// The kernel as a whole file, for those who launch it themselves.
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
/// [`Error::ElementType`] for `complex64`, [`Error::TooLarge`] for more than 2^32 - 33 elements,
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
    let op = Memcpy.name();
    if matches!(x.dtype(), DType::C64 | DType::F64 | DType::C128) {
        return Err(Error::ElementType {
            op,
            argument: "x",
            expected: "a real type of at most 64 bits that kernels take".to_owned(),
            found: x.dtype(),
        });
    }
    let shape = Memcpy.signature(&[1, x.elements() as u64]);
    let plan = Memcpy.plan(&shape, x.dtype(), &Memcpy.baseline())?;
    let flat = dispatch::reshape(op, x, &[x.elements()])?;
    let outputs = dispatch::launch(stream, &plan, &[&flat])?;
    dispatch::reshape(op, &outputs[0], x.shape())
}
