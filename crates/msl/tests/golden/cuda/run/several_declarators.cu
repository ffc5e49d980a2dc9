namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_several_declarators_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 a;
  ks_i32 b;
  ks_i32 sum;
  ks_u32 v0 = thread_position_in_grid.x;
  a = 0;
  b = 10;
  sum = 0;
  for (;;) {
    ks_i32 v1 = a;
    ks_i32 v2 = b;
    bool v3 = v1 < v2;
    if (!v3) break;
    ks_i32 v4 = a;
    ks_i32 v5 = b;
    ks_i32 v6 = (ks_i32)((ks_u32)v4 + (ks_u32)v5);
    ks_i32 v7 = (ks_i32)((ks_u32)v6 - (ks_u32)1);
    ks_i32 v8 = sum;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)v7);
    sum = v9;
    ks_i32 v10 = a;
    ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
    a = v11;
    ks_i32 v12 = b;
    ks_i32 v13 = (ks_i32)((ks_u32)v12 - (ks_u32)1);
    b = v13;
  }
  bool v14 = v0 < 3u;
  ks_i32 v15 = sum;
  bool v16 = v0 < 6u;
  ks_i32 v17 = sum;
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
  ks_i32 v19 = sum;
  ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)2);
  ks_i32 v21 = v16 ? v18 : v20;
  ks_i32 v22 = v14 ? v15 : v21;
  out[v0] = v22;
}

}
