namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_gemm_av_tiled_float32_float32_uint32c_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  const ks_u32* __restrict__ ks_buffer2,
  float* __restrict__ C,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const A = (float*)ks_buffer0;
  float* const V = (float*)ks_buffer1;
  ks_u32* const shape = (ks_u32*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  ks_array<ks_array<float, 16>, 16>& Asub = *(ks_array<ks_array<float, 16>, 16>*)(ks_memory + 0);
  ks_array<ks_array<float, 16>, 16>& Vsub = *(ks_array<ks_array<float, 16>, 16>*)(ks_memory + 1024);
  float acc;
  ks_u32 t;
  float x_;
  float x__1;
  ks_u32 p;
  ks_u32 v0 = (*shape);
  ks_u32 v1 = shape[1];
  ks_u32 v2 = shape[2];
  ks_vec2<ks_u32> v3 = {thread_position_in_threadgroup.x, thread_position_in_threadgroup.y};
  ks_u32 v4 = threadgroup_position_in_grid.y;
  ks_u32 v5 = v4 * 16u;
  ks_u32 v6 = v3.y;
  ks_u32 v7 = v5 + v6;
  ks_u32 v8 = threadgroup_position_in_grid.x;
  ks_u32 v9 = v8 * 16u;
  ks_u32 v10 = v3.x;
  ks_u32 v11 = v9 + v10;
  acc = 0.0f;
  ks_u32 v12 = v1 + 16u;
  ks_u32 v13 = v12 - 1u;
  ks_u32 v14 = (ks_u32)(v13 / 16u);
  t = 0u;
  for (;;) {
    ks_u32 v15 = t;
    bool v16 = v15 < v14;
    if (!v16) break;
    ks_u32 v17 = t;
    ks_u32 v18 = v17 * 16u;
    ks_u32 v19 = v3.x;
    ks_u32 v20 = v18 + v19;
    ks_u32 v21 = t;
    ks_u32 v22 = v21 * 16u;
    ks_u32 v23 = v3.y;
    ks_u32 v24 = v22 + v23;
    ks_u32 v25 = v3.y;
    ks_u32 v26 = v3.x;
    bool v27 = v7 < v0;
    bool v28 = v20 < v1;
    bool v29 = (bool)(v27 & v28);
    if (v29) {
      ks_u32 v30 = v7 * v1;
      ks_u32 v31 = v30 + v20;
      float v32 = A[v31];
      x_ = v32;
    } else {
      x_ = 0.0f;
    }
    float v33 = x_;
    Asub.at[v25].at[v26] = v33;
    ks_u32 v34 = v3.y;
    ks_u32 v35 = v3.x;
    bool v36 = v24 < v1;
    bool v37 = v11 < v2;
    bool v38 = (bool)(v36 & v37);
    if (v38) {
      ks_u32 v39 = v24 * v2;
      ks_u32 v40 = v39 + v11;
      float v41 = V[v40];
      x__1 = v41;
    } else {
      x__1 = 0.0f;
    }
    float v42 = x__1;
    Vsub.at[v34].at[v35] = v42;
    __syncthreads();
    p = 0u;
    for (;;) {
      ks_u32 v43 = p;
      bool v44 = v43 < 16u;
      if (!v44) break;
      ks_u32 v45 = v3.y;
      ks_u32 v46 = p;
      ks_u32 v47 = p;
      ks_u32 v48 = v3.x;
      float v49 = Asub.at[v45].at[v46];
      float v50 = Vsub.at[v47].at[v48];
      float v51 = acc;
      float v52 = ks_math_fma(v49, v50, v51);
      acc = v52;
      ks_u32 v53 = p;
      ks_u32 v54 = v53 + 1u;
      p = v54;
    }
    __syncthreads();
    ks_u32 v55 = t;
    ks_u32 v56 = v55 + 1u;
    t = v56;
  }
  bool v57 = v7 < v0;
  bool v58 = v11 < v2;
  bool v59 = (bool)(v57 & v58);
  if (v59) {
    ks_u32 v60 = v7 * v2;
    ks_u32 v61 = v60 + v11;
    float v62 = acc;
    C[v61] = v62;
  }
}

}
