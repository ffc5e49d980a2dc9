//! Everything that can go wrong at this interface.
//!
//! What is wrong with a kernel's text is in here as a whole ([`CompileError`], all diagnostics with
//! their places); what a checked run found likewise ([`Findings`]). Errors are cheap to clone,
//! because one failed launch is told to everybody who reads its outputs.

use crate::{
    backend::{
        check::Findings,
        cuda::{CudaFailure, CudaRefused, CudaUnavailable},
    },
    device::MemoryUse,
    submission::NoProduct,
};
use kernsmith_msl::{
    diagnostic::{Diagnostics, RenderStyle},
    dtype::DType,
    source::SourceMap,
};
use std::{fmt, sync::Arc};

/// An error of the runtime.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The kernel's declaration breaks a rule: its names, its template arguments, and so on.
    #[error(transparent)]
    Contract(#[from] kernsmith_msl::contract::Error),
    /// The kernel's text does not compile.
    #[error("{0}")]
    Compile(Arc<CompileError>),
    /// The text compiles, and the device's back end cannot run it yet.
    #[error("{0}")]
    Unsupported(Arc<Unsupported>),
    /// More threads in a threadgroup than the device has. The wording is the contract's (rule 11).
    #[error(
        "Thread group size ({threads}) is greater than  the maximum allowed threads per threadgroup ({limit})."
    )]
    ThreadgroupTooLarge {
        /// Kernel.
        kernel: String,
        /// The product as given, before clamping to the grid.
        threads: u128,
        /// The device's or the kernel's own limit.
        limit: u32,
        /// Device.
        device: String,
    },
    /// A threadgroup of no threads.
    #[error(
        "kernel `{kernel}`: expected a threadgroup of at least 1 thread along each axis, found {threadgroup:?}"
    )]
    ZeroThreadgroup {
        /// Kernel.
        kernel: String,
        /// As given.
        threadgroup: [u32; 3],
    },
    /// An extent of the grid or the threadgroup that is no 32-bit count.
    #[error(
        "kernel `{kernel}`: expected {what} of 0 to 4294967295 threads along each axis, found {value} along axis {axis}"
    )]
    ExtentOutOfRange {
        /// Kernel.
        kernel: String,
        /// `a grid` or `a threadgroup`.
        what: &'static str,
        /// 0 to 2.
        axis: usize,
        /// As given.
        value: String,
    },
    /// No grid or no threadgroup.
    #[error("kernel `{kernel}`: expected {what}, found none")]
    ExtentMissing {
        /// Kernel.
        kernel: String,
        /// `a grid` or `a threadgroup`.
        what: &'static str,
    },
    /// A grid of more threads than can be counted.
    #[error("kernel `{kernel}`: expected a grid of fewer than 2^63 threads, found {grid:?}")]
    GridTooLarge {
        /// Kernel.
        kernel: String,
        /// As given.
        grid: [u32; 3],
    },
    /// More threadgroup memory than the device has.
    #[error(
        "kernel `{kernel}` needs {need_bytes} bytes of threadgroup memory, and device `{device}` has {limit_bytes}"
    )]
    ThreadgroupMemory {
        /// Kernel.
        kernel: String,
        /// What the kernel's threadgroup variables take.
        need_bytes: u64,
        /// What there is.
        limit_bytes: u32,
        /// Device.
        device: String,
    },
    /// A kernel that the library does not have.
    #[error(
        "library `{library}`: expected the name of a kernel, found `{name}`; help: {}",
        one_of(known)
    )]
    NoFunction {
        /// Library.
        library: String,
        /// What was asked for.
        name: String,
        /// The kernels there are.
        known: Vec<String>,
    },
    /// An argument that a library's kernel does not take as it is.
    #[error("kernel `{kernel}`: expected {expected} for {place}, found {found}")]
    Argument {
        /// Kernel.
        kernel: String,
        /// The parameter.
        place: String,
        /// What it takes.
        expected: String,
        /// What it got.
        found: String,
    },
    /// A tensor of another device.
    #[error("{op}: expected a tensor on device `{expected}`, found one on `{found}`")]
    DeviceMismatch {
        /// What was asked for.
        op: String,
        /// The device that does it.
        expected: String,
        /// The device that the tensor is on.
        found: String,
    },
    /// Another element type than the operation takes.
    #[error("{op}: expected elements of type `{expected}`, found `{found}`")]
    DTypeMismatch {
        /// What was asked for.
        op: &'static str,
        /// What it takes.
        expected: DType,
        /// What it got.
        found: DType,
    },
    /// Another number of elements than the shape has.
    #[error(
        "{op}: expected {expected} elements of type `{dtype}` for shape {shape:?}, found {found}"
    )]
    LengthMismatch {
        /// What was asked for.
        op: &'static str,
        /// The shape.
        shape: Vec<usize>,
        /// Element type.
        dtype: DType,
        /// What the shape holds.
        expected: usize,
        /// What was given.
        found: usize,
    },
    /// Bytes that are not a whole number of elements.
    #[error("{op}: expected whole elements of {dtype}, {} bytes each, found {bytes} bytes", dtype.size_bytes())]
    PartialElement {
        /// What was asked for.
        op: &'static str,
        /// Element type.
        dtype: DType,
        /// How many bytes were given.
        bytes: usize,
    },
    /// A shape that no memory can hold, or that the kernel cannot be told.
    #[error("{op}: the shape {shape:?} of `{dtype}` is too large")]
    ShapeTooLarge {
        /// What was asked for.
        op: &'static str,
        /// The shape.
        shape: Vec<usize>,
        /// Element type.
        dtype: DType,
    },
    /// A view that the tensor does not have.
    #[error("{op}: {request} is not possible for a tensor of shape {shape:?}")]
    InvalidView {
        /// What was asked for.
        op: &'static str,
        /// Of which tensor.
        shape: Vec<usize>,
        /// With which arguments.
        request: String,
    },
    /// No room.
    #[error("out of memory: {bytes} bytes are not to be had{}", figures(device.as_ref()))]
    OutOfMemory {
        /// How many bytes were asked for.
        bytes: usize,
        /// On a device with memory of its own: its name, and what its memory is used for.
        device: Option<(&'static str, MemoryUse)>,
    },
    /// No CUDA device.
    #[error("{0}")]
    NoCuda(#[from] CudaUnavailable),
    /// A failure that the NVIDIA driver tells of.
    #[error("{0}")]
    Cuda(Arc<CudaFailure>),
    /// A product that the device's library does not make.
    #[error("{0}")]
    Product(#[from] NoProduct),
    /// A defect of ours: NVRTC does not compile what we made of a kernel.
    #[error("{0}")]
    CudaRefused(Arc<CudaRefused>),
    /// Something of a graph that is recorded, and has no contents.
    #[error(
        "a recorded launch runs, and its outputs can be read, only when its graph is replayed; help: give the tensor back from the closure of `capture`"
    )]
    Recorded,
    /// An array that a graph was not recorded for.
    #[error("replay: expected {expected} for input {index} of the graph, found {found}")]
    ReplayInput {
        /// Which input.
        index: usize,
        /// What was recorded.
        expected: String,
        /// What was given.
        found: String,
    },
    /// Times of a launch that was not timed.
    #[error(
        "the launch was not timed; help: devices other than `cpu` measure only where `timed` or `repeats` asks for it"
    )]
    NotTimed,
    /// A name that is no device.
    #[error("expected the name of a device, found `{name}`; help: one of {known}")]
    UnknownDevice {
        /// What was given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A run on the device `check` that found something.
    #[error("{0}")]
    Findings(Arc<Findings>),
    /// A kernel that the reference interpreter has no room for.
    #[error("kernel `{kernel}` cannot be checked: {error}")]
    TooLargeToCheck {
        /// Kernel.
        kernel: String,
        /// The interpreter's reason.
        error: kernsmith_msl::interp::Error,
    },
    /// A defect of ours: the work of a launch panicked.
    #[error("internal error: a launch of kernel `{kernel}` panicked: {message}")]
    Panicked {
        /// Kernel.
        kernel: String,
        /// The panic's message.
        message: String,
    },
    /// Several launches of a stream failed.
    #[error("{0}")]
    Failures(Arc<Failures>),
    /// A launch that was never run, because its stream ended.
    #[error("the stream ended before the launch ran")]
    Abandoned,
    /// No thread for a stream.
    #[error("the system gives no thread for a stream: {message}")]
    NoThread {
        /// The system's reason.
        message: String,
    },
}

