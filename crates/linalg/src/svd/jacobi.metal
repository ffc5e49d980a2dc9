// jacobi.metal: one round of block one-sided Jacobi: pairs of blocks of 32 columns are made orthogonal to each other
//
// pair_gram    partial[b, pair, s] = X^T X of a pair's 64 columns, over the rows of slab s
// pair_angles  J of 64 rows that makes a pair's columns more orthogonal, of a sweep of rotations, and how far from
//              orthogonal they were
// pair_turn    X = X J, in place, for pairs that were too far from orthogonal
//
// Shapes   columns: [batches, all_rows, pitch] row-major, pitch a multiple of 64; the rows that are made orthogonal come
//          first, in whole tiles of 64, and others follow that are only turned with them. j: [batches, pitch / 64, 64, 64].
//          measures: [batches, rounds, pitch / 64].
// Types    float; the largest element of a matrix is in [1, 2), or all are zero.
// Launch   pair_gram and pair_turn: threadgroups of 256 threads; x over slabs or tiles of 64 rows, y over pairs, z over
//          batches. pair_angles: threadgroups of 512 threads; y over pairs, z over batches.
// Assumes  a round's pairs have no block in common, by which they may be turned where they lie.

#include <metal_stdlib>
using namespace metal;

constant constexpr uint SIDE = 64;
constant constexpr uint AREA = SIDE * SIDE;
// Rows between barriers, and floats of such a row: four more than it holds, for banks.
constant constexpr uint STEPS = 32;
constant constexpr uint PITCH = SIDE + 4;
constant constexpr uint STAGED = STEPS * PITCH;
constant constexpr uint BLOCK = 32;
// Rows and columns of J that are paired with each other in a step.
constant constexpr uint COUPLES = SIDE / 2;
constant constexpr uint ROUNDS = SIDE - 1;
constant constexpr uint SIMDGROUPS = 16;
// Squares of lengths that count as zero: below 1e-15 of the largest element.
constant constexpr float NOTHING = 1e-30f;
// Cosines that are rounding: less is not turned.
constant constexpr float ORTHOGONAL = 3e-8f;
// Pairs of blocks without a greater cosine stay as they are.
constant constexpr float NEARLY = 4e-7f;

struct RoundSizes {
    // Rows that are made orthogonal, and all that are turned.
    uint rows;
    uint all_rows;
    uint pitch;
    uint round;
    uint slab;
    uint slabs;
};

// The blocks of a pair in a round-robin tournament, the lower one first: each meets each other once in `blocks - 1`
// rounds.
inline uint2 blocks_of(uint round, uint pair, uint blocks) {
    const uint turn = blocks - 1;
    const uint one = pair == 0 ? turn : (round + pair) % turn;
    const uint other = pair == 0 ? round : (round + turn - pair) % turn;
    return uint2(min(one, other), max(one, other));
}

// Where in a row a column of the pair is.
inline uint column_of(uint2 blocks, uint column) {
    return (column < BLOCK ? blocks.x : blocks.y) * BLOCK + column % BLOCK;
}

kernel void pair_gram(const device float* columns [[buffer(0)]], device float* partial [[buffer(1)]],
                      constant RoundSizes& sizes [[buffer(2)]], uint3 group [[threadgroup_position_in_grid]],
                      uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * STAGED / 4];
    threadgroup float* const stages = (threadgroup float*)memory;
    const uint pairs = sizes.pitch / SIDE;
    const uint begin = thread_index % 16 * 4;
    const uint own_row = thread_index / 16;
    const uint column = column_of(blocks_of(sizes.round, group.y, 2 * pairs), begin);
    const device float* from = columns + ulong(group.z) * sizes.all_rows * sizes.pitch + column;
    const uint first = group.x * sizes.slab;
    const uint last = min(first + sizes.slab, sizes.rows);
    float4 next[2];
    float4 sums[4] = {};
