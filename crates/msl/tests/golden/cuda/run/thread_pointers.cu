namespace ks_user {

static __device__ void swap_them(ks_i32* x, ks_i32* y) {
  ks_i32 v0 = (*x);
  ks_i32 v1 = (*y);
  (*x) = v1;
  (*y) = v0;
}

static __device__ void add_to(ks_i32* p, ks_i32 n) {
  ks_i32 v0 = (*p);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)n);
  (*p) = v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_thread_pointers_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_array<ks_i32, 2> values;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_array<ks_i32, 2> v2 = {{v1, 1}};
  values = v2;
  swap_them((&values.at[0]), (&values.at[1]));
  ks_i32 v3 = (&values.at[0])[1];
  ks_i32 v4 = (ks_i32)((ks_u32)v3 * (ks_u32)2);
  (&values.at[0])[1] = v4;
  add_to((&values.at[0]), 10);
  ks_i32 v5 = values.at[0];
  ks_i32 v6 = values.at[1];
  ks_i32 v7 = (ks_i32)((ks_u32)v5 + (ks_u32)v6);
  out[v0] = v7;
}

}
