// RMS norm: strided loop, simd_sum, partials in threadgroup memory, rsqrt.
//
// kernel: rms_norm
// input x: float32[3, 300] = normal(34)
// input w: float32[300] = normal(35)
// input eps: float32 = 1e-5
// output out: float32[3, 300]
// grid: 128 3 1
// threadgroup: 128 1 1
// reference: rms_norm atol 1e-6 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
constexpr uint D = 300;
threadgroup float partial[4];
uint row = thread_position_in_grid.y;
uint lid = thread_position_in_threadgroup.x;
float sum = 0.0f;
for (uint k = lid; k < D; k += threads_per_threadgroup.x) {
  float v = x[row * D + k];
  sum += v * v;
}
sum = simd_sum(sum);
if (thread_index_in_simdgroup == 0) partial[simdgroup_index_in_threadgroup] = sum;
threadgroup_barrier(mem_flags::mem_threadgroup);
float total = partial[0] + partial[1] + partial[2] + partial[3];
float scale = metal::rsqrt(total / D + eps);
for (uint k = lid; k < D; k += threads_per_threadgroup.x) {
  out[row * D + k] = x[row * D + k] * scale * w[k];
}
