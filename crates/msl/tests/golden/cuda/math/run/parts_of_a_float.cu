namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_parts_of_a_float_float32c_float32_int32_float32_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ mantissa,
  ks_i32* __restrict__ exponent,
  float* __restrict__ whole,
  float* __restrict__ rest,
  float* __restrict__ again,
  ks_i32* __restrict__ top,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 e;
  float whole_part;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  ks_i32 v2 = ks_math_frexp_exponent(v1);
  float v3 = ks_math_frexp_mantissa(v1);
  e = v2;
  mantissa[v0] = v3;
  ks_i32 v4 = e;
  exponent[v0] = v4;
  float v5 = a[v0];
  float v6 = ks_math_trunc(v5);
  float v7 = v5 - v6;
  bool v8 = ks_math_isinf(v5);
  float v9 = v8 ? 0.0f : v7;
  float v10 = ks_math_copysign(v9, v5);
  whole_part = v6;
  rest[v0] = v10;
  float v11 = whole_part;
  whole[v0] = v11;
  float v12 = mantissa[v0];
  ks_i32 v13 = e;
  float v14 = ks_math_ldexp(v12, v13);
  again[v0] = v14;
  float v15 = a[v0];
  ks_i32 v16 = ks_math_ilogb(v15);
  top[v0] = v16;
}

}
