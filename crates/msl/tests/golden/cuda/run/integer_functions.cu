namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_integer_functions_uint32c_uint32_uint32_uint32_uint32_uint32(
  const ks_u32* __restrict__ ks_buffer0,
  ks_u32* __restrict__ p,
  ks_u32* __restrict__ z,
  ks_u32* __restrict__ r,
  ks_u32* __restrict__ v,
  ks_u32* __restrict__ h,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u32* const a = (ks_u32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = a[v0];
  ks_u32 v2 = ks_int_popcount(v1);
  p[v0] = v2;
  ks_u32 v3 = ks_int_clz(v1);
  z[v0] = v3;
  ks_u32 v4 = ks_int_rotate(v1, 4u);
  r[v0] = v4;
  ks_u32 v5 = ks_int_reverse_bits(v1);
  v[v0] = v5;
  ks_u32 v6 = ks_int_mulhi(v1, 4u);
  h[v0] = v6;
}

}
