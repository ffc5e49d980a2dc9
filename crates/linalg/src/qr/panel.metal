// panel.metal: what block Gram-Schmidt with Cholesky factors is made of, for panels of 64 columns
//
// cross        partial[s, j] = X_j^T Y over the rows of slab s, for blocks j of 64 columns of X
// add_slabs    the partial sums, added in order
// factor       R with R^T R = G, and R^-1, of a block G; how far G is from the identity, and whether a pivot failed
// combine      out = base - left right, or left right, and partial sums of out^T out; of left R^-1 what an explicit inverse
//              leaves is solved for once more
// column_signs a diagonal of the signs of the largest element of each of 64 columns
// assemble     a block column of R from those of two turns: S1 + S2 R1 and R2 R1
//
// Types    float.
// Launch   threadgroups of 256 threads in one dimension; x counts blocks of columns or blocks of partial sums, y slabs.
// Assumes  arrays that are written alias no others. Sums depend on the rows of a slab alone, not on the device.

struct CrossSizes {
    ulong x_first;
    ulong y_first;
    uint x_pitch;
    uint y_pitch;
    uint rows;
    uint slab;
    uint x_columns;
    uint y_columns;
};

kernel void cross_products(const device float* x [[buffer(0)]], const device float* y [[buffer(1)]],
                           device float* partial [[buffer(2)]], constant CrossSizes& sizes [[buffer(3)]],
                           uint2 group [[threadgroup_position_in_grid]], uint2 groups [[threadgroups_per_grid]],
                           uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    const uint first = group.y * sizes.slab;
    const uint rows = min(sizes.slab, sizes.rows - first);
    const Matrix a = {x + sizes.x_first + ulong(first) * sizes.x_pitch + group.x * SIDE, sizes.x_pitch, rows,
                      sizes.x_columns - group.x * SIDE};
    const Matrix b = {y + sizes.y_first + ulong(first) * sizes.y_pitch, sizes.y_pitch, rows, sizes.y_columns};
    float4 sums[4] = {};
    add_product<true, false>(sums, a, b, rows, left, left + STAGED, thread_index);
    device float* out = partial + (ulong(group.y) * groups.x + group.x) * AREA;
    for (uint row = 0; row < 4; ++row) {
        *(device float4*)(out + (thread_index / 16 * 4 + row) * SIDE + thread_index % 16 * 4) = sums[row];
    }
}

kernel void add_slabs(const device float* partial [[buffer(0)]], device float* out [[buffer(1)]],
                      constant uint& slabs [[buffer(2)]], uint group [[threadgroup_position_in_grid]],
                      uint groups [[threadgroups_per_grid]], uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float parts[8][32];
    const uint lane = thread_index % 32;
    const uint slice = thread_index / 32;
    const ulong element = ulong(group) * 32 + lane;
    const ulong pitch = ulong(groups) * 32;
    float sum = 0.0f;
    for (uint slab = slice; slab < slabs; slab += 8) {
        sum += partial[slab * pitch + element];
    }
    parts[slice][lane] = sum;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (slice == 0) {
        for (uint other = 1; other < 8; ++other) {
            sum += parts[other][lane];
        }
        out[element] = sum;
    }
}

struct FactorSizes {
    uint slabs;
    uint width;
    // Added to the diagonal, relative to it.
    float shift;
    // Whether the block should be the identity but for rounding.
    uint is_last;
};

// status: [0] is not 0 where a pivot failed, [1] is the largest distance from the identity.
kernel void factor_block(const device float* gram [[buffer(0)]], const device float* before [[buffer(1)]],
                         device float* inverse [[buffer(2)]], device float* factor [[buffer(3)]],
                         device float* status [[buffer(4)]], constant FactorSizes& sizes [[buffer(5)]],
                         uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 pivots[2 * SIDE];
    threadgroup float farthest[8];
    const uint own = thread_index / 4;
    float4 row[4] = {};
    float far = 0.0f;
    if (own < sizes.width) {
#pragma unroll 8
        for (uint slab = 0; slab < sizes.slabs; ++slab) {
#pragma unroll
            for (uint quarter = 0; quarter < 4; ++quarter) {
                const uint place = own * SIDE + column_of(quarter, thread_index);
                row[quarter] += *(const device float4*)(gram + slab * AREA + place);
            }
        }
    }
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
#pragma unroll
        for (uint at = 0; at < 4; ++at) {
            const uint column = column_of(quarter, thread_index) + at;
            const float one = own == column ? 1.0f : 0.0f;
            const float sum = row[quarter][at];
            const bool inside = own < sizes.width && column < sizes.width;
            far = inside ? max(far, abs(sum - one)) : far;
            row[quarter][at] = inside ? fma(one * sizes.shift, sum, sum) : one;
        }
    }
    far = simd_max(far);
    if (thread_index % 32 == 0) {
        farthest[thread_index / 32] = far;
    }
    float reciprocal;
    const uint failed = factor_rows(row, reciprocal, pivots, thread_index);
