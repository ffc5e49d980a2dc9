namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_shapes_float32_int64(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  const ks_i64* __restrict__ ks_buffer2,
  const ks_i32* __restrict__ ks_buffer3,
  ks_i64* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32* const a_shape = (ks_i32*)ks_buffer1;
  ks_i64* const a_strides = (ks_i64*)ks_buffer2;
  ks_i32* const a_ndim = (ks_i32*)ks_buffer3;
  ks_i32 v0 = (*a_shape);
  ks_i64 v1 = (ks_i64)v0;
  (*out) = v1;
  ks_i32 v2 = a_shape[1];
  ks_i64 v3 = (ks_i64)v2;
  out[1] = v3;
  ks_i32 v4 = (*a_ndim);
  ks_i64 v5 = (ks_i64)v4;
  out[2] = v5;
  ks_i64 v6 = (*a_strides);
  out[3] = v6;
  ks_i64 v7 = a_strides[1];
  out[4] = v7;
}

}
