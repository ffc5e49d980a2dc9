namespace ks_user {

static __device__ ks_vec4<ks_u32> philox(ks_vec4<ks_u32> c, ks_vec2<ks_u32> key) {
  ks_vec4<ks_u32> c_1;
  ks_vec2<ks_u32> key_1;
  ks_i32 round;
  c_1 = c;
  key_1 = key;
  round = 0;
  for (;;) {
    ks_i32 v0 = round;
    bool v1 = v0 < 10;
    if (!v1) break;
    ks_u32 v2 = c_1.x;
    ks_u32 v3 = ks_int_mulhi(v2, 3528531795u);
    ks_u32 v4 = c_1.z;
    ks_u32 v5 = ks_int_mulhi(v4, 3449720151u);
    ks_vec2<ks_u32> v6 = {v3, v5};
    ks_u32 v7 = c_1.x;
    ks_u32 v8 = v7 * 3528531795u;
    ks_u32 v9 = c_1.z;
    ks_u32 v10 = v9 * 3449720151u;
    ks_vec2<ks_u32> v11 = {v8, v10};
    ks_u32 v12 = v6.y;
    ks_u32 v13 = c_1.y;
    ks_u32 v14 = (ks_u32)(v12 ^ v13);
    ks_u32 v15 = key_1.x;
    ks_u32 v16 = (ks_u32)(v14 ^ v15);
    ks_u32 v17 = v11.y;
    ks_u32 v18 = v6.x;
    ks_u32 v19 = c_1.w;
    ks_u32 v20 = (ks_u32)(v18 ^ v19);
    ks_u32 v21 = key_1.y;
    ks_u32 v22 = (ks_u32)(v20 ^ v21);
    ks_u32 v23 = v11.x;
    ks_vec4<ks_u32> v24 = {v16, v17, v22, v23};
    c_1 = v24;
    ks_vec2<ks_u32> v25 = key_1;
    ks_vec2<ks_u32> v26 = {v25.x + 2654435769u, v25.y + 3144134277u};
    key_1 = v26;
    ks_i32 v27 = round;
    ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
    round = v28;
  }
  ks_vec4<ks_u32> v29 = c_1;
  return v29;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_philox_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_vec4<ks_u32> v1 = {v0, 0u, 0u, 0u};
  ks_vec4<ks_u32> v2 = philox(v1, ks_vec2<ks_u32>{0u, 0u});
  k = 0;
  for (;;) {
    ks_i32 v3 = k;
    bool v4 = v3 < 4;
    if (!v4) break;
    ks_u32 v5 = v0 * 4u;
    ks_i32 v6 = k;
    ks_u32 v7 = (ks_u32)v6;
    ks_u32 v8 = v5 + v7;
    ks_i32 v9 = k;
    ks_u32 v10 = ks_component(v2, (ks_u64)v9);
    out[v8] = v10;
    ks_i32 v11 = k;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
    k = v12;
  }
}

}