#pragma unroll
    for (uint at = 0; at < 16; ++at) {
        const uint column = column_of(at / 4, thread_index) + at % 4;
        const float value = row[at / 4][at % 4];
        // kernsmith: allow(uncoalesced-access): one block, whose lines are all written
        factor[own * SIDE + column] = column >= own ? value : 0.0f;
        // kernsmith: allow(uncoalesced-access): one block, whose lines are all written
        inverse[column * SIDE + own] = column < own ? value : (column == own ? reciprocal : 0.0f);
    }
    if (thread_index == 0) {
        float most = before[1];
        for (uint at = 0; at < 8 && sizes.is_last != 0; ++at) {
            most = max(most, farthest[at]);
        }
        status[0] = before[0] + (failed < SIDE ? 1.0f : 0.0f);
        status[1] = most;
    }
}

struct CombineSizes {
    ulong base_first;
    ulong left_first;
    ulong out_first;
    uint base_pitch;
    uint left_pitch;
    uint out_pitch;
    uint rows;
    uint slab;
    uint steps;
    uint base_columns;
    uint columns;
    uint has_base;
    uint has_gram;
    // Whether `right` is the inverse of `factor`.
    uint is_inverse;
};

// Adds a block that the threads hold times rows of 64 in device memory.
inline void add_held(thread float4 (&sums)[4], const thread float4 (&values)[4], const device float* rows,
                     threadgroup float* a, threadgroup float* b, uint thread_index) {
    for (uint half_block = 0; half_block < 2; ++half_block) {
        float share[8];
        load_steps<true>(share, Matrix{rows, SIDE, SIDE, SIDE}, half_block * STEPS, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        stage_columns(a, values, half_block, thread_index);
        store_steps<true>(b, share, thread_index);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        add_steps(sums, a, b, thread_index);
    }
}

kernel void combine(const device float* base [[buffer(0)]], const device float* left [[buffer(1)]],
                    const device float* right [[buffer(2)]], device float* out [[buffer(3)]],
                    device float* partial [[buffer(4)]], constant CombineSizes& sizes [[buffer(5)]],
                    const device float* factor [[buffer(6)]],
                    uint group [[threadgroup_position_in_grid]],
                    uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const a = (threadgroup float*)memory;
    threadgroup float* const b = a + STAGED;
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    const uint last = min(sizes.rows, (group + 1) * sizes.slab);
    float4 gram[4] = {};
    for (uint first = group * sizes.slab; first < last; first += SIDE) {
        const Matrix rows = {left + sizes.left_first + ulong(first) * sizes.left_pitch, sizes.left_pitch,
                             last - first, sizes.steps};
        const Matrix from = {base + sizes.base_first + ulong(first) * sizes.base_pitch, sizes.base_pitch,
                             last - first, sizes.base_columns};
        const Matrix by = {right, SIDE, sizes.steps, SIDE};
        float4 sums[4] = {};
        add_product<false, false>(sums, rows, by, sizes.steps, a, b, thread_index);
        if (sizes.is_inverse != 0) {
            float4 rest[4] = {};
            add_held(rest, sums, factor, a, b, thread_index);
#pragma unroll
            for (uint row = 0; row < 4; ++row) {
#pragma unroll
                for (uint column = 0; column < 4; ++column) {
                    rest[row][column] = rows.at(top + row, begin + column) - rest[row][column];
                }
            }
            add_held(sums, rest, right, a, b, thread_index);
        }
        // All of the base is read before anything is written, so that no element waits for another.
        if (sizes.has_base != 0) {
#pragma unroll
            for (uint row = 0; row < 4; ++row) {
#pragma unroll
                for (uint column = 0; column < 4; ++column) {
                    sums[row][column] = from.at(top + row, begin + column) - sums[row][column];
                }
            }
        }
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
#pragma unroll
            for (uint column = 0; column < 4; ++column) {
                if (first + top + row < last && begin + column < sizes.columns) {
                    const ulong place = ulong(first + top + row) * sizes.out_pitch + begin + column;
                    // kernsmith: allow(uncoalesced-access): four neighbors a thread, and rows may lie anywhere
                    out[sizes.out_first + place] = sums[row][column];
                }
            }
        }
        if (sizes.has_gram != 0) {
            for (uint half_block = 0; half_block < 2; ++half_block) {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                if (top / STEPS == half_block) {
#pragma unroll
                    for (uint row = 0; row < 4; ++row) {
                        *(threadgroup float4*)(a + (top % STEPS + row) * PITCH + begin) = sums[row];
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                add_steps(gram, a, a, thread_index);
            }
        }
    }
    if (sizes.has_gram != 0) {
        for (uint row = 0; row < 4; ++row) {
            *(device float4*)(partial + ulong(group) * AREA + (top + row) * SIDE + begin) = gram[row];
        }
    }
}

struct AssembleSizes {
    ulong out_first;
    uint out_pitch;
    uint blocks;
    uint rows;
    uint columns;
    // Whether there was a turn before, whose S1 and R1 these are.
    uint has_before;
};

kernel void assemble(const device float* s_before [[buffer(0)]], const device float* r_before [[buffer(1)]],
                     const device float* s [[buffer(2)]], const device float* r [[buffer(3)]],
                     device float* out [[buffer(4)]], constant AssembleSizes& sizes [[buffer(5)]],
                     uint group [[threadgroup_position_in_grid]],
                     uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    const bool is_diagonal = group == sizes.blocks;
    const device float* now = is_diagonal ? r : s + ulong(group) * AREA;
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    float4 sums[4] = {};
    if (sizes.has_before != 0) {
        const Matrix a = {now, SIDE, SIDE, SIDE};
        const Matrix b = {r_before, SIDE, SIDE, SIDE};
        add_product<false, false>(sums, a, b, SIDE, left, left + STAGED, thread_index);
    }
    // All of it is read before anything is written, so that no element waits for another.
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        const uint place = (top + row) * SIDE + begin;
        if (sizes.has_before == 0) {
            sums[row] = *(const device float4*)(now + place);
        } else if (!is_diagonal) {
            sums[row] += *(const device float4*)(s_before + ulong(group) * AREA + place);
        }
    }
    for (uint row = 0; row < 4; ++row) {
        for (uint column = 0; column < 4; ++column) {
            if (group * SIDE + top + row < sizes.rows && begin + column < sizes.columns) {
                // kernsmith: allow(uncoalesced-access): four neighbors a thread, and rows may lie anywhere
                out[sizes.out_first + ulong(group * SIDE + top + row) * sizes.out_pitch + begin + column] = sums[row][column];
            }
        }
    }
}

kernel void column_signs(const device float* x [[buffer(0)]], device float* out [[buffer(1)]],
                         constant uint& rows [[buffer(2)]], uint column [[threadgroup_position_in_grid]],
                         uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float largest[8];
    threadgroup uint places[8];
    threadgroup float sign_of_all[1];
    float best = 0.0f;
    uint place = rows;
    for (uint row = thread_index; row < rows; row += 256) {
        // kernsmith: allow(uncoalesced-access): a column at a time, of few
        const float value = x[ulong(row) * SIDE + column];
        if (abs(value) > abs(best)) {
            best = value;
            place = row;
        }
    }
    // The first of the largest of a simdgroup, then of all.
    const float most = simd_max(abs(best));
    const uint first = simd_min(abs(best) == most ? place : rows);
    if (place == first && (first < rows || thread_index % 32 == 0)) {
        largest[thread_index / 32] = best;
        places[thread_index / 32] = first;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (thread_index == 0) {
        best = largest[0];
        place = places[0];
        for (uint other = 1; other < 8; ++other) {
            const float value = largest[other];
            if (abs(value) > abs(best) || (abs(value) == abs(best) && places[other] < place)) {
                best = value;
                place = places[other];
            }
        }
        sign_of_all[0] = best < 0.0f ? -1.0f : 1.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (thread_index < SIDE) {
        out[column * SIDE + thread_index] = thread_index == column ? sign_of_all[0] : 0.0f;
    }
}
