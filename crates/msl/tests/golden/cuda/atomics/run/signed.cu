namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_signed_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (ks_i32)v0;
  ks_i32 v2 = (ks_i32)(0 - (ks_u32)v1);
  ks_i32 v3 = ks_atomic_min(out, v2);
  ks_i32 v4 = (ks_i32)v0;
  ks_i32 v5 = (ks_i32)((ks_u32)5 - (ks_u32)v4);
  ks_i32 v6 = ks_atomic_max((&out[1]), v5);
  ks_i32 v7 = (ks_i32)v0;
  ks_i32 v8 = ks_atomic_and((&out[2]), v7);
  ks_u32 v9 = (ks_u32)(v0 % 2u);
  bool v10 = v9 != 0;
  ks_i32 v11 = v10 ? 3 : (-1);
  ks_i32 v12 = ks_atomic_add((&out[3]), v11);
}

}
