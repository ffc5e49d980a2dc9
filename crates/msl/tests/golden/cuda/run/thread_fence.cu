namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_thread_fence_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32& letter = *(ks_i32*)(ks_memory + 0);
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = v0 == 0u;
  if (v1) {
    letter = 42;
    ks_fence();
    ks_atomic_store(out, 41);
  }
  __syncthreads();
  bool v2 = v0 == 1u;
  if (v2) {
    ks_i32 v3 = ks_atomic_load(out);
    bool v4 = v3 == 41;
    if (v4) {
      ks_fence();
      ks_i32 v5 = letter;
      ks_atomic_store((&out[1]), v5);
    }
  }
  ks_fence();
}

}
