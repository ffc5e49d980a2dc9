namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_of_vectors_int32_float32(
  const ks_i32* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = (ks_i32)(0 - (ks_u32)v1);
  ks_i32 v3 = a[v0];
  float v4 = ks_f32(v3);
  float v5 = ks_f32(v2);
  ks_vec2<float> v6 = {v4, v5};
  ks_vec2<float> v7 = {ks_reduce<ks_join_sum, 32>(ks_mask, v6.x, 0.0f), ks_reduce<ks_join_sum, 32>(ks_mask, v6.y, 0.0f)};
  ks_vec2<float> v8 = {ks_reduce<ks_join_max, 32>(ks_mask, v6.x, __builtin_bit_cast(float, 0xff800000u)), ks_reduce<ks_join_max, 32>(ks_mask, v6.y, __builtin_bit_cast(float, 0xff800000u))};
  ks_vec2<float> v9 = {ks_shuffle_xor<32>(ks_mask, v6.x, (ks_u16)1), ks_shuffle_xor<32>(ks_mask, v6.y, (ks_u16)1)};
  bool v10 = thread_index_in_simdgroup == 0u;
  if (v10) {
    float v11 = v7.x;
    (*out) = v11;
    float v12 = v7.y;
    out[1] = v12;
    float v13 = v8.x;
    out[2] = v13;
    float v14 = v8.y;
    out[3] = v14;
    float v15 = v9.x;
    out[4] = v15;
    float v16 = v9.y;
    out[5] = v16;
  }
}

}
