// blocked.metal: L of A = L L^T, by blocks of 64 rows and columns, in place
//
// llt_begin    the lower half of a matrix from one half, with the identity where whole blocks have more than it
// llt_step     a block column of L, and what the one before it leaves of the blocks to the right of it
// llt_end      L, or its transpose, with zeros in the other half
//
// Shapes   work: [batches, 64 blocks, 64 blocks], of which blocks above the diagonal are not used. diagonal: [batches,
//          blocks, 64, 64], which has the diagonal blocks of L, whose places in `work` stay as they were. status:
//          [batches], 1 + the first pivot that is not positive, or 0.
// Types    float.
// Launch   llt_begin and llt_end: a thread for four rows of a column, z over batches. llt_step: threadgroups of 256 threads; x over
//          the block rows of the column, then over tiles of the update; y over batches.
// Assumes  every threadgroup of a block column computes the same factor of the diagonal block, with the same bits.

// Rows that a thread of llt_begin and llt_end has, so that several of its loads are on their way.
constant constexpr uint EACH = 4;

struct BeginSizes {
    uint side;
    uint work_side;
    uint is_upper;
};

kernel void llt_begin(const device float* a [[buffer(0)]], device float* work [[buffer(1)]],
                      constant BeginSizes& sizes [[buffer(2)]], uint3 at [[thread_position_in_grid]]) {
    const uint column = at.x;
    if (at.y * EACH / SIDE < column / SIDE) {
        return;
    }
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const uint row = at.y * EACH + turn;
        float value = row == column ? 1.0f : 0.0f;
        if (row < sizes.side && column < sizes.side) {
            const uint low = min(row, column);
            const uint high = max(row, column);
            const ulong place = sizes.is_upper != 0 ? ulong(low) * sizes.side + high : ulong(high) * sizes.side + low;
            value = a[ulong(at.z) * sizes.side * sizes.side + place];
        }
        work[(ulong(at.z) * sizes.work_side + row) * sizes.work_side + column] = value;
    }
}

struct StepSizes {
    uint blocks;
    // The block column that is made; all before the one before it have been subtracted from it and from what is to the
    // right of it.
    uint column;
};

// A matrix in the making.
struct Work {
    device float* matrix;
    device float* diagonal;
    device uint* status;
};

// A thread's share of a block of 64 rows and columns: four columns of four rows, sixteen rows apart.
struct Share {
    float4 fours[4];

    static Share of(const device float* block, uint pitch, uint thread_index) {
        Share share;
#pragma unroll
        for (uint turn = 0; turn < 4; ++turn) {
            const uint row = turn * 16 + thread_index / 16;
            share.fours[turn] = *(const device float4*)(block + ulong(row) * pitch + thread_index % 16 * 4);
        }
        return share;
    }

    // Half of the columns as steps of 64 rows, of which fours of rows lie where no two threads have the same bank.
    void stage(threadgroup float* steps, uint half_block, uint thread_index) const {
        const uint first = thread_index % 8 * 4;
        if (thread_index % 16 / 8 == half_block) {
#pragma unroll
            for (uint turn = 0; turn < 4; ++turn) {
                const uint row = (turn * 16 + thread_index / 16) ^ first;
#pragma unroll
                for (uint at = 0; at < 4; ++at) {
                    steps[(first + at) * SIDE + row] = fours[turn][at];
                }
            }
        }
    }
};

// A thread's four neighbors of a step that was staged.
inline float4 staged_at(const threadgroup float* steps, uint step, uint first) {
    return *(const threadgroup float4*)(steps + step * SIDE + (first ^ step / 4 * 4));
}

// Adds the products of 32 steps that were staged.
inline void add_staged(thread float4 (&sums)[4], const threadgroup float* left, const threadgroup float* right,
                       uint thread_index) {
#pragma unroll
    for (uint step = 0; step < STEPS; ++step) {
        const float4 rows = staged_at(left, step, thread_index / 16 * 4);
        const float4 columns = staged_at(right, step, thread_index % 16 * 4);
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
            sums[row] = fma(float4(rows[row]), columns, sums[row]);
        }
    }
}

