// means.metal: the mean of each center's points, by parts
//
// Shapes   points: [n, P w]    nearest: [P, n], the number of a center    centers: [P, E, w]    done: [P]
//          means: [P, E, w]; a center without points and those of a part that is done stay    sizes: [P, E], points
// Types    float, uint numbers. Sums in the order of the points, in two floats each, and rounded once: the same bits each
//          time.
// Launch   one threadgroup of TPB threads for each center, by parts.
// Assumes  numbers are below E, n below 2^31.
// Variants TPB: threads.

threadgroup uint members[4 * TPB];
threadgroup uint totals[TPB / 32];

const uint thread_index = thread_position_in_threadgroup.x;
const uint center = threadgroup_position_in_grid.x;
const ulong part = threadgroup_position_in_grid.y;
const uint n = points_shape[0];
const ulong row = points_shape[1];
const uint entries = centers_shape[1];
const uint w = centers_shape[2];
const ulong output = (part * entries + center) * w;

for (uint start = 0; start < w; start += TPB) {
    const uint component = start + thread_index;
    const ulong from = part * w + component;
    uint count = 0;
    float high = 0.0f;
    float low = 0.0f;
    for (uint chunk = 0; chunk < n; chunk += 4 * TPB) {
        // Points of the center, in their order: a bit for each of the thread's four.
        uint mine = 0;
#pragma unroll
        for (uint i = 0; i < 4; ++i) {
            const uint point = chunk + 4 * thread_index + i;
            // kernsmith: allow(uncoalesced-access): a simdgroup reads 512 bytes that lie together
            const bool is_member = point < n && nearest[part * n + point] == center;
            mine |= is_member ? 1u << i : 0;
        }
        const uint some = popcount(mine);
        uint place = simd_prefix_exclusive_sum(some);
        if (thread_index % 32 == 31) {
            totals[thread_index / 32] = place + some;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint all = 0;
        for (uint i = 0; i < TPB / 32; ++i) {
            place += i < thread_index / 32 ? totals[i] : 0;
            all += totals[i];
        }
        for (uint i = 0; i < 4; ++i) {
            if ((mine >> i & 1) != 0) {
                members[place] = chunk + 4 * thread_index + i;
                ++place;
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        count += all;
        if (component < w) {
            for (uint i = 0; i < all; ++i) {
                const float x = points[members[i] * row + from];
                const float sum = high + x;
                const float share = sum - high;
                low += (high - (sum - share)) + (x - share);
                high = sum;
            }
        }
    }
    if (component < w) {
        float mean = centers[output + component];
        if (count > 0 && done[part] == 0) {
            const float sum = high + low;
            const float rest = low - (sum - high);
            const float divisor = float(count);
            const float quotient = sum / divisor;
            mean = quotient + (fma(-quotient, divisor, sum) + rest) / divisor;
        }
        means[output + component] = mean;
    }
    if (component == 0) {
        sizes[part * entries + center] = count;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
}
