// queue.h: the first of many entries, by distance, then id, kept by a threadgroup.
//
// Launch   TPB threads in one dimension, all of which call.
// Assumes  keys and ids have ROOM entries, a power of two of at least 64 that is k + TPB or more. Entry `taken` and on
//          are free.
//
// A distance becomes a key that sorts as it does: NaN after infinity, -0 as 0, and NO_KEY after all. An id below 0 is
// no entry.

constant uint NO_KEY = 0xffffffffu;
constant uint NAN_KEY = 0xfffffffeu;

inline uint order_key(float distance) {
    if (isnan(distance)) {
        return NAN_KEY;
    }
    const uint bits = as_type<uint>(distance + 0.0f);
    return (bits >> 31) != 0 ? ~bits : bits | 0x80000000u;
}

inline float key_distance(uint key) {
    if (key == NO_KEY) {
        return INFINITY;
    }
    if (key == NAN_KEY) {
        return NAN;
    }
    return as_type<float>((key >> 31) != 0 ? key & 0x7fffffffu : ~key);
}

inline bool comes_before(uint key, long id, uint other_key, long other_id) {
    return key < other_key || (key == other_key && id < other_id);
}

// Sets the free entries to none, and their number.
template <int TPB, int ROOM>
inline void clear_queue(threadgroup uint* keys, threadgroup long* ids,
                        threadgroup atomic_uint* taken, uint first, uint k, uint thread_index) {
    for (uint at = first + thread_index; at < ROOM; at += TPB) {
        keys[at] = NO_KEY;
        ids[at] = -1;
    }
    if (thread_index == 0) {
        atomic_store_explicit(taken, k, memory_order_relaxed);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
}

// Bitonic (Batcher 1968): all entries, ascending.
template <int TPB, int ROOM>
inline void sort_queue(threadgroup uint* keys, threadgroup long* ids, uint thread_index) {
    for (uint size = 2; size <= ROOM; size *= 2) {
        for (uint stride = size / 2; stride > 0; stride /= 2) {
            for (uint pair = thread_index; pair < ROOM / 2; pair += TPB) {
                const uint low = 2 * pair - (pair & (stride - 1));
                const uint high = low + stride;
                const bool ascending = (low & size) == 0;
                if (comes_before(keys[high], ids[high], keys[low], ids[low]) == ascending) {
                    const uint key = keys[low];
                    const long id = ids[low];
                    keys[low] = keys[high];
                    ids[low] = ids[high];
                    keys[high] = key;
                    ids[high] = id;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

// Appends an entry that comes before the k-th.
inline void offer(threadgroup uint* keys, threadgroup long* ids, threadgroup atomic_uint* taken,
                  uint k, uint key, long id) {
    if (id >= 0 && comes_before(key, id, keys[k - 1], ids[k - 1])) {
        const uint place = atomic_fetch_add_explicit(taken, 1u, memory_order_relaxed);
        keys[place] = key;
        ids[place] = id;
    }
}

// Sorts and keeps k where another turn of TPB entries might not fit.
template <int TPB, int ROOM>
inline void make_room(threadgroup uint* keys, threadgroup long* ids, threadgroup atomic_uint* taken,
                      uint k, uint thread_index) {
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const bool full = atomic_load_explicit(taken, memory_order_relaxed) + TPB > ROOM;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (full) {
        // kernsmith: allow(barrier-in-divergent-flow): all threads read the same count between two barriers
        sort_queue<TPB, ROOM>(keys, ids, thread_index);
        // kernsmith: allow(barrier-in-divergent-flow): as above
        clear_queue<TPB, ROOM>(keys, ids, taken, k, k, thread_index);
    }
}

// Sorts, and writes the first k.
template <int TPB, int ROOM>
inline void write_queue(threadgroup uint* keys, threadgroup long* ids, device float* distances,
                        device long* found, uint k, uint thread_index) {
    sort_queue<TPB, ROOM>(keys, ids, thread_index);
    for (uint at = thread_index; at < k; at += TPB) {
        distances[at] = key_distance(keys[at]);
        found[at] = ids[at];
    }
}
