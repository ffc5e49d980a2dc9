//! Operations. Each variant says what its operands and its result are; `valid` checks just that.

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
            | Self::Matrix { args, .. } => {
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
    /// All bits zero, of any type but a pointer.
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

/// Which form of a math function a call names; it matters for inexact functions of floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// As the module's math mode has it.
    Default,
    /// `fast::`.
    Fast,
    /// `precise::`.
    Precise,
}

/// Functions of the math library (clauses 6.3 to 6.7). Unless said otherwise, operands and
/// result have one float type, scalar or vector. `half` and `bfloat` compute as `float` and round once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the others are named as in the specification")]
pub enum MathFn {
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atan2,
    Atanh,
    Ceil,
    CopySign,
    Cos,
    Cosh,
    CosPi,
    Erf,
    Exp,
    Exp2,
    Exp10,
    Expm1,
    Fabs,
    Fdim,
    Floor,
    /// Fused, always.
    Fma,
    /// IEEE maximum: the other operand where one is NaN.
    Fmax,
    /// IEEE minimum.
    Fmin,
    Fmod,
    Fract,
    /// Mantissa of `frexp`, in [0.5, 1).
    FrexpMantissa,
    /// Exponent of `frexp`: the result is `I32`, of as many components.
    FrexpExponent,
    /// `ldexp(x, k)`, `k` being `I32` of as many components.
    Ldexp,
    /// `ilogb(x)`: the result is `I32`, of as many components.
    Ilogb,
    Log,
    Log1p,
    Log2,
    Log10,
    NextAfter,
    Pow,
    /// `powr`: as `pow` for a base of at least zero.
    Powr,
    /// `rint`: to nearest even.
    Rint,
    /// `round`: halfway away from zero.
    Round,
    Rsqrt,
    Sign,
    Sin,
    Sinh,
    SinPi,
    Sqrt,
    Tan,
    Tanh,
    TanPi,
    Trunc,
    Saturate,
    /// `mix(x, y, a)`.
    Mix,
    /// `step(edge, x)`.
    Step,
    /// `smoothstep(edge0, edge1, x)`.
    Smoothstep,
    /// `isnan(x)`: the result is `Bool`, of as many components; so for the next four.
    IsNan,
    IsInf,
    IsFinite,
    IsNormal,
    SignBit,
    /// Of integers, any width.
    Abs,
    /// `absdiff` of integers; the result is unsigned.
    AbsDiff,
    /// `addsat` of integers.
    AddSat,
    /// `subsat` of integers.
    SubSat,
    /// `hadd` of integers: `(x + y) >> 1` without overflow.
    Hadd,
    /// `rhadd` of integers: `(x + y + 1) >> 1` without overflow.
    Rhadd,
    /// `mulhi` of integers.
    MulHi,
    /// `clz` of integers.
    Clz,
    /// `ctz` of integers.
    Ctz,
    /// `popcount` of integers.
    Popcount,
    /// `reverse_bits` of integers.
    ReverseBits,
    /// `rotate(v, i)` of integers, to the left.
    Rotate,
    /// `extract_bits(x, offset, bits)`, the last two `U32` scalars.
    ExtractBits,
    /// `insert_bits(base, insert, offset, bits)`, the last two `U32` scalars.
    InsertBits,
    /// Minimum of integers.
    Min,
    /// Maximum of integers.
    Max,
    /// `dot(a, b)` of two float vectors; the result is scalar. Products and sums in order.
    Dot,
    /// `any(v)` of a `Bool` vector; the result is scalar `Bool`.
    Any,
    /// `all(v)` of a `Bool` vector; the result is scalar `Bool`.
    All,
}

