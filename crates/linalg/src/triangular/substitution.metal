// substitution.metal: L X = B for a lower triangular L, by blocks of 64 rows and columns
//
// tri_begin    a lower triangular matrix, of an upper one its mirror, with the identity where whole blocks have more
// tri_sides    right sides in the same order of rows, or the identity
// tri_invert   the inverses of the diagonal blocks
// tri_rows     a group of block rows of X, one after the other
// tri_update   what a group leaves of the right sides below
// tri_rows_few, tri_update_few    the same for at most four right sides
// tri_end      X in the order of the caller's rows
//
// Shapes   work: [batches, 64 blocks, 64 blocks]. inverses: [batches, blocks, 64, 64]. x: [batches, 64 blocks,
//          64 strips]. status: [1], not 0 where a diagonal element is zero, or something is not finite.
// Types    float.
// Launch   tri_begin, tri_sides and tri_end: a thread for each element, z over batches. The others: threadgroups of 256
//          threads; x over blocks, y over strips of 64 right sides, z over batches. Of the few, tri_rows_few: y over
//          batches; tri_update_few: a simdgroup for each row, y over batches.
// Assumes  arrays that are written alias no others.

struct FormSizes {
    uint side;
    uint work_side;
    uint columns;
    uint work_columns;
    // Which half is read, whether it is the transpose that is meant, and whether the diagonal is ones.
    uint is_upper;
    uint is_transposed;
    uint is_unit;
    // Whether the right sides are the identity, and not read.
    uint is_identity;
};

kernel void tri_begin(const device float* a [[buffer(0)]], device float* work [[buffer(1)]],
                      constant FormSizes& sizes [[buffer(2)]], uint3 at [[thread_position_in_grid]]) {
    float value = at.y == at.x ? 1.0f : 0.0f;
    const bool is_read = at.y > at.x || (at.y == at.x && sizes.is_unit == 0);
    if (is_read && at.y < sizes.side) {
        // Of an upper triangle, rows and columns from the last to the first are a lower one.
        const bool is_mirrored = (sizes.is_upper != 0) != (sizes.is_transposed != 0);
        const uint row = is_mirrored ? sizes.side - 1 - at.y : at.y;
        const uint column = is_mirrored ? sizes.side - 1 - at.x : at.x;
        const ulong place = sizes.is_transposed != 0 ? ulong(column) * sizes.side + row
                                                     : ulong(row) * sizes.side + column;
        // kernsmith: allow(uncoalesced-access): of a transpose, once
        value = a[ulong(at.z) * sizes.side * sizes.side + place];
    }
    work[(ulong(at.z) * sizes.work_side + at.y) * sizes.work_side + at.x] = value;
}

kernel void tri_sides(const device float* b [[buffer(0)]], device float* x [[buffer(1)]],
                      constant FormSizes& sizes [[buffer(2)]], uint3 at [[thread_position_in_grid]]) {
    float value = 0.0f;
    if (at.y < sizes.side && at.x < sizes.columns) {
        const bool is_mirrored = (sizes.is_upper != 0) != (sizes.is_transposed != 0);
        const uint row = is_mirrored ? sizes.side - 1 - at.y : at.y;
        value = row == at.x ? 1.0f : 0.0f;
        if (sizes.is_identity == 0) {
            value = b[(ulong(at.z) * sizes.side + row) * sizes.columns + at.x];
        }
    }
    x[(ulong(at.z) * sizes.work_side + at.y) * sizes.work_columns + at.x] = value;
}

