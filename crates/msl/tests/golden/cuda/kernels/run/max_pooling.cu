namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_max_pooling_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  ks_i32* __restrict__ where,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float best;
  ks_i32 place;
  ks_u32 dy;
  ks_u32 dx;
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  best = __builtin_bit_cast(float, 0xff800000u);
  place = (-1);
  dy = 0u;
  for (;;) {
    ks_u32 v1 = dy;
    bool v2 = v1 < 2u;
    if (!v2) break;
    dx = 0u;
    for (;;) {
      ks_u32 v3 = dx;
      bool v4 = v3 < 2u;
      if (!v4) break;
      ks_u32 v5 = v0.y;
      ks_u32 v6 = 2u * v5;
      ks_u32 v7 = dy;
      ks_u32 v8 = v6 + v7;
      ks_u32 v9 = v8 * 6u;
      ks_u32 v10 = v0.x;
      ks_u32 v11 = 2u * v10;
      ks_u32 v12 = v9 + v11;
      ks_u32 v13 = dx;
      ks_u32 v14 = v12 + v13;
      float v15 = a[v14];
      float v16 = best;
      bool v17 = v15 > v16;
      if (v17) {
        float v18 = a[v14];
        best = v18;
        ks_i32 v19 = (ks_i32)v14;
        place = v19;
      }
      ks_u32 v20 = dx;
      ks_u32 v21 = v20 + 1u;
      dx = v21;
    }
    ks_u32 v22 = dy;
    ks_u32 v23 = v22 + 1u;
    dy = v23;
  }
  ks_u32 v24 = v0.y;
  ks_u32 v25 = v24 * 3u;
  ks_u32 v26 = v0.x;
  ks_u32 v27 = v25 + v26;
  float v28 = best;
  out[v27] = v28;
  ks_u32 v29 = v0.y;
  ks_u32 v30 = v29 * 3u;
  ks_u32 v31 = v0.x;
  ks_u32 v32 = v30 + v31;
  ks_i32 v33 = place;
  where[v32] = v33;
}

}
