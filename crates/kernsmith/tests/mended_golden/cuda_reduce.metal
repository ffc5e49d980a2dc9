#include <metal_stdlib>
inline float square(float x) { return pow(x, 2.0f); }
kernel void norm(const device float* a, device float* out, constant int& n, uint3 threadgroup_position_in_grid [[threadgroup_position_in_grid]], uint3 threads_per_threadgroup [[threads_per_threadgroup]], uint3 thread_position_in_threadgroup [[thread_position_in_threadgroup]], uint threads_per_simdgroup [[threads_per_simdgroup]]) {
  threadgroup float partial[32];
  int i = threadgroup_position_in_grid.x * threads_per_threadgroup.x + thread_position_in_threadgroup.x;
  float v = i < n ? square(a[i]) : 0.0f;
  for (int d = 16; d > 0; d /= 2) {
    v += simd_shuffle_down(v, d);
  }
  if (thread_position_in_threadgroup.x % threads_per_simdgroup == 0) partial[thread_position_in_threadgroup.x / threads_per_simdgroup] = v;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (thread_position_in_threadgroup.x == 0) out[threadgroup_position_in_grid.x] = rsqrt(partial[0]);
}
