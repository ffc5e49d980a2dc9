// blocked.metal: L of A = L L^T, by blocks of 64 rows and columns, in place
//
// llt_begin    both halves of a matrix from one, with the identity where whole blocks have more than it
// llt_panel    a block column of L, from what earlier ones of its group leave of it
// llt_update   what a group of block columns leaves of the blocks to the right
// llt_end      L, or its transpose, with zeros in the other half
//
// Shapes   work: [batches, 64 blocks, 64 blocks]. diagonal, inverses: [batches, blocks, 64, 64], which have the diagonal
//          blocks of L, whose places in `work` stay as they were, and their inverses. status: [batches], 1 + the first
//          pivot that is not positive, or 0.
// Types    float.
// Launch   llt_begin and llt_end: a thread for each element, z over batches. The others: threadgroups of 256 threads. A
//          panel: x over block rows, y over batches; an update: x and y over tiles of two blocks, z over batches.
// Assumes  every threadgroup of a panel computes the same factor of the diagonal block, with the same bits.

struct BeginSizes {
    uint side;
    uint work_side;
    uint is_upper;
};

kernel void llt_begin(const device float* a [[buffer(0)]], device float* work [[buffer(1)]],
                      constant BeginSizes& sizes [[buffer(2)]], uint3 at [[thread_position_in_grid]]) {
    const uint row = at.y;
    const uint column = at.x;
    float value = row == column ? 1.0f : 0.0f;
    if (row < sizes.side && column < sizes.side) {
        const uint low = min(row, column);
        const uint high = max(row, column);
        const ulong place = sizes.is_upper != 0 ? ulong(low) * sizes.side + high : ulong(high) * sizes.side + low;
        // kernsmith: allow(uncoalesced-access): one half is the other's mirror, and is read once
        value = a[ulong(at.z) * sizes.side * sizes.side + place];
    }
    work[(ulong(at.z) * sizes.work_side + row) * sizes.work_side + column] = value;
}

struct PanelSizes {
    uint blocks;
    // The first block column of the group, and the one that is made.
    uint group_first;
    uint column;
};

