namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_integer_promotion_uint8c_int8c_int32_int32(
  const ks_u8* __restrict__ ks_buffer0,
  const ks_i8* __restrict__ ks_buffer1,
  ks_i32* __restrict__ out,
  ks_i32* __restrict__ cmp,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u8* const a = (ks_u8*)ks_buffer0;
  ks_i8* const b = (ks_i8*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u8 v1 = a[v0];
  ks_u8 v2 = a[v0];
  ks_i32 v3 = (ks_i32)v1;
  ks_i32 v4 = (ks_i32)v2;
  ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
  ks_i8 v6 = b[v0];
  ks_i32 v7 = (ks_i32)v6;
  ks_i32 v8 = (ks_i32)((ks_u32)v5 - (ks_u32)v7);
  bool v9 = v0 == 0u;
  ks_i32 v10 = v9 ? 54 : 0;
  ks_i32 v11 = (ks_i32)((ks_u32)v8 + (ks_u32)v10);
  bool v12 = v0 == 1u;
  ks_i32 v13 = v12 ? 1 : 0;
  ks_i32 v14 = (ks_i32)((ks_u32)v11 - (ks_u32)v13);
  bool v15 = v0 == 3u;
  ks_i32 v16 = v15 ? 5 : 0;
  ks_i32 v17 = (ks_i32)((ks_u32)v14 - (ks_u32)v16);
  out[v0] = v17;
  ks_i8 v18 = b[v0];
  ks_u32 v19 = (ks_u32)v18;
  bool v20 = v19 > 5u;
  ks_i32 v21 = (ks_i32)v20;
  bool v22 = v0 == 2u;
  ks_i32 v23 = (ks_i32)v22;
  ks_i32 v24 = (ks_i32)((ks_u32)v21 - (ks_u32)v23);
  cmp[v0] = v24;
}

}
