namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_vectors_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_vec4<float> v;
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 4u * v0;
  ks_u32 v2 = 4u * v0;
  ks_u32 v3 = v2 + 1u;
  ks_u32 v4 = 4u * v0;
  ks_u32 v5 = v4 + 2u;
  ks_u32 v6 = 4u * v0;
  ks_u32 v7 = v6 + 3u;
  float v8 = a[v1];
  float v9 = a[v3];
  float v10 = a[v5];
  float v11 = a[v7];
  ks_vec4<float> v12 = {v8, v9, v10, v11};
  v = v12;
  ks_vec4<float> v13 = v;
  ks_vec4<float> v14 = {v13.x * 2.0f, v13.y * 2.0f, v13.z * 2.0f, v13.w * 2.0f};
  ks_vec4<float> v15 = {v14.x + 1.0f, v14.y + 1.0f, v14.z + 1.0f, v14.w + 1.0f};
  v = v15;
  ks_vec4<float> v16 = v;
  ks_vec4<float> v17 = {v16.w, v16.z, v16.y, v16.x};
  k = 0;
  for (;;) {
    ks_i32 v18 = k;
    bool v19 = v18 < 4;
    if (!v19) break;
    ks_u32 v20 = 4u * v0;
    ks_i32 v21 = k;
    ks_u32 v22 = (ks_u32)v21;
    ks_u32 v23 = v20 + v22;
    ks_i32 v24 = k;
    float v25 = ks_component(v17, (ks_u64)v24);
    out[v23] = v25;
    ks_i32 v26 = k;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    k = v27;
  }
}

}
