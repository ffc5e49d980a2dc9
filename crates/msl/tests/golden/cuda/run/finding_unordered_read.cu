namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_finding_unordered_read_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<float, 64>& a = *(ks_array<float, 64>*)(ks_memory + 0);
  ks_array<float, 64>& b = *(ks_array<float, 64>*)(ks_memory + 256);
  ks_array<float, 64>& c = *(ks_array<float, 64>*)(ks_memory + 512);
  float sum;
  ks_u32 v0 = thread_position_in_threadgroup.x;
  float v1 = ks_f32(v0);
  a.at[v0] = v1;
  __syncthreads();
  float v2 = a.at[v0];
  ks_u32 v3 = 63u - v0;
  float v4 = a.at[v3];
  float v5 = v2 + v4;
  sum = v5;
  float v6 = sum;
  b.at[v0] = v6;
  __syncthreads();
  ks_u32 v7 = v0 + 1u;
  ks_u32 v8 = (ks_u32)(v7 % 64u);
  float v9 = sum;
  float v10 = b.at[v8];
  float v11 = v9 + v10;
  sum = v11;
  float v12 = sum;
  c.at[v0] = v12;
  __syncwarp(ks_mask);
  ks_u32 v13 = (ks_u32)(v0 ^ 1u);
  float v14 = sum;
  float v15 = c.at[v13];
  float v16 = v14 + v15;
  sum = v16;
  __syncthreads();
  ks_u32 v17 = (ks_u32)(v0 ^ 32u);
  float v18 = sum;
  float v19 = c.at[v17];
  float v20 = v18 + v19;
  sum = v20;
  __syncthreads();
  float v21 = sum;
  ks_u32 v22 = 63u - v0;
  float v23 = a.at[v22];
  float v24 = v21 + v23;
  ks_u32 v25 = 63u - v0;
  float v26 = b.at[v25];
  float v27 = v24 + v26;
  ks_u32 v28 = 63u - v0;
  float v29 = c.at[v28];
  float v30 = v27 + v29;
  out[v0] = v30;
}

}
