namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_switch_forms_int32_int32(
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
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (ks_i32)v0;
  r = 0;
  ks_i32 v2 = a[v1];
  switch (v2) {
    case 0:
    {
      r = 1;
    }
    break;
    case 1:
    {
      r = 10;
    }
    case 2:
    {
      ks_i32 v3 = r;
      ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)3);
      r = v4;
    }
    break;
    default:
    {
      r = 99;
    }
    break;
    case 4:
    case 5:
    {
      t = 40;
      ks_i32 v5 = a[v1];
      bool v6 = v5 < 9;
      if (v6) {
        ks_i32 v7 = t;
        ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)5);
        r = v8;
        break;
      }
      r = (-1);
    }
    break;
    case (-1):
    {
      r = 7;
    }
    break;
    case 6:
    {
      k = 0;
      for (;;) {
        {
          ks_i32 v9 = k;
          bool v10 = v9 == 5;
          if (v10) {
            break;
          }
          ks_i32 v11 = k;
          bool v12 = v11 == 2;
          if (v12) {
            goto end;
          }
          ks_i32 v13 = r;
          ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)25);
          r = v14;
        }
        end:;
        ks_i32 v15 = k;
        ks_i32 v16 = (ks_i32)((ks_u32)v15 + (ks_u32)1);
        k = v16;
      }
    }
    break;
  }
  ks_i32 v17 = r;
  out[v1] = v17;
}

}
