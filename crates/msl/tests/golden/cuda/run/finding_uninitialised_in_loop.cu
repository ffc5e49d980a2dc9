namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_finding_uninitialised_in_loop_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 sum;
  ks_i32 turn;
  ks_i32 kept;
  ks_u32 v0 = thread_position_in_grid.x;
  sum = 0;
  turn = 0;
  for (;;) {
    ks_i32 v1 = turn;
    bool v2 = v1 < 3;
    if (!v2) break;
    ks_i32 v3 = turn;
    bool v4 = v3 == 0;
    if (v4) {
      kept = 5;
    }
    ks_i32 v5 = sum;
    ks_i32 v6 = kept;
    ks_i32 v7 = (ks_i32)((ks_u32)v5 + (ks_u32)v6);
    sum = v7;
    ks_i32 v8 = turn;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    turn = v9;
  }
  ks_i32 v10 = sum;
  out[v0] = v10;
}

}
