namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_half_rounds_each_step_float16c_float16_float32(
  const ks_half* __restrict__ ks_buffer0,
  ks_half* __restrict__ out,
  float* __restrict__ wide,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_half x;
  float y;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_half v1 = a[v0];
  x = v1;
  ks_half v2 = x;
  ks_half v3 = ks_add(v2, ks_half{0x3c00});
  x = v3;
  ks_half v4 = x;
  ks_half v5 = ks_add(v4, ks_half{0x3c00});
  x = v5;
  ks_half v6 = x;
  out[v0] = v6;
  ks_half v7 = a[v0];
  float v8 = ks_f32(v7);
  y = v8;
  float v9 = y;
  float v10 = v9 + 1.0f;
  float v11 = v10 + 1.0f;
  y = v11;
  float v12 = y;
  wide[v0] = v12;
}

}