// A thread's four rows and columns of a block.
inline void load_block(thread float4 (&values)[4], const device float* block, uint pitch, uint thread_index) {
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        const device float* line = block + ulong(thread_index / 16 * 4 + row) * pitch;
        values[row] = *(const device float4*)(line + thread_index % 16 * 4);
    }
}

// What the column before leaves of the diagonal block and of another one, of which threads have four rows and columns:
// `before` is to the left of the diagonal block, and the other one `below` rows under it.
inline void subtract_before(thread float4 (&diagonal)[4], thread float4 (&block)[4], const device float* before,
                            uint below, uint side, threadgroup float* left, uint thread_index) {
    threadgroup float* const right = left + STEPS * SIDE;
    const Share of_k = Share::of(before, side, thread_index);
    const Share of_i = Share::of(before + ulong(below) * side, side, thread_index);
    float4 of_diagonal[4] = {};
    float4 of_block[4] = {};
    for (uint half_block = 0; half_block < 2; ++half_block) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        of_k.stage(left, half_block, thread_index);
        of_i.stage(right, half_block, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        add_staged(of_diagonal, left, left, thread_index);
        add_staged(of_block, right, left, thread_index);
    }
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        diagonal[row] -= of_diagonal[row];
        block[row] -= of_block[row];
    }
}

// The sixteen columns of a row that threads factor, of a block that they have by four rows and columns.
inline void by_rows(thread float4 (&row)[4], const thread float4 (&block)[4], threadgroup float* memory,
                    uint thread_index) {
    const uint own = thread_index / 4;
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint at = 0; at < 4; ++at) {
        const uint to = thread_index / 16 * 4 + at;
        *(threadgroup float4*)(memory + to * SIDE + (thread_index % 16 * 4 ^ to % 8 * 4)) = block[at];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
        const uint column = column_of(quarter, thread_index) ^ own % 8 * 4;
        row[quarter] = *(const threadgroup float4*)(memory + own * SIDE + column);
    }
}

// A block times the transpose of the inverse of L, which is in rows of the factor to the left of the diagonal, on which it
// is `reciprocal`.
inline void solve_block(thread float4 (&solved)[4], const thread float4 (&block)[4], const thread float4 (&factor)[4],
                        float reciprocal, threadgroup float* left, uint thread_index) {
    threadgroup float* const right = left + STEPS * SIDE;
    const uint own = thread_index / 4;
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 8 * 4;
    for (uint half_block = 0; half_block < 2; ++half_block) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (thread_index % 16 / 8 == half_block) {
#pragma unroll
            for (uint column = 0; column < 4; ++column) {
                const float4 four = float4(block[0][column], block[1][column], block[2][column], block[3][column]);
                *(threadgroup float4*)(left + (begin + column) * SIDE + (top ^ begin)) = four;
            }
        }
#pragma unroll
        for (uint quarter = 0; quarter < 4; ++quarter) {
            const uint first = column_of(quarter, thread_index);
            const uint row = own ^ first % STEPS;
#pragma unroll
            for (uint at = 0; at < 4; ++at) {
                const float value = factor[quarter][at];
                const uint column = first + at;
                if (quarter / 2 == half_block) {
                    right[column % STEPS * SIDE + row] = column < own ? value : (column == own ? reciprocal : 0.0f);
                }
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        add_staged(solved, left, right, thread_index);
    }
}

// The diagonal block of L, whose transpose is in rows of the factor to the right of the diagonal.
inline void store_diagonal(device float* block, const thread float4 (&factor)[4], uint thread_index) {
    const uint own = thread_index / 4;
#pragma unroll
    for (uint at = 0; at < 16; ++at) {
        const uint column = column_of(at / 4, thread_index) + at % 4;
        block[column * SIDE + own] = column >= own ? factor[at / 4][at % 4] : 0.0f;
    }
}

inline void make_block(Work work, StepSizes sizes, uint block_row, threadgroup float* memory,
                       threadgroup float4* pivots, uint thread_index) {
    const uint side = sizes.blocks * SIDE;
    const uint k = sizes.column * SIDE;
    const uint below = block_row * SIDE;
    device float* const of_k = work.matrix + ulong(k) * side + k;
    device float* const of_i = of_k + ulong(below) * side;
    float4 diagonal[4];
    float4 block[4];
    load_block(diagonal, of_k, side, thread_index);
    load_block(block, of_i, side, thread_index);
    if (sizes.column > 0) {
        subtract_before(diagonal, block, of_k - SIDE, below, side, memory, thread_index);
    }
    float4 factor[4];
    by_rows(factor, diagonal, memory, thread_index);
    float reciprocal;
    const uint failed = factor_rows(factor, reciprocal, pivots, thread_index);
    if (block_row == 0) {
        store_diagonal(work.diagonal + ulong(sizes.column) * AREA, factor, thread_index);
        if (thread_index == 0 && failed < SIDE && *work.status == 0) {
            *work.status = k + failed + 1;
        }
        return;
    }
    float4 solved[4] = {};
    solve_block(solved, block, factor, reciprocal, memory, thread_index);
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        device float* const line = of_i + ulong(thread_index / 16 * 4 + row) * side;
        *(device float4*)(line + thread_index % 16 * 4) = solved[row];
    }
}