/// Operations between the active threads of a simdgroup. "Data" is any scalar or vector of
/// numbers; the result has its type unless said otherwise. `Quad` forms act within each aligned
/// group of four threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SimdOp {
    /// `simd_sum(data)`. Floats are added in order of lanes in a tree that all back ends share:
    /// each half-width step adds lane `i + w` to lane `i`, with absent lanes as the identity.
    Sum,
    /// `simd_product(data)`.
    Product,
    /// `simd_min(data)`. Absent lanes of floats count as infinity, with [`MathFn::Fmin`]; so `Max`.
    Min,
    /// `simd_max(data)`.
    Max,
    /// `simd_and(data)` of integers; so `Or`, `Xor`.
    And,
    /// `simd_or(data)`.
    Or,
    /// `simd_xor(data)`.
    Xor,
    /// `simd_prefix_inclusive_sum(data)`.
    PrefixInclusiveSum,
    /// `simd_prefix_exclusive_sum(data)`.
    PrefixExclusiveSum,
    /// `simd_prefix_inclusive_product(data)`.
    PrefixInclusiveProduct,
    /// `simd_prefix_exclusive_product(data)`.
    PrefixExclusiveProduct,
    /// `simd_broadcast(data, lane)`, lane a `U16` scalar that is the same in all threads.
    Broadcast,
    /// `simd_broadcast_first(data)`.
    BroadcastFirst,
    /// `simd_shuffle(data, lane)`, lane a `U16` scalar.
    Shuffle,
    /// `simd_shuffle_down(data, delta)`, delta a `U16` scalar; beyond the edge its own value.
    ShuffleDown,
    /// `simd_shuffle_up(data, delta)`.
    ShuffleUp,
    /// `simd_shuffle_xor(data, mask)`.
    ShuffleXor,
    /// `simd_shuffle_rotate_down(data, delta)`.
    ShuffleRotateDown,
    /// `simd_shuffle_rotate_up(data, delta)`.
    ShuffleRotateUp,
    /// `simd_shuffle_and_fill_down(data, filling, delta)`, with an optional modulo as `U16`.
    ShuffleAndFillDown,
    /// `simd_shuffle_and_fill_up(data, filling, delta)`, with an optional modulo as `U16`.
    ShuffleAndFillUp,
    /// `simd_all(Bool)`: scalar `Bool`.
    All,
    /// `simd_any(Bool)`: scalar `Bool`.
    Any,
    /// `simd_ballot(Bool)`: `U64`, bit `i` for lane `i`.
    Ballot,
    /// `simd_active_threads_mask()`: `U64`.
    ActiveThreads,
    /// `simd_is_first()`: scalar `Bool`.
    IsFirst,
    /// `quad_sum(data)`.
    QuadSum,
    /// `quad_product(data)`.
    QuadProduct,
    /// `quad_min(data)`.
    QuadMin,
    /// `quad_max(data)`.
    QuadMax,
    /// `quad_and(data)` of integers; so `Or`, `Xor`.
    QuadAnd,
    /// `quad_or(data)`.
    QuadOr,
    /// `quad_xor(data)`.
    QuadXor,
    /// `quad_prefix_inclusive_sum(data)`.
    QuadPrefixInclusiveSum,
    /// `quad_prefix_exclusive_sum(data)`.
    QuadPrefixExclusiveSum,
    /// `quad_prefix_inclusive_product(data)`.
    QuadPrefixInclusiveProduct,
    /// `quad_prefix_exclusive_product(data)`.
    QuadPrefixExclusiveProduct,
    /// `quad_broadcast(data, lane)`.
    QuadBroadcast,
    /// `quad_broadcast_first(data)`.
    QuadBroadcastFirst,
    /// `quad_shuffle(data, lane)`.
    QuadShuffle,
    /// `quad_shuffle_down(data, delta)`; beyond the edge its own value.
    QuadShuffleDown,
    /// `quad_shuffle_up(data, delta)`; beyond the edge its own value.
    QuadShuffleUp,
    /// `quad_shuffle_xor(data, mask)`.
    QuadShuffleXor,
    /// `quad_shuffle_rotate_down(data, delta)`.
    QuadShuffleRotateDown,
    /// `quad_shuffle_rotate_up(data, delta)`.
    QuadShuffleRotateUp,
    /// `quad_shuffle_and_fill_down(data, filling, delta)`, with an optional modulo as `U16`.
    QuadShuffleAndFillDown,
    /// `quad_shuffle_and_fill_up(data, filling, delta)`, with an optional modulo as `U16`.
    QuadShuffleAndFillUp,
    /// `quad_all(Bool)`: scalar `Bool`.
    QuadAll,
    /// `quad_any(Bool)`: scalar `Bool`.
    QuadAny,
    /// `quad_ballot(Bool)`: `U64`, bit `i` for lane `i` of the quadgroup.
    QuadBallot,
    /// `quad_active_threads_mask()`: `U64`.
    QuadActiveThreads,
    /// `quad_is_first()`: scalar `Bool`.
    QuadIsFirst,
    /// `simdgroup_multiply_accumulate`: of matrices `a`, `b` and `c`, each of its own float type, the
    /// matrix `a * b + c` of `c`'s type. An element starts as `c`'s; eight products are added in
    /// order of `a`'s columns, each step fused and in `float`; the sum is rounded once.
    MultiplyMatrices,
}

