namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_switches_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 x;
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  x = 0;
  ks_i32 v1 = (ks_i32)v0;
  switch (v1) {
    case 0:
    {
      x = 1;
    }
    break;
    case 1:
    {
      x = 10;
    }
    case 2:
    {
      ks_i32 v2 = x;
      ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)2);
      x = v3;
    }
    break;
    case 5:
    {
      k = 0;
      for (;;) {
        ks_i32 v4 = k;
        bool v5 = v4 < 10;
        if (!v5) break;
        ks_i32 v6 = k;
        bool v7 = v6 == 7;
        if (v7) {
          break;
        }
        ks_i32 v8 = x;
        ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
        x = v9;
        ks_i32 v10 = k;
        ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
        k = v11;
      }
    }
    break;
    default:
    {
      x = 100;
    }
    break;
  }
  ks_i32 v12 = x;
  out[v0] = v12;
}

}
