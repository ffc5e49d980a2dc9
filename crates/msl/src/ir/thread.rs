//! What threads do together: simdgroup operations, matrices, atomics, barriers.

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
    /// `simd_min(data)`. Absent lanes of floats count as infinity, with [`MathFn::Fmin`](super::MathFn::Fmin); so `Max`.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
