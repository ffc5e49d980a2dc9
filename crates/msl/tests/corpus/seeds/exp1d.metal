// Elementwise exponential.
//
// kernel: exp1d
// input a: float32[1000] = normal(2)
// input shape: uint32[1] = [1000]
// output out: float32[1000]
// grid: 1024 1 1
// threadgroup: 256 1 1
// expect out[i] = exp(a[i]) within 4 ulp
// header:
#include <metal_stdlib>
using namespace metal;
// body:
        uint tid = thread_position_in_grid.x;
        uint n = (uint)shape[0];
        if (tid >= n) return;
        out[tid] = exp(a[tid]);
