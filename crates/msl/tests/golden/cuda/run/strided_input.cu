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

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_strided_input_float32_float32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  const ks_i64* __restrict__ ks_buffer2,
  const ks_i32* __restrict__ ks_buffer3,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const a_shape = (ks_i32*)ks_buffer1;
  ks_i64* const a_strides = (ks_i64*)ks_buffer2;
  ks_i32* const a_ndim = (ks_i32*)ks_buffer3;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (*a_ndim);
  ks_u32 v2 = elem_to_loc_uint_(v0, a_shape, a_strides, v1);
  float v3 = a[v2];
  float v4 = v3 * 10.0f;
  out[v0] = v4;
}

}
