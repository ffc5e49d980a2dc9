// c = transpose(Q) v, a thread a column.
//
// kernel: qr_col_dot
// input Q: float32[128, 70] = normal(5)
// input v: float32[128] = normal(6)
// input shape: uint32[2] = [128, 70]
// output out: float32[70]
// grid: 128 1 1
// threadgroup: 64 1 1
// reference: qr_col_dot atol 1e-4 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
    uint gid = thread_position_in_grid.x;
    uint m = (uint)shape[0];
    uint k = (uint)shape[1];
    if (gid >= k) return;
    float acc = 0.0f;
    for (uint i = 0; i < m; ++i) {
        acc += Q[i * k + gid] * v[i];
    }
    out[gid] = acc;
