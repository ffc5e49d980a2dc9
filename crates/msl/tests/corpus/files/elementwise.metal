// Elementwise kernels: scalars by reference, two arrays, an update in place, a guard for the ragged end.
//
// run: add
// input a: float32[100] = normal(1)
// input b: float32[100] = normal(2)
// output c: float32[100]
// grid: 100 1 1
// threadgroup: 32 1 1
// expect c[i] = a[i] + b[i] within 1 ulp
//
// run: saxpy
// input alpha: float32 = -1.5
// input x: float32[37] = normal(3)
// input y: float32[37] = normal(4)
// input n: uint32 = 37
// output y: float32[37]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect y[i] = alpha * x[i] + y[i] atol 1e-6 rtol 1e-6
//
// run: clamp_to
// input x: float32[8] = [-3, -1, -0.5, 0, 0.5, 1, 2, 9]
// input range: float32[2] = [-1, 1]
// output y: float32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect y[i] = max(-1, min(1, x[i]))
// file:
#include <metal_stdlib>
using namespace metal;

kernel void add(device const float* a [[buffer(0)]],
                device const float* b [[buffer(1)]],
                device float* c [[buffer(2)]],
                uint id [[thread_position_in_grid]]) {
    c[id] = a[id] + b[id];
}

kernel void saxpy(constant float& alpha [[buffer(3)]],
                  const device float* x [[buffer(0)]],
                  device float* y [[buffer(7)]],
                  constant uint& n [[buffer(1)]],
                  uint id [[thread_position_in_grid]]) {
    if (id >= n) return;
    y[id] += alpha * x[id];
}

kernel void clamp_to(device const float* x, device float* y, constant float2& range,
                     uint id [[thread_position_in_grid]]) {
    y[id] = clamp(x[id], range.x, range.y);
}
