namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_argmax_float32_float32_int32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ value,
  ks_i32* __restrict__ index,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  float v2 = ks_reduce<ks_join_max, 32>(ks_mask, v1, __builtin_bit_cast(float, 0xff800000u));
  float v3 = a[v0];
  bool v4 = v3 == v2;
  ks_u32 v5 = v4 ? thread_index_in_simdgroup : 32u;
  ks_u16 v6 = (ks_u16)v5;
  ks_u16 v7 = ks_reduce<ks_join_min, 32>(ks_mask, v6, (ks_u16)65535);
  bool v8 = thread_index_in_simdgroup == 0u;
  if (v8) {
    (*value) = v2;
    ks_i32 v9 = (ks_i32)v7;
    (*index) = v9;
  }
}

}
