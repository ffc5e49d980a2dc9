// compensated_round.metal — out[i] = the sum of i's floats over all slices
//
// Shapes   parts: [2, sums, slices] for SHARE and [2, slices, sums] without, as compensated.metal leaves them    out: [sums]
// Types    float.
// Launch   SHARE: x is 32, a simdgroup for each sum, y: sums; otherwise x: sums.
// Assumes  Products and sums as written. MODE and ROOT as in compensated.metal.

const uint slices = SHARE ? parts_shape[2] : parts_shape[1];
const uint sums = SHARE ? parts_shape[1] : parts_shape[2];
const uint lane = SHARE ? thread_position_in_grid.x : 0;
const uint which = SHARE ? thread_position_in_grid.y : thread_position_in_grid.x;
// A slice's place, and the distance to the next word.
const ulong first = SHARE ? ulong(which) * slices : which;
const ulong next = SHARE ? 1 : sums;
const ulong count = ulong(slices) * sums;
const uint step = SHARE ? 32 : 1;

TwoFloats sum;
sum.high = 0.0f;
sum.low = 0.0f;
for (uint slice = lane; slice < slices; slice += step) {
    TwoFloats part;
    part.high = parts[first + slice * next];
    part.low = parts[count + first + slice * next];
    sum = sum_join<MODE>(sum, part);
}
if (SHARE) {
    sum = sum_join_lanes<MODE>(sum);
}
if (lane == 0) {
    const float total = sum.high + sum.low;
    out[which] = ROOT ? sqrt(total) : total;
}
