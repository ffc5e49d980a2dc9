// candidates.metal: of the rows that an item's queries meet, those that do not come after a query's bound
//
//   L2: sum_c (q[c] - x[c])^2    similarity: -sum_c q[c] x[c]
//
// Shapes   queries: [b, d]    rows: components in blocks of 32 rows, component by component    row_ids: [rows]
//          members: [m], queries    items: [n, 4], first row (a multiple of 32), rows, first member, members
//          bounds, bound_ids: [b, k], the last of each query is its bound    stride: one number    room: one number
//          counts: [b], rows that were found    distances, ids: [b, room], the first of them, in any order
// Types    float, rows of T, long ids, uint counts. Each sum by fused steps in the order of the components.
// Launch   one threadgroup of 256 threads for each item; counts begin as 0.
// Assumes  an item has 16 * QN members at most. A bound's id is a place in the rows of every `stride`-th block; below 0
//          it is no bound. Items have a row and a member at least. Rows, members and b d are below 2^32.
// Variants T: of the rows, float, half or bfloat. QN: queries of a thread, a multiple of 4. CHUNK: components in threadgroup memory, 8 or 16. SIMILARITY: which sum.

// A thread has QN queries and eight rows, four of each half of the tile: threads side by side read side by side. While
// it multiplies a chunk it holds what it will store of the next.
constexpr uint TILE = 128;
constexpr uint PITCH = 16 * QN + 4;
threadgroup float row_tile[CHUNK * TILE];
threadgroup float query_tile[CHUNK * PITCH];

const uint thread_index = thread_position_in_threadgroup.x;
const uint column = 4 * (thread_index % 16);
const uint line = thread_index / 16 * QN;
const ulong item = threadgroup_position_in_grid.x;
const uint d = queries_shape[1];
const uint k = bounds_shape[1];
const uint first = uint(items[4 * item]);
const uint count = uint(items[4 * item + 1]);
const uint first_member = uint(items[4 * item + 2]);
const uint asked = uint(items[4 * item + 3]);
const uint whole = (count + 31) / 32 * 32;

// What the thread loads of each chunk: four rows of one or two components, and one component of some queries.
constexpr uint ROW_LOADS = CHUNK / 8;
constexpr uint QUERY_LOADS = QN * CHUNK / 16;
const uint row_at = thread_index % 32 * 4;
const uint row_component = thread_index / 32;
const uint query_at = thread_index / CHUNK;
const uint query_component = thread_index % CHUNK;
uint query_from[QUERY_LOADS];
#pragma unroll
for (uint i = 0; i < QUERY_LOADS; ++i) {
    const uint q = min(query_at + 256 / CHUNK * i, asked - 1);
    query_from[i] = uint(members[first_member + q]) * d + query_component;
}

for (uint start = 0; start < count; start += TILE) {
    const bool has_rows = start + row_at < whole;
    const uint row = has_rows ? start + row_at : 0;
    const device T* row_from = rows + ulong((first + row) / 32) * (32 * d) + row_component * 32 + row % 32;
    float sums[QN * 8] = {};
    float4 next_rows[ROW_LOADS];
    float next_queries[QUERY_LOADS];
    for (uint chunk = 0; chunk < d + CHUNK; chunk += CHUNK) {
        if (chunk > 0) {
            // kernsmith: allow(barrier-in-divergent-flow): every thread has the same chunk
            threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
            for (uint i = 0; i < ROW_LOADS; ++i) {
                *(threadgroup float4*)(row_tile + (row_component + 8 * i) * TILE + row_at) = next_rows[i];
            }
#pragma unroll
            for (uint i = 0; i < QUERY_LOADS; ++i) {
                query_tile[query_component * PITCH + query_at + 256 / CHUNK * i] = next_queries[i];
            }
            // kernsmith: allow(barrier-in-divergent-flow): as above
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        if (chunk < d) {
#pragma unroll
            for (uint i = 0; i < ROW_LOADS; ++i) {
                const uint c = chunk + 8 * i;
                const bool here = has_rows && c + row_component < d;
                next_rows[i] = here ? float4(*(const device vec<T, 4>*)(row_from + c * 32)) : float4(0.0f);
            }
#pragma unroll
            for (uint i = 0; i < QUERY_LOADS; ++i) {
                next_queries[i] = chunk + query_component < d ? queries[query_from[i] + chunk] : 0.0f;
            }
        }
        if (chunk == 0) {
            continue;
        }
#pragma unroll 2
        for (uint c = 0; c < CHUNK; ++c) {
            float x[8];
            float y[QN];
#pragma unroll
            for (uint i = 0; i < 2; ++i) {
                *(thread float4*)(x + 4 * i) = *(threadgroup float4*)(row_tile + c * TILE + i * 64 + column);
            }
#pragma unroll
            for (uint i = 0; i < QN; i += 4) {
                *(thread float4*)(y + i) = *(threadgroup float4*)(query_tile + c * PITCH + line + i);
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
            const uint found_at = start + (j / 4) * 64 + column + j % 4;
            const float distance = SIMILARITY ? -sums[8 * i + j] : sums[8 * i + j];
            const uint key = order_key(distance);
            if (found_at < count && key <= bound) {
                const long id = row_ids[first + found_at];
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