#pragma unroll
    for (uint turn = 0; turn < 2; ++turn) {
        next[turn] = *(const device float4*)(from + ulong(first + own_row + turn * 16) * sizes.pitch);
    }
    for (uint row = first; row < last; row += STEPS) {
        threadgroup float* stage = stages + row / STEPS % 2 * STAGED;
#pragma unroll
        for (uint turn = 0; turn < 2; ++turn) {
            *(threadgroup float4*)(stage + (own_row + turn * 16) * PITCH + begin) = next[turn];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (row + STEPS < last) {
#pragma unroll
            for (uint turn = 0; turn < 2; ++turn) {
                const ulong place = ulong(row + STEPS + own_row + turn * 16) * sizes.pitch;
                next[turn] = *(const device float4*)(from + place);
            }
        }
#pragma unroll 8
        for (uint step = 0; step < STEPS; ++step) {
            const float4 rows = *(const threadgroup float4*)(stage + step * PITCH + own_row * 4);
            const float4 values = *(const threadgroup float4*)(stage + step * PITCH + begin);
#pragma unroll
            for (uint row_of_four = 0; row_of_four < 4; ++row_of_four) {
                sums[row_of_four] = fma(float4(rows[row_of_four]), values, sums[row_of_four]);
            }
        }
    }
    device float* out = partial + ((ulong(group.z) * pairs + group.y) * sizes.slabs + group.x) * AREA;
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        *(device float4*)(out + (own_row * 4 + row) * SIDE + begin) = sums[row];
    }
}

// The columns that a couple has in a step: over 63 steps each column meets each other once.
inline uint2 couple_of(uint step, uint couple) {
    const uint up = step + couple;
    const uint down = step + ROUNDS - couple;
    return uint2(couple == 0 ? ROUNDS : (up < ROUNDS ? up : up - ROUNDS), down < ROUNDS ? down : down - ROUNDS);
}

// Cosine and sine that make two columns orthogonal, of which the one that comes first in the pair becomes the longer
// one. A root that is off by some units of rounding changes the angle, not that it is one. Everything else waits for it,
// so that there are two roots and no quotient on the way, of numbers that are scaled to about 1.
inline float2 angle_of(float first, float second, float product, bool is_in_order) {
    // Brings the sum of both to [1, 2).
    const uint exponent = as_type<uint>(first + second) >> 23;
    const float scale = as_type<float>(clamp(254u - exponent, 1u, 254u) << 23);
    const float half_apart = 0.5f * scale * (second - first);
    const float scaled = scale * product;
    const float inverse = rsqrt(fma(half_apart, half_apart, scaled * scaled));
    const float square = fma(0.5f * abs(half_apart), inverse, 0.5f);
    const float root = rsqrt(square);
    float cosine = square * root;
    float sine = 0.5f * scaled * inverse * root;
    sine = half_apart < 0.0f || (half_apart == 0.0f && is_in_order) ? -sine : sine;
    const float nearer = fma(-0.5f, fma(cosine, cosine, sine * sine), 1.5f);
    const bool is_turned = min(first, second) > NOTHING && abs(product) * rsqrt(first) * rsqrt(second) > ORTHOGONAL;
    cosine = is_turned ? cosine * nearer : 1.0f;
    sine = is_turned ? sine * nearer : 0.0f;
    const bool is_swapped = is_in_order ? second > first : first > second;
    return is_swapped ? float2(sine, -cosine) : float2(cosine, sine);
}

// The sums of all slabs, in order.
inline void add_slabs(threadgroup float* gram, const device float* partial, uint slabs, uint thread_index) {
    for (uint place = thread_index * 4; place < AREA; place += SIMDGROUPS * 128) {
        float4 sum = *(const device float4*)(partial + place);
        for (uint slab = 1; slab < slabs; ++slab) {
            sum += *(const device float4*)(partial + ulong(slab) * AREA + place);
        }
        *(threadgroup float4*)(gram + place) = sum;
    }
}

