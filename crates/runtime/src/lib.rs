//! Devices, tensors, streams and kernels: Metal compute source, launched.
//!
//! What a word means here and elsewhere:
//!
//! | here | Metal | CUDA | on `cpu` |
//! | --- | --- | --- | --- |
//! | [`Device`] | `MTLDevice` | device | the processor and a thread pool |
//! | [`Stream`] | command queue | stream | a worker that starts launches in order |
//! | [`Event`] | command buffer's completion | event | a flag that is waited for |
//! | [`Graph`] | indirect command buffer | graph | a list of launches |
//! | buffer | `MTLBuffer` | device pointer | aligned host memory, written once |
//! | [`Tensor`] | | | a typed view of a buffer |
//! | [`Library`], [`Function`] | `MTLLibrary`, `MTLFunction` | module, function | typed kernels |
//! | pipeline | compute pipeline state | loaded function | a register program |
//! | thread, simdgroup, threadgroup, grid | the same | thread, warp, block, grid | lane, 32 lanes, block, launch |

mod backend;
mod buffer;
mod device;
mod environment;
mod error;
mod event;
mod kernel;
mod launch;
mod library;
mod pipeline;
mod stream;
mod submission;
mod tensor;
mod time;
mod warning;

pub use backend::{
    check::Findings,
    cuda::{CudaFailure, CudaRefused, CudaUnavailable},
};
pub use buffer::Pinned;
pub use device::{
    CopyBandwidth, CudaReport, Device, DeviceInfo, DeviceKind, Library as FoundLibrary, Limits,
    MemoryUse,
};
pub use error::{CompileError, Error, Failures, Unsupported};
pub use event::{Completed, Event};
pub use kernel::{Kernel, KernelBuilder};
pub use kernsmith_msl::{
    contract::TemplateValue,
    dtype::DType,
    interp::Finding,
    ir::{ConstantValue, FunctionConstant, LogLevel, Logger, MathMode},
};
pub use launch::{Input, Launch};
pub use library::{
    Call, ConstantKey, Constants, Function, Library, LibraryBuilder, Parameter, ParameterMemory,
};
pub use pipeline::disk::{CacheStats, CodeCache};
pub use stream::{Graph, Stream};
pub use submission::{Launched, LogMessage, Logged, NoProduct, Product, ProductLibrary};
pub use tensor::{Complex32, Complex64, Element, Number, Tensor};
