namespace ks_user {

static __device__ ks_u32 elem_to_loc_uint_(ks_u32 elem, ks_i32* shape, ks_i64* strides, ks_i32 ndim) {
  ks_u32 elem_1;
  ks_u32 loc;
  ks_i32 axis;
  elem_1 = elem;
  loc = 0u;
  ks_i32 v0 = (ks_i32)((ks_u32)ndim - (ks_u32)1);
  axis = v0;
  for (;;) {
    ks_i32 v1 = axis;
    bool v2 = v1 >= 0;
    ks_u32 v3 = elem_1;
    bool v4 = v3 > 0u;
    bool v5 = (bool)(v2 & v4);
    if (!v5) break;
    ks_i32 v6 = axis;
    ks_i32 v7 = shape[v6];
    ks_u32 v8 = (ks_u32)v7;
    ks_u32 v9 = elem_1;
    ks_u32 v10 = ks_rem(v9, v8);
    ks_i32 v11 = axis;
    ks_i64 v12 = strides[v11];
    ks_u32 v13 = (ks_u32)v12;
    ks_u32 v14 = v10 * v13;
    ks_u32 v15 = loc;
    ks_u32 v16 = v15 + v14;
    loc = v16;
    ks_u32 v17 = elem_1;
    ks_u32 v18 = ks_div(v17, v8);
    elem_1 = v18;
    ks_i32 v19 = axis;
    ks_i32 v20 = (ks_i32)((ks_u32)v19 - (ks_u32)1);
    axis = v20;
  }
  ks_u32 v21 = loc;
  return v21;
}

static __device__ ks_i64 elem_to_loc_long_(ks_vec3<ks_u32> elem, ks_i32* shape, ks_i64* strides, ks_i32 ndim) {
  ks_vec3<ks_u32> elem_1;
  ks_i64 loc;
  ks_u32 rest;
  ks_i32 axis;
  elem_1 = elem;
  ks_u32 v0 = elem_1.x;
  ks_i64 v1 = (ks_i64)v0;
  ks_i32 v2 = (ks_i32)((ks_u32)ndim - (ks_u32)1);
  ks_i64 v3 = strides[v2];
  ks_i64 v4 = (ks_i64)((ks_u64)v1 * (ks_u64)v3);
  ks_u32 v5 = elem_1.y;
  ks_i64 v6 = (ks_i64)v5;
  ks_i32 v7 = (ks_i32)((ks_u32)ndim - (ks_u32)2);
  ks_i64 v8 = strides[v7];
  ks_i64 v9 = (ks_i64)((ks_u64)v6 * (ks_u64)v8);
  ks_i64 v10 = (ks_i64)((ks_u64)v4 + (ks_u64)v9);
  loc = v10;
  ks_u32 v11 = elem_1.z;
  rest = v11;
  ks_i32 v12 = (ks_i32)((ks_u32)ndim - (ks_u32)3);
  axis = v12;
  for (;;) {
    ks_i32 v13 = axis;
    bool v14 = v13 >= 0;
    if (!v14) break;
    ks_i32 v15 = axis;
    ks_i32 v16 = shape[v15];
    ks_u32 v17 = (ks_u32)v16;
    ks_u32 v18 = rest;
    ks_u32 v19 = ks_rem(v18, v17);
    ks_i64 v20 = (ks_i64)v19;
    ks_i32 v21 = axis;
    ks_i64 v22 = strides[v21];
    ks_i64 v23 = (ks_i64)((ks_u64)v20 * (ks_u64)v22);
    ks_i64 v24 = loc;
    ks_i64 v25 = (ks_i64)((ks_u64)v24 + (ks_u64)v23);
    loc = v25;
    ks_u32 v26 = rest;
    ks_u32 v27 = ks_div(v26, v17);
    rest = v27;
    ks_i32 v28 = axis;
    ks_i32 v29 = (ks_i32)((ks_u32)v28 - (ks_u32)1);
    axis = v29;
  }
  ks_i64 v30 = loc;
  return v30;
}

static __device__ ks_i64 elem_to_loc_3_long_(ks_vec3<ks_u32> elem, ks_i64* strides) {
  ks_vec3<ks_u32> elem_1;
  elem_1 = elem;
  ks_u32 v0 = elem_1.x;
  ks_i64 v1 = (ks_i64)v0;
  ks_i64 v2 = strides[2];
  ks_i64 v3 = (ks_i64)((ks_u64)v1 * (ks_u64)v2);
  ks_u32 v4 = elem_1.y;
  ks_i64 v5 = (ks_i64)v4;
  ks_i64 v6 = strides[1];
  ks_i64 v7 = (ks_i64)((ks_u64)v5 * (ks_u64)v6);
  ks_i64 v8 = (ks_i64)((ks_u64)v3 + (ks_u64)v7);
  ks_u32 v9 = elem_1.z;
  ks_i64 v10 = (ks_i64)v9;
  ks_i64 v11 = (*strides);
  ks_i64 v12 = (ks_i64)((ks_u64)v10 * (ks_u64)v11);
  ks_i64 v13 = (ks_i64)((ks_u64)v8 + (ks_u64)v12);
  return v13;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_prelude_locations_float32_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  const ks_i64* __restrict__ ks_buffer2,
  const ks_i32* __restrict__ ks_buffer3,
  float* __restrict__ by_number,
  float* __restrict__ by_position,
  float* __restrict__ by_axes,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const a_shape = (ks_i32*)ks_buffer1;
  ks_i64* const a_strides = (ks_i64*)ks_buffer2;
  ks_i32* const a_ndim = (ks_i32*)ks_buffer3;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.z;
  ks_u32 v1 = v0 * 3u;
  ks_u32 v2 = thread_position_in_grid.y;
  ks_u32 v3 = v1 + v2;
  ks_u32 v4 = v3 * 4u;
  ks_u32 v5 = thread_position_in_grid.x;
  ks_u32 v6 = v4 + v5;
  ks_i32 v7 = (*a_ndim);
  ks_u32 v8 = elem_to_loc_uint_(v6, a_shape, a_strides, v7);
  float v9 = a[v8];
  by_number[v6] = v9;
  ks_i32 v10 = (*a_ndim);
  ks_i64 v11 = elem_to_loc_long_(thread_position_in_grid, a_shape, a_strides, v10);
  float v12 = a[v11];
  by_position[v6] = v12;
  ks_i64 v13 = elem_to_loc_3_long_(thread_position_in_grid, a_strides);
  float v14 = a[v13];
  by_axes[v6] = v14;
}

}
