namespace ks_user {

static __device__ float twice_float(float x) {
  float v0 = x + x;
  return v0;
}

static __device__ ks_i32 twice_int(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)x + (ks_u32)x);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_macros_make_functions_float32c_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  ks_i32* __restrict__ whole,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = twice_float(v1);
  out[v0] = v2;
  float v3 = a[v0];
  ks_i32 v4 = ks_to_i32(ks_f32(v3));
  ks_i32 v5 = twice_int(v4);
  whole[v0] = v5;
}

}