kernel void llt_panel(device float* work [[buffer(0)]], device float* diagonal [[buffer(1)]],
                      device float* inverses [[buffer(2)]], device uint* status [[buffer(3)]],
                      constant PanelSizes& sizes [[buffer(4)]], uint2 group [[threadgroup_position_in_grid]],
                      uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float4 pivots[2 * SIDE / 4];
    threadgroup float roots[SIDE];
    threadgroup float* const left = (threadgroup float*)memory;
    threadgroup float* const right = left + STAGED;
    const uint side = sizes.blocks * SIDE;
    const ulong batch = ulong(group.y) * side * side;
    const uint k = sizes.column * SIDE;
    const uint i = k + group.x * SIDE;
    const uint done = sizes.group_first * SIDE;
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    const Matrix of_k = {work + batch + ulong(k) * side + done, side, SIDE, k - done};

    // What earlier columns of the group leave of the diagonal block.
    float4 sums[4] = {};
    add_product<false, true>(sums, of_k, of_k, k - done, left, right, thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        const ulong place = batch + ulong(k + top + row) * side + k + begin;
        *(threadgroup float4*)(left + (top + row) * SIDE + begin) = *(device float4*)(work + place) - sums[row];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint own = thread_index / 4;
    float4 factor[4];
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
        // kernsmith: allow(threadgroup-bank-conflict): once
        factor[quarter] = *(threadgroup float4*)(left + own * SIDE + column_of(quarter, thread_index));
    }
    const uint failed = eliminate(factor, pivots, thread_index);
#pragma unroll
    for (uint at = 0; at < 16; ++at) {
        if (column_of(at / 4, thread_index) + at % 4 == own) {
            roots[own] = sqrt(factor[at / 4][at % 4]);
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const float root = roots[own];
    if (group.x == 0) {
        const ulong block = (ulong(group.y) * sizes.blocks + sizes.column) * AREA;
#pragma unroll
        for (uint at = 0; at < 16; ++at) {
            const uint column = column_of(at / 4, thread_index) + at % 4;
            const float value = factor[at / 4][at % 4] / root;
            // kernsmith: allow(uncoalesced-access): one block, whose lines are all written
            inverses[block + own * SIDE + column] = column < own ? value : (column == own ? 1.0f / root : 0.0f);
            // kernsmith: allow(uncoalesced-access): one block, whose lines are all written
            diagonal[block + column * SIDE + own] = column > own ? value : (column == own ? root : 0.0f);
        }
        if (thread_index == 0 && failed < SIDE && status[group.y] == 0) {
            status[group.y] = k + failed + 1;
        }
        return;
    }

    // The block below: what is left of it, times the inverse's transpose.
    float4 rest[4] = {};
    const Matrix of_i = {work + batch + ulong(i) * side + done, side, SIDE, k - done};
    add_product<false, true>(rest, of_i, of_k, k - done, left, right, thread_index);
    float4 block[4] = {};
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        rest[row] = *(device float4*)(work + batch + ulong(i + top + row) * side + k + begin) - rest[row];
    }
    for (uint half_block = 0; half_block < 2; ++half_block) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        stage_columns(left, rest, half_block, thread_index);
#pragma unroll
        for (uint at = 0; at < 16; ++at) {
            const uint column = column_of(at / 4, thread_index) + at % 4;
            const float value = factor[at / 4][at % 4] / root;
            if (column / STEPS == half_block) {
                right[column % STEPS * PITCH + own] = column < own ? value : (column == own ? 1.0f / root : 0.0f);
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        add_steps(block, left, right, thread_index);
    }
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        *(device float4*)(work + batch + ulong(i + top + row) * side + k + begin) = block[row];
    }
}

struct UpdateSizes {
    uint blocks;
    // The first block column of the group, and the first after it.
    uint group_first;
    uint group_end;
};

// A tile of the update, two blocks of rows and two of columns, in steps of eight columns of the group.
constant constexpr uint TILE = 2 * SIDE;
constant constexpr uint TILE_STEPS = 8;
constant constexpr uint TILE_PITCH = TILE + 4;
constant constexpr uint TILE_STAGED = TILE_STEPS * TILE_PITCH;

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

kernel void llt_update(device float* work [[buffer(0)]], constant UpdateSizes& sizes [[buffer(1)]],
                       uint3 group [[threadgroup_position_in_grid]],
                       uint thread_index [[thread_index_in_threadgroup]]) {
    // Two of each, so that one is filled while the other is read.
    threadgroup float4 memory[4 * TILE_STAGED / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    threadgroup float* const right = left + 2 * TILE_STAGED;
    if (group.y > group.x) {
        return;
    }
    const uint side = sizes.blocks * SIDE;
    const uint steps = (sizes.group_end - sizes.group_first) * SIDE;
    const uint i = sizes.group_end * SIDE + group.x * TILE;
    const uint j = sizes.group_end * SIDE + group.y * TILE;
    device float* const matrix = work + ulong(group.z) * side * side;
    const device float* of_i = matrix + ulong(i) * side + sizes.group_first * SIDE;
    const device float* of_j = matrix + ulong(j) * side + sizes.group_first * SIDE;

    float4 sums[8][2] = {};
    store_share(left, load_share(of_i, side, side - i, thread_index), thread_index);
    store_share(right, load_share(of_j, side, side - j, thread_index), thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint first = 0; first < steps; first += TILE_STEPS) {
        const uint now = first / TILE_STEPS % 2 * TILE_STAGED;
        const uint next = TILE_STAGED - now;
        of_i += TILE_STEPS;
        of_j += TILE_STEPS;
        // On their way while these are multiplied; after the last ones there are no rows.
        const bool is_last = first + TILE_STEPS == steps;
        const float4 i_next = load_share(of_i, side, is_last ? 0 : side - i, thread_index);
        const float4 j_next = load_share(of_j, side, is_last ? 0 : side - j, thread_index);
        add_shares(sums, left + now, right + now, thread_index);
        store_share(left + next, i_next, thread_index);
        store_share(right + next, j_next, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
#pragma unroll
    for (uint row = 0; row < 8; ++row) {
        const uint at_row = i + row / 4 * SIDE + thread_index / 16 * 4 + row % 4;
#pragma unroll
        for (uint part = 0; part < 2; ++part) {
            const uint at_column = j + part * SIDE + thread_index % 16 * 4;
            if (at_row < side && at_column < side) {
                device float4* const place = (device float4*)(matrix + ulong(at_row) * side + at_column);
                *place = *place - sums[row][part];
            }
        }
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
    const uint row = sizes.is_upper != 0 ? at.x : at.y;
    const uint column = sizes.is_upper != 0 ? at.y : at.x;
    const uint side = sizes.blocks * SIDE;
    float value = 0.0f;
    if (row / SIDE == column / SIDE) {
        const ulong block = (ulong(at.z) * sizes.blocks + row / SIDE) * AREA;
        // kernsmith: allow(uncoalesced-access): of the transpose, once
        value = diagonal[block + row % SIDE * SIDE + column % SIDE];
    } else if (row > column) {
        // kernsmith: allow(uncoalesced-access): of the transpose, once
        value = work[(ulong(at.z) * side + row) * side + column];
    }
    out[(ulong(at.z) * sizes.side + at.y) * sizes.side + at.x] = value;
}
