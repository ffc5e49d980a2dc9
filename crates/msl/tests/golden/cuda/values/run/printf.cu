namespace ks_user {

static __device__ float printf(float x) {
  float v0 = 3.0f * x;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_printed_float32(
  float* __restrict__ out,
  const ks_launch ks_host,
  ks_u32* ks_log_words) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_logger ks_log = {ks_log_words, {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z}};
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = ks_f32(v0);
  float v2 = printf(v1);
  out[v0] = v2;
  float v3 = out[v0];
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 1u, 6u)) ks_log_value(ks_log_value(ks_log_record, v0), v3);
}

}