// A tile of the update, two blocks of rows and two of columns, in steps of eight columns.
constant constexpr uint TILE = 2 * SIDE;
constant constexpr uint TILE_STEPS = 8;
constant constexpr uint TILE_PITCH = TILE + 4;
constant constexpr uint TILE_STAGED = TILE_STEPS * TILE_PITCH;
// Floats that a threadgroup has for a block or for two stages of two sides of a tile.
constant constexpr uint MEMORY = 4 * TILE_STAGED;
static_assert(MEMORY >= AREA, "a block has room");

// A thread's four elements of eight steps of rows from `place` on, of which there are `rows`.
inline float4 load_share(const device float* place, ulong pitch, uint rows, uint thread_index) {
    const uint row = thread_index / 2;
    return row < rows ? *(const device float4*)(place + row * pitch + thread_index % 2 * 4) : float4(0.0f);
}

inline void store_share(threadgroup float* steps, float4 share, uint thread_index) {
#pragma unroll
    for (uint at = 0; at < 4; ++at) {
        steps[(thread_index % 2 * 4 + at) * TILE_PITCH + thread_index / 2] = share[at];
    }
}

// Adds the products of eight steps: a thread has four rows and columns of each pair of blocks.
inline void add_shares(thread float4 (&sums)[8][2], const threadgroup float* left, const threadgroup float* right,
                       uint thread_index) {
#pragma unroll
    for (uint step = 0; step < TILE_STEPS; ++step) {
        const threadgroup float* const rows = left + step * TILE_PITCH + thread_index / 16 * 4;
        const threadgroup float* const columns = right + step * TILE_PITCH + thread_index % 16 * 4;
        const float4 of_rows[2] = {*(const threadgroup float4*)rows, *(const threadgroup float4*)(rows + SIDE)};
        const float4 of_columns[2] = {*(const threadgroup float4*)columns,
                                      *(const threadgroup float4*)(columns + SIDE)};
#pragma unroll
        for (uint row = 0; row < 8; ++row) {
#pragma unroll
            for (uint part = 0; part < 2; ++part) {
                sums[row][part] = fma(float4(of_rows[row / 4][row % 4]), of_columns[part], sums[row][part]);
            }
        }
    }
}

// The tile of a lower triangle of so many tiles a side, of those counted through two rows at a time, which have as many
// together.
inline uint2 tile_of(uint index, uint tiles) {
    const uint odd = tiles % 2;
    const uint width = tiles + 1 - odd;
    const uint turn = index / width + 1 - odd;
    const uint at = index % width;
    return at < turn ? uint2(turn - 1, at) : uint2(tiles - turn - odd, at - turn);
}

