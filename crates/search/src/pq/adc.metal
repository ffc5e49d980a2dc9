// adc.metal: the first k codes of each item by base + sum_m table[m, code[m]], or all these sums
//
// Shapes   tables: [t, M, E]    bases: [t]    codes: bytes of all codes    row_ids: [rows]    items: [n, 4], table,
//          first row, rows, first output    k: one number    distances, ids: [n, k], where there are fewer infinity
//          and -1; without SELECT one for each row
// Types    float, bytes, long ids. Entries are added in the order of the parts.
// Launch   one threadgroup of TPB threads for each item.
// Assumes  1 <= k <= ROOM - TPB; items lie within the codes.
// Variants TPB: threads. ROOM: entries of the queue, a power of two. BITS: of a number, 4 or 8. BLOCKED: codes lie in
//          blocks of 32, byte by byte, instead of one after another. SIMILARITY: the largest sum is first. SELECT: only
//          the first k.

threadgroup uint keys[SELECT ? ROOM : 1];
threadgroup long found[SELECT ? ROOM : 1];
threadgroup atomic_uint taken;

const uint thread_index = thread_position_in_threadgroup.x;
const ulong item = threadgroup_position_in_grid.x;
const uint parts = tables_shape[1];
const uint entries = tables_shape[2];
const uint code_bytes = BITS == 8 ? parts : (parts + 1) / 2;
const ulong which = items[4 * item];
const ulong first = items[4 * item + 1];
const ulong count = items[4 * item + 2];
const ulong first_output = items[4 * item + 3];
const uint wanted = k;
const ulong table = which * parts * entries;
const uint step = BLOCKED ? 32 : 1;

if (SELECT) {
    clear_queue<TPB, ROOM>(keys, found, &taken, 0, wanted, thread_index);
}
for (ulong start = 0; start < count; start += TPB) {
    const ulong at = start + thread_index;
    if (at < count) {
        const ulong row = first + at;
        const ulong code = BLOCKED ? row / 32 * 32 * code_bytes + row % 32 : row * code_bytes;
        float sum = bases[which];
        for (uint part = 0; part < parts; ++part) {
            // kernsmith: allow(uncoalesced-access): without BLOCKED, codes lie as the caller has them
            const uint byte = codes[code + (BITS == 8 ? part : part / 2) * step];
            const uint number = BITS == 8 ? byte : byte >> (part % 2 * 4) & 15;
            sum += tables[table + part * entries + number];
        }
        const float distance = SIMILARITY ? -sum : sum;
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