// The greatest cosine between two columns that are not zero; the same for all threads.
inline float greatest_cosine(const threadgroup float* gram, threadgroup float* inverses, threadgroup float* greatest,
                             uint thread_index) {
    if (thread_index < SIDE) {
        const float square = gram[thread_index * (SIDE + 1)];
        inverses[thread_index] = square > NOTHING ? rsqrt(square) : 0.0f;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float most = 0.0f;
    for (uint place = thread_index; place < AREA; place += SIMDGROUPS * 32) {
        const uint row = place / SIDE;
        const uint column = place % SIDE;
        if (row != column) {
            most = max(most, abs(gram[place]) * inverses[row] * inverses[column]);
        }
    }
    most = simd_max(most);
    if (thread_index % 32 == 0) {
        greatest[thread_index / 32] = most;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint other = 0; other < SIMDGROUPS; ++other) {
        most = max(most, greatest[other]);
    }
    return most;
}

// gram = turn^T gram turn, for all couples of a step: a thread has two blocks of two rows and columns.
inline void turn_gram(threadgroup float* gram, const threadgroup float2* turns, uint step, uint simdgroup, uint lane) {
    const float2 own = turns[lane];
    const uint2 column = couple_of(step, lane);
#pragma unroll
    for (uint part = 0; part < 2; ++part) {
        const uint couple = simdgroup + part * SIMDGROUPS;
        const float2 by = turns[couple];
        const uint2 row = couple_of(step, couple) * SIDE;
        const float2 top = float2(gram[row.x + column.x], gram[row.x + column.y]);
        const float2 bottom = float2(gram[row.y + column.x], gram[row.y + column.y]);
        const float2 firsts = float2(own.x * top.x - own.y * top.y, own.x * bottom.x - own.y * bottom.y);
        const float2 seconds = float2(own.y * top.x + own.x * top.y, own.y * bottom.x + own.x * bottom.y);
        const bool is_own = couple == lane;
        gram[row.x + column.x] = by.x * firsts.x - by.y * firsts.y;
        gram[row.x + column.y] = is_own ? 0.0f : by.x * seconds.x - by.y * seconds.y;
        gram[row.y + column.x] = is_own ? 0.0f : by.y * firsts.x + by.x * firsts.y;
        gram[row.y + column.y] = by.y * seconds.x + by.x * seconds.y;
    }
}

// Rows of J = J turn. Columns wander from lane to lane with the couples: the first ones down, the second ones up, and at
// both ends into the other kind.
inline void turn_share(thread float2 (&share)[4], float2 by, uint lane) {
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        const float first = by.x * share[part].x - by.y * share[part].y;
        const float second = by.y * share[part].x + by.x * share[part].y;
        const float above = simd_shuffle(first, ushort(min(lane + 1, 31u)));
        const float below = simd_shuffle(second, ushort(max(lane, 1u) - 1));
        share[part] = float2(lane == 0 ? first : (lane == 31 ? second : above), lane == 0 ? above : below);
    }
}

kernel void pair_angles(const device float* partial [[buffer(0)]], device float* j [[buffer(1)]],
                        device float* measures [[buffer(2)]], constant RoundSizes& sizes [[buffer(3)]],
                        uint3 group [[threadgroup_position_in_grid]],
                        uint thread_index [[thread_index_in_threadgroup]],
                        uint lane [[thread_index_in_simdgroup]], uint simdgroup [[simdgroup_index_in_threadgroup]]) {
    threadgroup float4 memory[AREA / 4];
    threadgroup float2 turns[COUPLES];
    threadgroup float inverses[SIDE];
    threadgroup float greatest[SIMDGROUPS];
    threadgroup float* const gram = (threadgroup float*)memory;
    const uint pairs = sizes.pitch / SIDE;
    const ulong own = ulong(group.z) * pairs + group.y;
    add_slabs(gram, partial + own * sizes.slabs * AREA, sizes.slabs, thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const float far = greatest_cosine(gram, inverses, greatest, thread_index);
    if (thread_index == 0) {
        measures[(ulong(group.z) * (2 * pairs - 1) + sizes.round) * pairs + group.y] = far;
    }
    if (far <= NEARLY) {
        return;
    }
    // A thread has the two elements of its couple of four rows of J.
    float2 share[4];
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        const uint row = simdgroup * 4 + part;
        const uint2 couple = couple_of(0, lane);
        share[part] = float2(row == couple.x ? 1.0f : 0.0f, row == couple.y ? 1.0f : 0.0f);
    }
    // Turned while the first simdgroup computes the next angles; before the first ones it is not turned at all.
    float2 by = float2(1.0f, 0.0f);
    for (uint step = 0; step < ROUNDS; ++step) {
        if (simdgroup == 0) {
            const uint2 couple = couple_of(step, lane);
            turns[lane] = angle_of(gram[couple.x * (SIDE + 1)], gram[couple.y * (SIDE + 1)],
                                   gram[couple.x * SIDE + couple.y], couple.x < couple.y);
        }
        if (step > 0) {
            turn_share(share, by, lane);
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        by = turns[lane];
        turn_gram(gram, turns, step, simdgroup, lane);
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    turn_share(share, by, lane);
    // Lengths of columns, which rounding has made other than 1.
    float2 squares = 0.0f;
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        squares += share[part] * share[part];
    }
    threadgroup float2* const lengths = (threadgroup float2*)memory;
    lengths[simdgroup * COUPLES + lane] = squares;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    squares = 0.0f;
    for (uint other = 0; other < SIMDGROUPS; ++other) {
        squares += lengths[other * COUPLES + lane];
    }
    const float2 scale = 1.5f - 0.5f * squares;
    const uint2 couple = couple_of(0, lane);
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        const ulong row = own * AREA + (simdgroup * 4 + part) * SIDE;
        j[row + couple.x] = share[part].x * scale.x;
        j[row + couple.y] = share[part].y * scale.y;
    }
}

