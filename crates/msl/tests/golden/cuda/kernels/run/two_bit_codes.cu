namespace ks_user {

static __constant__ const ks_array<float, 4> levels = {{(-1.0f), (-0.25f), 0.25f, 1.0f}};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_two_bit_codes_uint8c_float32(
  const ks_u8* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u8* const codes = (ks_u8*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (ks_u32)(v0 / 4u);
  ks_u8 v2 = codes[v1];
  ks_u32 v3 = (ks_u32)(v0 % 4u);
  ks_u32 v4 = 2u * v3;
  ks_i32 v5 = (ks_i32)v2;
  ks_i32 v6 = (ks_i32)v4;
  ks_i32 v7 = (ks_i32)(v5 >> (v6 & 31));
  ks_i32 v8 = (ks_i32)(v7 & 3);
  float v9 = (*(ks_array<float, 4>*)&levels).at[v8];
  out[v0] = v9;
}

}
