namespace ks_user {

struct os_log {
};

static __constant__ const os_log os_log_default = {};

static __constant__ const os_log kernel_log = {};

static __constant__ const ks_array<ks_i8, 3> string_5 = {{(ks_i8)97, (ks_i8)98, (ks_i8)0}};

static __device__ ks_i32 length(ks_i8* text) {
  ks_i32 count;
  count = 0;
  for (;;) {
    ks_i32 v0 = count;
    ks_i8 v1 = text[v0];
    ks_i32 v2 = (ks_i32)v1;
    bool v3 = v2 != 0;
    if (!v3) break;
    ks_i32 v4 = count;
    ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
    count = v5;
  }
  ks_i32 v6 = count;
  return v6;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_logging_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host,
  ks_u32* ks_log_words) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_logger ks_log = {ks_log_words, {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z}};
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 i;
  ks_u32 v0 = thread_position_in_grid.x;
  i = v0;
  ks_u32 v1 = i;
  float v2 = x[v1];
  bool v3 = v2 > 4.0f;
  if (v3) {
    ks_u32 v4 = i;
    ks_u32 v5 = i;
    float v6 = x[v4];
    if (ks_u32* ks_log_record = ks_log_begin(ks_log, 1u, 6u)) ks_log_value(ks_log_value(ks_log_record, v5), v6);
    if (ks_u32* ks_log_record = ks_log_begin(ks_log, 2u, 4u)) ks_log_record;
  }
  ks_u32 v7 = i;
  ks_u32 v8 = i;
  float v9 = x[v8];
  ks_i32 v10 = length((&(*(ks_array<ks_i8, 3>*)&string_5).at[0]));
  float v11 = ks_f32(v10);
  float v12 = v9 * v11;
  out[v7] = v12;
}

}