/// Operations on matrices that need no other thread. `T` is a float scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatrixOp {
    /// The matrix with a scalar along its diagonal, and zeros.
    Diagonal,
    /// From a pointer to `T`, a `U64` stride and a `Bool`: the matrix whose element of row `i` and
    /// column `j` is `pointer[i * stride + j]`, or `pointer[j * stride + i]` where the `Bool` is true.
    Load,
    /// To a pointer to `T`, of a matrix, with stride and `Bool` as for `Load`. No result (`Void`).
    Store,
}

impl SimdOp {
    /// Threads among which it acts: 32, or 4.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::QuadSum
            | Self::QuadProduct
            | Self::QuadMin
            | Self::QuadMax
            | Self::QuadAnd
            | Self::QuadOr
            | Self::QuadXor
            | Self::QuadPrefixInclusiveSum
            | Self::QuadPrefixExclusiveSum
            | Self::QuadPrefixInclusiveProduct
            | Self::QuadPrefixExclusiveProduct
            | Self::QuadBroadcast
            | Self::QuadBroadcastFirst
            | Self::QuadShuffle
            | Self::QuadShuffleDown
            | Self::QuadShuffleUp
            | Self::QuadShuffleXor
            | Self::QuadShuffleRotateDown
            | Self::QuadShuffleRotateUp
            | Self::QuadShuffleAndFillDown
            | Self::QuadShuffleAndFillUp
            | Self::QuadAll
            | Self::QuadAny
            | Self::QuadBallot
            | Self::QuadActiveThreads
            | Self::QuadIsFirst => 4,
            _ => 32,
        }
    }

    /// Whether lanes beyond an edge take a second operand's values.
    #[must_use]
    pub const fn fills(self) -> bool {
        matches!(
            self,
            Self::ShuffleAndFillDown
                | Self::ShuffleAndFillUp
                | Self::QuadShuffleAndFillDown
                | Self::QuadShuffleAndFillUp
        )
    }
}

/// Atomic operations. The operand and the result have the atomic's scalar type, the result being
/// the former content, unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AtomicOp {
    /// No operand.
    Load,
    /// One operand, no result (`Void`).
    Store,
    /// One operand.
    Exchange,
    /// Two operands, expected and desired; the result is the former content. It equals `expected`
    /// exactly where the exchange took place (it never fails spuriously). Floats compare by bits.
    CompareExchange,
    /// One operand; floats too.
    Add,
    /// One operand; floats too.
    Sub,
    /// One operand.
    Min,
    /// One operand.
    Max,
    /// One operand.
    And,
    /// One operand.
    Or,
    /// One operand.
    Xor,
}

/// C++ memory orders that Metal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemoryOrder {
    /// Atomic, and orders nothing else.
    Relaxed,
    /// Loads.
    Acquire,
    /// Stores.
    Release,
    /// Both.
    AcquireRelease,
    /// One order of all.
    SequentiallyConsistent,
}

/// Who meets at a barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BarrierScope {
    /// `threadgroup_barrier`.
    Threadgroup,
    /// `simdgroup_barrier`.
    Simdgroup,
}

/// `mem_flags` of a barrier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MemoryFlags {
    /// `mem_device`.
    pub device: bool,
    /// `mem_threadgroup`.
    pub threadgroup: bool,
}
