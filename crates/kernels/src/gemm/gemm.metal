// gemm.metal: out = R(activation(alpha * op(a) op(b) + beta * c + bias)), a batch of them
//
// Shapes   a: [batches, m, k], of TA [batches, k, m]    b: [batches, k, n], of TB [batches, n, k], or one
//          matrix for all batches    c: [batches, m, n]    bias: [n]    factors: alpha, beta
//          out: [batches, m, n], of PART [parts, m, n]
// Types    T, R: half | bfloat | float; products are added in float by fused steps in the order of k, and
//          rounded once at the end.
// Launch   one threadgroup of (BM / RM) (BN / RN) threads for BM rows and BN columns: x over columns, y over
//          rows, z over batches.
// Assumes  RM divides BM and RN divides BN, 4 divides BM, BN and BK; out aliases no input. WIDE: rows of a and b
//          as they lie are multiples of 4 elements, and both begin at multiples of 4. Where BETA or BIAS is
//          false, c or bias is any array.
// Variants PART: steps of k that each part has, a multiple of BK, and z is over parts of one product; 0: z is over
//          batches, and k is whole. TA, TB: the matrix lies transposed. BM, BN: rows and columns of a tile. BK: steps of k between
//          barriers. RM, RN: elements of a thread. PAD: columns that a tile has more, a multiple of 4. DB: the next tile is
//          loaded while this one is multiplied. BETA, BIAS, ACTIVATION: what is done at the end.

constexpr uint THREADS = (BM / RM) * (BN / RN);
constexpr uint A_ROW = BM + PAD;
constexpr uint B_ROW = BN + PAD;
constexpr uint STAGES = DB ? 2 : 1;
threadgroup float4 a_memory[STAGES * BK * A_ROW / 4];
threadgroup float4 b_memory[STAGES * BK * B_ROW / 4];
threadgroup float* const a_tiles = (threadgroup float*)a_memory;
threadgroup float* const b_tiles = (threadgroup float*)b_memory;

const uint m = TA ? a_shape[2] : a_shape[1];
const uint k = TA ? a_shape[1] : a_shape[2];
const uint n = TB ? b_shape[1] : b_shape[2];
const uint thread_index = thread_position_in_threadgroup.x;
const uint row = thread_index / (BN / RN);
const uint column = thread_index % (BN / RN);
const uint first_row = threadgroup_position_in_grid.y * BM;
const uint first_column = threadgroup_position_in_grid.x * BN;
const uint slice = threadgroup_position_in_grid.z;
const uint k_first = PART > 0 ? slice * PART : 0;
const uint k_count = PART > 0 ? min(uint(PART), k - k_first) : k;
const ulong batch = PART > 0 ? 0 : slice;
a += batch * m * k;
b += b_shape[0] == 1 ? 0 : batch * n * k;

// A thread's share of the next tiles, on its way from device memory.
Carried<T, BK, BM, THREADS, !TA, WIDE> a_next;
Carried<T, BK, BN, THREADS, TB, WIDE> b_next;
float sums[RM][RN] = {};

const uint steps = (k_count + BK - 1) / BK;
for (uint step = 0; step <= steps; ++step) {
    // Behind the barrier, the same loads made a GPU a fifth slower.
    if (step < steps) {
        a_next.load(a, thread_index, uint2(k_first + step * BK, first_row), uint2(k, m));
        b_next.load(b, thread_index, uint2(k_first + step * BK, first_column), uint2(k, n));
    }
    // With two tiles, the one before is multiplied while the loads are on their way.
    if (DB && step > 0) {
        const uint which = (step - 1) % 2;
        multiply<RM, RN, BM / RM, BN / RN, BK>(sums, a_tiles + which * (BK * A_ROW), b_tiles + which * (BK * B_ROW),
                                               A_ROW, B_ROW, row, column);
    }
    if (step < steps) {
        const uint which = DB ? step % 2 : 0;
        a_next.store(a_tiles + which * (BK * A_ROW), thread_index, A_ROW);
        b_next.store(b_tiles + which * (BK * B_ROW), thread_index, B_ROW);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (!DB) {
            multiply<RM, RN, BM / RM, BN / RN, BK>(sums, a_tiles, b_tiles, A_ROW, B_ROW, row, column);
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

const float alpha = factors[0];
const float beta = factors[1];
#pragma unroll
for (uint x = 0; x < RM; ++x) {
#pragma unroll
    for (uint y = 0; y < RN; ++y) {
        const uint i = first_row + place_of<RM, BM / RM>(row, x);
        const uint j = first_column + place_of<RN, BN / RN>(column, y);
        if (i < m && j < n) {
            const ulong at = ulong(slice) * m * n + ulong(i) * n + j;
            float value = alpha * sums[x][y];
            if (BETA) {
                value += beta * float(c[at]);
            }
            if (BIAS) {
                value += float(bias[j]);
            }
            out[at] = R(activated<ACTIVATION>(value));
        }
    }
}
