namespace ks_user {

struct ray {
  float from;
  float to;
};

static __device__ float length_of(ray* ray_1) {
  ray copy;
  ray v0 = (*ray_1);
  copy = v0;
  float v1 = copy.to;
  float v2 = copy.from;
  float v3 = v1 - v2;
  return v3;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_elaborated_names_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ray ray_1;
  ray other;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = x[v0];
  float v2 = 1.0f + v1;
  ray v3 = {1.0f, v2};
  ray_1 = v3;
  ray v4 = ray_1;
  other = v4;
  ks_u32 v5 = 4u * v0;
  float v6 = length_of((&ray_1));
  out[v5] = v6;
  ks_u32 v7 = 4u * v0;
  ks_u32 v8 = v7 + 1u;
  out[v8] = 2.0f;
  ks_u32 v9 = 4u * v0;
  ks_u32 v10 = v9 + 2u;
  out[v10] = 1.0f;
  ks_u32 v11 = 4u * v0;
  ks_u32 v12 = v11 + 3u;
  float v13 = length_of((&other));
  float v14 = ray_1.to;
  float v15 = v13 + v14;
  float v16 = v15 - 1.0f;
  out[v12] = v16;
}

}
