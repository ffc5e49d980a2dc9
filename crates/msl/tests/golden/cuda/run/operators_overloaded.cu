namespace ks_user {

struct V2 {
  float x;
  float y;
};

static __device__ V2 V2_operator_(V2* this_1, V2 o) {
  float v0 = (*this_1).x;
  float v1 = o.x;
  float v2 = v0 + v1;
  float v3 = (*this_1).y;
  float v4 = o.y;
  float v5 = v3 + v4;
  V2 v6 = {v2, v5};
  return v6;
}

static __device__ V2 operator_(V2 v, float s) {
  float v0 = v.x;
  float v1 = v0 * s;
  float v2 = v.y;
  float v3 = v2 * s;
  V2 v4 = {v1, v3};
  return v4;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_operators_overloaded_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  V2 v;
  V2 w;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 2u * v0;
  ks_u32 v2 = 2u * v0;
  ks_u32 v3 = v2 + 1u;
  float v4 = a[v1];
  float v5 = a[v3];
  V2 v6 = {v4, v5};
  v = v6;
  V2 v7 = V2_operator_((&v), V2{1.0f, (-1.0f)});
  V2 v8 = operator_(v7, 2.0f);
  w = v8;
  float v9 = w.x;
  float v10 = w.y;
  float v11 = v9 + v10;
  out[v0] = v11;
}

}
