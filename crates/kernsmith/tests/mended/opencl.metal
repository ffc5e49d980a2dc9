__kernel void k(__global float* out, __global const float* a, __local float* tile) {
  int i = get_global_id(0);
  int l = get_local_id(0);
  tile[l] = a[i];
  barrier(CLK_LOCAL_MEM_FENCE);
  out[i] = tile[l] + tile[0];
}
