// refined.metal: right sides of A x = b in the order of rows that L has, and what a solution leaves of them
//
// lu_sides     rows of b, or of the identity, in that order
// lu_few       rows of b - A x in that order, for few right sides
// lu_many      the same for many
// lu_add       a solution and its correction
//
// Shapes   a: [batches, side, side]. b, x, out: [batches, side, columns]. rows: [batches, side], the row of A that is at a
//          place.
// Types    float. Sums of products are taken in two floats, and rounded once.
// Launch   lu_few: a simdgroup for each element of out, x over rows, y over columns, z over batches. lu_add: a thread for
//          each element. The others: a thread for each element, x over columns, y over rows, z over batches.
// Assumes  products are not contracted with sums.
//
// Source   Ogita, Rump and Oishi, Accurate Sum and Dot Product (2005), Dot2.

#include <metal_stdlib>
using namespace metal;

struct RefineSizes {
    uint side;
    uint columns;
    // Whether b is the identity, and not read.
    uint is_identity;
};

// A sum, and what rounding left of it.
struct Sum {
    float high;
    float low;

    void add(float number) {
        const float sum = high + number;
        const float part = sum - high;
        low += (high - (sum - part)) + (number - part);
        high = sum;
    }

    void subtract_product(float a, float b) {
        const float product = -a * b;
        low += fma(-a, b, -product);
        add(product);
    }

    float rounded() const {
        return high + low;
    }
};

kernel void lu_sides(const device float* b [[buffer(0)]], const device long* rows [[buffer(1)]],
                     device float* out [[buffer(2)]], constant RefineSizes& sizes [[buffer(3)]],
                     uint3 at [[thread_position_in_grid]]) {
    const ulong first = ulong(at.z) * sizes.side;
    const ulong row = ulong(rows[first + at.y]);
    float value = row == at.x ? 1.0f : 0.0f;
    if (sizes.is_identity == 0) {
        value = b[(first + row) * sizes.columns + at.x];
    }
    out[(first + at.y) * sizes.columns + at.x] = value;
}

kernel void lu_few(const device float* a [[buffer(0)]], const device float* b [[buffer(1)]],
                   const device float* x [[buffer(2)]], const device long* rows [[buffer(3)]],
                   device float* out [[buffer(4)]], constant RefineSizes& sizes [[buffer(5)]],
                   uint3 at [[thread_position_in_grid]], uint lane [[thread_index_in_simdgroup]]) {
    const ulong first = ulong(at.z) * sizes.side;
    const uint place = at.x / 32;
    const ulong row = first + ulong(rows[first + place]);
    const device float* const of_a = a + row * sizes.side;
    const device float* const of_x = x + first * sizes.columns + at.y;
    Sum sum = {lane == 0 ? b[row * sizes.columns + at.y] : 0.0f, 0.0f};
    for (uint step = lane; step < sizes.side; step += 32) {
        // kernsmith: allow(uncoalesced-access): of few right sides
        sum.subtract_product(of_a[step], of_x[ulong(step) * sizes.columns]);
    }
    for (ushort distance = 16; distance > 0; distance /= 2) {
        const float low = simd_shuffle_xor(sum.low, distance);
        sum.add(simd_shuffle_xor(sum.high, distance));
        sum.low += low;
    }
    if (lane == 0) {
        out[(first + place) * sizes.columns + at.y] = sum.rounded();
    }
}

kernel void lu_many(const device float* a [[buffer(0)]], const device float* b [[buffer(1)]],
                    const device float* x [[buffer(2)]], const device long* rows [[buffer(3)]],
                    device float* out [[buffer(4)]], constant RefineSizes& sizes [[buffer(5)]],
                    uint3 at [[thread_position_in_grid]]) {
    const ulong first = ulong(at.z) * sizes.side;
    const ulong row = first + ulong(rows[first + at.y]);
    const device float* const of_a = a + row * sizes.side;
    const device float* const of_x = x + first * sizes.columns + at.x;
    Sum sum = {b[row * sizes.columns + at.x], 0.0f};
    for (uint step = 0; step < sizes.side; ++step) {
        sum.subtract_product(of_a[step], of_x[ulong(step) * sizes.columns]);
    }
    out[(first + at.y) * sizes.columns + at.x] = sum.rounded();
}

kernel void lu_add(const device float* x [[buffer(0)]], const device float* correction [[buffer(1)]],
                   device float* out [[buffer(2)]], uint at [[thread_position_in_grid]]) {
    out[at] = x[at] + correction[at];
}
