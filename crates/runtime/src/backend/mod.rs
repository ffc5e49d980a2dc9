//! Back ends: what runs a compiled kernel.
//!
//! A back end owes two things. It compiles a valid module's kernel, or names the part that it cannot
//! run. And it runs that on bound memory. On the host it never touches memory that is not bound, whatever
//! the kernel does, returns when all threads are done, and knows no tensors, streams or caches. A GPU has
//! streams and memory of its own, so its back end ([`cuda`]) takes whole launches.

pub(crate) mod check;
pub(crate) mod cpu;
pub(crate) mod cuda;

use crate::{
    device::{Device, DeviceKind},
    error::{Error, Unsupported},
    submission::{NoProduct, ProductLibrary, Request},
};
use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics},
    ir::Module,
    ir::log::LogBuffer,
    source::SourceMap,
};
use std::sync::Arc;

/// A kernel or a library's product, ready to run.
pub(crate) enum Program {
    Cpu(Box<cpu::Program>),
    Check(Box<check::Program>),
    Cuda(Box<cuda::Program>),
    CpuProduct(Box<cpu::product::Product>),
    CudaProduct(Box<cuda::Product>),
}

/// Memory that a launch binds, in the order of buffer indices.
pub(crate) enum Binding<'a> {
    /// Memory that the kernel only reads.
    Read {
        /// The memory.
        bytes: &'a [u8],
        /// Where the kernel's pointer begins: not at the first byte of a view with negative strides.
        start_bytes: usize,
    },
    /// Memory that it may write.
    Write {
        /// The memory.
        bytes: &'a mut [u8],
        /// Whether what is there now means something.
        initialized: bool,
        /// Size of an element.
        element_bytes: usize,
        /// What the kernel calls it.
        name: &'a str,
    },
}

/// How a kernel is run.
pub(crate) struct Dispatch<'a> {
    pub(crate) device: &'a Device,
    /// Threads; none of the axes is zero.
    pub(crate) grid: [u32; 3],
    /// Clamped to the grid.
    pub(crate) threadgroup: [u32; 3],
    /// Bytes of each threadgroup argument, in the order of their indices.
    pub(crate) threadgroup_lengths: &'a [u32],
}

/// A kernel that the front end has compiled.
pub(crate) struct Compiled {
    /// What the caller calls it.
    pub(crate) kernel: String,
    pub(crate) module: Module,
    /// Its name in the module.
    pub(crate) entry: String,
    /// The texts that the module's spans speak of.
    pub(crate) sources: SourceMap,
}

impl Program {
    pub(crate) fn compile(device: &Device, compiled: Compiled) -> Result<Self, Error> {
        if let Some(context) = device.cuda_context() {
            let program = cuda::Program::new(context, compiled)?;
            return Ok(Self::Cuda(Box::new(program)));
        }
        match device.kind() {
            DeviceKind::Check => Ok(Self::Check(Box::new(check::Program::new(compiled)))),
            kind => match cpu::Program::compile(&compiled.module, &compiled.entry) {
                Ok(program) => Ok(Self::Cpu(Box::new(program))),
                Err(refusal) => Err(unsupported(kind, compiled, &refusal)),
            },
        }
    }

    /// The library that makes products on a device.
    pub(crate) fn product_library(device: &Device) -> Result<ProductLibrary, NoProduct> {
        match (device.cuda_context(), device.kind()) {
            (Some(context), _) => context.blas().map(cuda::Blas::library),
            (None, DeviceKind::Check) => Err(NoProduct::Device {
                device: device.name(),
            }),
            (None, _) => Ok(cpu::product::library()),
        }
    }

    /// Whether a device's library makes this product.
    pub(crate) fn check_product(device: &Device, request: &Request) -> Result<(), Error> {
        match (device.cuda_context(), Self::product_library(device)?) {
            (Some(context), _) => cuda::Product::check(context, request)?,
            (None, _) => cpu::product::Product::check(request)?,
        }
        Ok(())
    }

    /// A product, by a device's library.
    pub(crate) fn of_product(device: &Device, request: Request) -> Result<Self, Error> {
        Self::check_product(device, &request)?;
        Ok(match device.cuda_context() {
            Some(_) => Self::CudaProduct(Box::new(cuda::Product::new(request))),
            None => Self::CpuProduct(Box::new(cpu::product::Product::new(request))),
        })
    }

    /// Does what a launch needs and what is not part of its time.
    pub(crate) fn prepare(&self, dispatch: &Dispatch<'_>) {
        match self {
            Self::Cpu(program) => program.prepare(dispatch.grid, dispatch.threadgroup),
            Self::Check(_) | Self::Cuda(_) | Self::CpuProduct(_) | Self::CudaProduct(_) => {}
        }
    }

    /// Runs it to its end. What it logs is there also where something is found.
    pub(crate) fn run(
        &self,
        dispatch: &Dispatch<'_>,
        bindings: &mut [Binding<'_>],
    ) -> (Result<(), Error>, LogBuffer) {
        match self {
            Self::Cpu(program) => {
                let bindings: Vec<cpu::Binding> =
                    bindings.iter_mut().map(Binding::on_cpu).collect();
                // SAFETY: the bindings borrow their memory, exclusively where it may be written.
                let log = unsafe {
                    program.launch(
                        dispatch.grid,
                        dispatch.threadgroup,
                        &bindings,
                        dispatch.threadgroup_lengths,
                    )
                };
                (Ok(()), log)
            }
            Self::Check(program) => program.run(dispatch, bindings),
            Self::CpuProduct(product) => (product.run(bindings), LogBuffer::new([1; 3])),
            Self::Cuda(_) | Self::CudaProduct(_) => {
                unreachable!("a launch on a CUDA device is enqueued, not run by a worker")
            }
        }
    }
}

impl Binding<'_> {
    /// What is only read, and where it begins.
    pub(crate) fn read(&self) -> Option<(&[u8], usize)> {
        match self {
            Self::Read { bytes, start_bytes } => Some((bytes, *start_bytes)),
            Self::Write { .. } => None,
        }
    }

    fn on_cpu(&mut self) -> cpu::Binding {
        match self {
            Self::Read { bytes, start_bytes } => cpu::Binding {
                ptr: bytes.as_ptr().cast_mut(),
                len_bytes: bytes.len(),
                start_bytes: *start_bytes,
                writable: false,
            },
            Self::Write { bytes, .. } => cpu::Binding {
                ptr: bytes.as_mut_ptr(),
                len_bytes: bytes.len(),
                start_bytes: 0,
                writable: true,
            },
        }
    }
}

fn unsupported(kind: DeviceKind, compiled: Compiled, refusal: &cpu::Unsupported) -> Error {
    let device = kind.name();
    let message = format!("device `{device}` cannot run {} yet", refusal.feature);
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::error(
        "unsupported-feature",
        refusal.span,
        message,
    ));
    Error::Unsupported(Arc::new(Unsupported {
        kernel: compiled.kernel,
        device: device.to_owned(),
        diagnostics,
        sources: compiled.sources,
    }))
}
