namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gemm_at_b_tiled_float32_float32_uint32c_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const ks_u32* __restrict__ ks_buffer2,
  float* __restrict__ Z,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const A = (float*)ks_buffer0;
  float* const B = (float*)ks_buffer1;
  ks_u32* const shape = (ks_u32*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  ks_array<ks_array<float, 16>, 16>& Atile = *(ks_array<ks_array<float, 16>, 16>*)(ks_memory + 0);
  ks_array<ks_array<float, 16>, 16>& Btile = *(ks_array<ks_array<float, 16>, 16>*)(ks_memory + 1024);
  float acc;
  ks_u32 i0;
  float x_;
  float x__1;
  ks_u32 p;
  ks_u32 v0 = (*shape);
  ks_u32 v1 = shape[1];
  ks_u32 v2 = shape[2];
  ks_vec2<ks_u32> v3 = {thread_position_in_threadgroup.x, thread_position_in_threadgroup.y};
  ks_u32 v4 = threadgroup_position_in_grid.y;
  ks_u32 v5 = v4 * 16u;
  ks_u32 v6 = threadgroup_position_in_grid.x;
  ks_u32 v7 = v6 * 16u;
  ks_u32 v8 = v3.y;
  ks_u32 v9 = v5 + v8;
  ks_u32 v10 = v3.x;
  ks_u32 v11 = v7 + v10;
  acc = 0.0f;
  i0 = 0u;
  for (;;) {
    ks_u32 v12 = i0;
    bool v13 = v12 < v0;
    if (!v13) break;
    ks_u32 v14 = i0;
    ks_u32 v15 = v3.y;
    ks_u32 v16 = v14 + v15;
    ks_u32 v17 = v3.x;
    ks_u32 v18 = v5 + v17;
    ks_u32 v19 = v3.y;
    ks_u32 v20 = v3.x;
    bool v21 = v16 < v0;
    bool v22 = v18 < v1;
    bool v23 = (bool)(v21 & v22);
    if (v23) {
      ks_u32 v24 = v16 * v1;
      ks_u32 v25 = v24 + v18;
      float v26 = A[v25];
      x_ = v26;
    } else {
      x_ = 0.0f;
    }
    float v27 = x_;
    Atile.at[v19].at[v20] = v27;
    ks_u32 v28 = v3.y;
    ks_u32 v29 = v3.x;
    bool v30 = v16 < v0;
    bool v31 = v11 < v2;
    bool v32 = (bool)(v30 & v31);
    if (v32) {
      ks_u32 v33 = v16 * v2;
      ks_u32 v34 = v33 + v11;
      float v35 = B[v34];
      x__1 = v35;
    } else {
      x__1 = 0.0f;
    }
    float v36 = x__1;
    Btile.at[v28].at[v29] = v36;
    __syncthreads();
    p = 0u;
    for (;;) {
      ks_u32 v37 = p;
      bool v38 = v37 < 16u;
      if (!v38) break;
      ks_u32 v39 = p;
      ks_u32 v40 = v3.y;
      ks_u32 v41 = p;
      ks_u32 v42 = v3.x;
      float v43 = Atile.at[v39].at[v40];
      float v44 = Btile.at[v41].at[v42];
      float v45 = acc;
      float v46 = ks_math_fma(v43, v44, v45);
      acc = v46;
      ks_u32 v47 = p;
      ks_u32 v48 = v47 + 1u;
      p = v48;
    }
    __syncthreads();
    ks_u32 v49 = i0;
    ks_u32 v50 = v49 + 16u;
    i0 = v50;
  }
  bool v51 = v9 < v1;
  bool v52 = v11 < v2;
  bool v53 = (bool)(v51 & v52);
  if (v53) {
    ks_u32 v54 = v9 * v2;
    ks_u32 v55 = v54 + v11;
    float v56 = acc;
    Z[v55] = v56;
  }
}

}
