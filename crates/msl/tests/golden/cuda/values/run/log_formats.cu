namespace ks_user {

struct os_log {
};

static __constant__ const os_log os_log_default = {};

static __constant__ const ks_array<ks_i8, 4> kName = {{(ks_i8)97, (ks_i8)98, (ks_i8)99, (ks_i8)0}};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_log_formats_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host,
  ks_u32* ks_log_words) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_logger ks_log = {ks_log_words, {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z}};
  float* const x = (float*)ks_buffer0;
  ks_i8 c;
  ks_u8 u;
  ks_u16 s;
  ks_vec4<float> all;
  float* none;
  c = (ks_i8)-7;
  u = (ks_u8)250;
  s = (ks_u16)65535;
  ks_i8 v0 = c;
  ks_i32 v1 = (ks_i32)v0;
  ks_i8 v2 = c;
  ks_u32 v3 = (ks_u32)v2;
  ks_i8 v4 = c;
  ks_i32 v5 = (ks_i32)v4;
  ks_u8 v6 = u;
  ks_i32 v7 = (ks_i32)v6;
  ks_u16 v8 = s;
  ks_i32 v9 = (ks_i32)v8;
  ks_i8 v10 = c;
  ks_i32 v11 = (ks_i32)v10;
  ks_i8 v12 = c;
  ks_i32 v13 = (ks_i32)v12;
  ks_i8 v14 = c;
  ks_i32 v15 = (ks_i32)v14;
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 1u, 12u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, v5), v1), v7), v9), v3), v11), v13), v15);
  float v16 = (*x);
  bool v17 = ks_f32(v16) != 0.0f;
  ks_i32 v18 = (ks_i32)v17;
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 2u, 7u)) ks_log_value(ks_log_value(ks_log_value(ks_log_record, 1), v18), 65);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 3u, 10u)) ks_log_value(ks_log_value(ks_log_value(ks_log_record, (-9ll)), 18446744073709551607ull), (-9ll));
  float v19 = (*x);
  float v20 = x[1];
  float v21 = x[2];
  float v22 = x[3];
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 4u, 9u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, v19), v20), v21), v22), 0.1015625f);
  float v23 = x[1];
  float v24 = x[1];
  float v25 = x[1];
  float v26 = (*x);
  float v27 = (*x);
  float v28 = (*x);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 5u, 10u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, v23), v24), v25), v26), v27), v28);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 6u, 7u)) ks_log_value(ks_log_value(ks_log_value(ks_log_record, 1.5f), 0.33325195f), 0.33398438f);
  float v29 = (*x);
  float v30 = x[1];
  float v31 = x[2];
  float v32 = x[3];
  ks_vec4<float> v33 = {v29, v30, v31, v32};
  all = v33;
  ks_vec4<float> v34 = all;
  ks_vec2<float> v35 = {v34.x, v34.y};
  ks_vec2<ks_half> v36 = {ks_f16(v35.x), ks_f16(v35.y)};
  ks_vec4<float> v37 = all;
  ks_vec2<float> v38 = {ks_f32(v36.x), ks_f32(v36.y)};
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 7u, 10u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, v37.x), v37.y), v37.z), v37.w), v38.x), v38.y);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 8u, 13u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, 1), (-2)), 3), (-1)), 2), 1), 0), 200), (-1));
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 9u, 5u)) ks_log_value(ks_log_record, 3);
  none = ((float*)0);
  float* v39 = none;
  ks_u64 v40 = (ks_u64)(v39);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 10u, 9u)) ks_log_value(ks_log_value(ks_log_value(ks_log_value(ks_log_record, v40), 7u), 7), 7u);
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 11u, 4u)) ks_log_record;
  (*out) = 1.0f;
}

}
