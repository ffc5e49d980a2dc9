namespace ks_user {

struct Pair {
  float x;
  float y;
  ks_i32 extra;
};

static __device__ float Pair_norm(Pair* this_1) {
  float v0 = (*this_1).x;
  float v1 = (*this_1).x;
  float v2 = v0 * v1;
  float v3 = (*this_1).y;
  float v4 = (*this_1).y;
  float v5 = v3 * v4;
  float v6 = v2 + v5;
  return v6;
}

static __device__ Pair bump(Pair p) {
  Pair p_1;
  p_1 = p;
  ks_i32 v0 = p_1.extra;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)3);
  p_1.extra = v1;
  Pair v2 = p_1;
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_structs_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  Pair p;
  Pair q;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = 2u * v0;
  ks_u32 v2 = 2u * v0;
  ks_u32 v3 = v2 + 1u;
  float v4 = a[v1];
  float v5 = a[v3];
  Pair v6 = {v4, v5, 0};
  p = v6;
  Pair v7 = p;
  q = v7;
  float v8 = q.x;
  float v9 = v8 + 0.0f;
  q.x = v9;
  p.x = 99.0f;
  float v10 = Pair_norm((&q));
  Pair v11 = q;
  Pair v12 = bump(v11);
  ks_i32 v13 = v12.extra;
  float v14 = ks_f32(v13);
  float v15 = v10 + v14;
  out[v0] = v15;
}

}
