namespace ks_user {

static __device__ float erf(float x) {
  float v0 = ks_math_fabs(x);
  float v1 = 0.3275911f * v0;
  float v2 = 1.0f + v1;
  float v3 = 1.0f / v2;
  float v4 = 1.0614054f * v3;
  float v5 = v4 - 1.4531521f;
  float v6 = v5 * v3;
  float v7 = v6 + 1.4214138f;
  float v8 = v7 * v3;
  float v9 = v8 - 0.28449672f;
  float v10 = v9 * v3;
  float v11 = v10 + 0.2548296f;
  float v12 = v11 * v3;
  float v13 = ks_neg(x);
  float v14 = v13 * x;
  float v15 = ks_math_exp(v14);
  float v16 = v12 * v15;
  float v17 = 1.0f - v16;
  float v18 = ks_math_copysign(v17, x);
  return v18;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gelu_forms_float32_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ exact,
  float* __restrict__ tanh_form,
  float* __restrict__ quick,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = 0.5f * v1;
  float v3 = v1 * 0.70710677f;
  float v4 = erf(v3);
  float v5 = 1.0f + v4;
  float v6 = v2 * v5;
  exact[v0] = v6;
  float v7 = 0.044715f * v1;
  float v8 = v7 * v1;
  float v9 = v8 * v1;
  float v10 = v1 + v9;
  float v11 = 0.7978846f * v10;
  float v12 = 0.5f * v1;
  float v13 = ks_math_tanh(v11);
  float v14 = 1.0f + v13;
  float v15 = v12 * v14;
  tanh_form[v0] = v15;
  float v16 = (-1.702f) * v1;
  float v17 = ks_math_exp(v16);
  float v18 = 1.0f + v17;
  float v19 = v1 / v18;
  quick[v0] = v19;
}

}
