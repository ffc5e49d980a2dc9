// rms_norm_residual.metal: u = T(x + r); y[r,i] = T(u[r,i] * w[i] / sqrt(mean_i(u[r,i]^2) + eps))
//
// Shapes   x, r: [rows, d] row-major    w: [d]    eps: one float    y, u: [rows, d]
// Types    T: half | bfloat | float; the sum u is rounded to T first and the mean is that of the
//          rounded u; sums and products are kept in float, rounded once.
// Launch   one threadgroup of TG threads per row; TG a power of two of 32 or more.
// Assumes  d >= 1; y and u alias nothing; x, r, w, y and u begin at multiples of VEC elements.
// Variants VEC: elements in one access. UNROLL: accesses in one turn of a loop. SIMD: reduce within
//          simdgroups first.

threadgroup float scratch[TG];

const uint d = x_shape[1];
const uint thread_index = thread_position_in_threadgroup.x;
const ulong row = ulong(threadgroup_position_in_grid.x) * d;
x += row;
r += row;
y += row;
u += row;

// Rows begin aligned only where VEC divides d; other rows are walked one element at a time.
const uint whole = d % VEC == 0 ? d : 0;

float sum = 0.0f;
for (uint start = thread_index * VEC; start < whole; start += TG * VEC * UNROLL) {
#pragma unroll
    for (uint turn = 0; turn < UNROLL; ++turn) {
        const uint i = start + turn * (TG * VEC);
        if (i < whole) {
            if (VEC == 4) {
                store4(u + i, load4(x + i) + load4(r + i));
                const float4 v = load4(u + i);
                sum += dot(v, v);
            } else if (VEC == 2) {
                store2(u + i, load2(x + i) + load2(r + i));
                const float2 v = load2(u + i);
                sum += dot(v, v);
            } else {
                const T rounded = T(float(x[i]) + float(r[i]));
                u[i] = rounded;
                sum += float(rounded) * float(rounded);
            }
        }
    }
}
for (uint i = whole + thread_index; i < d; i += TG) {
    const T rounded = T(float(x[i]) + float(r[i]));
    u[i] = rounded;
    sum += float(rounded) * float(rounded);
}

const float total = SIMD ? sum_by_simdgroup<TG>(sum, thread_index, scratch)
                         : sum_by_tree<TG>(sum, thread_index, scratch);
const float scale = rsqrt(total / float(d) + eps);

// A thread reads back only what it wrote itself.
for (uint start = thread_index * VEC; start < whole; start += TG * VEC * UNROLL) {
#pragma unroll
    for (uint turn = 0; turn < UNROLL; ++turn) {
        const uint i = start + turn * (TG * VEC);
        if (i < whole) {
            if (VEC == 4) {
                store4(y + i, load4(u + i) * scale * load4(w + i));
            } else if (VEC == 2) {
                store2(y + i, load2(u + i) * scale * load2(w + i));
            } else {
                y[i] = T(float(u[i]) * scale * float(w[i]));
            }
        }
    }
}
for (uint i = whole + thread_index; i < d; i += TG) {
    y[i] = T(float(u[i]) * scale * float(w[i]));
}
