// select_k.metal: the first k of each segment's values, by value, then id
//
// Shapes   values: any    segments: [n, 3], first value, count, first id    given: as values, or any    k: one number
//          distances, ids: [n, k]; where there are fewer, infinity and -1
// Types    float values, long ids.
// Launch   one threadgroup of TPB threads for each segment.
// Assumes  1 <= k <= ROOM - TPB; segments lie within the values.
// Variants TPB: threads. ROOM: entries of the queue, a power of two. GIVEN: ids are those of `given`, and one below 0 is
//          no entry; otherwise they count from the segment's first.

threadgroup uint keys[ROOM];
threadgroup long found[ROOM];
threadgroup atomic_uint taken;

const uint thread_index = thread_position_in_threadgroup.x;
const ulong segment = threadgroup_position_in_grid.x;
const ulong first = segments[3 * segment];
const ulong count = segments[3 * segment + 1];
const long first_id = segments[3 * segment + 2];
const uint wanted = k;

clear_queue<TPB, ROOM>(keys, found, &taken, 0, wanted, thread_index);
for (ulong start = 0; start < count; start += TPB) {
    const ulong at = start + thread_index;
    if (at < count) {
        const long id = GIVEN ? long(given[first + at]) : first_id + long(at);
        offer(keys, found, &taken, wanted, order_key(values[first + at]), id);
    }
    make_room<TPB, ROOM>(keys, found, &taken, wanted, thread_index);
}
write_queue<TPB, ROOM>(keys, found, distances + segment * wanted, ids + segment * wanted, wanted,
                       thread_index);
