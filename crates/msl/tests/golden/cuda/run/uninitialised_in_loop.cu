namespace ks_user {

struct Pair {
  ks_i32 first;
  ks_i32 second;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_uninitialised_in_loop_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 sum;
  ks_i32 turn;
  ks_array<ks_i32, 2> row;
  Pair pair;
  ks_i32 left;
  ks_i32 taken;
  ks_i32 step;
  ks_u32 v0 = thread_position_in_grid.x;
  sum = 0;
  turn = 0;
  for (;;) {
    ks_i32 v1 = turn;
    bool v2 = v1 < 3;
    if (!v2) break;
    pair.second = 1;
    ks_i32 v3 = turn;
    ks_i32 v4 = (ks_i32)(v3 & 1);
    ks_i32 v5 = a[v0];
    row.at[v4] = v5;
    ks_i32 v6 = turn;
    ks_i32 v7 = pair.second;
    ks_i32 v8 = (ks_i32)((ks_u32)v6 + (ks_u32)v7);
    pair.first = v8;
    ks_i32 v9 = turn;
    left = v9;
    for (;;) {
      ks_i32 v10 = a[v0];
      ks_i32 v11 = (ks_i32)(v10 & 1);
      switch (v11) {
        case 0:
        {
          step = 10;
          ks_i32 v12 = step;
          taken = v12;
        }
        break;
        default:
        {
          step = 20;
          ks_i32 v13 = step;
          taken = v13;
        }
        break;
      }
      ks_i32 v14 = sum;
      ks_i32 v15 = taken;
      ks_i32 v16 = (ks_i32)((ks_u32)v14 + (ks_u32)v15);
      sum = v16;
      left = (-1);
      ks_i32 v17 = left;
      bool v18 = v17 >= 0;
      if (!v18) break;
    }
    ks_i32 v19 = turn;
    ks_i32 v20 = (ks_i32)(v19 & 1);
    ks_i32 v21 = row.at[v20];
    ks_i32 v22 = pair.first;
    ks_i32 v23 = (ks_i32)((ks_u32)v21 + (ks_u32)v22);
    ks_i32 v24 = pair.second;
    ks_i32 v25 = (ks_i32)((ks_u32)v23 + (ks_u32)v24);
    ks_i32 v26 = sum;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)v25);
    sum = v27;
    ks_i32 v28 = turn;
    ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
    turn = v29;
  }
  ks_i32 v30 = sum;
  out[v0] = v30;
}

}
