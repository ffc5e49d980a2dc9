// turned.metal: matrices by column, and L by row
//
// lu_begin     a matrix by column
// lu_end       L by row, with ones on its diagonal and zeros above it, and where rows come from
//
// Shapes   a: [batches, rows, columns]. work: [batches, columns, rows]. lower: [batches, pitch, rows]. l: [batches, rows,
//          inner]. order and rows: [batches, rows].
// Types    float.
// Launch   threadgroups of 32x8 threads; x and y over tiles of 32, z over batches.

#include <metal_stdlib>
using namespace metal;

// Sides of tiles that are turned.
constant constexpr uint SQUARE = 32;

struct Sides {
    uint rows;
    uint columns;
};

kernel void lu_begin(const device float* a [[buffer(0)]], device float* work [[buffer(1)]],
                     constant Sides& sides [[buffer(2)]], uint3 group [[threadgroup_position_in_grid]],
                     uint3 thread_at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[SQUARE * (SQUARE + 1)];
    const ulong first = ulong(group.z) * sides.rows * sides.columns;
    const uint i = group.y * SQUARE;
    const uint j = group.x * SQUARE;
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint row = i + turn + thread_at.y;
        const uint column = j + thread_at.x;
        if (row < sides.rows && column < sides.columns) {
            tile[(turn + thread_at.y) * (SQUARE + 1) + thread_at.x] = a[first + ulong(row) * sides.columns + column];
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint column = j + turn + thread_at.y;
        const uint row = i + thread_at.x;
        if (row < sides.rows && column < sides.columns) {
            work[first + ulong(column) * sides.rows + row] = tile[thread_at.x * (SQUARE + 1) + turn + thread_at.y];
        }
    }
}

struct EndSizes {
    uint rows;
    uint inner;
    // Columns that `lower` has.
    uint pitch;
};

kernel void lu_end(const device float* lower [[buffer(0)]], const device uint* order [[buffer(1)]],
                   device float* l [[buffer(2)]], device long* rows [[buffer(3)]],
                   constant EndSizes& sizes [[buffer(4)]], uint3 group [[threadgroup_position_in_grid]],
                   uint3 thread_at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[SQUARE * (SQUARE + 1)];
    const ulong from = ulong(group.z) * sizes.pitch * sizes.rows;
    const ulong to = ulong(group.z) * sizes.rows * sizes.inner;
    const uint i = group.y * SQUARE;
    const uint j = group.x * SQUARE;
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint column = j + turn + thread_at.y;
        const uint row = i + thread_at.x;
        if (row < sizes.rows && column < sizes.inner) {
            const float below = lower[from + ulong(column) * sizes.rows + row];
            tile[(turn + thread_at.y) * (SQUARE + 1) + thread_at.x] = row > column ? below : (row == column ? 1.0f : 0.0f);
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint row = i + turn + thread_at.y;
        const uint column = j + thread_at.x;
        if (row < sizes.rows && column < sizes.inner) {
            l[to + ulong(row) * sizes.inner + column] = tile[thread_at.x * (SQUARE + 1) + turn + thread_at.y];
        }
        if (row < sizes.rows && column == 0) {
            const ulong place = ulong(group.z) * sizes.rows + row;
            rows[place] = long(order[place]);
        }
    }
}
