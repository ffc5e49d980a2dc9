// vectors.metal: the first k rows of each item by distance to its query, or all their distances
//
//   L2: sum_c (q[c] - x[c])^2    similarity: -sum_c q[c] x[c]
//
// Shapes   queries: [b, d]    rows: components of all rows    row_ids: [rows]    items: [n, 4], query, first row,
//          rows, first output    k: one number    distances, ids: [n, k], where there are fewer infinity and -1; without
//          SELECT one for each row
// Types    float, rows also in 16 bits, long ids. Each sum by fused steps in the order of the components.
// Launch   one threadgroup of TPB threads for each item.
// Assumes  1 <= k <= ROOM - TPB; items lie within the rows.
// Variants TPB: threads. ROOM: entries of the queue, a power of two. SIMILARITY: which sum. BLOCKED: rows lie in blocks
//          of 32, component by component, instead of one after another. SELECT: only the first k.

threadgroup uint keys[SELECT ? ROOM : 1];
threadgroup long found[SELECT ? ROOM : 1];
threadgroup atomic_uint taken;

const uint thread_index = thread_position_in_threadgroup.x;
const ulong item = threadgroup_position_in_grid.x;
const uint d = queries_shape[1];
const ulong first = items[4 * item + 1];
const ulong count = items[4 * item + 2];
const ulong first_output = items[4 * item + 3];
const uint wanted = k;
const ulong query = ulong(items[4 * item]) * d;
const uint step = BLOCKED ? 32 : 1;

if (SELECT) {
    clear_queue<TPB, ROOM>(keys, found, &taken, 0, wanted, thread_index);
}
for (ulong start = 0; start < count; start += TPB) {
    const ulong at = start + thread_index;
    if (at < count) {
        const ulong row = first + at;
        const ulong x = BLOCKED ? row / 32 * 32 * d + row % 32 : row * d;
        const float distance = row_distance<SIMILARITY>(queries + query, rows + x, d, step);
        if (SELECT) {
            offer(keys, found, &taken, wanted, order_key(distance), row_ids[row]);
        } else {
            distances[first_output + at] = distance;
            ids[first_output + at] = row_ids[row];
        }
    }
    if (SELECT) {
        make_room<TPB, ROOM>(keys, found, &taken, wanted, thread_index);
    }
}
if (SELECT) {
    write_queue<TPB, ROOM>(keys, found, distances + item * wanted, ids + item * wanted, wanted,
                           thread_index);
}
