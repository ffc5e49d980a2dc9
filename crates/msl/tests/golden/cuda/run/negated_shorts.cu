namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_negated_shorts_int16c_int16c_int16c_int64_int64(
  const ks_i16* __restrict__ ks_buffer0,
  const ks_i16* __restrict__ ks_buffer1,
  const ks_i16* __restrict__ ks_buffer2,
  ks_i64* __restrict__ negated,
  ks_i64* __restrict__ largest,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i16* const a = (ks_i16*)ks_buffer0;
  ks_i16* const b = (ks_i16*)ks_buffer1;
  ks_i16* const c = (ks_i16*)ks_buffer2;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i16 v1 = a[v0];
  ks_i32 v2 = (ks_i32)v1;
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)(-32768));
  ks_i16 v4 = (ks_i16)v3;
  ks_i32 v5 = (ks_i32)v4;
  ks_i32 v6 = (ks_i32)(0 - (ks_u32)v5);
  ks_i16 v7 = (ks_i16)v6;
  ks_i64 v8 = (ks_i64)v7;
  negated[v0] = v8;
  ks_i16 v9 = c[v0];
  ks_i16 v10 = c[v0];
  ks_i32 v11 = (ks_i32)v9;
  ks_i32 v12 = (ks_i32)v10;
  ks_i32 v13 = (ks_i32)((ks_u32)v11 + (ks_u32)v12);
  ks_i16 v14 = (ks_i16)v13;
  ks_i16 v15 = b[v0];
  ks_i32 v16 = (ks_i32)v15;
  ks_i32 v17 = (ks_i32)(0 - (ks_u32)v16);
  ks_i16 v18 = (ks_i16)v17;
  ks_i16 v19 = ks_int_max(v14, v18);
  ks_i16 v20 = b[v0];
  ks_i16 v21 = ks_int_max(v20, v19);
  ks_i64 v22 = (ks_i64)v21;
  largest[v0] = v22;
}

}