kernel void pair_turn(device float* columns [[buffer(0)]], const device float* j [[buffer(1)]],
                      const device float* measures [[buffer(2)]], constant RoundSizes& sizes [[buffer(3)]],
                      uint3 group [[threadgroup_position_in_grid]],
                      uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 memory[2 * AREA / 4];
    threadgroup float* const left = (threadgroup float*)memory;
    threadgroup float* const right = left + AREA;
    const uint pairs = sizes.pitch / SIDE;
    if (measures[(ulong(group.z) * (2 * pairs - 1) + sizes.round) * pairs + group.y] <= NEARLY) {
        return;
    }
    const uint2 blocks = blocks_of(sizes.round, group.y, 2 * pairs);
    device float* tile = columns + (ulong(group.z) * sizes.all_rows + group.x * SIDE) * sizes.pitch;
    const device float* by = j + (ulong(group.z) * pairs + group.y) * AREA;
    // The tile is turned around, so that a thread finds four rows of a column side by side; groups of four rows lie where
    // no two threads that write have the same bank.
    const uint quad = thread_index % 8;
    float4 share[4];
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        const uint row = thread_index / 8 + part / 2 * 32;
        const uint block = part % 2 == 0 ? blocks.x : blocks.y;
        share[part] = *(const device float4*)(tile + ulong(row) * sizes.pitch + block * BLOCK + quad * 4);
    }
#pragma unroll
    for (uint part = 0; part < 4; ++part) {
        const uint row = (thread_index / 8 + part / 2 * 32) ^ quad * 4;
#pragma unroll
        for (uint element = 0; element < 4; ++element) {
            left[(part % 2 * BLOCK + quad * 4 + element) * SIDE + row] = share[part][element];
        }
        const uint place = (part * 256 + thread_index) * 4;
        *(threadgroup float4*)(right + place) = *(const device float4*)(by + place);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    const uint top = thread_index / 16 * 4;
    const uint begin = thread_index % 16 * 4;
    float4 sums[4] = {};
#pragma unroll 8
    for (uint step = 0; step < SIDE; ++step) {
        const float4 rows = *(const threadgroup float4*)(left + step * SIDE + (top ^ step / 4 % 8 * 4));
        const float4 values = *(const threadgroup float4*)(right + step * SIDE + begin);
#pragma unroll
        for (uint row = 0; row < 4; ++row) {
            sums[row] = fma(float4(rows[row]), values, sums[row]);
        }
    }
    const uint column = column_of(blocks, begin);
#pragma unroll
    for (uint row = 0; row < 4; ++row) {
        *(device float4*)(tile + ulong(top + row) * sizes.pitch + column) = sums[row];
    }
}
