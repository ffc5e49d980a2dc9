//! Arrays that a launch reads: as they lie, or copied row after row first.

use crate::{
    backend::Binding,
    buffer::{Buffer, Memory},
    device::{Device, on_kernel_threads},
    error::Error,
    launch::Input,
    tensor::{Layout, Tensor, pack},
};
use std::{ops::Range, sync::Arc};

/// An array and how it is bound.
#[derive(Clone)]
pub(crate) struct BoundInput {
    pub(crate) tensor: Tensor,
    /// The layout that the kernel sees; another than the tensor's where it is copied first.
    pub(crate) layout: Arc<Layout>,
    copied: bool,
}

/// Gives the array that stands in place of another.
pub(crate) type Rebind<'a> = dyn Fn(&Tensor) -> Result<Tensor, Error> + 'a;

/// A bound array whose launch has ended.
pub(crate) enum Ready<'a> {
    /// From the lowest element of a view to its highest; and where the first one lies.
    View(&'a [u8], usize),
    Copy(Memory, usize),
}

impl BoundInput {
    /// Binds an array or a number on a device; `what` names it in an error.
    pub(crate) fn new(
        device: &Device,
        input: &Input,
        contiguous: bool,
        what: impl FnOnce() -> String,
    ) -> Result<Self, Error> {
        let tensor = match input {
            Input::Tensor(tensor) => tensor.clone(),
            Input::Number(number) => Tensor::scalar(device, *number)?,
        };
        if tensor.device().id() != device.id() {
            return Err(Error::DeviceMismatch {
                op: what(),
                expected: device.name().to_owned(),
                found: tensor.device().name().to_owned(),
            });
        }
        let copied = contiguous && !tensor.is_row_contiguous();
        let layout = if copied {
            Arc::new(Layout::row_major(tensor.shape()))
        } else {
            Arc::clone(&tensor.layout)
        };
        Ok(Self {
            tensor,
            layout,
            copied,
        })
    }

    /// Whether the array is copied row after row first.
    pub(crate) const fn is_copied(&self) -> bool {
        self.copied
    }

    /// The same with another array of the same shape.
    pub(super) fn rebound(&self, rebind: &Rebind<'_>) -> Result<Self, Error> {
        let tensor = rebind(&self.tensor)?;
        let layout = match self.copied {
            true => Arc::clone(&self.layout),
            false => Arc::clone(&tensor.layout),
        };
        Ok(Self {
            tensor,
            layout,
            copied: self.copied,
        })
    }

    /// Waits for the array's launch, and copies the array where that is asked for.
    pub(super) fn ready(&self) -> Result<Ready<'_>, Error> {
        let tensor = &self.tensor;
        let source = tensor.buffer.bytes()?;
        let element_bytes = tensor.dtype().size_bytes();
        if !self.copied {
            let (bytes, start_bytes) = view_bytes(&self.layout, element_bytes);
            return Ok(Ready::View(&source[bytes], start_bytes));
        }
        let length_bytes = tensor.elements() * element_bytes;
        let mut memory = Buffer::room(length_bytes)?;
        let target = &mut memory.bytes_mut()[..length_bytes];
        on_kernel_threads(|| pack(source, &tensor.layout, element_bytes, target));
        Ok(Ready::Copy(memory, length_bytes))
    }
}

impl Ready<'_> {
    pub(super) fn binding(&self) -> Binding<'_> {
        match self {
            Self::View(bytes, start_bytes) => Binding::Read {
                bytes,
                start_bytes: *start_bytes,
            },
            Self::Copy(memory, length_bytes) => Binding::Read {
                bytes: &memory.bytes()[..*length_bytes],
                start_bytes: 0,
            },
        }
    }

    /// Copies the whole of a row-contiguous array.
    pub(super) fn copy_to(&self, target: &mut [u8]) {
        match self {
            Self::View(bytes, start_bytes) => target.copy_from_slice(&bytes[*start_bytes..]),
            Self::Copy(memory, length_bytes) => {
                target.copy_from_slice(&memory.bytes()[..*length_bytes]);
            }
        }
    }
}

/// The bytes of the buffer that a view reaches, and where among them its first element lies.
fn view_bytes(layout: &Layout, element_bytes: usize) -> (Range<usize>, usize) {
    let Some(Ok((low, high))) = layout.reach() else {
        return (0..0, 0);
    };
    let at = |distance: i64| {
        let place = isize::try_from(distance)
            .ok()
            .and_then(|d| layout.offset_elems.checked_add_signed(d));
        place.expect("a view lies within its buffer") * element_bytes
    };
    let start = at(low);
    (start..at(high) + element_bytes, at(0) - start)
}