// Subtracts what the block column before the one that is made leaves of a tile to the right of both. `left` holds two
// stages of each side, so that one is filled while the other is read.
inline void update_tile(device float* matrix, StepSizes sizes, uint index, threadgroup float* left, uint thread_index) {
    threadgroup float* const right = left + 2 * TILE_STAGED;
    const uint side = sizes.blocks * SIDE;
    const uint done = (sizes.column - 1) * SIDE;
    const uint first_row = (sizes.column + 1) * SIDE;
    const uint2 tile = tile_of(index, (sizes.blocks - sizes.column) / 2);
    const uint i = first_row + tile.x * TILE;
    const uint j = first_row + tile.y * TILE;
    const device float* of_i = matrix + ulong(i) * side + done;
    const device float* of_j = matrix + ulong(j) * side + done;

    float4 sums[8][2] = {};
    store_share(left, load_share(of_i, side, side - i, thread_index), thread_index);
    store_share(right, load_share(of_j, side, side - j, thread_index), thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint first = 0; first < SIDE; first += TILE_STEPS) {
        const uint now = first / TILE_STEPS % 2 * TILE_STAGED;
        const uint next = TILE_STAGED - now;
        of_i += TILE_STEPS;
        of_j += TILE_STEPS;
        // On their way while these are multiplied; after the last ones there are no rows.
        const bool is_last = first + TILE_STEPS == SIDE;
        const float4 i_next = load_share(of_i, side, is_last ? 0 : side - i, thread_index);
        const float4 j_next = load_share(of_j, side, is_last ? 0 : side - j, thread_index);
        add_shares(sums, left + now, right + now, thread_index);
        store_share(left + next, i_next, thread_index);
        store_share(right + next, j_next, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    const bool is_diagonal = tile.x == tile.y;
#pragma unroll
    for (uint half_tile = 0; half_tile < 2; ++half_tile) {
        const uint at_row = i + half_tile * SIDE + thread_index / 16 * 4;
        const uint at_column = j + thread_index % 16 * 4;
        device float* const place = matrix + ulong(at_row) * side + at_column;
        const bool is_above = is_diagonal && half_tile == 0;
        const bool is_there[2] = {at_row < side, at_row < side && at_column + SIDE < side && !is_above};
        // All of them are read before one is written, so that none waits for another.
        float4 values[4][2];
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
#pragma unroll
            for (uint part = 0; part < 2; ++part) {
                const device float4* const from = (const device float4*)(place + row * side + part * SIDE);
                values[row][part] = is_there[part] ? *from : float4(0.0f);
            }
        }
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
#pragma unroll
            for (uint part = 0; part < 2; ++part) {
                if (is_there[part]) {
                    device float4* const to = (device float4*)(place + row * side + part * SIDE);
                    *to = values[row][part] - sums[half_tile * 4 + row][part];
                }
            }
        }
    }
}

// As if it had twice the threads: two threadgroups then have room beside each other.
[[max_total_threads_per_threadgroup(512)]]
kernel void llt_step(device float* work [[buffer(0)]], device float* diagonal [[buffer(1)]],
                     device uint* status [[buffer(2)]], constant StepSizes& sizes [[buffer(3)]],
                     uint2 group [[threadgroup_position_in_grid]],
                     uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[MEMORY / 4];
    threadgroup float4 pivots[2 * SIDE];
    threadgroup float* const stages = (threadgroup float*)memory;
    const uint side = sizes.blocks * SIDE;
    const uint rows = sizes.blocks - sizes.column;
    const Work own = {work + ulong(group.y) * side * side, diagonal + ulong(group.y) * sizes.blocks * AREA,
                      status + group.y};
    // What others wait for comes first.
    if (group.x < rows) {
        make_block(own, sizes, group.x, stages, pivots, thread_index);
    } else {
        update_tile(own.matrix, sizes, group.x - rows, stages, thread_index);
    }
}

struct EndSizes {
    uint side;
    uint blocks;
    uint is_upper;
};

kernel void llt_end(const device float* work [[buffer(0)]], const device float* diagonal [[buffer(1)]],
                    device float* out [[buffer(2)]], constant EndSizes& sizes [[buffer(3)]],
                    uint3 at [[thread_position_in_grid]]) {
    const uint side = sizes.blocks * SIDE;
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const uint place = at.y * EACH + turn;
        const uint row = sizes.is_upper != 0 ? at.x : place;
        const uint column = sizes.is_upper != 0 ? place : at.x;
        float value = 0.0f;
        if (row / SIDE == column / SIDE) {
            const ulong block = (ulong(at.z) * sizes.blocks + row / SIDE) * AREA;
            value = diagonal[block + row % SIDE * SIDE + column % SIDE];
        } else if (row > column) {
            value = work[(ulong(at.z) * side + row) * side + column];
        }
        if (place < sizes.side) {
            out[(ulong(at.z) * sizes.side + place) * sizes.side + at.x] = value;
        }
    }
}
