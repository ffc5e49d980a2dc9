namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_small_integers_int16c_uint16c_uint8c_int16_uint16_uint8(
  const ks_i16* __restrict__ ks_buffer0,
  const ks_u16* __restrict__ ks_buffer1,
  const ks_u8* __restrict__ ks_buffer2,
  ks_i16* __restrict__ x,
  ks_u16* __restrict__ y,
  ks_u8* __restrict__ z,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i16* const a = (ks_i16*)ks_buffer0;
  ks_u16* const b = (ks_u16*)ks_buffer1;
  ks_u8* const c = (ks_u8*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i16 s;
  ks_u16 u;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i16 v1 = a[v0];
  s = v1;
  ks_i16 v2 = s;
  ks_i32 v3 = (ks_i32)v2;
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
  ks_i16 v5 = (ks_i16)v4;
  s = v5;
  ks_i16 v6 = s;
  x[v0] = v6;
  ks_u16 v7 = b[v0];
  u = v7;
  ks_u16 v8 = u;
  ks_u16 v9 = (ks_u16)((ks_u32)v8 + (ks_u32)(ks_u16)1);
  u = v9;
  ks_u16 v10 = u;
  y[v0] = v10;
  ks_u8 v11 = c[v0];
  ks_i32 v12 = (ks_i32)v11;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 << 1);
  ks_u8 v14 = (ks_u8)v13;
  z[v0] = v14;
}

}
