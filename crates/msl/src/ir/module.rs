//! A module: types, constant tables, functions and the kernels a host may launch.

use super::{
    Const, Function, FunctionConstant, FunctionId, HostValue, LogFormat, TypeArena, TypeId,
};
use crate::{
    arena::Arena,
    source::{FileId, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that one compilation produced.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Types.
    pub types: TypeArena,
    /// Program-scope constant tables.
    pub globals: Arena<Global>,
    /// Function constants that the text declares.
    pub constants: Vec<FunctionConstant>,
    /// Functions; a callee comes before its callers.
    pub functions: Arena<Function>,
    /// Kernels.
    pub kernels: Vec<EntryPoint>,
    /// Messages that [`Op::Log`](super::Op::Log) names by their place here.
    pub logs: Vec<LogFormat>,
    /// How inexact arithmetic may be, unless a call says otherwise.
    pub math_mode: MathMode,
    /// Texts that are not the user's. What goes wrong in a function of theirs is the caller's fault.
    pub library: BTreeSet<FileId>,
}

/// A table in constant memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Global {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: TypeId,
    /// Content, of type `ty`.
    pub init: Const,
    /// What the content stands for where only the host knows it.
    pub host: Option<HostValue>,
    /// Declaration.
    pub span: Span,
}

/// Metal's math modes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MathMode {
    /// IEEE NaN, infinities and signed zeros; no reassociation, no contraction.
    #[default]
    Safe,
    /// As `Safe`, with the freedom to reassociate and contract.
    Relaxed,
    /// As `Relaxed`, with the assumption that there are no NaN and no infinities, and with
    /// `fast::` functions where none is named.
    Fast,
}

/// A kernel.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryPoint {
    /// The name a host launches it by.
    pub name: String,
    /// Its function, which returns nothing. `params[i]` says what binds to the function's
    /// parameter `i`.
    pub function: FunctionId,
    /// One a parameter.
    pub params: Vec<EntryParam>,
    /// Parameters that may not exist, with the indices of the function constants that say so. They may
    /// share their index with others.
    pub undecided: BTreeMap<usize, BTreeSet<u32>>,
    /// `[[max_total_threads_per_threadgroup(n)]]`.
    pub max_threads: Option<u32>,
}

/// What a launch binds to a kernel's parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryParam {
    /// A pointer (or reference) to a buffer's memory; the parameter's type has space and pointee.
    Buffer {
        /// `[[buffer(n)]]`.
        index: u32,
        /// What the kernel may do with it.
        access: BufferAccess,
    },
    /// A pointer to threadgroup memory whose length the launch gives.
    Threadgroup {
        /// `[[threadgroup(n)]]`.
        index: u32,
    },
    /// A position or size. The parameter has the built-in's own type ([`BuiltIn::is_vector`]).
    BuiltIn(BuiltIn),
}

/// Declared access to a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BufferAccess {
    /// `const` or `constant`.
    Read,
    /// Anything else.
    ReadWrite,
}

/// Positions and sizes that exist for every thread. Grid, threadgroup and thread positions are
/// `uint3`, the others `uint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is named as the attribute in clause 5.2.3.6 of the specification"
)]
pub enum BuiltIn {
    ThreadPositionInGrid,
    ThreadPositionInThreadgroup,
    ThreadgroupPositionInGrid,
    ThreadsPerThreadgroup,
    ThreadsPerGrid,
    ThreadgroupsPerGrid,
    GridSize,
    GridOrigin,
    DispatchThreadsPerThreadgroup,
    ThreadIndexInThreadgroup,
    ThreadIndexInSimdgroup,
    SimdgroupIndexInThreadgroup,
    SimdgroupsPerThreadgroup,
    ThreadsPerSimdgroup,
    ThreadExecutionWidth,
    DispatchSimdgroupsPerThreadgroup,
    ThreadIndexInQuadgroup,
    QuadgroupIndexInThreadgroup,
    QuadgroupsPerThreadgroup,
    DispatchQuadgroupsPerThreadgroup,
}

impl BuiltIn {
    /// All of them with the spelling of their attribute.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::ThreadPositionInGrid, "thread_position_in_grid"),
        (
            Self::ThreadPositionInThreadgroup,
            "thread_position_in_threadgroup",
        ),
        (
            Self::ThreadgroupPositionInGrid,
            "threadgroup_position_in_grid",
        ),
        (Self::ThreadsPerThreadgroup, "threads_per_threadgroup"),
        (Self::ThreadsPerGrid, "threads_per_grid"),
        (Self::ThreadgroupsPerGrid, "threadgroups_per_grid"),
        (Self::GridSize, "grid_size"),
        (Self::GridOrigin, "grid_origin"),
        (
            Self::DispatchThreadsPerThreadgroup,
            "dispatch_threads_per_threadgroup",
        ),
        (
            Self::ThreadIndexInThreadgroup,
            "thread_index_in_threadgroup",
        ),
        (Self::ThreadIndexInSimdgroup, "thread_index_in_simdgroup"),
        (
            Self::SimdgroupIndexInThreadgroup,
            "simdgroup_index_in_threadgroup",
        ),
        (Self::SimdgroupsPerThreadgroup, "simdgroups_per_threadgroup"),
        (Self::ThreadsPerSimdgroup, "threads_per_simdgroup"),
        (Self::ThreadExecutionWidth, "thread_execution_width"),
        (
            Self::DispatchSimdgroupsPerThreadgroup,
            "dispatch_simdgroups_per_threadgroup",
        ),
        (Self::ThreadIndexInQuadgroup, "thread_index_in_quadgroup"),
        (
            Self::QuadgroupIndexInThreadgroup,
            "quadgroup_index_in_threadgroup",
        ),
        (Self::QuadgroupsPerThreadgroup, "quadgroups_per_threadgroup"),
        (
            Self::DispatchQuadgroupsPerThreadgroup,
            "dispatch_quadgroups_per_threadgroup",
        ),
    ];

    /// Whether it is a `uint3`; otherwise it is a `uint`.
    #[must_use]
    pub const fn is_vector(self) -> bool {
        matches!(
            self,
            Self::ThreadPositionInGrid
                | Self::ThreadPositionInThreadgroup
                | Self::ThreadgroupPositionInGrid
                | Self::ThreadsPerThreadgroup
                | Self::ThreadsPerGrid
                | Self::ThreadgroupsPerGrid
                | Self::GridSize
                | Self::GridOrigin
                | Self::DispatchThreadsPerThreadgroup
        )
    }
}
