namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_bool_buffers_bool_int32_bool_(
  const bool* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  bool* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  bool* const m = (bool*)ks_buffer0;
  ks_i32* const a = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  bool x_;
  bool x__1;
  bool x__2;
  bool x__3;
  ks_u32 v0 = thread_position_in_grid.x;
  bool v1 = ks_load_bool(&m[v0]);
  x_ = v1;
  if (v1) {
    ks_i32 v2 = a[v0];
    bool v3 = v2 != 0;
    x_ = v3;
  }
  bool v4 = x_;
  x__1 = v4;
  if (v4) {
    ks_i32 v5 = a[v0];
    ks_i32 v6 = ks_div(12, v5);
    bool v7 = v6 > 1;
    x__1 = v7;
  }
  bool v8 = x__1;
  x__3 = v8;
  if (v8) {
  } else {
    bool v9 = !v1;
    x__2 = v9;
    if (v9) {
      ks_i32 v10 = a[v0];
      ks_i32 v11 = (ks_i32)(v10 % 4);
      bool v12 = v11 == 0;
      x__2 = v12;
    }
    bool v13 = x__2;
    x__3 = v13;
  }
  bool v14 = x__3;
  out[v0] = v14;
}

}
