// block.h: products of blocks of 64 rows and columns by a threadgroup, and the factor and the inverse of one.
//
// Launch   256 threads in one dimension. A thread has four rows and four columns of a block's sums.
// Assumes  all threads call. `left` and `right` hold 32 rows of 68 floats each; the caller does not touch them without
//          a barrier between.

#include <metal_stdlib>
using namespace metal;

constant constexpr uint SIDE = 64;
constant constexpr uint AREA = SIDE * SIDE;
// Steps between barriers, and floats of a row of steps: four more than it holds, for banks.
constant constexpr uint STEPS = 32;
constant constexpr uint PITCH = SIDE + 4;
constant constexpr uint STAGED = STEPS * PITCH;

// A row-major matrix; what lies beyond its rows and columns counts as zero, whatever is there.
struct Matrix {
    const device float* place;
    ulong pitch;
    uint rows;
    uint columns;

    float at(uint row, uint column) const {
        // kernsmith: allow(uncoalesced-access): the caller says which element is whose
        return row < rows && column < columns ? place[row * pitch + column] : 0.0f;
    }
};

// A thread's share of 32 steps. BY_ROWS: a step is a row of the matrix, else a column.
template <bool BY_ROWS>
inline void load_steps(thread float (&share)[8], Matrix matrix, uint first, uint thread_index) {
#pragma unroll
    for (uint turn = 0; turn < 8; ++turn) {
        if (BY_ROWS) {
            share[turn] = matrix.at(first + turn * 4 + thread_index / SIDE, thread_index % SIDE);
        } else {
            share[turn] = matrix.at(turn * 8 + thread_index / STEPS, first + thread_index % STEPS);
        }
    }
}

template <bool BY_ROWS>
inline void store_steps(threadgroup float* steps, thread const float (&share)[8], uint thread_index) {
#pragma unroll
    for (uint turn = 0; turn < 8; ++turn) {
        if (BY_ROWS) {
            steps[(turn * 4 + thread_index / SIDE) * PITCH + thread_index % SIDE] = share[turn];
        } else {
            // kernsmith: allow(threadgroup-bank-conflict): four banks at a time, once for 64 products of each element
            steps[(thread_index % STEPS) * PITCH + turn * 8 + thread_index / STEPS] = share[turn];
        }
    }
}

// Adds the products of 32 steps.
inline void add_steps(thread float4 (&sums)[4], const threadgroup float* left, const threadgroup float* right,
                      uint thread_index) {
#pragma unroll 8
    for (uint step = 0; step < STEPS; ++step) {
        const float4 rows = *(const threadgroup float4*)(left + step * PITCH + thread_index / 16 * 4);
        const float4 columns = *(const threadgroup float4*)(right + step * PITCH + thread_index % 16 * 4);
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
            sums[row] = fma(float4(rows[row]), columns, sums[row]);
        }
    }
}

// Adds op(a) op(b), of so many steps. TA: a has a row a step, and else a column. TB: b has a column a step, and else a
// row.
template <bool TA, bool TB>
inline void add_product(thread float4 (&sums)[4], Matrix a, Matrix b, uint steps, threadgroup float* left,
                        threadgroup float* right, uint thread_index) {
    float a_next[8];
    float b_next[8];
    load_steps<TA>(a_next, a, 0, thread_index);
    load_steps<!TB>(b_next, b, 0, thread_index);
    for (uint first = 0; first < steps; first += STEPS) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        store_steps<TA>(left, a_next, thread_index);
        store_steps<!TB>(right, b_next, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        // On their way while these are multiplied; the last ones are beyond the matrices, and read nothing.
        load_steps<TA>(a_next, a, first + STEPS, thread_index);
        load_steps<!TB>(b_next, b, first + STEPS, thread_index);
        add_steps(sums, left, right, thread_index);
    }
}

// Half of the columns of a block that the threads hold, as 32 steps.
inline void stage_columns(threadgroup float* steps, const thread float4 (&values)[4], uint half_block, uint thread_index) {
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    if (begin / STEPS == half_block) {
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
#pragma unroll
            for (uint column = 0; column < 4; ++column) {
                // kernsmith: allow(threadgroup-bank-conflict): once for 64 products of each element
                steps[(begin % STEPS + column) * PITCH + top + row] = values[row][column];
            }
        }
    }
}

// A block by rows, four threads a row: of each sixteen columns a thread has four neighbors, so that the threads of a row
// read side by side.
inline uint column_of(uint quarter, uint thread_index) {
    return quarter * 16 + thread_index % 4 * 4;
}

// One of 256 threads' part of the factor L D L^T of a block: 16 columns of a row, in `row`, which begins as the block's
// and ends with the inverse of L to the left of the diagonal, D on it, and D L^T to the right of it. `pivots` holds two
// rows. Gives the first pivot that is not positive or not below 2^126, from which on a fast quotient is wrong, or 64.
//
// Row k is subtracted from all rows below it, times what makes their column k zero; that is their element of row k over
// the pivot, since the rest is symmetric. The same turns make the inverse of L of the identity, whose columns come to be
// where columns of the block have become zero.
inline uint eliminate(thread float4 (&row)[4], threadgroup float4* pivots, uint thread_index) {
    const uint own = thread_index / 4;
    uint failed = SIDE;
    if (own == 0) {
#pragma unroll
        for (uint quarter = 0; quarter < 4; ++quarter) {
            pivots[column_of(quarter, thread_index) / 4] = row[quarter];
        }
    }
#pragma unroll
    for (uint of_k = 0; of_k < 4; ++of_k) {
        for (uint k = of_k * 16; k < of_k * 16 + 16; ++k) {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            const threadgroup float4* const wide = pivots + k % 2 * (SIDE / 4);
            const threadgroup float* const pivot = (const threadgroup float*)wide;
            const float divisor = pivot[k];
            if (failed == SIDE && !(divisor > 0.0f && divisor < 0x1p126f)) {
                failed = k;
            }
            if (own > k) {
                // All of it is read before the quotient, which others would wait for.
                float4 of_pivot[4];
#pragma unroll
                for (uint quarter = 0; quarter < 4; ++quarter) {
                    of_pivot[quarter] = wide[column_of(quarter, thread_index) / 4];
                }
                const float factor = fast::divide(pivot[own], divisor);
#pragma unroll
                for (uint at = 0; at < 4; ++at) {
                    const bool is_new = column_of(of_k, thread_index) + at == k;
                    of_pivot[of_k][at] = is_new ? 1.0f : of_pivot[of_k][at];
                    row[of_k][at] = is_new ? 0.0f : row[of_k][at];
                }
#pragma unroll
                for (uint quarter = 0; quarter < 4; ++quarter) {
                    row[quarter] = fma(float4(-factor), of_pivot[quarter], row[quarter]);
                }
                if (own == k + 1) {
#pragma unroll
                    for (uint quarter = 0; quarter < 4; ++quarter) {
                        pivots[(k + 1) % 2 * (SIDE / 4) + column_of(quarter, thread_index) / 4] = row[quarter];
                    }
                }
            }
        }
    }
    return failed;
}
