// rms_norm.metal: y[r,i] = T(x[r,i] * w[i] / sqrt(mean_i(x[r,i]^2) + eps))
//
// Shapes   x: [rows, d] row-major    w: [d]    eps: one float    y: [rows, d]
// Types    T: half | bfloat | float; sums and products are kept in float, rounded once.
// Launch   one threadgroup of TG threads per row; TG a power of two of 32 or more.
// Assumes  d >= 1; y aliases no input; x, w and y begin at multiples of VEC elements.
// Variants VEC: elements in one access. UNROLL: accesses in one turn of a loop. SIMD: reduce within
//          simdgroups first. CACHE: so many elements of a row stay in threadgroup memory from the
//          first pass to the second; 0 or a multiple of 4.

threadgroup float scratch[TG];
threadgroup float kept[CACHE > 0 ? CACHE : 1];

const uint d = x_shape[1];
const uint thread_index = thread_position_in_threadgroup.x;
x += ulong(threadgroup_position_in_grid.x) * d;
y += ulong(threadgroup_position_in_grid.x) * d;

// Rows begin aligned only where VEC divides d; other rows are walked one element at a time.
const uint whole = d % VEC == 0 ? d : 0;

float sum = 0.0f;
for (uint start = thread_index * VEC; start < whole; start += TG * VEC * UNROLL) {
#pragma unroll
    for (uint turn = 0; turn < UNROLL; ++turn) {
        const uint i = start + turn * (TG * VEC);
        if (i < whole) {
            if (VEC == 4) {
                const float4 v = load4(x + i);
                sum += dot(v, v);
                if (i < CACHE) {
                    kept[i] = v.x;
                    kept[i + 1] = v.y;
                    kept[i + 2] = v.z;
                    kept[i + 3] = v.w;
                }
            } else if (VEC == 2) {
                const float2 v = load2(x + i);
                sum += dot(v, v);
                if (i < CACHE) {
                    kept[i] = v.x;
                    kept[i + 1] = v.y;
                }
            } else {
                const float v = x[i];
                sum += v * v;
                if (i < CACHE) {
                    kept[i] = v;
                }
            }
        }
    }
}
for (uint i = whole + thread_index; i < d; i += TG) {
    const float v = x[i];
    sum += v * v;
}

const float total = SIMD ? sum_by_simdgroup<TG>(sum, thread_index, scratch)
                         : sum_by_tree<TG>(sum, thread_index, scratch);
const float scale = rsqrt(total / float(d) + eps);

// A thread reads back only what it kept itself.
for (uint start = thread_index * VEC; start < whole; start += TG * VEC * UNROLL) {
#pragma unroll
    for (uint turn = 0; turn < UNROLL; ++turn) {
        const uint i = start + turn * (TG * VEC);
        if (i < whole) {
            if (VEC == 4) {
                const float4 v = i < CACHE
                    ? float4(kept[i], kept[i + 1], kept[i + 2], kept[i + 3])
                    : load4(x + i);
                store4(y + i, v * scale * load4(w + i));
            } else if (VEC == 2) {
                const float2 v = i < CACHE ? float2(kept[i], kept[i + 1]) : load2(x + i);
                store2(y + i, v * scale * load2(w + i));
            } else {
                const float v = i < CACHE ? kept[i] : float(x[i]);
                y[i] = T(v * scale * float(w[i]));
            }
        }
    }
}
for (uint i = whole + thread_index; i < d; i += TG) {
    y[i] = T(float(x[i]) * scale * float(w[i]));
}
