// rms_norm_residual_row.metal: u = T(x + r); y[r,i] = T(u[r,i] * w[i] / sqrt(mean_i(u[r,i]^2) + eps)),
// each row read once
//
// Shapes   x, r: [rows, D] row-major    w: [D]    eps: one float    y, u: [rows, D]
// Types    T: half | bfloat | float; the sum u is rounded to T first and the mean is that of the
//          rounded u; sums and products are kept in float, rounded once.
// Launch   one threadgroup of TG threads per row; TG a multiple of 32; TG * VEC * UNROLL >= D.
// Assumes  VEC divides D; y and u alias nothing; x, r, w, y and u begin at multiples of VEC elements.
// Variants D: elements of a row. VEC: elements in an access of sixteen bytes. UNROLL: accesses of a
//          thread, whose elements stay in registers.

threadgroup float scratch[TG / 32];

const uint thread_index = thread_position_in_threadgroup.x;
const ulong row = ulong(threadgroup_position_in_grid.x) * D;
x += row;
r += row;
y += row;
u += row;

// All that is read is asked for before anything waits.
const float added = eps;
floats<VEC> kept[UNROLL];
floats<VEC> residual[UNROLL];
floats<VEC> weight[UNROLL];
#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = (turn * TG + thread_index) * VEC;
    if (i < D) {
        kept[turn] = load_floats<VEC>(x + i);
        residual[turn] = load_floats<VEC>(r + i);
        weight[turn] = load_floats<VEC>(w + i);
    }
}

float sum = 0.0f;
#pragma unroll
for (uint turn = 0; turn < UNROLL; ++turn) {
    const uint i = (turn * TG + thread_index) * VEC;
    if (i < D) {
#pragma unroll
        for (uint part = 0; part < VEC / 4; ++part) {
            const float4 v = float4(vec<T, 4>(kept[turn].at[part] + residual[turn].at[part]));
            kept[turn].at[part] = v;
            sum += dot(v, v);
        }
        store_floats<VEC>(u + i, kept[turn]);
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
