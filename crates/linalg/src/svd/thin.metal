// thin.metal: products of a matrix with bands of at most 48 columns, in parts
//
// row_parts_B     partial[s] = A Y over the columns of A in slab s, for B columns of Y
// column_parts_B  partial[s] = A^T Y over the rows of A in slab s, for B columns of Y
// part_sums       the parts of a band, added in order, in the band's place
// wide_rows       a matrix with zeros at the ends of its rows
//
// Shapes   a: [rows, pitch], of which sizes.columns count and the others are zero; pitch a multiple of 4. y: [columns or
//          rows, 64]. partial: [slabs, length, B], length the rows or the columns. out: [length, 64].
// Types    float.
// Launch   threadgroups of 4 B threads, x over 128 elements of the length, y over slabs; part_sums: a thread for each
//          element of the band, or of a whole row, which is then zero beyond the band.
// Assumes  sums depend on the slab alone: not on the device, nor on the band.

#include <metal_stdlib>
using namespace metal;

constant constexpr uint LENGTH = 128;
constant constexpr uint STEPS = 32;
constant constexpr uint PITCH = 64;

struct ThinSizes {
    uint rows;
    uint columns;
    // Elements of a row of A.
    uint pitch;
    uint slab;
    // Where the band begins.
    uint band;
};

struct BandSizes {
    uint slabs;
    uint band;
    // Columns of the band.
    uint width;
};

// Four neighbors of a matrix, zeros beyond it.
inline float4 four_of(const device float* a, constant ThinSizes& sizes, uint row, uint column) {
    if (row < sizes.rows && column < sizes.columns) {
        return *(const device float4*)(a + ulong(row) * sizes.pitch + column);
    }
    return 0.0f;
}

// BY_ROWS: a step is a column of A, and a tile is turned around on its way; fours of it then lie where no two threads
// that write have the same bank. Each thread adds 8 elements of the length by 4 columns.
template <bool BY_ROWS, uint BAND>
kernel void band_parts(const device float* a [[buffer(0)]], const device float* y [[buffer(1)]],
                       device float* partial [[buffer(2)]], constant ThinSizes& sizes [[buffer(3)]],
                       uint2 group [[threadgroup_position_in_grid]],
                       uint thread_index [[thread_index_in_threadgroup]]) {
    constexpr uint QUADS = BAND / 4;
    constexpr uint THREADS = LENGTH / 8 * QUADS;
    // Fours of a tile of A, and of Y, that a thread loads.
    constexpr uint LOADS = (LENGTH * STEPS / 4 + THREADS - 1) / THREADS;
    constexpr uint Y_LOADS = QUADS * STEPS / THREADS;
    threadgroup float4 memory[(LENGTH + BAND) * STEPS / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    threadgroup float* const right = left + LENGTH * STEPS;
    const uint length = BY_ROWS ? sizes.rows : sizes.columns;
    const uint steps = BY_ROWS ? sizes.columns : sizes.rows;
    const uint first = group.x * LENGTH;
    const uint last = min((group.y + 1) * sizes.slab, steps);
    const uint top = thread_index / QUADS * 8;
    const uint begin = thread_index % QUADS * 4;
    float4 sums[8] = {};
    for (uint step = group.y * sizes.slab; step < last; step += STEPS) {
        float4 share[LOADS];
        float4 y_share[Y_LOADS];
#pragma unroll
        for (uint turn = 0; turn < LOADS; ++turn) {
            const uint place = turn * THREADS + thread_index;
            share[turn] = BY_ROWS ? four_of(a, sizes, first + place / 8, step + place % 8 * 4)
                                  : four_of(a, sizes, step + place / 32, first + place % 32 * 4);
        }
#pragma unroll
        for (uint turn = 0; turn < Y_LOADS; ++turn) {
            const uint place = turn * THREADS + thread_index;
            const uint row = step + place / QUADS;
            y_share[turn] = 0.0f;
            if (row < last) {
                y_share[turn] = *(const device float4*)(y + ulong(row) * PITCH + sizes.band + place % QUADS * 4);
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
        for (uint turn = 0; turn < LOADS; ++turn) {
            const uint place = turn * THREADS + thread_index;
            if (place < LENGTH * STEPS / 4) {
                if (BY_ROWS) {
                    const uint quad = place % 8;
#pragma unroll
                    for (uint element = 0; element < 4; ++element) {
                        left[(quad * 4 + element) * LENGTH + (place / 8 ^ quad * 4)] = share[turn][element];
                    }
                } else {
                    *(threadgroup float4*)(left + place * 4) = share[turn];
                }
            }
        }
#pragma unroll
        for (uint turn = 0; turn < Y_LOADS; ++turn) {
            *(threadgroup float4*)(right + (turn * THREADS + thread_index) * 4) = y_share[turn];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll 8
        for (uint at = 0; at < STEPS; ++at) {
            const uint turned = BY_ROWS ? at / 4 * 4 : 0;
            const threadgroup float* line = left + at * LENGTH;
            const float4 upper = *(const threadgroup float4*)(line + (top ^ turned));
            const float4 lower = *(const threadgroup float4*)(line + (top + 4 ^ turned));
            const float4 values = *(const threadgroup float4*)(right + at * BAND + begin);
#pragma unroll
            for (uint row = 0; row < 4; ++row) {
                sums[row] = fma(float4(upper[row]), values, sums[row]);
                sums[row + 4] = fma(float4(lower[row]), values, sums[row + 4]);
            }
        }
    }
#pragma unroll
    for (uint row = 0; row < 8; ++row) {
        if (first + top + row < length) {
            const ulong place = (ulong(group.y) * length + first + top + row) * BAND + begin;
            *(device float4*)(partial + place) = sums[row];
        }
    }
}

#define INSTANTIATE_BAND(columns)                                                                                        \
    template [[host_name("row_parts_" #columns)]] [[kernel]] decltype(band_parts<true, columns>)                         \
        band_parts<true, columns>;                                                                                       \
    template [[host_name("column_parts_" #columns)]] [[kernel]] decltype(band_parts<false, columns>)                     \
        band_parts<false, columns>;

INSTANTIATE_BAND(8)
INSTANTIATE_BAND(16)
INSTANTIATE_BAND(24)
INSTANTIATE_BAND(32)
INSTANTIATE_BAND(40)
INSTANTIATE_BAND(48)

kernel void part_sums(const device float* partial [[buffer(0)]], device float* out [[buffer(1)]],
                      constant BandSizes& sizes [[buffer(2)]], uint2 at [[thread_position_in_grid]],
                      uint2 sides [[threads_per_grid]]) {
    float sum = 0.0f;
    if (at.x < sizes.width) {
        for (uint slab = 0; slab < sizes.slabs; ++slab) {
            sum += partial[(ulong(slab) * sides.y + at.y) * sizes.width + at.x];
        }
    }
    out[ulong(at.y) * PITCH + sizes.band + at.x] = sum;
}

kernel void wide_rows(const device float* a [[buffer(0)]], device float* out [[buffer(1)]],
                      constant uint& columns [[buffer(2)]], uint2 at [[thread_position_in_grid]],
                      uint2 sides [[threads_per_grid]]) {
    const float element = at.x < columns ? a[ulong(at.y) * columns + at.x] : 0.0f;
    out[ulong(at.y) * sides.x + at.x] = element;
}
