namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_bfloat_buffers_bfloat16c_bfloat16_float32(
  const ks_bfloat* __restrict__ ks_buffer0,
  ks_bfloat* __restrict__ out,
  float* __restrict__ wide,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_bfloat* const a = (ks_bfloat*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_bfloat v1 = a[v0];
  ks_bfloat v2 = ks_add(v1, ks_bfloat{0x3f80});
  out[v0] = v2;
  float v3 = ks_f32(v1);
  float v4 = v3 + 1.0f;
  wide[v0] = v4;
}

}
