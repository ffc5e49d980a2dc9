namespace ks_user {

static __device__ float stuck(float x) {
  float x_1;
  x_1 = x;
  for (;;) {
    float v0 = x_1;
    float v1 = v0 + 1.0f;
    x_1 = v1;
  }
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_never_returns_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = a[v0];
  out[v0] = v1;
  float v2 = a[v0];
  bool v3 = v2 > 4.0f;
  if (v3) {
    float v4 = a[v0];
    float v5 = stuck(v4);
    float v6 = v5 + 1.0f;
    out[v0] = v6;
  }
}

}
