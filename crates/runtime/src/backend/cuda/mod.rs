//! Runs kernels on NVIDIA GPUs.
//!
//! What it is not: nothing here is needed to build or to start a program. The driver and NVRTC are
//! shared libraries that are looked for when a CUDA device is first asked for; where they are missing,
//! [`CudaUnavailable`] says so in a sentence, and nothing else changes.
//!
//! ```text
//! ir::Module -> CUDA C++ (msl::emit::cuda) -> cubin (nvrtc, or kept on disk) -> function
//! launch     -> addresses on a stream (launch) -> a ticket of its queue (queue)
//! ```
//!
//! | file | what it has |
//! | --- | --- |
//! | [`driver`], [`nvrtc`] | the libraries' functions, where they are found, and how they fail |
//! | [`device`] | a context, with what its streams share |
//! | [`queue`], [`mark`] | a stream, its tickets, and events that ask for one |
//! | [`memory`] | blocks and who keeps them, copies, constants |
//! | [`program`], [`launch`], [`log`] | compiled kernels, one launch, what it logs |
//! | [`blas`] | NVIDIA's products of matrices |
//! | [`prepared`], [`graph`] | a launch that is made again, and a list of them |
//!
//! A kernel here touches what it likes: an access outside of a buffer is undefined, as on every GPU,
//! and may end the context ([`CudaFailure`]). The device `check` finds such accesses.

mod bandwidth;
mod blas;
mod device;
mod driver;
mod graph;
mod launch;
mod log;
mod mark;
mod memory;
mod nvrtc;
mod prepared;
mod program;
mod queue;

pub use driver::{failure::CudaFailure, unavailable::CudaUnavailable};
pub use nvrtc::CudaRefused;

pub(crate) use bandwidth::copy_time;
pub(crate) use blas::{Handle as Blas, Lt, Product};
pub(crate) use device::Context;
pub(crate) use driver::places::in_words;
pub(crate) use graph::Graph;
pub(crate) use launch::{cubin, packed, submit};
pub(crate) use mark::event_of_now;
pub(crate) use memory::{Memory, PinnedBytes};
pub(crate) use nvrtc::Nvrtc;
pub(crate) use prepared::Prepared;
pub(crate) use program::Program;
pub(crate) use queue::Queue;
