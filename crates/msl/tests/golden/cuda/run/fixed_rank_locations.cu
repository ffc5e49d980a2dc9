namespace ks_user {

static __device__ ks_i64 elem_to_loc_2_long_(ks_vec2<ks_u32> elem, ks_i64* strides) {
  ks_vec2<ks_u32> elem_1;
  elem_1 = elem;
  ks_u32 v0 = elem_1.x;
  ks_i64 v1 = (ks_i64)v0;
  ks_i64 v2 = strides[1];
  ks_i64 v3 = (ks_i64)((ks_u64)v1 * (ks_u64)v2);
  ks_u32 v4 = elem_1.y;
  ks_i64 v5 = (ks_i64)v4;
  ks_i64 v6 = (*strides);
  ks_i64 v7 = (ks_i64)((ks_u64)v5 * (ks_u64)v6);
  ks_i64 v8 = (ks_i64)((ks_u64)v3 + (ks_u64)v7);
  return v8;
}

static __device__ ks_i64 elem_to_loc_1_long_(ks_u32 elem, ks_i64* stride) {
  ks_u32 elem_1;
  elem_1 = elem;
  ks_u32 v0 = elem_1;
  ks_i64 v1 = (ks_i64)v0;
  ks_i64 v2 = (*stride);
  ks_i64 v3 = (ks_i64)((ks_u64)v1 * (ks_u64)v2);
  return v3;
}

static __device__ ks_i32 ceildiv_int_int_(ks_i32 n, ks_i32 m) {
  ks_i32 v0 = (ks_i32)((ks_u32)n + (ks_u32)m);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 - (ks_u32)1);
  ks_i32 v2 = ks_div(v1, m);
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_fixed_rank_locations_int32_int32_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  const ks_i64* __restrict__ ks_buffer1,
  const ks_i32* __restrict__ ks_buffer2,
  const ks_i64* __restrict__ ks_buffer3,
  ks_i32* __restrict__ out,
  ks_i32* __restrict__ n,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  ks_i64* const a_strides = (ks_i64*)ks_buffer1;
  ks_i32* const b = (ks_i32*)ks_buffer2;
  ks_i64* const b_strides = (ks_i64*)ks_buffer3;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  ks_u32 v1 = v0.y;
  ks_u32 v2 = v1 * 6u;
  ks_u32 v3 = v0.x;
  ks_u32 v4 = v2 + v3;
  ks_i64 v5 = elem_to_loc_2_long_(v0, a_strides);
  ks_i32 v6 = a[v5];
  ks_u32 v7 = v0.x;
  ks_i64 v8 = elem_to_loc_1_long_(v7, b_strides);
  ks_i32 v9 = b[v8];
  ks_i32 v10 = (ks_i32)((ks_u32)v6 + (ks_u32)v9);
  out[v4] = v10;
  ks_i32 v11 = ceildiv_int_int_(24, 5);
  n[v4] = v11;
}

}
