namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_labels_in_blocks_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 r;
  ks_i32 t;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (ks_i32)v0;
  r = 7;
  ks_i32 v2 = a[v1];
  switch (v2) {
    case 0:
    {
      r = 10;
    }
    break;
    case 1:
    {
      r = 21;
    }
    break;
    case 2:
    {
      r = 100;
    }
    case 6:
    {
      t = 20;
      ks_i32 v3 = r;
      ks_i32 v4 = t;
      ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
      r = v5;
      ks_i32 v6 = a[v1];
      bool v7 = v6 == 6;
      if (v7) {
        ks_i32 v8 = t;
        ks_i32 v9 = (ks_i32)((ks_u32)3 * (ks_u32)v8);
        r = v9;
        break;
      }
    }
    break;
    case 3:
    {
      r = 30;
      ks_i32 v10 = a[v1];
      bool v11 = v10 == 3;
      if (v11) {
        ks_i32 v12 = r;
        ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)5);
        r = v13;
        break;
      }
    }
    case 4:
    {
      r = 45;
    }
    break;
    default:
    {
      ks_i32 v14 = a[v1];
      r = v14;
    }
    case 5:
    {
      ks_i32 v15 = a[v1];
      bool v16 = v15 == 5;
      ks_i32 v17 = v16 ? (-1) : 0;
      ks_i32 v18 = r;
      ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)v17);
      r = v19;
      ks_i32 v20 = a[v1];
      bool v21 = v20 == 5;
      if (v21) {
        r = 6;
      }
    }
    break;
  }
  ks_i32 v22 = r;
  out[v1] = v22;
}

}
