// exact.metal — out[i, j] = sum over r of a[r, i] b[r, j], rounded once, or its limbs for each slice of rows
//
// Shapes   a: [rows, left] row-major    b: [rows, right]
//          out: [left * right] for DIRECT, otherwise limbs, the last of them for infinities: [LIMBS + 1, left * right, slices]
//          for SHARE, and [LIMBS + 1, slices, left * right] without
// Types    T: half, bfloat or float for a and b; out is float for DIRECT, otherwise int.
// Launch   x: a thread for each sum, rounded up to 32, or with SHARE 32 threads for each; y: slices, at most 16384
//          threads a sum in all, so that limbs that are added stay ints. Threadgroups of 32 x anything.
// Assumes  rows < 2^31; left * right < 2^27. ROOT: the square root of what is rounded.

const uint rows = a_shape[0];
const uint left = a_shape[1];
const uint right = b_shape[1];
const uint sums = left * right;
const uint lane = thread_position_in_grid.x % 32;
const uint which = SHARE ? thread_position_in_grid.x / 32 : thread_position_in_grid.x;
const uint slice = thread_position_in_grid.y;
const uint slices = threads_per_grid.y;
const uint first = SHARE ? 32 * slice + lane : slice;
const uint step = SHARE ? 32 * slices : slices;

ExactSum sum;
exact_begin(sum);
if (which < sums) {
    const uint i = which / right;
    const uint j = which % right;
    for (uint r = first; r < rows; r += step) {
        exact_add(sum, float(a[ulong(r) * left + i]), float(b[ulong(r) * right + j]));
    }
}
exact_end(sum);
if (SHARE) {
    for (int limb = 0; limb < LIMBS; ++limb) {
        sum.limbs[limb] = simd_sum(sum.limbs[limb]);
    }
    sum.special = simd_or(sum.special);
}
if (which < sums && (!SHARE || lane == 0)) {
    if (DIRECT) {
        out[which] = exact_value(sum.limbs, sum.special, ROOT);
    } else {
        const ulong count = ulong(slices) * sums;
        const ulong place = SHARE ? ulong(which) * slices + slice : ulong(slice) * sums + which;
        for (int limb = 0; limb < LIMBS; ++limb) {
            out[limb * count + place] = sum.limbs[limb];
        }
        out[LIMBS * count + place] = int(sum.special);
    }
}
