// v - Q c, a thread a row: the twin of qr_col_dot, as the seeds describe it (128 threads a group,
// fused multiply-add).
//
// kernel: qr_update_vec
// input Q: float32[300, 16] = normal(7)
// input c: float32[16] = normal(8)
// input v: float32[300] = normal(9)
// input shape: uint32[2] = [300, 16]
// output out: float32[300]
// grid: 384 1 1
// threadgroup: 128 1 1
// reference: qr_update_vec atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
    uint gid = thread_position_in_grid.x;
    uint m = (uint)shape[0];
    uint k = (uint)shape[1];
    if (gid >= m) return;
    float acc = v[gid];
    for (uint j = 0; j < k; ++j) {
        // kernsmith: allow(uncoalesced-access): the document's own kernel, a thread a row
        acc = fma(-Q[gid * k + j], c[j], acc);
    }
    out[gid] = acc;
