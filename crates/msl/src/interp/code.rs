//! The prepared form of a module: a line of instructions per function, with everything resolved
//! that does not change while it runs.
//!
//! A call's values live in numbered 64-bit registers ([`Slot`]). Instructions keep the order of
//! the source's structure: a later statement has a higher number, and so has the `else` block
//! compared with the `then` block. The scheduler relies on that order.

use crate::{
    ir::{
        AtomicOp, BarrierScope, BinaryOp, BuiltIn, CompareOp, MathFn, MatrixOp, Scalar, SimdOp,
        UnaryOp,
    },
    source::{FileId, Span},
};
use std::collections::BTreeSet;

/// A register, relative to the call's first.
pub(super) type Slot = u32;

/// How a value lies in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// None.
    Void,
    /// One register.
    Scalar(Scalar),
    /// A register for each component, then one with a bit for each that has no value.
    Vector(Scalar, u8),
    /// One register, a packed [`Pointer`](super::pointer::Pointer).
    Pointer,
    /// A struct or array of so many bytes: the bytes as in memory, then a bit for each byte that
    /// has no value.
    Bytes(u32),
}

impl Shape {
    /// How many registers it takes.
    pub(super) fn slots(self) -> u32 {
        match self {
            Self::Void => 0,
            Self::Scalar(_) | Self::Pointer => 1,
            Self::Vector(_, lanes) => u32::from(lanes) + 1,
            Self::Bytes(bytes) => bytes.div_ceil(8) + bytes.div_ceil(64),
        }
    }

    /// How many bytes it moves.
    pub(super) fn size_bytes(self) -> u32 {
        match self {
            Self::Void => 0,
            Self::Scalar(scalar) => scalar.size_bytes(),
            Self::Vector(scalar, lanes) => scalar.size_bytes() * u32::from(lanes),
            Self::Pointer => 8,
            Self::Bytes(bytes) => bytes,
        }
    }

    /// What a person calls it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Void => "void".into(),
            Self::Scalar(scalar) => scalar.metal_name().into(),
            Self::Vector(scalar, lanes) => format!("{}{lanes}", scalar.metal_name()),
            Self::Pointer => "pointer".into(),
            Self::Bytes(bytes) => format!("{bytes} bytes"),
        }
    }
}

/// Components of numbers in registers: one without a mask, or several with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lanes {
    pub(super) scalar: Scalar,
    pub(super) count: u8,
}

/// An instruction and the text it came from.
#[derive(Clone, Debug)]
pub(super) struct Inst {
    pub(super) code: Code,
    pub(super) span: Span,
}

/// The memory that a barrier orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orders {
    pub(super) threadgroup: bool,
    pub(super) device: bool,
}

/// What an instruction does.
#[derive(Clone, Debug)]
pub(super) enum Code {
    Load {
        dst: Slot,
        pointer: Slot,
        shape: Shape,
        align: u32,
    },
    Store {
        pointer: Slot,
        value: Slot,
        shape: Shape,
        align: u32,
    },
    /// `dst = pointer + bytes`.
    Field {
        dst: Slot,
        pointer: Slot,
        bytes: i64,
    },
    /// `dst = pointer + index * stride`.
    Index {
        dst: Slot,
        pointer: Slot,
        index: Slot,
        scalar: Scalar,
        stride: i64,
    },
    /// The variable of this address loses its content.
    Forget {
        address: Slot,
    },
    Difference {
        dst: Slot,
        left: Slot,
        right: Slot,
        stride: i64,
    },
    Copy {
        dst: Slot,
        from: Slot,
        slots: u32,
    },
    Unary {
        op: UnaryOp,
        dst: Slot,
        a: Slot,
        lanes: Lanes,
    },
    Binary {
        op: BinaryOp,
        dst: Slot,
        a: Slot,
        b: Slot,
        lanes: Lanes,
    },
    Compare {
        op: CompareOp,
        dst: Slot,
        a: Slot,
        b: Slot,
        lanes: Lanes,
    },
    ComparePointers {
        op: CompareOp,
        dst: Slot,
        a: Slot,
        b: Slot,
    },
    /// By one condition, of any shape.
    Select {
        dst: Slot,
        condition: Slot,
        accept: Slot,
        reject: Slot,
        slots: u32,
    },
    /// By a condition for each component.
    SelectLanes {
        dst: Slot,
        condition: Slot,
        accept: Slot,
        reject: Slot,
        count: u8,
    },
    Convert {
        dst: Slot,
        a: Slot,
        from: Lanes,
        to: Scalar,
    },
    Bitcast {
        dst: Slot,
        a: Slot,
        from: Lanes,
        to: Lanes,
    },
    Splat {
        dst: Slot,
        a: Slot,
        count: u8,
    },
    /// A vector from scalars.
    Gather {
        dst: Slot,
        parts: Box<[Slot]>,
    },
    /// A struct or array from its members, each with its byte offset.
    Compose {
        whole: Whole,
        parts: Box<[Part]>,
    },
    /// A member of a struct or array.
    Member {
        whole: Whole,
        part: Part,
    },
    Component {
        dst: Slot,
        whole: Slot,
        index: u8,
        count: u8,
    },
    ComponentAt {
        dst: Slot,
        whole: Slot,
        index: Slot,
        scalar: Scalar,
        count: u8,
    },
    /// A vector of components of another.
    Swizzle {
        dst: Slot,
        whole: Slot,
        order: Box<[u8]>,
        count: u8,
    },
    Math {
        dst: Slot,
        function: MathFn,
        args: Box<[(Slot, u8)]>,
        lanes: Lanes,
    },
    /// The dot product of two vectors.
    Dot {
        dst: Slot,
        a: Slot,
        b: Slot,
        lanes: Lanes,
    },
    /// Whether any (or all) components of a `Bool` vector are true.
    Quantify {
        dst: Slot,
        a: Slot,
        count: u8,
        all: bool,
    },
    Call {
        dst: Slot,
        function: usize,
        args: Box<[Argument]>,
    },
    Atomic(Atomic),

