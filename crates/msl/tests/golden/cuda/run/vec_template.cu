namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_vec_template_half_float16_float16(
  const ks_half* __restrict__ ks_buffer0,
  ks_half* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_vec4<ks_half> v;
  ks_u32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 4u * v0;
  ks_u32 v2 = 4u * v0;
  ks_u32 v3 = v2 + 1u;
  ks_u32 v4 = 4u * v0;
  ks_u32 v5 = v4 + 2u;
  ks_u32 v6 = 4u * v0;
  ks_u32 v7 = v6 + 3u;
  ks_half v8 = a[v1];
  ks_half v9 = a[v3];
  ks_half v10 = a[v5];
  ks_half v11 = a[v7];
  ks_vec4<ks_half> v12 = {v8, v9, v10, v11};
  v = v12;
  ks_vec4<ks_half> v13 = v;
  ks_vec4<ks_half> v14 = {ks_add(v13.x, ks_half{0x0}), ks_add(v13.y, ks_half{0x3c00}), ks_add(v13.z, ks_half{0x4000}), ks_add(v13.w, ks_half{0x4200})};
  v = v14;
  k = 0u;
  for (;;) {
    ks_u32 v15 = k;
    bool v16 = v15 < 4u;
    if (!v16) break;
    ks_u32 v17 = 4u * v0;
    ks_u32 v18 = k;
    ks_u32 v19 = v17 + v18;
    ks_u32 v20 = k;
    ks_half v21 = ((ks_half*)&v)[v20];
    out[v19] = v21;
    ks_u32 v22 = k;
    ks_u32 v23 = v22 + 1u;
    k = v23;
  }
}

}
