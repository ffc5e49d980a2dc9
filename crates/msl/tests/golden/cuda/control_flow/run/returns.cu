namespace ks_user {

static __device__ ks_i32 find(ks_i32 x) {
  ks_i32 i;
  bool v0 = x == 0;
  if (v0) {
    return 100;
  }
  i = 0;
  for (;;) {
    ks_i32 v1 = i;
    bool v2 = v1 < 10;
    if (!v2) break;
    ks_i32 v3 = i;
    switch (v3) {
      case 2:
      {
        bool v4 = x == 2;
        if (v4) {
          return 12;
        }
      }
      break;
      default:
      {
        for (;;) {
          bool v5 = x == 1;
          if (v5) {
            return 11;
          }
          break;
        }
      }
      break;
    }
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  return 15;
}

static __device__ void put(ks_i32* p, ks_i32 x) {
  bool v0 = x < 0;
  if (v0) {
    return;
  }
  ks_i32 v1 = find(x);
  (*p) = v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_returns_everywhere_int32c_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  put((&out[v0]), v1);
}

}
