//! Memory of the host that a device copies without a stop on the way.
//!
//! What a program allocates otherwise may be moved by the system while a device reads it, so copies of it
//! go through chunks that may not, which the processor has to fill. Memory made here may not be moved
//! either. It is a scarce thing: the system can use it for nothing else.

use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use crate::{
    backend::cuda::PinnedBytes,
    device::Device,
    error::Error,
    tensor::{Element, zeroed},
};
use bytemuck::Pod;

/// Elements in memory that the device reads and writes at the full rate of its bus.
///
/// It is a slice: [`Tensor::from_slice`](crate::Tensor::from_slice) from it and
/// [`Tensor::copy_to`](crate::Tensor::copy_to) into it are the fast copies. On devices that are the host
/// it is ordinary memory.
///
/// # Examples
/// ```
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let mut numbers = device.pinned::<f32>(4)?;
/// numbers.copy_from_slice(&[1.0, 2.0, 3.0, 4.0]);
/// let tensor = Tensor::from_slice(&device, &numbers, [2, 2])?;
/// numbers.fill(0.0);
/// tensor.copy_to(&mut numbers)?;
/// assert_eq!(*numbers, [1.0, 2.0, 3.0, 4.0]);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
pub struct Pinned<T>(Place<T>);

enum Place<T> {
    Ordinary(Vec<T>),
    Cuda(PinnedBytes),
}

impl Device {
    /// Room for so many elements, which are zero.
    ///
    /// # Errors
    /// If there is no room, or the system locks no more memory.
    pub fn pinned<T: Element + Pod>(&self, elements: usize) -> Result<Pinned<T>, Error> {
        let no_room = || Error::OutOfMemory {
            bytes: elements.saturating_mul(size_of::<T>()),
            device: None,
        };
        let place = match self.cuda_context() {
            Some(context) if elements > 0 => {
                let bytes = elements.checked_mul(size_of::<T>()).ok_or_else(no_room)?;
                Place::Cuda(PinnedBytes::new(context, bytes)?)
            }
            _ => Place::Ordinary(zeroed(elements).ok_or_else(no_room)?),
        };
        Ok(Pinned(place))
    }
}

impl<T: Pod> Deref for Pinned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Place::Ordinary(elements) => elements,
            Place::Cuda(bytes) => bytemuck::cast_slice(bytes.bytes()),
        }
    }
}

impl<T: Pod> DerefMut for Pinned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Place::Ordinary(elements) => elements,
            Place::Cuda(bytes) => bytemuck::cast_slice_mut(bytes.bytes_mut()),
        }
    }
}

impl<T: Pod + fmt::Debug> fmt::Debug for Pinned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
