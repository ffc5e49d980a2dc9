//! Operations. Each variant says what its operands and its result are; `valid` checks just that.

use super::math::{MathFn, Precision};
use super::thread::{AtomicOp, BarrierScope, MatrixOp, MemoryFlags, MemoryOrder, SimdOp};
use super::{FunctionId, GlobalId, LocalId, ValueId};

/// One operation of a [`Value`](super::Value).
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    // ---- ambient: usable anywhere in the function, never in an `Eval` ----
    /// A constant of the value's type.
    Const(Const),
    /// The parameter of this index.
    Param(u32),
    /// The address of a variable: a pointer into its space, to its type.
    LocalAddress(LocalId),
    /// The address of a table: a pointer into constant memory.
    GlobalAddress(GlobalId),

    // ---- memory ----
    /// The content of the place: scalar, vector, pointer, struct or array.
    Load(ValueId),
    /// Stores `value` at `pointer`.
    Store {
        /// To the value's type.
        pointer: ValueId,
        /// Scalar, vector, pointer, struct or array.
        value: ValueId,
    },
    /// The address of a field: from a pointer to a struct.
    Field {
        /// To the struct.
        pointer: ValueId,
        /// Which field.
        index: u32,
    },
    /// The address of an element: from a pointer to an array or a vector.
    Element {
        /// To the array or vector.
        pointer: ValueId,
        /// Any integer scalar, taken by its sign.
        index: ValueId,
    },
    /// `pointer + index`, in units of the pointee's stride.
    Offset {
        /// Any pointer.
        pointer: ValueId,
        /// Any integer scalar, taken by its sign.
        index: ValueId,
    },
    /// `left - right` in units of the pointee's stride, as `I64`: two pointers of one type.
    PointerDifference {
        /// Minuend.
        left: ValueId,
        /// Subtrahend.
        right: ValueId,
    },
    /// The same address with another pointee, in the same space.
    PointerCast(ValueId),
    /// A variable in thread memory has no content from here on: its declaration, which has no
    /// initializer, is executed again. No result (`Void`).
    Forget(LocalId),

    // ---- values ----
    /// One operand of the result's type.
    Unary(UnaryOp, ValueId),
    /// Two operands of the result's type.
    Binary(BinaryOp, ValueId, ValueId),
    /// Two operands of one scalar, vector or pointer type; the result is `Bool`, or as many.
    Compare(CompareOp, ValueId, ValueId),
    /// `condition ? accept : reject`, both evaluated. The condition is a scalar `Bool`, or, where
    /// the result is a vector, may be a `Bool` vector of as many components.
    Select {
        /// Chooses.
        condition: ValueId,
        /// Where true; of the result's type.
        accept: ValueId,
        /// Where false; of the result's type.
        reject: ValueId,
    },
    /// The address of a pointer as a `U64`: 0 for a null pointer and for no other, and a multiple of
    /// the alignment of any type for the first byte of an object. Bytes of one object are numbered in
    /// their order; numbers of different objects differ, and say nothing else.
    Address(ValueId),
    /// Numeric conversion of a scalar or vector to the result's type, of as many components.
    Convert(ValueId),
    /// The same bits as the result's type, of the same size; scalars and vectors.
    Bitcast(ValueId),
    /// A vector with every component equal to the scalar.
    Splat(ValueId),
    /// A vector from scalars, or a struct or array from its members.
    Compose(Vec<ValueId>),
    /// A component of a vector, or a member of a struct or array value.
    Extract {
        /// The whole.
        whole: ValueId,
        /// Which.
        index: u32,
    },
    /// A component of a vector by an index known only at run time; out of range gives zero.
    ExtractDynamic {
        /// The vector.
        whole: ValueId,
        /// Any integer scalar.
        index: ValueId,
    },
    /// A vector (or scalar) of the components of another in the given order.
    Swizzle {
        /// The vector.
        whole: ValueId,
        /// Component numbers, as many as the result has.
        order: Vec<u8>,
    },
    /// A function of the math library. Operands as [`MathFn`] says.
    Math {
        /// Which.
        function: MathFn,
        /// Operands.
        args: Vec<ValueId>,
        /// Which form was called.
        precision: Precision,
    },
    /// A call. Operands have the parameters' types, the result the function's.
    Call {
        /// Earlier in the module than the caller.
        function: FunctionId,
        /// One a parameter.
        args: Vec<ValueId>,
    },

    // ---- between threads ----
    /// An operation between the active threads of a simdgroup (or quadgroup).
    Simd {
        /// Which.
        op: SimdOp,
        /// Operands as [`SimdOp`] says.
        args: Vec<ValueId>,
    },
    /// The thread's part of a matrix that its simdgroup holds; see [`ir`](super).
    Matrix {
        /// Which.
        op: MatrixOp,
        /// Operands as [`MatrixOp`] says.
        args: Vec<ValueId>,
    },
    /// An atomic operation on device or threadgroup memory.
    Atomic {
        /// Which.
        op: AtomicOp,
        /// To `Atomic(scalar)`.
        pointer: ValueId,
        /// Operands as [`AtomicOp`] says.
        args: Vec<ValueId>,
        /// Order.
        order: MemoryOrder,
    },
    /// Waits for the threads of the scope, and orders memory.
    Barrier {
        /// Who waits.
        scope: BarrierScope,
        /// Which memory is ordered.
        flags: MemoryFlags,
    },
    /// Orders the thread's accesses before it and after it, as other threads see them
    /// (`atomic_thread_fence`), among all threads of the device. It waits for nobody. No result
    /// (`Void`).
    Fence {
        /// Which memory is ordered.
        flags: MemoryFlags,
        /// How.
        order: MemoryOrder,
    },
    /// Logs a message. No result (`Void`).
    Log {
        /// Index in [`Module::logs`](super::Module::logs).
        format: u32,
        /// The values that it prints: scalars and vectors of [types that are logged](super::is_logged).
        args: Vec<ValueId>,
    },
}

