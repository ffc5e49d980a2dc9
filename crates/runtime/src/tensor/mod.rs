//! Tensors: typed, shaped views of buffers.
//!
//! Not an array library: a tensor is made from host data or by a launch, viewed in other ways, handed
//! to launches and read back. It computes nothing. Views (reshape, transpose, slice, broadcast) share
//! the buffer; a buffer never changes once it is written, so sharing needs no care. Reading waits for
//! the launch that writes, and gives that launch's error.

mod convert;
mod copy;
mod element;
mod layout;
mod view;

pub use convert::Number;
pub(crate) use element::zeroed;
pub use element::{Complex32, Complex64, Element};

pub(crate) use convert::{element_bytes, fill};
pub(crate) use copy::pack;
pub(crate) use layout::{Layout, Room, checked_bytes};

use crate::{
    backend::{check::Findings, cuda},
    buffer::Buffer,
    device::{Device, on_kernel_threads},
    error::Error,
    event::Event,
};
use kernsmith_msl::dtype::DType;
use std::{fmt, sync::Arc};

/// An array on a device. Cloning is cheap and shares the memory.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Device, Tensor};
///
/// let matrix = Tensor::from_slice(&Device::cpu(), &[1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0], [2, 3])?;
/// let transposed = matrix.transpose();
/// assert_eq!((transposed.shape(), transposed.strides()), (&[3, 2][..], &[1, 3][..]));
/// assert_eq!(transposed.to_vec::<f32>()?, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
///
/// The type and the number of elements must be right:
///
/// ```
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let error = Tensor::from_slice(&device, &[1.0f32, 2.0], [3]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "from_slice: expected 3 elements of type `float32` for shape [3], found 2"
/// );
/// let error = Tensor::from_slice(&device, &[1.0f32], [1])?.to_vec::<i32>().unwrap_err();
/// assert_eq!(error.to_string(), "to_vec: expected elements of type `float32`, found `int32`");
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Tensor {
    pub(crate) buffer: Buffer,
    pub(crate) layout: Arc<Layout>,
    dtype: DType,
    device: Device,
}

impl Tensor {
    /// A tensor of the host's elements in row-major order.
    ///
    /// # Errors
    /// If the shape holds another number of elements, or there is no room.
    pub fn from_slice<T: Element>(
        device: &Device,
        elements: &[T],
        shape: impl AsRef<[usize]>,
    ) -> Result<Self, Error> {
        let shape = shape.as_ref();
        let (expected, _) = checked_bytes("from_slice", shape, T::DTYPE)?;
        if expected != elements.len() {
            return Err(Error::LengthMismatch {
                op: "from_slice",
                shape: shape.to_vec(),
                dtype: T::DTYPE,
                expected,
                found: elements.len(),
            });
        }
        Self::copied(device, T::bytes_of(elements), T::DTYPE, shape)
    }

    /// A tensor of elements given as bytes, in row-major order and in the machine's byte order.
    ///
    /// # Errors
    /// If the shape holds another number of elements, or there is no room.
    pub fn from_bytes(
        device: &Device,
        bytes: &[u8],
        dtype: DType,
        shape: impl AsRef<[usize]>,
    ) -> Result<Self, Error> {
        let op = "from_bytes";
        let shape = shape.as_ref();
        if !bytes.len().is_multiple_of(dtype.size_bytes()) {
            return Err(Error::PartialElement {
                op,
                dtype,
                bytes: bytes.len(),
            });
        }
        let (expected, _) = checked_bytes(op, shape, dtype)?;
        let found = bytes.len() / dtype.size_bytes();
        if expected != found {
            return Err(Error::LengthMismatch {
                op,
                shape: shape.to_vec(),
                dtype,
                expected,
                found,
            });
        }
        Self::copied(device, bytes, dtype, shape)
    }

    /// A zero-dimensional tensor of one number; its type is the contract's for numbers (rule 12).
    ///
    /// # Errors
    /// If there is no room.
    pub fn scalar(device: &Device, number: impl Into<Number>) -> Result<Self, Error> {
        let number = number.into();
        Self::copied(device, &number.to_bytes(), number.dtype(), &[])
    }

    /// A tensor that holds `value` everywhere, converted as an initial value of outputs is.
    ///
    /// # Errors
    /// If the shape is too large, or there is no room.
    pub fn full(
        device: &Device,
        value: f32,
        dtype: DType,
        shape: impl AsRef<[usize]>,
    ) -> Result<Self, Error> {
        let (_, bytes) = checked_bytes("full", shape.as_ref(), dtype)?;
        let element = element_bytes(value, dtype);
        let buffer = match device.cuda_context() {
            Some(context) => {
                let memory = cuda::Memory::filled(context, bytes, &element)?;
                Buffer::on_cuda(Arc::new(memory), bytes, None)
            }
            None => {
                let mut memory = Buffer::room(bytes)?;
                fill(&mut memory.bytes_mut()[..bytes], &element);
                Buffer::filled(memory, bytes)
            }
        };
        Ok(Self::whole(buffer, dtype, device, shape.as_ref()))
    }

    fn copied(device: &Device, bytes: &[u8], dtype: DType, shape: &[usize]) -> Result<Self, Error> {
        let buffer = match device.cuda_context() {
            Some(context) => {
                let memory = cuda::Memory::upload(context, bytes)?;
                Buffer::on_cuda(Arc::new(memory), bytes.len(), None)
            }
            None => {
                let mut memory = Buffer::room(bytes.len())?;
                memory.bytes_mut()[..bytes.len()].copy_from_slice(bytes);
                Buffer::filled(memory, bytes.len())
            }
        };
        Ok(Self::whole(buffer, dtype, device, shape))
    }

    /// The same view of another buffer of the same length.
    pub(crate) fn in_buffer(&self, buffer: &Buffer) -> Self {
        Self {
            buffer: buffer.clone(),
            ..self.clone()
        }
    }

    /// The same view of an array that is row-contiguous and as long as this tensor's buffer.
    pub(crate) fn in_place_of(&self, array: &Self) -> Self {
        let mut tensor = self.in_buffer(&array.buffer);
        Arc::make_mut(&mut tensor.layout).offset_elems += array.layout.offset_elems;
        tensor
    }

    /// The row-major tensor that fills a buffer.
    pub(crate) fn whole(buffer: Buffer, dtype: DType, device: &Device, shape: &[usize]) -> Self {
        let layout = Arc::new(Layout::row_major(shape));
        debug_assert!(layout.lies_within(buffer.length_bytes() / dtype.size_bytes()));
        Self {
            buffer,
            layout,
            dtype,
            device: device.clone(),
        }
    }

    /// The tensor that fills a buffer for which room was made.
    pub(crate) fn of(buffer: Buffer, room: &Room, device: &Device) -> Self {
        Self {
            buffer,
            layout: Arc::clone(&room.layout),
            dtype: room.dtype,
            device: device.clone(),
        }
    }

    /// Elements along each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.layout.shape
    }

    /// Distance between neighbours along each axis, in elements.
    #[must_use]
    pub fn strides(&self) -> &[i64] {
        &self.layout.strides
    }

    /// Number of axes.
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.layout.shape.len()
    }

    /// Number of elements.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.layout.elements()
    }

    /// Type of the elements.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The device that it is on.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Where the first element lies in the buffer, in elements. A buffer is aligned to 64 bytes at
    /// least, so this says which accesses of several elements are aligned.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.layout.offset_elems
    }

    /// The launch that writes it; `None` where the host did.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        self.buffer.produced_by()
    }

    /// Whether the elements lie in row-major order without gaps.
    #[must_use]
    pub fn is_row_contiguous(&self) -> bool {
        self.layout.is_row_contiguous()
    }

    /// The same elements in row-major order: itself where it is so already, else a copy, for which it
    /// waits on the host.
    ///
    /// # Errors
    /// If the launch that writes it failed, or there is no room.
    pub fn contiguous(&self) -> Result<Self, Error> {
        if self.is_row_contiguous() {
            return Ok(self.clone());
        }
        if self.buffer.is_on_cuda() {
            let (memory, bytes) = cuda::packed(self)?;
            let buffer = Buffer::on_cuda(memory, bytes, self.event().cloned());
            return Ok(Self::whole(buffer, self.dtype, &self.device, self.shape()));
        }
        let source = self.buffer.bytes()?;
        let bytes = self.elements() * self.dtype.size_bytes();
        let mut memory = Buffer::room(bytes)?;
        let target = &mut memory.bytes_mut()[..bytes];
        on_kernel_threads(|| pack(source, &self.layout, self.dtype.size_bytes(), target));
        let buffer = Buffer::filled(memory, bytes);
        Ok(Self::whole(buffer, self.dtype, &self.device, self.shape()))
    }

    /// Waits, then gives the elements in row-major order.
    ///
    /// # Errors
    /// If the launch that writes it failed or found something, `T` is another element type, or there
    /// is no room.
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>, Error> {
        self.check_dtype::<T>("to_vec")?;
        self.collect(self.elements())
    }

    /// Waits, then copies the elements in row-major order to memory that the host has.
    ///
    /// # Errors
    /// As [`to_vec`](Self::to_vec), and if `target` has another length.
    pub fn copy_to<T: Element + bytemuck::Pod>(&self, target: &mut [T]) -> Result<(), Error> {
        self.check_dtype::<T>("copy_to")?;
        if target.len() != self.elements() {
            return Err(Error::LengthMismatch {
                op: "copy_to",
                shape: self.shape().to_vec(),
                dtype: self.dtype,
                expected: self.elements(),
                found: target.len(),
            });
        }
        self.wait_written()?;
        self.read(bytemuck::cast_slice_mut(target))
    }

    /// Waits, then gives the elements in row-major order as bytes.
    ///
    /// # Errors
    /// If the launch that writes it failed or found something, or there is no room.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        self.collect(self.elements() * self.dtype.size_bytes())
    }

    /// Waits, then gives the one element.
    ///
    /// # Errors
    /// As [`to_vec`](Self::to_vec), and if there is not exactly one element.
    pub fn item<T: Element>(&self) -> Result<T, Error> {
        if self.elements() != 1 {
            return Err(Error::LengthMismatch {
                op: "item",
                shape: Vec::new(),
                dtype: self.dtype,
                expected: 1,
                found: self.elements(),
            });
        }
        Ok(self.to_vec()?[0])
    }

    /// Waits, then gives what the elements are even where the device `check` found something about the
    /// launch that wrote them, with what it found.
    ///
    /// # Errors
    /// If the launch failed for another reason, so that there are no elements.
    pub fn to_bytes_and_findings(&self) -> Result<(Vec<u8>, Option<Arc<Findings>>), Error> {
        let findings = match self.wait_written() {
            Ok(()) => None,
            Err(Error::Findings(findings)) => Some(findings),
            Err(error) => return Err(error),
        };
        Ok((
            self.collected(self.elements() * self.dtype.size_bytes())?,
            findings,
        ))
    }

    fn wait_written(&self) -> Result<(), Error> {
        self.event().map_or(Ok(()), Event::wait)
    }

    /// Waits, then gives the elements in row-major order, as so many items.
    fn collect<T: Element>(&self, items: usize) -> Result<Vec<T>, Error> {
        self.wait_written()?;
        self.collected(items)
    }

    /// As `collect`, whether or not the launch that writes it went well.
    fn collected<T: Element>(&self, items: usize) -> Result<Vec<T>, Error> {
        let mut read = Ok(());
        let collected = T::collect(items, |target| read = self.read(target));
        read?;
        collected.ok_or_else(|| Error::OutOfMemory {
            bytes: self.elements() * self.dtype.size_bytes(),
            device: None,
        })
    }

    /// Copies the elements in row-major order. The launch that writes them has ended.
    fn read(&self, target: &mut [u8]) -> Result<(), Error> {
        let element_bytes = self.dtype.size_bytes();
        let start = self.layout.offset_elems * element_bytes;
        if self.buffer.is_on_cuda() {
            let tensor = self.contiguous()?;
            return tensor
                .buffer
                .download(tensor.offset() * element_bytes, target);
        }
        let source = self.buffer.contents();
        if self.is_row_contiguous() {
            target.copy_from_slice(&source[start..start + target.len()]);
        } else {
            on_kernel_threads(|| pack(source, &self.layout, element_bytes, target));
        }
        Ok(())
    }

    fn check_dtype<T: Element>(&self, op: &'static str) -> Result<(), Error> {
        if T::DTYPE == self.dtype {
            return Ok(());
        }
        Err(Error::DTypeMismatch {
            op,
            expected: self.dtype,
            found: T::DTYPE,
        })
    }
}

impl fmt::Debug for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (dtype, shape, device) = (self.dtype, self.shape(), self.device.name());
        write!(f, "Tensor({dtype}{shape:?} on {device})")
    }
}