kernel void tri_invert(const device float* work [[buffer(0)]], device float* inverses [[buffer(1)]],
                       device atomic_uint* status [[buffer(2)]], constant uint& blocks [[buffer(3)]],
                       uint2 group [[threadgroup_position_in_grid]],
                       uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float block[SIDE * (SIDE + 1)];
    threadgroup float4 pivots[2 * SIDE / 4];
    const uint side = blocks * SIDE;
    const uint k = group.x * SIDE;
    const device float* from = work + (ulong(group.y) * side + k) * side + k;
    for (uint turn = 0; turn < 16; ++turn) {
        const uint row = turn * 4 + thread_index / SIDE;
        block[row * (SIDE + 1) + thread_index % SIDE] = from[ulong(row) * side + thread_index % SIDE];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint own = thread_index / 4;
    const float divisor = block[own * (SIDE + 1) + own];
    if (divisor == 0.0f || !isfinite(divisor)) {
        atomic_fetch_or_explicit(status, 1u, memory_order_relaxed);
    }
    float4 row[4];
#pragma unroll
    for (uint at = 0; at < 16; ++at) {
        row[at / 4][at % 4] = own == column_of(at / 4, thread_index) + at % 4 ? 1.0f : 0.0f;
    }
    for (uint k = 0; k < SIDE; ++k) {
        if (own == k) {
#pragma unroll
            for (uint quarter = 0; quarter < 4; ++quarter) {
                row[quarter] /= divisor;
                pivots[k % 2 * (SIDE / 4) + column_of(quarter, thread_index) / 4] = row[quarter];
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (own > k) {
            const float factor = block[own * (SIDE + 1) + k];
#pragma unroll
            for (uint quarter = 0; quarter < 4; ++quarter) {
                const float4 of_pivot = pivots[k % 2 * (SIDE / 4) + column_of(quarter, thread_index) / 4];
                row[quarter] = fma(float4(-factor), of_pivot, row[quarter]);
            }
        }
    }
    device float* out = inverses + (ulong(group.y) * blocks + group.x) * AREA;
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
        *(device float4*)(out + own * SIDE + column_of(quarter, thread_index)) = row[quarter];
    }
}

struct GroupSizes {
    uint blocks;
    uint strips;
    // The first block row of the group, and the first after it.
    uint group_first;
    uint group_end;
};

kernel void tri_rows(const device float* work [[buffer(0)]], const device float* inverses [[buffer(1)]],
                     device float* x [[buffer(2)]], constant GroupSizes& sizes [[buffer(3)]],
                     uint2 group [[threadgroup_position_in_grid]],
                     uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    threadgroup float* const right = left + STAGED;
    const uint side = sizes.blocks * SIDE;
    const uint pitch = sizes.strips * SIDE;
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    const uint done = sizes.group_first * SIDE;
    device float* const strip = x + ulong(group.y) * side * pitch + group.x * SIDE;
    for (uint block = sizes.group_first; block < sizes.group_end; ++block) {
        const uint k = block * SIDE;
        const Matrix of_k = {work + (ulong(group.y) * side + k) * side + done, side, SIDE, k - done};
        const Matrix above = {strip + ulong(done) * pitch, pitch, k - done, SIDE};
        float4 rest[4] = {};
        add_product<false, false>(rest, of_k, above, k - done, left, right, thread_index);
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
            rest[row] = *(device float4*)(strip + ulong(k + top + row) * pitch + begin) - rest[row];
        }
        const Matrix inverse = {inverses + (ulong(group.y) * sizes.blocks + block) * AREA, SIDE, SIDE, SIDE};
        float4 found[4] = {};
        for (uint half_block = 0; half_block < 2; ++half_block) {
            float share[8];
            load_steps<false>(share, inverse, half_block * STEPS, thread_index);
            threadgroup_barrier(mem_flags::mem_threadgroup);
            store_steps<false>(left, share, thread_index);
            if (top / STEPS == half_block) {
#pragma unroll
                for (uint row = 0; row < 4; ++row) {
                    *(threadgroup float4*)(right + (top % STEPS + row) * PITCH + begin) = rest[row];
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            add_steps(found, left, right, thread_index);
        }
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
            *(device float4*)(strip + ulong(k + top + row) * pitch + begin) = found[row];
        }
        // The next rows read these.
        threadgroup_barrier(mem_flags::mem_device);
    }
}

kernel void tri_update(const device float* work [[buffer(0)]], device float* x [[buffer(1)]],
                       constant GroupSizes& sizes [[buffer(2)]], uint3 group [[threadgroup_position_in_grid]],
                       uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    const uint side = sizes.blocks * SIDE;
    const uint pitch = sizes.strips * SIDE;
    const uint done = sizes.group_first * SIDE;
    const uint steps = (sizes.group_end - sizes.group_first) * SIDE;
    const uint i = (sizes.group_end + group.x) * SIDE;
    device float* const strip = x + ulong(group.z) * side * pitch + group.y * SIDE;
    const Matrix of_i = {work + (ulong(group.z) * side + i) * side + done, side, SIDE, steps};
    const Matrix above = {strip + ulong(done) * pitch, pitch, steps, SIDE};
    float4 sums[4] = {};
    add_product<false, false>(sums, of_i, above, steps, left, left + STAGED, thread_index);
    device float* const place = strip + ulong(i + thread_index / 16 * 4) * pitch + thread_index % 16 * 4;
    // All of it is read before anything is written, so that no row waits for another.
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        sums[row] = *(const device float4*)(place + row * pitch) - sums[row];
    }
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        *(device float4*)(place + row * pitch) = sums[row];
    }
}

