namespace ks_user {

struct simd_vote {
  ks_u64 bits;
};

struct quad_vote {
  ks_u64 bits;
};

static __device__ void simd_vote_simd_vote(simd_vote* this_1, ks_u64 v) {
  (*this_1).bits = v;
}

static __device__ ks_u64 simd_vote_operator_T(simd_vote* this_1) {
  ks_u64 v0 = (*this_1).bits;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_votes_int32_int32_int32_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  ks_i32* __restrict__ any,
  ks_i32* __restrict__ all,
  ks_i32* __restrict__ one,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  simd_vote x_;
  simd_vote vote;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = (ks_i32)(v1 & 1);
  bool v3 = v2 != 0;
  ks_u64 v4 = ks_ballot<32>(ks_mask, v3);
  simd_vote_simd_vote((&x_), v4);
  simd_vote v5 = x_;
  vote = v5;
  ks_u64 v6 = simd_vote_operator_T((&vote));
  ks_u32 v7 = (ks_u32)v6;
  ks_i32 v8 = (ks_i32)v7;
  out[v0] = v8;
  ks_i32 v9 = a[v0];
  bool v10 = v9 > 31;
  bool v11 = ks_any<32>(ks_mask, v10);
  ks_i32 v12 = (ks_i32)v11;
  any[v0] = v12;
  ks_i32 v13 = a[v0];
  bool v14 = v13 > 0;
  bool v15 = ks_all<32>(ks_mask, v14);
  ks_i32 v16 = (ks_i32)v15;
  all[v0] = v16;
  ks_i32 v17 = a[v0];
  bool v18 = v17 <= 10;
  ks_u64 v19 = ks_ballot<32>(ks_mask, v18);
  ks_u32 v20 = (ks_u32)v19;
  ks_u32 v21 = ks_int_popcount(v20);
  ks_i32 v22 = (ks_i32)v21;
  one[v0] = v22;
}

}
