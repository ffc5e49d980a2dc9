// candidates.metal: of the rows that an item's queries meet, those that do not come after a query's bound
//
//   L2: sum_c (q[c] - x[c])^2    similarity: -sum_c q[c] x[c]
//
// Shapes   queries: [b, d]    rows: components in blocks of 32 rows, component by component    row_ids: [rows]
//          members: [m], queries    items: [n, 4], first row (a multiple of 32), rows, first member, members
//          bounds, bound_ids: [b, k], the last of each query is its bound    stride: one number    room: one number
//          counts: [b], rows that were found    distances, ids: [b, room], the first of them, in any order
// Types    float, long ids, uint counts. Each sum by fused steps in the order of the components.
// Launch   one threadgroup of 256 threads for each item; counts begin as 0.
// Assumes  an item has 16 * QN members at most. A bound's id is a place in the rows of every `stride`-th block; below 0
//          it is no bound.
// Variants QN: queries of a thread, a multiple of 4. CHUNK: components in threadgroup memory. SIMILARITY: which sum.

// A thread has QN queries and eight rows, four of each half of the tile: threads side by side read side by side.
constexpr uint TILE = 128;
constexpr uint QUERIES = 16 * QN;
constexpr uint PITCH = QUERIES + 4;
threadgroup float row_tile[CHUNK * TILE];
threadgroup float query_tile[CHUNK * PITCH];

const uint thread_index = thread_position_in_threadgroup.x;
const uint column = 4 * (thread_index % 16);
const uint line = thread_index / 16 * QN;
const ulong item = threadgroup_position_in_grid.x;
const uint d = queries_shape[1];
const uint k = bounds_shape[1];
const ulong first = items[4 * item];
const ulong count = items[4 * item + 1];
const ulong first_member = items[4 * item + 2];
const uint asked = uint(items[4 * item + 3]);
const ulong whole = (count + 31) / 32 * 32;

for (ulong start = 0; start < count; start += TILE) {
    float sums[QN * 8] = {};
    for (uint chunk = 0; chunk < d; chunk += CHUNK) {
        for (uint at = thread_index; at < CHUNK * TILE / 4; at += 256) {
            const uint c = at / (TILE / 4);
            const uint r = at % (TILE / 4) * 4;
            float4 value = 0.0f;
            if (chunk + c < d && start + r < whole) {
                const ulong block = (first + start + r) / 32 * 32 * d;
                value = *(const device float4*)(rows + block + (chunk + c) * 32 + r % 32);
            }
            *(threadgroup float4*)(row_tile + c * TILE + r) = value;
        }
        for (uint at = thread_index; at < CHUNK * QUERIES; at += 256) {
            const uint c = at % CHUNK;
            const uint q = at / CHUNK;
            float value = 0.0f;
            if (chunk + c < d && q < asked) {
                value = queries[ulong(members[first_member + q]) * d + chunk + c];
            }
            query_tile[c * PITCH + q] = value;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint c = 0; c < CHUNK; ++c) {
            float x[8];
            float y[QN];
#pragma unroll
            for (uint half_tile = 0; half_tile < 2; ++half_tile) {
                const float4 four = *(threadgroup float4*)(row_tile + c * TILE + half_tile * 64 + column);
#pragma unroll
                for (uint j = 0; j < 4; ++j) {
                    x[4 * half_tile + j] = four[j];
                }
            }
#pragma unroll
            for (uint i = 0; i < QN; i += 4) {
                const float4 four = *(threadgroup float4*)(query_tile + c * PITCH + line + i);
#pragma unroll
                for (uint j = 0; j < 4; ++j) {
                    y[i + j] = four[j];
                }
            }
#pragma unroll
            for (uint i = 0; i < QN; ++i) {
#pragma unroll
                for (uint j = 0; j < 8; ++j) {
                    if (SIMILARITY) {
                        sums[8 * i + j] = fma(y[i], x[j], sums[8 * i + j]);
                    } else {
                        const float gap = y[i] - x[j];
                        sums[8 * i + j] = fma(gap, gap, sums[8 * i + j]);
                    }
                }
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
#pragma unroll
    for (uint i = 0; i < QN; ++i) {
        if (line + i >= asked) {
            continue;
        }
        const ulong query = members[first_member + line + i];
        const ulong last = query * k + k - 1;
        const long place = bound_ids[last];
        const bool bounded = place >= 0;
        const uint bound = bounded ? order_key(bounds[last]) : NO_KEY;
        const long bound_id = bounded ? place / 32 * 32 * long(stride) + place % 32 : -1;
#pragma unroll
        for (uint j = 0; j < 8; ++j) {
            const ulong row = start + (j / 4) * 64 + column + j % 4;
            const float distance = SIMILARITY ? -sums[8 * i + j] : sums[8 * i + j];
            const uint key = order_key(distance);
            if (row < count && key <= bound) {
                const long id = row_ids[first + row];
                if (id >= 0 && !comes_before(bound, bound_id, key, id)) {
                    const uint at = atomic_fetch_add_explicit((device atomic_uint*)(counts + query), 1u,
                                                              memory_order_relaxed);
                    if (at < room) {
                        distances[query * room + at] = distance;
                        ids[query * room + at] = id;
                    }
                }
            }
        }
    }
}
