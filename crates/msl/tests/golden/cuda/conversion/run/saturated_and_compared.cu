namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_saturated_and_compared_float32_int32_int32(
  const float* __restrict__ ks_buffer0,
  const ks_i32* __restrict__ ks_buffer1,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_i32* const n = (ks_i32*)ks_buffer1;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 6u * v0;
  float v2 = x[v0];
  ks_u8 v3 = ks_to_u8(ks_f32(v2));
  ks_i32 v4 = (ks_i32)v3;
  bool v5 = v4 != 255;
  ks_i32 v6 = (ks_i32)v5;
  out[v1] = v6;
  ks_i32 v7 = n[v0];
  ks_i32 v8 = ks_int_max(v7, 0);
  ks_i32 v9 = ks_int_min(v8, 255);
  bool v10 = v9 != 255;
  ks_i32 v11 = (ks_i32)v10;
  (&out[v1])[1] = v11;
  ks_i32 v12 = n[v0];
  ks_i32 v13 = ks_int_min(v12, 255);
  ks_i32 v14 = ks_int_max(v13, 0);
  bool v15 = v14 == 255;
  ks_i32 v16 = (ks_i32)v15;
  (&out[v1])[2] = v16;
  ks_i32 v17 = n[v0];
  ks_i32 v18 = ks_int_max(0, v17);
  ks_i32 v19 = ks_int_min(v18, 255);
  bool v20 = v19 != 255;
  ks_i32 v21 = (ks_i32)v20;
  (&out[v1])[3] = v21;
  ks_i32 v22 = n[v0];
  ks_i32 v23 = ks_int_max(v22, (-32768));
  ks_i32 v24 = ks_int_min(v23, 32767);
  ks_i16 v25 = (ks_i16)v24;
  ks_vec2<ks_i16> v26 = {v25, (ks_i16)7};
  ks_vec2<ks_i16> v27 = {ks_int_max(v26.x, (ks_i16)0), ks_int_max(v26.y, (ks_i16)0)};
  ks_vec2<ks_i16> v28 = {ks_int_min(v27.x, (ks_i16)255), ks_int_min(v27.y, (ks_i16)255)};
  ks_i16 v29 = v28.x;
  ks_i32 v30 = (ks_i32)v29;
  bool v31 = v30 != 255;
  ks_i16 v32 = v28.x;
  ks_i32 v33 = (ks_i32)v32;
  ks_i32 v34 = v31 ? v33 : 1000;
  (&out[v1])[4] = v34;
  float v35 = x[v0];
  ks_u16 v36 = ks_to_u16(ks_f32(v35));
  ks_i32 v37 = (ks_i32)v36;
  bool v38 = v37 != 255;
  ks_i32 v39 = (ks_i32)v38;
  (&out[v1])[5] = v39;
}

}
