namespace ks_user {

static __device__ ks_half square_half_(ks_half x) {
  ks_half v0 = ks_mul(x, x);
  return v0;
}

static __device__ ks_i32 square_int_(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)x * (ks_u32)x);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_helper_template_float16_int32_float32(
  const ks_half* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  ks_i32* const b = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_half v1 = a[v0];
  ks_half v2 = square_half_(v1);
  float v3 = ks_f32(v2);
  ks_i32 v4 = b[v0];
  ks_i32 v5 = square_int_(v4);
  float v6 = ks_f32(v5);
  float v7 = v3 + v6;
  out[v0] = v7;
}

}
