//! Memory of the host that the system does not move.

use crate::{backend::cuda::device::Context, error::Error};
use std::{
    ffi::{c_int, c_void},
    ptr, slice,
};

/// `CU_MEMHOSTALLOC_PORTABLE`: pinned for all devices.
const PORTABLE: u32 = 1;
/// `CU_POINTER_ATTRIBUTE_MEMORY_TYPE`, and what it is of pinned memory.
const MEMORY_TYPE: c_int = 2;
const MEMORY_TYPE_HOST: u32 = 1;

/// Bytes of pinned memory, given back at the end.
pub(crate) struct PinnedBytes {
    context: &'static Context,
    address: *mut u8,
    length: usize,
}

// SAFETY: the memory belongs to this alone, and any thread may use it.
unsafe impl Send for PinnedBytes {}
// SAFETY: what is shared is only read.
unsafe impl Sync for PinnedBytes {}

impl PinnedBytes {
    /// So many zeros, at least one.
    pub(crate) fn new(context: &'static Context, length: usize) -> Result<Self, Error> {
        context.bind()?;
        let mut address = ptr::null_mut::<c_void>();
        // SAFETY: the context is bound and one address is written.
        let code = unsafe {
            (context.driver().functions.cuMemHostAlloc)(&raw mut address, length, PORTABLE)
        };
        context.check("cuMemHostAlloc", code)?;
        let address = address.cast::<u8>();
        // SAFETY: so many bytes were just given to us.
        unsafe { address.write_bytes(0, length) };
        Ok(Self {
            context,
            address,
            length,
        })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the memory is ours, as long as said, and was filled; copies that the device makes of it
        // or into it are waited for while it is borrowed.
        unsafe { slice::from_raw_parts(self.address, self.length) }
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above, and the borrow is exclusive.
        unsafe { slice::from_raw_parts_mut(self.address, self.length) }
    }
}

impl Drop for PinnedBytes {
    fn drop(&mut self) {
        // What cannot be given back stays with the process, which is no worse than not to try.
        if self.context.bind().is_ok() {
            let free = self.context.driver().functions.cuMemFreeHost;
            // SAFETY: it was allocated by the driver and is given back once.
            unsafe { free(self.address.cast()) };
        }
    }
}

impl Context {
    /// Whether the driver knows these bytes as pinned, whoever pinned them. The context is bound.
    pub(super) fn is_pinned(&self, bytes: &[u8]) -> bool {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return false;
        };
        [first, last].into_iter().all(|byte| {
            let mut kind = 0u32;
            let ask = self.driver().functions.cuPointerGetAttribute;
            let address = ptr::from_ref(byte) as u64;
            // SAFETY: one number of 32 bits is written; the address is only looked up.
            let code = unsafe { ask((&raw mut kind).cast(), MEMORY_TYPE, address) };
            code == 0 && kind == MEMORY_TYPE_HOST
        })
    }
}
