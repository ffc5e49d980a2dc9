// probes.metal: the first k rows of the lists that each query probes, by parts
//
//   L2: sum_c (q[c] - x[c])^2    similarity: -sum_c q[c] x[c]
//
// Shapes   queries: [b, d]    rows: components in blocks of 32 rows, component by component    row_ids: [rows]
//          lists: [l, 2], first row (a multiple of 32) and rows    probes: [b, p], lists; below 0 there is none
//          k: one number    distances, ids: [b, parts, k], where there are fewer infinity and -1
// Types    float, rows also in 16 bits, long ids. Each sum by fused steps in the order of the components.
// Launch   one threadgroup of TPB threads for each part of a query, by queries. Parts have the same number of blocks, one
//          more or less, however long the lists are.
// Assumes  1 <= k <= ROOM - TPB; 1 <= p <= PROBES; fewer than 2^32 rows of a query's lists.
// Variants TPB: threads. ROOM: entries of the queue, a power of two. PROBES: lists of a query at most. SIMILARITY: which
//          sum.

threadgroup uint keys[ROOM];
threadgroup long found[ROOM];
threadgroup atomic_uint taken;
// Of each probed list: blocks up to its end, rows, first row.
threadgroup uint ends[PROBES];
threadgroup uint counts[PROBES];
threadgroup ulong firsts[PROBES];

const uint thread_index = thread_position_in_threadgroup.x;
const uint lane = thread_index % 32;
const uint member = thread_index / 32;
const ulong part = threadgroup_position_in_grid.x;
const ulong parts = threadgroups_per_grid.x;
const ulong which = threadgroup_position_in_grid.y;
const uint d = queries_shape[1];
const uint probed = probes_shape[1];
const uint wanted = k;

clear_queue<TPB, ROOM>(keys, found, &taken, 0, wanted, thread_index);
if (member == 0) {
    uint before = 0;
    for (uint start = 0; start < probed; start += 32) {
        const uint at = start + lane;
        uint blocks = 0;
        if (at < probed) {
            const long list = probes[which * probed + at];
            const uint count = list < 0 ? 0 : uint(lists[2 * list + 1]);
            firsts[at] = list < 0 ? 0 : ulong(lists[2 * list]);
            counts[at] = count;
            blocks = (count + 31) / 32;
        }
        const uint end = before + simd_prefix_inclusive_sum(blocks);
        if (at < probed) {
            ends[at] = end;
        }
        before = simd_broadcast(end, 31);
    }
}
threadgroup_barrier(mem_flags::mem_threadgroup);

const ulong total = ends[probed - 1];
const uint from = uint(total * part / parts);
const uint to = uint(total * (part + 1) / parts);
for (uint start = from; start < to; start += TPB / 32) {
    const uint block = start + member;
    if (block < to) {
        uint low = 0;
        uint high = probed - 1;
        while (low < high) {
            const uint middle = (low + high) / 2;
            if (ends[middle] > block) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        const uint within = (low > 0 ? block - ends[low - 1] : block) * 32;
        if (within + lane < counts[low]) {
            const ulong first = firsts[low] + within;
            const float distance =
                row_distance<SIMILARITY>(queries + which * d, rows + first * d + lane, d, 32);
            offer(keys, found, &taken, wanted, order_key(distance), row_ids[first + lane]);
        }
    }
    make_room<TPB, ROOM>(keys, found, &taken, wanted, thread_index);
}
const ulong output = (which * parts + part) * wanted;
write_queue<TPB, ROOM>(keys, found, distances + output, ids + output, wanted, thread_index);
