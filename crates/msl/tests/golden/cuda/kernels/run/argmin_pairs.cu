namespace ks_user {

struct Best {
  float value;
  ks_u32 where;
};

static __device__ Best Best_from(ks_u32 ks_mask, Best* this_1, ks_u16 step) {
  float v0 = (*this_1).value;
  float v1 = ks_shuffle_xor<32>(ks_mask, v0, step);
  ks_u32 v2 = (*this_1).where;
  ks_u32 v3 = ks_shuffle_xor<32>(ks_mask, v2, step);
  Best v4 = {v1, v3};
  return v4;
}

static __device__ Best better(Best a, Best b) {
  bool x_;
  float v0 = b.value;
  float v1 = a.value;
  bool v2 = v0 < v1;
  x_ = v2;
  if (v2) {
  } else {
    float v3 = b.value;
    float v4 = a.value;
    bool v5 = v3 == v4;
    ks_u32 v6 = b.where;
    ks_u32 v7 = a.where;
    bool v8 = v6 < v7;
    bool v9 = (bool)(v5 & v8);
    x_ = v9;
  }
  bool v10 = x_;
  Best v11 = v10 ? b : a;
  return v11;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_argmin_pairs_float32_float32_uint32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ value,
  ks_u32* __restrict__ where,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  Best best;
  ks_u16 step;
  float v0 = a[thread_index_in_simdgroup];
  Best v1 = {v0, thread_index_in_simdgroup};
  best = v1;
  step = (ks_u16)16;
  for (;;) {
    ks_u16 v2 = step;
    ks_i32 v3 = (ks_i32)v2;
    bool v4 = v3 > 0;
    if (!v4) break;
    ks_u16 v5 = step;
    Best v6 = Best_from(ks_mask, (&best), v5);
    Best v7 = best;
    Best v8 = better(v7, v6);
    best = v8;
    ks_u16 v9 = step;
    ks_i32 v10 = (ks_i32)v9;
    ks_i32 v11 = (ks_i32)(v10 / 2);
    ks_u16 v12 = (ks_u16)v11;
    step = v12;
  }
  ks_u32 v13 = best.where;
  bool v14 = v13 == 5u;
  bool v15 = thread_index_in_simdgroup == 0u;
  bool v16 = (bool)(v14 & v15);
  if (v16) {
    float v17 = best.value;
    (*value) = v17;
    ks_u32 v18 = best.where;
    (*where) = v18;
  }
}

}
