namespace ks_user {

static __constant__ const ks_array<float, 3> kFactors = {{2.0f, 0.0f, 4.0f}};

static __device__ float polynomial_float_(float x, float* factors, ks_i32 count) {
  float sum;
  ks_i32 i;
  float v0 = (*factors);
  sum = v0;
  i = 1;
  for (;;) {
    ks_i32 v1 = i;
    bool v2 = v1 < count;
    if (!v2) break;
    float v3 = sum;
    float v4 = v3 * x;
    ks_i32 v5 = i;
    float v6 = factors[v5];
    float v7 = v4 + v6;
    sum = v7;
    ks_i32 v8 = i;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    i = v9;
  }
  float v10 = sum;
  return v10;
}

static __device__ float second(float* of) {
  float v0 = of[1];
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_local_tables_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<float, 3> x_;
  ks_array<float, 3> x__1;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = x[v0];
  x_ = ks_array<float, 3>{{2.0f, 0.0f, 4.0f}};
  float v2 = polynomial_float_(v1, (&x_.at[0]), 3);
  x__1 = ks_array<float, 3>{{2.0f, 0.0f, 4.0f}};
  float v3 = second((&x__1.at[0]));
  float v4 = v2 + v3;
  ks_u32 v5 = (ks_u32)(v0 % 3u);
  float v6 = (*(ks_array<float, 3>*)&kFactors).at[v5];
  float v7 = v4 + v6;
  float v8 = v7 + 2.0f;
  float v9 = ks_f32(v0);
  float v10 = v8 + v9;
  float v11 = v10 + 1.0f;
  out[v0] = v11;
}

}
