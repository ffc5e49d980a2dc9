namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_of_sixteen_bits_float16_uint32(
  const ks_half* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 seen;
  ks_vec2<ks_half> pair;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = ks_atomic_load(((ks_u32*)out));
  seen = v1;
  for (;;) {
    ks_u32 v2 = seen;
    ks_vec2<ks_half> v3 = ks_bits<ks_vec2<ks_half>>(v2);
    pair = v3;
    ks_u32 v4 = (ks_u32)(v0 % 2u);
    ks_half v5 = ((ks_half*)&pair)[v4];
    ks_half v6 = a[v0];
    ks_half v7 = ks_add(v5, v6);
    ((ks_half*)&pair)[v4] = v7;
    ks_vec2<ks_half> v8 = pair;
    ks_u32 v9 = ks_bits<ks_u32>(v8);
    ks_u32 v10 = seen;
    ks_u32 v11 = ks_atomic_compare_exchange(((ks_u32*)out), v10, v9);
    seen = v11;
    bool v12 = v11 == v10;
    if (v12) {
      break;
    }
  }
}

}
