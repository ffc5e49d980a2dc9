namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_quad_moves_int32_int32_int32_int32_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ rotated,
  ks_i32* __restrict__ filled,
  ks_i32* __restrict__ segments,
  ks_i32* __restrict__ first,
  ks_i32* __restrict__ flags,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 2u * v0;
  ks_i32 v2 = a[v0];
  ks_i32 v3 = ks_shuffle_rotate_down<4>(ks_mask, v2, (ks_u16)1);
  rotated[v1] = v3;
  ks_u32 v4 = 2u * v0;
  ks_u32 v5 = v4 + 1u;
  ks_i32 v6 = a[v0];
  ks_vec2<ks_i32> v7 = {0, v6};
  ks_vec2<ks_i32> v8 = {ks_shuffle_rotate_up<4>(ks_mask, v7.x, (ks_u16)1), ks_shuffle_rotate_up<4>(ks_mask, v7.y, (ks_u16)1)};
  ks_i32 v9 = v8.y;
  rotated[v5] = v9;
  ks_u32 v10 = 2u * v0;
  ks_i32 v11 = a[v0];
  ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)100);
  ks_i32 v13 = a[v0];
  ks_i32 v14 = ks_shuffle_and_fill_down<4>(ks_mask, v13, v12, (ks_u16)1);
  filled[v10] = v14;
  ks_u32 v15 = 2u * v0;
  ks_u32 v16 = v15 + 1u;
  ks_i32 v17 = a[v0];
  ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)100);
  ks_i32 v19 = a[v0];
  ks_i32 v20 = ks_shuffle_and_fill_up<4>(ks_mask, v19, v18, (ks_u16)1);
  filled[v16] = v20;
  ks_u32 v21 = 2u * v0;
  ks_i32 v22 = a[v0];
  ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)100);
  ks_i32 v24 = a[v0];
  ks_i32 v25 = ks_shuffle_and_fill_down<4>(ks_mask, v24, v23, (ks_u16)1, (ks_u16)2);
  segments[v21] = v25;
  ks_u32 v26 = 2u * v0;
  ks_u32 v27 = v26 + 1u;
  ks_i32 v28 = a[v0];
  ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)100);
  ks_i32 v30 = a[v0];
  ks_i32 v31 = ks_shuffle_and_fill_up<4>(ks_mask, v30, v29, (ks_u16)1, (ks_u16)2);
  segments[v27] = v31;
  first[v0] = 0;
  ks_u32 v32 = (ks_u32)(v0 % 4u);
  bool v33 = v32 > 0u;
  const ks_u32 mask = __ballot_sync(ks_mask, v33);
  if (v33) {
    ks_i32 v34 = a[v0];
    ks_i32 v35 = ks_broadcast_first<4>(mask, v34);
    first[v0] = v35;
  } else {
    ks_i32 v36 = a[v0];
    ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
    first[v0] = v37;
  }
  ks_u32 v38 = (ks_u32)(v0 % 4u);
  bool v39 = v38 == 0u;
  ks_u32 v40 = (ks_u32)v39;
  ks_u32 v41 = ks_shuffle_rotate_down<4>(ks_mask, v40, (ks_u16)1);
  bool v42 = v41 != 0;
  ks_i32 v43 = (ks_i32)v42;
  flags[v0] = v43;
}

}
