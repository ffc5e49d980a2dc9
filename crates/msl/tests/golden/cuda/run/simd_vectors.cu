namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_simd_vectors_float16_float16_float16(
  const ks_half* __restrict__ ks_buffer0,
  ks_half* __restrict__ out,
  ks_half* __restrict__ down,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 2u * v0;
  ks_u32 v2 = 2u * v0;
  ks_u32 v3 = v2 + 1u;
  ks_half v4 = a[v1];
  ks_half v5 = a[v3];
  ks_vec2<ks_half> v6 = {v4, v5};
  ks_vec2<ks_half> v7 = {ks_reduce<ks_join_sum, 32>(ks_mask, v6.x, ks_half{0x0}), ks_reduce<ks_join_sum, 32>(ks_mask, v6.y, ks_half{0x0})};
  ks_vec2<ks_half> v8 = {ks_shuffle_down<32>(ks_mask, v6.x, (ks_u16)1), ks_shuffle_down<32>(ks_mask, v6.y, (ks_u16)1)};
  ks_u32 v9 = 2u * v0;
  ks_half v10 = v8.x;
  down[v9] = v10;
  ks_u32 v11 = 2u * v0;
  ks_u32 v12 = v11 + 1u;
  ks_half v13 = v8.y;
  down[v12] = v13;
  bool v14 = v0 == 0u;
  if (v14) {
    ks_half v15 = v7.x;
    (*out) = v15;
    ks_half v16 = v7.y;
    out[1] = v16;
  }
}

}
