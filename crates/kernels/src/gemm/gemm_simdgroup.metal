// gemm_simdgroup.metal: what gemm.metal computes, of 16-bit elements by simdgroup matrices
//
// Shapes   a: [batches, m, k], of TA [batches, k, m]    b: [batches, k, n], of TB [batches, n, k], or one
//          matrix for all batches    c: [batches, m, n]    bias: [n]    factors: alpha, beta
//          out: [batches, m, n]
// Types    T: half | bfloat; products are added in float, eight steps of k at a time and in the device's own
//          order within them, and rounded once at the end.
// Launch   one threadgroup of 32 (BM / WM) (BN / WN) threads for BM rows and BN columns: x over columns, y over
//          rows, z over batches.
// Assumes  WM divides BM, WN divides BN, and all four are multiples of 8, BK of 8; out aliases no input. WIDE:
//          rows of a and b as they lie are multiples of 8 elements, and both begin at multiples of 16 bytes.
//          Where BETA or BIAS is false, c or bias is any array.
// Variants TA, TB: the matrix lies transposed. BM, BN: rows and columns of a tile. WM, WN: of a simdgroup. BK:
//          steps of k between barriers. DB: two tiles, so that there is one barrier for BK steps. DIRECT, of WIDE and
//          DB: nothing is carried, for devices that copy on their own meanwhile. BETA, BIAS, ACTIVATION: what is
//          done at the end.

constexpr uint THREADS = 32 * (BM / WM) * (BN / WN);
// Rows and columns of tiles as they lie in memory.
constexpr uint A_ROWS = TA ? BK : BM;
constexpr uint A_COLUMNS = TA ? BM : BK;
constexpr uint B_ROWS = TB ? BN : BK;
constexpr uint B_COLUMNS = TB ? BK : BN;
constexpr uint A_TILE = A_ROWS * pitch<A_COLUMNS>();
constexpr uint B_TILE = B_ROWS * pitch<B_COLUMNS>();
// Rows of tiles that are computed together.
constexpr uint BAND = 16;
constexpr uint STAGES = DB ? 2 : 1;
// Sums leave in strips of eight rows, through the same memory.
constexpr uint STRIP = WN + 4;
constexpr uint TILES_BYTES = 2 * STAGES * (A_TILE + B_TILE);
constexpr uint STRIPS_BYTES = 4 * 8 * STRIP * (THREADS / 32);
threadgroup float4 memory[((TILES_BYTES > STRIPS_BYTES ? TILES_BYTES : STRIPS_BYTES) + 15) / 16];
threadgroup T* const a_tiles = (threadgroup T*)memory;
threadgroup T* const b_tiles = a_tiles + STAGES * A_TILE;

const uint m = TA ? a_shape[2] : a_shape[1];
const uint k = TA ? a_shape[1] : a_shape[2];
const uint n = TB ? b_shape[1] : b_shape[2];
const uint thread_index = thread_position_in_threadgroup.x;
const uint simdgroup = simdgroup_index_in_threadgroup;
// Threadgroups that run at the same time compute a block of BAND rows of tiles, so that they read the same tiles.
const uint across = (n + BN - 1) / BN;
const uint in_order = threadgroup_position_in_grid.y * across + threadgroup_position_in_grid.x;
const uint band = in_order / (BAND * across);
const uint band_rows = min(uint(BAND), (m + BM - 1) / BM - band * BAND);
const uint in_band = in_order - band * (BAND * across);
const uint first_row = (band * BAND + in_band % band_rows) * BM;
const uint first_column = in_band / band_rows * BN;
const uint top = simdgroup / (BN / WN) * WM;
const uint left = simdgroup % (BN / WN) * WN;
const ulong batch = threadgroup_position_in_grid.z;
a += batch * m * k;
b += b_shape[0] == 1 ? 0 : batch * n * k;

