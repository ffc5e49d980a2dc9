namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_quad_logic_int32_int32_int32_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ bits,
  ks_i32* __restrict__ inc,
  ks_i32* __restrict__ exc,
  ks_i32* __restrict__ product,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (ks_u32)(v0 % 4u);
  ks_u32 v2 = (ks_u32)(v1 % 2u);
  bool v3 = v2 == 0u;
  ks_i32 v4 = v3 ? 1 : 6;
  ks_u16 v5 = (ks_u16)v4;
  ks_u32 v6 = 3u * v0;
  ks_u16 v7 = ks_reduce<ks_join_and, 4>(ks_mask, v5, (ks_u16)65535);
  ks_i32 v8 = (ks_i32)v7;
  bits[v6] = v8;
  ks_u32 v9 = 3u * v0;
  ks_u32 v10 = v9 + 1u;
  ks_u16 v11 = ks_reduce<ks_join_or, 4>(ks_mask, v5, (ks_u16)0);
  ks_i32 v12 = (ks_i32)v11;
  bits[v10] = v12;
  ks_u32 v13 = 3u * v0;
  ks_u32 v14 = v13 + 2u;
  ks_u8 v15 = ks_reduce<ks_join_xor, 4>(ks_mask, (ks_u8)9, (ks_u8)0);
  ks_i32 v16 = (ks_i32)v15;
  bits[v14] = v16;
  ks_i32 v17 = a[v0];
  ks_i32 v18 = ks_prefix<ks_join_sum, 4, true>(ks_mask, v17, 0);
  inc[v0] = v18;
  ks_i32 v19 = a[v0];
  ks_i32 v20 = ks_prefix<ks_join_sum, 4, false>(ks_mask, v19, 0);
  exc[v0] = v20;
  ks_u32 v21 = 2u * v0;
  float v22 = ks_prefix<ks_join_product, 4, true>(ks_mask, 2.0f, 1.0f);
  ks_i32 v23 = ks_to_i32(ks_f32(v22));
  product[v21] = v23;
  ks_u32 v24 = 2u * v0;
  ks_u32 v25 = v24 + 1u;
  ks_half v26 = ks_prefix<ks_join_product, 4, false>(ks_mask, ks_half{0x4000}, ks_half{0x3c00});
  ks_i32 v27 = ks_to_i32(ks_f32(v26));
  product[v25] = v27;
}

}
