// Forces between all pairs, positions staged in threadgroup memory.
//
// kernel: gravity
// input a: float32[4, 3] = [-0.171875, 0.046875, -0.25, -0.328125, -0.875, -0.4375, 0.9375, -0.75, 0.0,
//   0.265625, 0.71875, -0.5625]
// output out: float32[4, 3]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [0.9068214893341064, -0.307563453912735, -0.600697934627533, 0.8122965097427368,
//   1.416340947151184, 0.3659614622592926, -1.0606998205184937, 0.5364511609077454, -0.38286978006362915,
//   -0.6584181189537048, -1.6452287435531616, 0.6176062822341919] atol 1e-3 rtol 1e-4
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup float3 bodies[4];
uint i = thread_index_in_threadgroup;
float3 mine = float3(a[3 * i], a[3 * i + 1], a[3 * i + 2]);
bodies[i] = mine;
threadgroup_barrier(mem_flags::mem_threadgroup);
float3 sum = float3(0);
for (uint k = 0; k < 4; ++k) {
  float3 d = bodies[k] - mine;
  float s = rsqrt(dot(d, d) + 0.01f);
  sum += d * (s * s * s);
}
out[3 * i] = sum.x;
out[3 * i + 1] = sum.y;
out[3 * i + 2] = sum.z;
