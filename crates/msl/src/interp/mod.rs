//! The reference interpreter: what IR means, and what a kernel does wrong.
//!
//! It is plain, exact and one thread at a time, and shares no code with the executors that it is
//! the oracle of. It is not fast: a thread takes some tens of nanoseconds an operation.
//!
//! A kernel is prepared once ([`Launch::prepare`]); each threadgroup then runs on its own
//! ([`Prepared::run_threadgroup`]), so a host may run many at once over one [`Memory`].
//!
//! # What is checked
//!
//! Every access, against the object that its pointer was made from and byte by byte for "was
//! written"; every integer division, shift and conversion from float; every meeting of threads;
//! what threads share across barriers that do not order it. [`FINDING_NAMES`] lists it. After a finding the kernel goes on: a read out of bounds gives
//! zero, a write there is dropped, a division by zero gives zero.
//!
//! # What is fixed that Metal leaves open
//!
//! Content that a variable lost ([`Op::Forget`](crate::ir::Op::Forget)) is still what a read gives, beside the
//! finding. Threads of a threadgroup run in order of their index between meetings,
//! and threadgroups in the order that the host chooses, which kernels without races cannot tell.

mod access;
mod atomic;
mod code;
mod evaluate;
mod finding;
mod group;
mod launch;
mod memory;
mod number;
mod objects;
mod pointer;
mod prepare;
mod simd;
#[cfg(test)]
mod tests;
mod thread;

pub use finding::{Finding, NAMES as FINDING_NAMES};
pub use memory::{BufferInit, Memory};

use crate::ir::{Module, log::LogBuffer};
use code::Program;
use finding::{Culprit, Findings};
use group::Group;

/// Instructions that a thread may take unless a launch says otherwise: some ten seconds.
pub const DEFAULT_STEP_LIMIT: u64 = 1 << 28;

/// Bytes that the variables and registers of a threadgroup's threads may take.
const GROUP_LIMIT_BYTES: u64 = 1 << 30;

/// A launch of a kernel.
#[derive(Clone, Debug)]
pub struct Launch<'a> {
    /// The compiled source.
    pub module: &'a Module,
    /// The kernel's host name.
    pub kernel: &'a str,
    /// Threads, by axis.
    pub grid: [u32; 3],
    /// Threads of a full threadgroup, by axis, each at least 1 and no more than the grid's.
    pub threadgroup: [u32; 3],
    /// The device's threadgroup memory.
    pub threadgroup_limit_bytes: u32,
    /// Bytes of each `[[threadgroup(n)]]` parameter.
    pub threadgroup_lengths: Vec<u32>,
}

/// A kernel that is ready to run on any of a launch's threadgroups.
#[derive(Debug)]
pub struct Prepared<'a> {
    program: Program,
    grid: [u32; 3],
    threadgroup: [u32; 3],
    threadgroup_lengths: Vec<u32>,
    threadgroup_limit_bytes: u32,
    step_limit: u64,
    span: crate::source::Span,
    module: std::marker::PhantomData<&'a Module>,
}

/// Why a kernel cannot be run at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The module has no such kernel.
    #[error("the module has no kernel `{kernel}`")]
    UnknownKernel {
        /// The name.
        kernel: String,
    },
    /// A function's values, or a constant table, take more room than the interpreter gives.
    #[error("`{name}` is too large to be interpreted")]
    TooLarge {
        /// The function or table.
        name: String,
    },
}

impl<'a> Launch<'a> {
    /// Works out what all threads share.
    ///
    /// # Errors
    /// If the module has no such kernel, or it is too large.
    pub fn prepare(&self) -> Result<Prepared<'a>, Error> {
        let program = prepare::prepare(self.module, self.kernel)?;
        let entry = self.module.kernels.iter().find(|k| k.name == self.kernel);
        let function = entry.expect("`prepare` found the kernel").function;
        Ok(Prepared {
            program,
            grid: self.grid,
            threadgroup: self.threadgroup,
            threadgroup_lengths: self.threadgroup_lengths.clone(),
            threadgroup_limit_bytes: self.threadgroup_limit_bytes,
            step_limit: DEFAULT_STEP_LIMIT,
            span: self.module.functions[function].span,
            module: std::marker::PhantomData,
        })
    }
}

impl Prepared<'_> {
    /// Stops threads that take more instructions than this.
    #[must_use]
    pub fn with_step_limit(self, step_limit: u64) -> Self {
        Self { step_limit, ..self }
    }

    /// Bytes of threadgroup memory that each threadgroup takes.
    #[must_use]
    pub fn threadgroup_bytes(&self) -> u64 {
        launch::shared_bytes(&self.program, &self.threadgroup_lengths)
    }

    /// How many threadgroups there are, by axis.
    #[must_use]
    pub fn threadgroups(&self) -> [u32; 3] {
        std::array::from_fn(|axis| self.grid[axis].div_ceil(self.threadgroup[axis].max(1)))
    }

    /// A buffer for the messages of the launch.
    #[must_use]
    pub fn log(&self) -> LogBuffer {
        LogBuffer::new(self.threadgroup)
    }

    /// Runs the threadgroup at this position to its end and says what it did wrong. Its messages go to
    /// the end of `log`.
    #[must_use]
    pub fn run_threadgroup(
        &self,
        memory: &Memory,
        group: [u32; 3],
        log: &mut LogBuffer,
    ) -> Vec<Finding> {
        match self.refusal(group) {
            Some(finding) => vec![finding],
            None => Group::new(self, memory, group, log).run(),
        }
    }

    /// Why a threadgroup cannot begin.
    fn refusal(&self, group: [u32; 3]) -> Option<Finding> {
        let entry = &self.program.routines[self.program.entry];
        let threads = self.threadgroup.iter().map(|&count| u64::from(count));
        let threads = threads.fold(1, u64::saturating_mul);
        let private = entry.deep_bytes.saturating_mul(threads);
        let shared = self.threadgroup_bytes();
        let (name, message) = if shared > self.threadgroup_limit_bytes.into() {
            let limit = self.threadgroup_limit_bytes;
            let message =
                format!("the kernel takes {shared} bytes of threadgroup memory of {limit}");
            ("threadgroup-memory-exceeded", message)
        } else if private > GROUP_LIMIT_BYTES
            || entry.deep_variables >= pointer::OBJECT_LIMIT as u64
        {
            let message = format!("the variables of {threads} threads take {private} bytes");
            ("memory-limit-exceeded", message)
        } else {
            return None;
        };
        let mut findings = Findings::default();
        let culprit = Culprit {
            thread: std::array::from_fn(|axis| group[axis].wrapping_mul(self.threadgroup[axis])),
            threadgroup: group,
        };
        findings.push(name, self.span, culprit, || (message, Vec::new()));
        findings.into_list().pop()
    }
}

/// Prepares a launch and runs one threadgroup of it, whose messages are dropped; see
/// [`Prepared::run_threadgroup`].
///
/// # Errors
/// As [`Launch::prepare`].
pub fn run_threadgroup(
    launch: &Launch,
    memory: &Memory,
    group: [u32; 3],
) -> Result<Vec<Finding>, Error> {
    let prepared = launch.prepare()?;
    Ok(prepared.run_threadgroup(memory, group, &mut prepared.log()))
}
