namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_sums_of_types_int32_float32(
  const ks_i32* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = ks_reduce<ks_join_sum, 32>(ks_mask, v1, 0);
  float v3 = ks_f32(v2);
  out[v0] = v3;
  ks_u32 v4 = 32u + v0;
  ks_i32 v5 = a[v0];
  ks_u32 v6 = (ks_u32)v5;
  ks_u32 v7 = ks_reduce<ks_join_sum, 32>(ks_mask, v6, 0u);
  float v8 = ks_f32(v7);
  out[v4] = v8;
  ks_u32 v9 = 64u + v0;
  ks_i32 v10 = a[v0];
  float v11 = ks_f32(v10);
  float v12 = ks_reduce<ks_join_sum, 32>(ks_mask, v11, 0.0f);
  out[v9] = v12;
  ks_u32 v13 = 96u + v0;
  ks_i32 v14 = a[v0];
  ks_i32 v15 = (ks_i32)(v14 % 4);
  ks_half v16 = ks_f16(v15);
  ks_half v17 = ks_reduce<ks_join_sum, 32>(ks_mask, v16, ks_half{0x0});
  float v18 = ks_f32(v17);
  out[v13] = v18;
}

}
