kernel void k(device float* out, device const float* a, threadgroup float* tile, uint3 thread_position_in_grid [[thread_position_in_grid]], uint3 thread_position_in_threadgroup [[thread_position_in_threadgroup]]) {
  int i = thread_position_in_grid.x;
  int l = thread_position_in_threadgroup.x;
  tile[l] = a[i];
  threadgroup_barrier(mem_flags::mem_threadgroup);
  out[i] = tile[l] + tile[0];
}
