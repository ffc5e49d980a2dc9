namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_mandelbrot_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float x;
  float y;
  ks_i32 n;
  bool x_;
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  ks_u32 v1 = v0.x;
  float v2 = ks_f32(v1);
  float v3 = v2 * 0.75f;
  float v4 = v3 - 2.0f;
  ks_u32 v5 = v0.y;
  float v6 = ks_f32(v5);
  float v7 = v6 * 0.5f;
  float v8 = v7 - 0.75f;
  x = 0.0f;
  y = 0.0f;
  n = 0;
  for (;;) {
    ks_i32 v9 = n;
    bool v10 = v9 < 20;
    x_ = v10;
    if (v10) {
      float v11 = x;
      float v12 = x;
      float v13 = v11 * v12;
      float v14 = y;
      float v15 = y;
      float v16 = v14 * v15;
      float v17 = v13 + v16;
      bool v18 = v17 <= 4.0f;
      x_ = v18;
    }
    bool v19 = x_;
    if (!v19) break;
    float v20 = x;
    float v21 = x;
    float v22 = v20 * v21;
    float v23 = y;
    float v24 = y;
    float v25 = v23 * v24;
    float v26 = v22 - v25;
    float v27 = v26 + v4;
    float v28 = x;
    float v29 = 2.0f * v28;
    float v30 = y;
    float v31 = v29 * v30;
    float v32 = v31 + v8;
    y = v32;
    x = v27;
    ks_i32 v33 = n;
    ks_i32 v34 = (ks_i32)((ks_u32)v33 + (ks_u32)1);
    n = v34;
  }
  ks_u32 v35 = v0.y;
  ks_u32 v36 = v35 * 4u;
  ks_u32 v37 = v0.x;
  ks_u32 v38 = v36 + v37;
  ks_i32 v39 = n;
  out[v38] = v39;
}

}
