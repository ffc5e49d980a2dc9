namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_tiled_product_float32_float32_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  float* __restrict__ c,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float* const b = (float*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  const ks_vec3<ks_u32> threadgroup_position_in_grid = ks_here.group;
  ks_array<ks_array<float, 4>, 4>& ta = *(ks_array<ks_array<float, 4>, 4>*)(ks_memory + 0);
  ks_array<ks_array<float, 4>, 4>& tb = *(ks_array<ks_array<float, 4>, 4>*)(ks_memory + 64);
  float sum;
  ks_u32 step;
  float x_;
  float x__1;
  ks_u32 k;
  ks_vec2<ks_u32> v0 = {thread_position_in_threadgroup.x, thread_position_in_threadgroup.y};
  ks_u32 v1 = threadgroup_position_in_grid.y;
  ks_u32 v2 = v1 * 4u;
  ks_u32 v3 = v0.y;
  ks_u32 v4 = v2 + v3;
  ks_u32 v5 = threadgroup_position_in_grid.x;
  ks_u32 v6 = v5 * 4u;
  ks_u32 v7 = v0.x;
  ks_u32 v8 = v6 + v7;
  sum = 0.0f;
  step = 0u;
  for (;;) {
    ks_u32 v9 = step;
    bool v10 = v9 < 9u;
    if (!v10) break;
    ks_u32 v11 = v0.y;
    ks_u32 v12 = v0.x;
    bool v13 = v4 < 5u;
    ks_u32 v14 = step;
    ks_u32 v15 = v0.x;
    ks_u32 v16 = v14 + v15;
    bool v17 = v16 < 9u;
    bool v18 = (bool)(v13 & v17);
    if (v18) {
      ks_u32 v19 = v4 * 9u;
      ks_u32 v20 = step;
      ks_u32 v21 = v19 + v20;
      ks_u32 v22 = v0.x;
      ks_u32 v23 = v21 + v22;
      float v24 = a[v23];
      x_ = v24;
    } else {
      x_ = 0.0f;
    }
    float v25 = x_;
    ta.at[v11].at[v12] = v25;
    ks_u32 v26 = v0.y;
    ks_u32 v27 = v0.x;
    ks_u32 v28 = step;
    ks_u32 v29 = v0.y;
    ks_u32 v30 = v28 + v29;
    bool v31 = v30 < 9u;
    bool v32 = v8 < 7u;
    bool v33 = (bool)(v31 & v32);
    if (v33) {
      ks_u32 v34 = step;
      ks_u32 v35 = v0.y;
      ks_u32 v36 = v34 + v35;
      ks_u32 v37 = v36 * 7u;
      ks_u32 v38 = v37 + v8;
      float v39 = b[v38];
      x__1 = v39;
    } else {
      x__1 = 0.0f;
    }
    float v40 = x__1;
    tb.at[v26].at[v27] = v40;
    __syncthreads();
    k = 0u;
    for (;;) {
      ks_u32 v41 = k;
      bool v42 = v41 < 4u;
      if (!v42) break;
      ks_u32 v43 = v0.y;
      ks_u32 v44 = k;
      float v45 = ta.at[v43].at[v44];
      ks_u32 v46 = k;
      ks_u32 v47 = v0.x;
      float v48 = tb.at[v46].at[v47];
      float v49 = v45 * v48;
      float v50 = sum;
      float v51 = v50 + v49;
      sum = v51;
      ks_u32 v52 = k;
      ks_u32 v53 = v52 + 1u;
      k = v53;
    }
    __syncthreads();
    ks_u32 v54 = step;
    ks_u32 v55 = v54 + 4u;
    step = v55;
  }
  bool v56 = v4 < 5u;
  bool v57 = v8 < 7u;
  bool v58 = (bool)(v56 & v57);
  if (v58) {
    ks_u32 v59 = v4 * 7u;
    ks_u32 v60 = v59 + v8;
    float v61 = sum;
    c[v60] = v61;
  }
}

}
