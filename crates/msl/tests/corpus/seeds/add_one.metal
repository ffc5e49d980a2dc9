// The guide's first kernel: a guarded elementwise sum with a shape buffer.
//
// kernel: my_kernel
// input A: float32[1000] = normal(1)
// input shape: uint32[1] = [1000]
// output out: float32[1000]
// grid: 1024 1 1
// threadgroup: 256 1 1
// expect out[i] = A[i] + 1 within 0.5 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
        uint tid = thread_position_in_grid.x;
        uint m = (uint)shape[0];
        if (tid >= m) return;
        out[tid] = A[tid] + 1.0f;