impl Op {
    /// Whether it stands outside of evaluation order.
    #[must_use]
    pub const fn is_ambient(&self) -> bool {
        matches!(
            self,
            Self::Const(_) | Self::Param(_) | Self::LocalAddress(_) | Self::GlobalAddress(_)
        )
    }

    /// Calls `visit` with every operand, in order.
    pub fn for_each_operand(&self, mut visit: impl FnMut(ValueId)) {
        match self {
            Self::Const(_)
            | Self::Param(_)
            | Self::LocalAddress(_)
            | Self::GlobalAddress(_)
            | Self::Forget(_)
            | Self::Barrier { .. }
            | Self::Fence { .. } => {}
            Self::Load(a)
            | Self::PointerCast(a)
            | Self::Address(a)
            | Self::Unary(_, a)
            | Self::Convert(a)
            | Self::Bitcast(a)
            | Self::Splat(a)
            | Self::Field { pointer: a, .. }
            | Self::Extract { whole: a, .. }
            | Self::Swizzle { whole: a, .. } => visit(*a),
            Self::Store {
                pointer: a,
                value: b,
            }
            | Self::Element {
                pointer: a,
                index: b,
            }
            | Self::Offset {
                pointer: a,
                index: b,
            }
            | Self::PointerDifference { left: a, right: b }
            | Self::Binary(_, a, b)
            | Self::Compare(_, a, b)
            | Self::ExtractDynamic { whole: a, index: b } => {
                visit(*a);
                visit(*b);
            }
            Self::Select {
                condition,
                accept,
                reject,
            } => {
                visit(*condition);
                visit(*accept);
                visit(*reject);
            }
            Self::Compose(args)
            | Self::Math { args, .. }
            | Self::Call { args, .. }
            | Self::Simd { args, .. }
            | Self::Matrix { args, .. }
            | Self::Log { args, .. } => {
                args.iter().copied().for_each(visit);
            }
            Self::Atomic { pointer, args, .. } => {
                visit(*pointer);
                args.iter().copied().for_each(visit);
            }
        }
    }
}

/// A constant of a type known from its context.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    /// All bits zero: zeros, null pointers.
    Zero,
    /// A scalar: its bits, zero-extended. `Bool` is 0 or 1.
    Scalar(u64),
    /// Components of a vector, fields of a struct, elements of an array.
    Composite(Vec<Self>),
}

/// Operations on one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// Of integers (wraps) and floats (flips the sign).
    Negate,
    /// Of `Bool`.
    Not,
    /// Of integers.
    Complement,
}

/// Operations on two operands of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// Sum.
    Add,
    /// Difference.
    Sub,
    /// Product.
    Mul,
    /// Quotient; of integers toward zero; of floats correctly rounded.
    Div,
    /// Remainder of integers, with the dividend's sign.
    Rem,
    /// Of integers; the count is masked by the width.
    Shl,
    /// Of integers; arithmetic for signed ones; the count is masked by the width.
    Shr,
    /// Of integers and `Bool`.
    And,
    /// Of integers and `Bool`.
    Or,
    /// Of integers and `Bool`.
    Xor,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}
