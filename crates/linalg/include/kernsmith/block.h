// block.h: products of blocks of 64 rows and columns by a threadgroup.
//
// Launch   256 threads in one dimension. A thread has four rows and four columns of a block's sums.
// Assumes  all threads call. `left` and `right` hold 32 rows of 68 floats each; the caller does not touch them without
//          a barrier between. side.h is before it.

// Floats of a row of steps: four more than it holds, for banks.
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
