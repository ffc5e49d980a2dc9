// nearest.metal: for each part of each point, the number of the nearest center
//
//   L2: sum_c (x[c] - m[c])^2    similarity: -sum_c x[c] m[c]
//
// Shapes   points: [n, P w]    centers: [P, E, w]    before: [P, n], read by COMPARE only    nearest: [P, n]
//          changed: [P], with COMPARE points whose center was another one before
// Types    float, uint numbers. Each sum by fused steps in the order of the components; of equal ones the first, NaN last.
// Launch   one threadgroup of 256 threads for each 128 points, by parts; changed begins as 0.
// Assumes  n, E and w are 1 and more, n and E below 2^31.
// Variants SIMILARITY: which sum. COMPARE: whether changes are counted.

// A thread has eight points and eight centers, four of each half of the tile. While it multiplies a chunk it holds what
// it will store of the next.
constexpr uint TILE = 128;
constexpr uint CHUNK = 8;
constexpr uint PITCH = TILE + 4;
threadgroup float point_tile[CHUNK * PITCH];
threadgroup float center_tile[CHUNK * PITCH];

const uint thread_index = thread_position_in_threadgroup.x;
const uint column = 4 * (thread_index % 16);
const uint line = thread_index / 16 * 8;
const uint first = threadgroup_position_in_grid.x * TILE;
const ulong part = threadgroup_position_in_grid.y;
const uint n = points_shape[0];
const uint entries = centers_shape[1];
const uint w = centers_shape[2];

// What the thread loads of each chunk: four components of one point and of one center.
const uint own = thread_index / 2;
const uint offset = thread_index % 2 * 4;
const ulong point_from = ulong(min(first + own, n - 1)) * points_shape[1] + part * w;

uint best_keys[8];
uint best[8];
#pragma unroll
for (uint i = 0; i < 8; ++i) {
    best_keys[i] = NO_KEY;
    best[i] = 0;
}
for (uint base = 0; base < entries; base += TILE) {
    const ulong center_from = (part * entries + min(base + own, entries - 1)) * w;
    float sums[64] = {};
    float next_points[4];
    float next_centers[4];
    for (uint chunk = 0; chunk < w + CHUNK; chunk += CHUNK) {
        if (chunk > 0) {
            // kernsmith: allow(barrier-in-divergent-flow): every thread has the same chunk
            threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
            for (uint i = 0; i < 4; ++i) {
                point_tile[(offset + i) * PITCH + own] = next_points[i];
                center_tile[(offset + i) * PITCH + own] = next_centers[i];
            }
            // kernsmith: allow(barrier-in-divergent-flow): as above
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        if (chunk < w) {
#pragma unroll
            for (uint i = 0; i < 4; ++i) {
                const uint c = chunk + offset + i;
                // kernsmith: allow(uncoalesced-access): a sector of 32 bytes of each row is read whole
                next_points[i] = c < w ? points[point_from + c] : 0.0f;
                // kernsmith: allow(uncoalesced-access): as above
                next_centers[i] = c < w ? centers[center_from + c] : 0.0f;
            }
        }
        if (chunk == 0) {
            continue;
        }
#pragma unroll 2
        for (uint c = 0; c < CHUNK; ++c) {
            float x[8];
            float m[8];
#pragma unroll
            for (uint i = 0; i < 2; ++i) {
                *(thread float4*)(x + 4 * i) = *(threadgroup float4*)(point_tile + c * PITCH + line + 4 * i);
                *(thread float4*)(m + 4 * i) = *(threadgroup float4*)(center_tile + c * PITCH + i * 64 + column);
            }
#pragma unroll
            for (uint i = 0; i < 8; ++i) {
#pragma unroll
                for (uint j = 0; j < 8; ++j) {
                    if (SIMILARITY) {
                        sums[8 * i + j] = fma(x[i], m[j], sums[8 * i + j]);
                    } else {
                        const float gap = x[i] - m[j];
                        sums[8 * i + j] = fma(gap, gap, sums[8 * i + j]);
                    }
                }
            }
        }
    }
#pragma unroll
    for (uint i = 0; i < 8; ++i) {
#pragma unroll
        for (uint j = 0; j < 8; ++j) {
            const uint number = base + (j / 4) * 64 + column + j % 4;
            const float distance = SIMILARITY ? -sums[8 * i + j] : sums[8 * i + j];
            const uint key = order_key(distance);
            if (number < entries && comes_before(key, number, best_keys[i], best[i])) {
                best_keys[i] = key;
                best[i] = number;
            }
        }
    }
}

uint changes = 0;
#pragma unroll
for (uint i = 0; i < 8; ++i) {
#pragma unroll
    for (uint mask = 8; mask > 0; mask /= 2) {
        const uint key = simd_shuffle_xor(best_keys[i], ushort(mask));
        const uint number = simd_shuffle_xor(best[i], ushort(mask));
        if (comes_before(key, number, best_keys[i], best[i])) {
            best_keys[i] = key;
            best[i] = number;
        }
    }
    const uint point = first + line + i;
    if (column == 0 && point < n) {
        nearest[part * n + point] = best[i];
        if (COMPARE) {
            changes += before[part * n + point] != best[i] ? 1 : 0;
        }
    }
}
if (changes > 0) {
    atomic_fetch_add_explicit((device atomic_uint*)(changed + part), changes, memory_order_relaxed);
}
