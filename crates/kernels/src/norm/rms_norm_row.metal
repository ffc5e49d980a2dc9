// rms_norm_row.metal: y[r,i] = T(x[r,i] * w[i] / sqrt(mean_i(x[r,i]^2) + eps)), each row read once
//
// Shapes   x: [rows, D] row-major    w: [D]    eps: one float    y: [rows, D]
// Types    T: half | bfloat | float; sums and products are kept in float, rounded once.
// Launch   one threadgroup of TG threads per row; TG a multiple of 32; TG * VEC * UNROLL >= D.
// Assumes  VEC divides D; y aliases no input; x, w and y begin at multiples of VEC elements.
// Variants D: elements of a row. VEC: elements in an access of sixteen bytes. UNROLL: accesses of a
//          thread, whose elements stay in registers.

threadgroup float scratch[TG / 32];

const uint thread_index = thread_position_in_threadgroup.x;
x += ulong(threadgroup_position_in_grid.x) * D;
y += ulong(threadgroup_position_in_grid.x) * D;

// All that is read is asked for before anything waits.
const float added = eps;
floats<VEC> kept[UNROLL];
floats<VEC> weight[UNROLL];
float sum = 0.0f;
#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = (turn * TG + thread_index) * VEC;
    if (i < D) {
        kept[turn] = load_floats<VEC>(x + i);
        weight[turn] = load_floats<VEC>(w + i);
#pragma unroll
        for (uint part = 0; part < VEC / 4; ++part) {
            sum += dot(kept[turn].at[part], kept[turn].at[part]);
        }
    }
}

const float scale = rsqrt(sum_by_simdgroup<TG>(sum, thread_index, scratch) / float(D) + added);

#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = (turn * TG + thread_index) * VEC;
    if (i < D) {
#pragma unroll
        for (uint part = 0; part < VEC / 4; ++part) {
            kept[turn].at[part] *= scale * weight[turn].at[part];
        }
        store_floats<VEC>(y + i, kept[turn]);
    }
}