// Block rows of a group at most.
constant constexpr uint MOST_BLOCKS = 4;

// What four neighbors of a row add to four sides.
inline float4 add_four(float4 sums, float4 row, const threadgroup float4* x) {
#pragma unroll
    for (uint at = 0; at < 4; ++at) {
        sums = fma(float4(row[at]), x[at], sums);
    }
    return sums;
}

// The sums of four neighboring threads.
inline float4 sum_of_four(float4 sums) {
    sums += simd_shuffle_xor(sums, ushort(1));
    return sums + simd_shuffle_xor(sums, ushort(2));
}

kernel void tri_rows_few(const device float* work [[buffer(0)]], const device float* inverses [[buffer(1)]],
                         device float* x [[buffer(2)]], constant GroupSizes& sizes [[buffer(3)]],
                         uint2 group [[threadgroup_position_in_grid]],
                         uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 found[MOST_BLOCKS * SIDE];
    threadgroup float4 rest[SIDE];
    const uint side = sizes.blocks * SIDE;
    const uint own = thread_index / 4;
    const uint part = thread_index % 4 * 4;
    const uint done = sizes.group_first * SIDE;
    for (uint block = sizes.group_first; block < sizes.group_end; ++block) {
        const uint row = block * SIDE + own;
        const device float* const line = work + (ulong(group.y) * side + row) * side + done;
        const device float* const inverse = inverses + (ulong(group.y) * sizes.blocks + block) * AREA + own * SIDE;
        device float4* const place = (device float4*)(x + (ulong(group.y) * side + row) * SIDE);
        float4 sums = float4(0.0f);
        for (uint at = part; at < block * SIDE - done; at += 16) {
            sums = add_four(sums, *(const device float4*)(line + at), found + at);
        }
        sums = sum_of_four(sums);
        if (part == 0) {
            rest[own] = *place - sums;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        sums = float4(0.0f);
#pragma unroll
        for (uint at = 0; at < SIDE; at += 16) {
            sums = add_four(sums, *(const device float4*)(inverse + at + part), rest + at + part);
        }
        sums = sum_of_four(sums);
        if (part == 0) {
            *place = sums;
            found[block * SIDE - done + own] = sums;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
}

kernel void tri_update_few(const device float* work [[buffer(0)]], device float* x [[buffer(1)]],
                           constant GroupSizes& sizes [[buffer(2)]], uint2 group [[threadgroup_position_in_grid]],
                           uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 above[MOST_BLOCKS * SIDE];
    const uint side = sizes.blocks * SIDE;
    const uint done = sizes.group_first * SIDE;
    const uint steps = (sizes.group_end - sizes.group_first) * SIDE;
    device float* const sides = x + ulong(group.y) * side * SIDE;
    for (uint at = thread_index; at < steps; at += 256) {
        // kernsmith: allow(uncoalesced-access): four of 64 right sides, of 256 rows at most
        above[at] = *(const device float4*)(sides + ulong(done + at) * SIDE);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint row = sizes.group_end * SIDE + group.x * 8 + thread_index / 32;
    const device float* const line = work + (ulong(group.y) * side + row) * side + done;
    float4 sums = float4(0.0f);
    for (uint at = thread_index % 32 * 4; at < steps; at += 128) {
        sums = add_four(sums, *(const device float4*)(line + at), above + at);
    }
    sums = simd_sum(sums);
    if (thread_index % 32 == 0) {
        device float4* const place = (device float4*)(sides + ulong(row) * SIDE);
        *place = *place - sums;
    }
}

kernel void tri_end(const device float* x [[buffer(0)]], device float* out [[buffer(1)]],
                    device atomic_uint* status [[buffer(2)]], constant FormSizes& sizes [[buffer(3)]],
                    uint3 at [[thread_position_in_grid]]) {
    const bool is_mirrored = (sizes.is_upper != 0) != (sizes.is_transposed != 0);
    const uint row = is_mirrored ? sizes.side - 1 - at.y : at.y;
    const float value = x[(ulong(at.z) * sizes.work_side + row) * sizes.work_columns + at.x];
    if (!isfinite(value)) {
        atomic_fetch_or_explicit(status, 2u, memory_order_relaxed);
    }
    out[(ulong(at.z) * sizes.side + at.y) * sizes.columns + at.x] = value;
}
