namespace ks_user {

struct Entry {
  float value;
  ks_i32 index;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_struct_in_threadgroup_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ best,
  ks_i32* __restrict__ at,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<Entry, 32>& entries = *(ks_array<Entry, 32>*)(ks_memory + 0);
  ks_u32 step;
  Entry other;
  bool x_;
  bool x__1;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  entries.at[v0].value = v1;
  ks_i32 v2 = (ks_i32)v0;
  entries.at[v0].index = v2;
  __syncthreads();
  step = 16u;
  for (;;) {
    ks_u32 v3 = step;
    bool v4 = v3 > 0u;
    if (!v4) break;
    ks_u32 v5 = step;
    bool v6 = v0 < v5;
    if (v6) {
      ks_u32 v7 = step;
      ks_u32 v8 = v0 + v7;
      Entry v9 = entries.at[v8];
      other = v9;
      float v10 = other.value;
      float v11 = entries.at[v0].value;
      bool v12 = v10 > v11;
      x__1 = v12;
      if (v12) {
      } else {
        float v13 = other.value;
        float v14 = entries.at[v0].value;
        bool v15 = v13 == v14;
        x_ = v15;
        if (v15) {
          ks_i32 v16 = other.index;
          ks_i32 v17 = entries.at[v0].index;
          bool v18 = v16 < v17;
          x_ = v18;
        }
        bool v19 = x_;
        x__1 = v19;
      }
      bool v20 = x__1;
      if (v20) {
        Entry v21 = other;
        entries.at[v0] = v21;
      }
    }
    __syncthreads();
    ks_u32 v22 = step;
    ks_u32 v23 = (ks_u32)(v22 / 2u);
    step = v23;
  }
  bool v24 = v0 == 0u;
  if (v24) {
    float v25 = entries.at[0].value;
    (*best) = v25;
    ks_i32 v26 = entries.at[0].index;
    (*at) = v26;
  }
}

}
