// compensated.metal — out[i, j] = sum over r of a[r, i] b[r, j] in one or two floats, or both floats for each slice of rows
//
// Shapes   a: [rows, left] row-major    b: [rows, right]
//          out: [left * right] for DIRECT, otherwise [2, left * right, slices] for SHARE and [2, slices, left * right]
//          without
// Types    T: half, bfloat or float for a and b; out is float.
// Launch   as exact.metal.
// Assumes  rows < 2^31; left * right < 2^27. The order of a sum depends on SHARE and the slices alone. Products and sums
//          as written. MODE: 0 float32, 1 kahan, 2 double_single. ROOT: the square root of the sum.

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

TwoFloats sum;
sum.high = 0.0f;
sum.low = 0.0f;
if (which < sums) {
    const uint i = which / right;
    const uint j = which % right;
    for (uint r = first; r < rows; r += step) {
        sum = sum_step<MODE>(sum, float(a[ulong(r) * left + i]), float(b[ulong(r) * right + j]));
    }
}
if (SHARE) {
    sum = sum_join_lanes<MODE>(sum);
}
if (which < sums && (!SHARE || lane == 0)) {
    if (DIRECT) {
        const float total = sum.high + sum.low;
        out[which] = ROOT ? sqrt(total) : total;
    } else {
        const ulong place = SHARE ? ulong(which) * slices + slice : ulong(slice) * sums + which;
        out[place] = sum.high;
        out[ulong(slices) * sums + place] = sum.low;
    }
}
