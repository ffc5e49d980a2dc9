// `mix`, `step`, `smoothstep`, `clamp` and `saturate`.
//
// kernel: blends
// input a: float32[7] = [-0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5]
// output o0: float32[7]
// output o1: float32[7]
// output o2: float32[7]
// output o3: float32[7]
// output o4: float32[7]
// grid: 7 1 1
// threadgroup: 32 1 1
// expect o0 = [0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0] atol 2e-6 rtol 4e-6
// expect o1 = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0] atol 2e-6 rtol 4e-6
// expect o2 = [0, 0.0, 0.15625, 0.5, 0.84375, 1.0, 1] atol 2e-6 rtol 4e-6
// expect o3 = [0.10000000149011612, 0.10000000149011612, 0.25, 0.5, 0.75, 0.8999999761581421,
//   0.8999999761581421] atol 2e-6 rtol 4e-6
// expect o4 = [0, 0.0, 0.25, 0.5, 0.75, 1.0, 1] atol 2e-6 rtol 4e-6
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
float x = a[i];
o0[i] = mix(2.0f, 6.0f, x);
o1[i] = step(0.5f, x);
o2[i] = smoothstep(0.0f, 1.0f, x);
o3[i] = clamp(x, 0.1f, 0.9f);
o4[i] = saturate(x);
