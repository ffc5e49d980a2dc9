namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pointer_arithmetic_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float* a_1;
  float* row;
  a_1 = a;
  ks_u32 v0 = thread_position_in_grid.x;
  float* v1 = a_1;
  ks_u32 v2 = v0 * 10u;
  row = (&v1[v2]);
  float* v3 = row;
  float* v4 = row;
  row = (&v4[9]);
  ks_u32 v5 = v0 * 10u;
  float* v6 = a_1;
  a_1 = (&v6[v5]);
  float v7 = v3[3];
  float* v8 = row;
  float v9 = (*v8);
  float v10 = v7 + v9;
  float* v11 = a_1;
  float v12 = v11[9];
  float* v13 = row;
  float v14 = (*v13);
  float v15 = v12 - v14;
  float v16 = v10 + v15;
  out[v0] = v16;
}

}
