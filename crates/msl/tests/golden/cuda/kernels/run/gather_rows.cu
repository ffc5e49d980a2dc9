namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gather_rows_float32_int32c_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const table = (float*)ks_buffer0;
  ks_i32* const ids = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float x_;
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  ks_u32 v1 = v0.y;
  ks_i32 v2 = ids[v1];
  ks_u32 v3 = v0.y;
  ks_u32 v4 = v3 * 3u;
  ks_u32 v5 = v0.x;
  ks_u32 v6 = v4 + v5;
  bool v7 = v2 >= 0;
  bool v8 = v2 < 4;
  bool v9 = (bool)(v7 & v8);
  if (v9) {
    ks_i32 v10 = (ks_i32)((ks_u32)v2 * (ks_u32)3);
    ks_u32 v11 = v0.x;
    ks_u32 v12 = (ks_u32)v10;
    ks_u32 v13 = v12 + v11;
    float v14 = table[v13];
    x_ = v14;
  } else {
    x_ = 0.0f;
  }
  float v15 = x_;
  out[v6] = v15;
}

}
