//! Strided views copied into row-major order on the device.
//!
//! Not the host's copy ([`crate::tensor`] has that): one small kernel, compiled when a device first
//! needs it, with the axes of the view as an argument.

use crate::backend::cuda::{
    device::{Context, lock},
    driver::{FunctionHandle, Module, StreamHandle},
    memory::Memory,
    program::own_text,
    queue::Queue,
};
use crate::{
    error::Error,
    tensor::{Layout, Tensor},
};
use std::{
    collections::BTreeMap,
    ffi::CStr,
    ptr,
    sync::{Arc, Mutex},
};

const TEXT: &str = include_str!("pack.cu");
/// Axes of the kernel's argument.
const MAX_AXES: usize = 16;
/// Threads of a block, and blocks; not tuned.
const THREADS: u32 = 256;
const MAX_BLOCKS: u64 = 1 << 16;

/// `struct Axes` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
struct Axes {
    count: u64,
    ndim: i32,
    shape: [u64; MAX_AXES],
    strides: [i64; MAX_AXES],
}

/// A view to copy, and the room for it.
pub(crate) struct Packed<'a> {
    source: &'a Arc<Memory>,
    from: u64,
    to: Arc<Memory>,
    axes: Axes,
    function: FunctionHandle,
}

impl<'a> Packed<'a> {
    /// Room on a queue for a tensor's elements in row-major order.
    pub(crate) fn new(queue: &Arc<Queue>, tensor: &'a Tensor) -> Result<Self, Error> {
        let context = queue.context();
        let source = tensor.buffer.cuda()?;
        let element_bytes = tensor.dtype().size_bytes();
        let axes = Axes::of(&tensor.layout).ok_or_else(|| Error::InvalidView {
            op: "contiguous",
            shape: tensor.shape().to_vec(),
            request: format!("a copy of more than {MAX_AXES} separate axes on `cuda`"),
        })?;
        Ok(Self {
            source,
            from: source.address() + (tensor.offset() * element_bytes) as u64,
            to: Arc::new(Memory::new(queue, tensor.elements() * element_bytes)?),
            axes,
            function: function(context, element_bytes)?,
        })
    }

    pub(crate) fn address(&self) -> u64 {
        self.to.address()
    }

    /// Enqueues the copy.
    pub(crate) fn issue(&self, context: &Context, stream: StreamHandle) -> Result<(), Error> {
        if self.axes.count == 0 {
            return Ok(());
        }
        let (mut from, mut to, mut axes) = (self.from, self.to.address(), self.axes);
        let mut pointers = [
            (&raw mut from).cast(),
            (&raw mut to).cast(),
            (&raw mut axes).cast(),
        ];
        let blocks = axes.count.div_ceil(THREADS.into()).min(MAX_BLOCKS);
        let blocks = u32::try_from(blocks).expect("the number of blocks is bounded");
        let launch = context.driver().functions.cuLaunchKernel;
        // SAFETY: the kernel takes two addresses and the axes; the view lies within its buffer, and
        // the room is as large as its elements.
        let code = unsafe {
            let params = pointers.as_mut_ptr();
            let function = self.function;
            launch(
                function,
                blocks,
                1,
                1,
                THREADS,
                1,
                1,
                0,
                stream,
                params,
                ptr::null_mut(),
            )
        };
        context.check("cuLaunchKernel", code)
    }

    /// Remembers which work copies.
    pub(crate) fn note(&self, queue: &Arc<Queue>, ticket: u64) {
        self.source.used_by(queue, ticket);
        self.to.written_by(ticket);
    }

    /// What is copied.
    pub(crate) fn source(&self) -> &Arc<Memory> {
        self.source
    }

    /// The copy.
    pub(crate) fn room(&self) -> &Arc<Memory> {
        &self.to
    }
}

impl Axes {
    /// The axes of a layout, merged where they lie as one; `None` where there are too many.
    fn of(layout: &Layout) -> Option<Self> {
        let mut axes = Self {
            count: layout.elements() as u64,
            ndim: 0,
            shape: [1; MAX_AXES],
            strides: [0; MAX_AXES],
        };
        for (length, stride) in layout.merged_axes() {
            let at = usize::try_from(axes.ndim).ok()?;
            *axes.shape.get_mut(at)? = length as u64;
            axes.strides[at] = stride;
            axes.ndim += 1;
        }
        Some(axes)
    }
}

/// The kernel for elements of so many bytes. Its module stays loaded.
fn function(context: &'static Context, element_bytes: usize) -> Result<FunctionHandle, Error> {
    static LOADED: Mutex<BTreeMap<&'static str, Module>> = Mutex::new(BTreeMap::new());
    let mut loaded = lock(&LOADED);
    context.bind()?;
    let functions = &context.driver().functions;
    let module = match loaded.get(context.name()) {
        Some(module) => *module,
        None => {
            let module = own_text(context, TEXT, |cubin| {
                let mut module = Module::NULL;
                let load = functions.cuModuleLoadData;
                // SAFETY: the bytes are a whole cubin.
                let code = unsafe { load(&raw mut module, cubin.as_ptr().cast()) };
                context.check("cuModuleLoadData", code).map(|()| module)
            })?;
            loaded.insert(context.name(), module);
            module
        }
    };
    let name: &CStr = match element_bytes {
        1 => c"pack1",
        2 => c"pack2",
        4 => c"pack4",
        8 => c"pack8",
        _ => c"pack16",
    };
    let mut function = FunctionHandle::NULL;
    // SAFETY: the module is loaded; one handle is written.
    let code = unsafe { (functions.cuModuleGetFunction)(&raw mut function, module, name.as_ptr()) };
    context.check("cuModuleGetFunction", code)?;
    Ok(function)
}

#[cfg(test)]
mod tests {
    use super::{Axes, TEXT};
    use crate::{backend::cuda::nvrtc::Nvrtc, tensor::Layout};

    #[test]
    fn axes_are_merged_and_too_many_are_none() {
        let layout = Layout::row_major(&[2, 3, 4]);
        let axes = Axes::of(&layout).unwrap();
        assert_eq!(
            (axes.count, axes.ndim, axes.shape[0], axes.strides[0]),
            (24, 1, 24, 1)
        );
        let layout = Layout {
            shape: vec![2; 17],
            strides: (0..17).map(|axis| 1 << (2 * axis)).collect(),
            offset_elems: 0,
        };
        assert_eq!(Axes::of(&layout), None);
    }

    #[test]
    fn the_text_compiles() {
        let Ok(nvrtc) = Nvrtc::any() else { return };
        nvrtc.compile(TEXT, &["--gpu-architecture=sm_90"]).unwrap();
    }
}