simdgroup_matrix<float, 8, 8> sums[WM / 8][WN / 8];
#pragma unroll
for (uint y = 0; y < WM / 8; ++y) {
#pragma unroll
    for (uint x = 0; x < WN / 8; ++x) {
        sums[y][x] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
    }
}

// A thread's share of the next tiles, on its way from device memory.
Share<T, decltype(a), A_ROWS, A_COLUMNS, THREADS, WIDE> a_next(
    a, TA ? uint2(m, k) : uint2(k, m), TA ? uint2(first_row, 0) : uint2(0, first_row), thread_index);
Share<T, decltype(b), B_ROWS, B_COLUMNS, THREADS, WIDE> b_next(
    b, TB ? uint2(k, n) : uint2(n, k), TB ? uint2(0, first_column) : uint2(first_column, 0), thread_index);
const uint2 a_step = TA ? uint2(0, BK) : uint2(BK, 0);
const uint2 b_step = TB ? uint2(BK, 0) : uint2(0, BK);
if (DIRECT) {
    a_next.copy(a_tiles, a_step);
    b_next.copy(b_tiles, b_step);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint step = 0; step * BK < k; ++step) {
        const uint which = step % 2;
        if ((step + 1) * BK < k) {
            a_next.copy(a_tiles + (1 - which) * A_TILE, a_step);
            b_next.copy(b_tiles + (1 - which) * B_TILE, b_step);
        }
        multiply_tiles<BM, BN, WM, WN, BK, TA, TB>(sums, a_tiles + which * A_TILE, b_tiles + which * B_TILE, top, left);
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
} else {
    a_next.load(a_step);
    b_next.load(b_step);
    for (uint step = 0; step * BK < k; ++step) {
        const uint which = DB ? step % 2 : 0;
        a_next.store(a_tiles + which * A_TILE);
        b_next.store(b_tiles + which * B_TILE);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        // The last ones are beyond the matrices, and read nothing.
        a_next.load(a_step);
        b_next.load(b_step);
        multiply_tiles<BM, BN, WM, WN, BK, TA, TB>(sums, a_tiles + which * A_TILE, b_tiles + which * B_TILE, top, left);
        // With two tiles, whoever is here writes the one that all have done with.
        if (!DB) {
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

threadgroup_barrier(mem_flags::mem_threadgroup);
const float alpha = factors[0];
const float beta = factors[1];
threadgroup float* const strip = (threadgroup float*)memory + simdgroup * (8 * STRIP);
#pragma unroll
for (uint y = 0; y < WM / 8; ++y) {
#pragma unroll
    for (uint x = 0; x < WN / 8; ++x) {
        simdgroup_store(sums[y][x], strip + x * 8, STRIP);
    }
    simdgroup_barrier(mem_flags::mem_threadgroup);
    for (uint at = thread_index % 32 * 4; at < 8 * WN; at += 128) {
        const uint i = first_row + top + y * 8 + at / WN;
        const uint j = first_column + left + at % WN;
        const uint count = i < m && j < n ? min(4u, n - j) : 0;
        const ulong place = batch * m * n + ulong(i) * n + j;
        const float4 found = alpha * *(threadgroup float4*)(strip + at / WN * STRIP + at % WN);
        if (count == 4 && n % 4 == 0) {
            vec<T, 4> four;
#pragma unroll
            for (uint which = 0; which < 4; ++which) {
                four[which] = T(ended<BETA, BIAS, ACTIVATION>(found[which], beta, c, place + which, bias, j + which));
            }
            *(device vec<T, 4>*)(out + place) = four;
        } else {
            for (uint which = 0; which < count; ++which) {
                const float sum = alpha * strip[at / WN * STRIP + at % WN + which];
                out[place + which] = T(ended<BETA, BIAS, ACTIVATION>(sum, beta, c, place + which, bias, j + which));
            }
        }
    }
    simdgroup_barrier(mem_flags::mem_threadgroup);
}
