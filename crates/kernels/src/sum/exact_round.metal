// exact_round.metal — out[i] = the sum of the limbs of i over all slices, rounded once
//
// Shapes   limbs: [LIMBS + 1, sums, slices] for SHARE and [LIMBS + 1, slices, sums] without, as exact.metal leaves them
//          out: [sums]
// Types    limbs are int, out is float.
// Launch   SHARE: x is 32, a simdgroup for each sum, y: sums; otherwise x: sums.
// Assumes  slices are so few that limbs that are added stay ints. ROOT: the square root of what is rounded.

const uint slices = SHARE ? limbs_shape[2] : limbs_shape[1];
const uint sums = SHARE ? limbs_shape[1] : limbs_shape[2];
const uint lane = SHARE ? thread_position_in_grid.x : 0;
const uint which = SHARE ? thread_position_in_grid.y : thread_position_in_grid.x;
// A slice's place, and the distance to the next word.
const ulong first = SHARE ? ulong(which) * slices : which;
const ulong next = SHARE ? 1 : sums;
const ulong count = ulong(slices) * sums;
const uint step = SHARE ? 32 : 1;

int total[LIMBS];
for (int limb = 0; limb < LIMBS; ++limb) {
    int part = 0;
    for (uint slice = lane; slice < slices; slice += step) {
        part += limbs[limb * count + first + slice * next];
    }
    total[limb] = SHARE ? simd_sum(part) : part;
}
uint special = 0;
for (uint slice = lane; slice < slices; slice += step) {
    special |= uint(limbs[LIMBS * count + first + slice * next]);
}
if (SHARE) {
    special = simd_or(special);
}
if (lane == 0) {
    out[which] = exact_value(total, special, ROOT);
}
