namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_radix_two_transform_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_array<ks_vec2<float>, 8>, 2>& data = *(ks_array<ks_array<ks_vec2<float>, 8>, 2>*)(ks_memory + 0);
  ks_i32 from;
  ks_u32 half_size;
  ks_u32 v0 = ks_int_reverse_bits(thread_index_in_threadgroup);
  ks_u32 v1 = (ks_u32)(v0 >> 29);
  ks_u32 v2 = 2u * v1;
  ks_u32 v3 = 2u * v1;
  ks_u32 v4 = v3 + 1u;
  float v5 = a[v2];
  float v6 = a[v4];
  ks_vec2<float> v7 = {v5, v6};
  data.at[0].at[thread_index_in_threadgroup] = v7;
  from = 0;
  half_size = 1u;
  for (;;) {
    ks_u32 v8 = half_size;
    bool v9 = v8 < 8u;
    if (!v9) break;
    __syncthreads();
    ks_u32 v10 = half_size;
    ks_u32 v11 = 2u * v10;
    ks_u32 v12 = ks_rem(thread_index_in_threadgroup, v11);
    ks_u32 v13 = thread_index_in_threadgroup - v12;
    ks_u32 v14 = half_size;
    ks_u32 v15 = ks_rem(v12, v14);
    float v16 = ks_f32(v15);
    float v17 = (-3.1415927f) * v16;
    ks_u32 v18 = half_size;
    float v19 = ks_f32(v18);
    float v20 = v17 / v19;
    float v21 = ks_math_cos(v20);
    float v22 = ks_math_sin(v20);
    ks_vec2<float> v23 = {v21, v22};
    ks_i32 v24 = from;
    ks_u32 v25 = v13 + v15;
    ks_vec2<float> v26 = data.at[v24].at[v25];
    ks_i32 v27 = from;
    ks_u32 v28 = v13 + v15;
    ks_u32 v29 = half_size;
    ks_u32 v30 = v28 + v29;
    ks_vec2<float> v31 = data.at[v27].at[v30];
    float v32 = v31.x;
    float v33 = v23.x;
    float v34 = v32 * v33;
    float v35 = v31.y;
    float v36 = v23.y;
    float v37 = v35 * v36;
    float v38 = v34 - v37;
    float v39 = v31.x;
    float v40 = v23.y;
    float v41 = v39 * v40;
    float v42 = v31.y;
    float v43 = v23.x;
    float v44 = v42 * v43;
    float v45 = v41 + v44;
    ks_vec2<float> v46 = {v38, v45};
    ks_i32 v47 = from;
    ks_i32 v48 = (ks_i32)((ks_u32)1 - (ks_u32)v47);
    ks_u32 v49 = half_size;
    bool v50 = v12 < v49;
    ks_vec2<float> v51 = {v26.x + v46.x, v26.y + v46.y};
    ks_vec2<float> v52 = {v26.x - v46.x, v26.y - v46.y};
    ks_vec2<float> v53 = v50 ? v51 : v52;
    data.at[v48].at[thread_index_in_threadgroup] = v53;
    ks_i32 v54 = from;
    ks_i32 v55 = (ks_i32)((ks_u32)1 - (ks_u32)v54);
    from = v55;
    ks_u32 v56 = half_size;
    ks_u32 v57 = v56 * 2u;
    half_size = v57;
  }
  __syncthreads();
  ks_u32 v58 = 2u * thread_index_in_threadgroup;
  ks_i32 v59 = from;
  float v60 = data.at[v59].at[thread_index_in_threadgroup].x;
  out[v58] = v60;
  ks_u32 v61 = 2u * thread_index_in_threadgroup;
  ks_u32 v62 = v61 + 1u;
  ks_i32 v63 = from;
  float v64 = data.at[v63].at[thread_index_in_threadgroup].y;
  out[v62] = v64;
}

}