/// Failed launches of a stream.
#[derive(Clone, Debug)]
pub struct Failures {
    /// Their errors, in order of submission.
    pub list: Vec<Error>,
    /// How many more there were.
    pub more: usize,
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} launches failed:", self.list.len() + self.more)?;
        for error in &self.list {
            write!(f, "\n{error}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

fn figures(device: Option<&(&'static str, MemoryUse)>) -> String {
    device.map_or_else(String::new, |(name, figures)| {
        format!(" on device `{name}`, where {figures}")
    })
}

fn one_of(known: &[String]) -> String {
    match known {
        [] => "it has no kernels".to_owned(),
        _ => format!("one of `{}`", known.join("`, `")),
    }
}

/// What is wrong with a kernel's text.
#[derive(Clone)]
pub struct CompileError {
    /// Kernel.
    pub kernel: String,
    /// All of it.
    pub diagnostics: Diagnostics,
    /// The texts that the diagnostics speak of.
    pub sources: SourceMap,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostics.render(&self.sources, RenderStyle::Plain))
    }
}

/// A part of a kernel that a back end cannot run yet.
#[derive(Clone)]
pub struct Unsupported {
    /// Kernel.
    pub kernel: String,
    /// Device.
    pub device: String,
    /// What it is and where, as one diagnostic named `unsupported-feature`.
    pub diagnostics: Diagnostics,
    /// The texts that the diagnostic speaks of.
    pub sources: SourceMap,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostics.render(&self.sources, RenderStyle::Plain))
    }
}

/// As displayed, so that an `unwrap` shows the places in the text.
impl fmt::Debug for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

/// As displayed.
impl fmt::Debug for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}