    /// Waits for the simdgroup's other threads that come here; see [`super::simd`].
    Simd {
        op: SimdOp,
        dst: Slot,
        args: Box<[Slot]>,
        lanes: Lanes,
    },
    /// Waits for the whole simdgroup, whose threads bring equal values in these registers.
    Meet {
        uniform: Box<[Slot]>,
    },
    /// Waits for the simdgroup, and multiplies and adds matrices: `a * b + c`.
    Multiply {
        dst: Slot,
        factors: [(Slot, Scalar); 3],
    },
    /// The thread's part of a matrix, after a `Meet`.
    Matrix(Matrix),
    /// Orders accesses of memory.
    Fence,
    /// Logs a message with these values.
    Log {
        format: u32,
        args: Box<[(Slot, Lanes)]>,
    },
    /// Waits for the threads of the scope.
    Barrier {
        scope: BarrierScope,
        orders: Orders,
    },

    Jump {
        target: usize,
    },
    /// Jumps where the condition is false.
    Unless {
        condition: Slot,
        target: usize,
    },
    /// Jumps to the case that has the selector's value.
    Switch {
        selector: Slot,
        scalar: Scalar,
        table: Box<[(i64, usize)]>,
        default: usize,
    },
    /// Begins to count iterations.
    Enter,
    /// Begins the next iteration.
    Again {
        target: usize,
    },
    /// Ends a loop.
    Leave,
    Return {
        value: Slot,
        slots: u32,
    },
}

/// What a thread does with its two elements of a matrix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix {
    pub(super) op: MatrixOp,
    pub(super) scalar: Scalar,
    /// The two elements and their mask: the result, or what is stored.
    pub(super) elements: Slot,
    /// The pointer, or the value of a diagonal.
    pub(super) from: Slot,
    pub(super) stride: Slot,
    pub(super) transposed: Slot,
}

/// An atomic operation.
#[derive(Clone, Debug)]
pub(super) struct Atomic {
    pub(super) op: AtomicOp,
    pub(super) dst: Slot,
    pub(super) pointer: Slot,
    pub(super) args: Box<[Slot]>,
    pub(super) scalar: Scalar,
}

/// A struct or array in registers: its first register and its size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    pub(super) first: Slot,
    pub(super) bytes: u32,
}

/// A value in registers that is a member of a struct or array, at a byte offset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) slot: Slot,
    pub(super) shape: Shape,
    pub(super) offset: u32,
}

/// An argument: where from, where to in the callee's registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    pub(super) from: Slot,
    pub(super) to: Slot,
    pub(super) slots: u32,
}

/// A prepared function.
#[derive(Clone, Debug, Default)]
pub(super) struct Routine {
    pub(super) insts: Vec<Inst>,
    /// What the registers hold when a call begins: constants, and zeros.
    pub(super) registers: Vec<u64>,
    /// The variables of a call.
    pub(super) variables: Vec<Variable>,
    /// Where each parameter lies.
    pub(super) params: Vec<(Slot, Shape)>,
    /// Bytes that a call takes, with everything it calls.
    pub(super) deep_bytes: u64,
    /// Variables that live during a call, with everything it calls.
    pub(super) deep_variables: u64,
}

/// A variable in thread memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variable {
    /// The register that holds its address.
    pub(super) slot: Slot,
    pub(super) len_bytes: usize,
    /// Into [`Program::names`].
    pub(super) name: u32,
}

/// A parameter of a kernel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound {
    Buffer(usize),
    /// A threadgroup object: the fixed variables come first.
    Threadgroup(usize),
    BuiltIn(BuiltIn),
}

/// A prepared kernel with all it calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) routines: Vec<Routine>,
    /// The kernel's.
    pub(super) entry: usize,
    pub(super) bindings: Vec<Bound>,
    /// Sizes and names of the kernel's threadgroup variables.
    pub(super) shared: Vec<(u64, u32)>,
    /// Constant tables.
    pub(super) globals: super::objects::Objects,
    /// What variables are called in the source.
    pub(super) names: Vec<String>,
    /// What buffers are called, by binding index.
    pub(super) buffer_names: Vec<(usize, String)>,
    /// Texts that are not the user's.
    pub(super) library: BTreeSet<FileId>,
}

/// The place of the empty name in [`Program::names`].
pub(super) const NAMELESS: u32 = 0;
