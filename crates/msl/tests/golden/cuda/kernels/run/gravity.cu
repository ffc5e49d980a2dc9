namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gravity_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_vec3<float>, 4>& bodies = *(ks_array<ks_vec3<float>, 4>*)(ks_memory + 0);
  ks_vec3<float> sum;
  ks_u32 k;
  ks_u32 v0 = 3u * thread_index_in_threadgroup;
  ks_u32 v1 = 3u * thread_index_in_threadgroup;
  ks_u32 v2 = v1 + 1u;
  ks_u32 v3 = 3u * thread_index_in_threadgroup;
  ks_u32 v4 = v3 + 2u;
  float v5 = a[v0];
  float v6 = a[v2];
  float v7 = a[v4];
  ks_vec3<float> v8 = {v5, v6, v7};
  bodies.at[thread_index_in_threadgroup] = v8;
  __syncthreads();
  sum = ks_vec3<float>{0.0f, 0.0f, 0.0f};
  k = 0u;
  for (;;) {
    ks_u32 v9 = k;
    bool v10 = v9 < 4u;
    if (!v10) break;
    ks_u32 v11 = k;
    ks_vec3<float> v12 = bodies.at[v11];
    ks_vec3<float> v13 = {v12.x - v8.x, v12.y - v8.y, v12.z - v8.z};
    float v14 = ks_add(ks_add(ks_mul(v13.x, v13.x), ks_mul(v13.y, v13.y)), ks_mul(v13.z, v13.z));
    float v15 = v14 + 0.01f;
    float v16 = ks_math_rsqrt(v15);
    float v17 = v16 * v16;
    float v18 = v17 * v16;
    ks_vec3<float> v19 = {v18, v18, v18};
    ks_vec3<float> v20 = {v13.x * v19.x, v13.y * v19.y, v13.z * v19.z};
    ks_vec3<float> v21 = sum;
    ks_vec3<float> v22 = {v21.x + v20.x, v21.y + v20.y, v21.z + v20.z};
    sum = v22;
    ks_u32 v23 = k;
    ks_u32 v24 = v23 + 1u;
    k = v24;
  }
  ks_u32 v25 = 3u * thread_index_in_threadgroup;
  float v26 = sum.x;
  out[v25] = v26;
  ks_u32 v27 = 3u * thread_index_in_threadgroup;
  ks_u32 v28 = v27 + 1u;
  float v29 = sum.y;
  out[v28] = v29;
  ks_u32 v30 = 3u * thread_index_in_threadgroup;
  ks_u32 v31 = v30 + 2u;
  float v32 = sum.z;
  out[v31] = v32;
}

}
