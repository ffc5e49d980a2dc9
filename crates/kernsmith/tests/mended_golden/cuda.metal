kernel void k(device float* out, constant int& n, uint3 threadgroup_position_in_grid [[threadgroup_position_in_grid]], uint3 threads_per_threadgroup [[threads_per_threadgroup]], uint3 thread_position_in_threadgroup [[thread_position_in_threadgroup]]) {
  int i = threadgroup_position_in_grid.x * threads_per_threadgroup.x + thread_position_in_threadgroup.x;
  if (i < n) out[i] = 1.0f;
}
