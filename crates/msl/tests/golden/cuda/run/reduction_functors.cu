namespace ks_user {

struct At_int_ {
  ks_u32 place;
  ks_i32 value;
};

struct ArgMin_int_ {
};

struct ArgMax_int_ {
};

struct Min_int_ {
};

struct Max_int_ {
};

struct Sum_int_ {
};

struct Sum_long_ {
};

static __device__ ks_i64 Sum_long_simd_reduce_long_true_(ks_u32 ks_mask, Sum_long_* this_1, ks_i64 v) {
  ks_i64 v_1;
  ks_u16 by;
  v_1 = v;
  by = (ks_u16)16;
  for (;;) {
    ks_u16 v0 = by;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 > 0;
    if (!v2) break;
    ks_i64 v3 = v_1;
    ks_vec2<ks_u32> v4 = ks_bits<ks_vec2<ks_u32>>(v3);
    ks_u16 v5 = by;
    ks_vec2<ks_u32> v6 = {ks_shuffle_xor<32>(ks_mask, v4.x, v5), ks_shuffle_xor<32>(ks_mask, v4.y, v5)};
    ks_i64 v7 = ks_bits<ks_i64>(v6);
    ks_i64 v8 = v_1;
    ks_i64 v9 = (ks_i64)((ks_u64)v8 + (ks_u64)v7);
    v_1 = v9;
    ks_u16 v10 = by;
    ks_i32 v11 = (ks_i32)v10;
    ks_i32 v12 = (ks_i32)(v11 / 2);
    ks_u16 v13 = (ks_u16)v12;
    by = v13;
  }
  ks_i64 v14 = v_1;
  return v14;
}

static __device__ ks_i64 Sum_long_operator_(Sum_long_* this_1, ks_i64 a, ks_i64 b) {
  ks_i64 v0 = (ks_i64)((ks_u64)a + (ks_u64)b);
  return v0;
}

static __device__ ks_i64 group_reduce_long_Sum_long_(ks_u32 ks_mask, ks_i64 v, ks_i64* shared, ks_u32 lane, ks_u32 group, ks_u32 groups) {
  ks_i64 v_1;
  Sum_long_ op;
  ks_i64 all;
  ks_u32 i;
  v_1 = v;
  ks_i64 v0 = v_1;
  ks_i64 v1 = Sum_long_simd_reduce_long_true_(ks_mask, (&op), v0);
  v_1 = v1;
  __syncthreads();
  bool v2 = lane == 0u;
  if (v2) {
    ks_i64 v3 = v_1;
    shared[group] = v3;
  }
  __syncthreads();
  all = 0ll;
  i = 0u;
  for (;;) {
    ks_u32 v4 = i;
    bool v5 = v4 < groups;
    if (!v5) break;
    ks_u32 v6 = i;
    ks_i64 v7 = all;
    ks_i64 v8 = shared[v6];
    ks_i64 v9 = Sum_long_operator_((&op), v7, v8);
    all = v9;
    ks_u32 v10 = i;
    ks_u32 v11 = v10 + 1u;
    i = v11;
  }
  ks_i64 v12 = all;
  return v12;
}

static __device__ ks_i32 Sum_int_simd_reduce_int_true_(ks_u32 ks_mask, Sum_int_* this_1, ks_i32 v) {
  ks_i32 v0 = ks_reduce<ks_join_sum, 32>(ks_mask, v, 0);
  return v0;
}

static __device__ ks_i32 Sum_int_operator_(Sum_int_* this_1, ks_i32 a, ks_i32 b) {
  ks_i32 v0 = (ks_i32)((ks_u32)a + (ks_u32)b);
  return v0;
}

static __device__ ks_i32 group_reduce_int_Sum_int_(ks_u32 ks_mask, ks_i32 v, ks_i32* shared, ks_u32 lane, ks_u32 group, ks_u32 groups) {
  ks_i32 v_1;
  Sum_int_ op;
  ks_i32 all;
  ks_u32 i;
  v_1 = v;
  ks_i32 v0 = v_1;
  ks_i32 v1 = Sum_int_simd_reduce_int_true_(ks_mask, (&op), v0);
  v_1 = v1;
  __syncthreads();
  bool v2 = lane == 0u;
  if (v2) {
    ks_i32 v3 = v_1;
    shared[group] = v3;
  }
  __syncthreads();
  all = 0;
  i = 0u;
  for (;;) {
    ks_u32 v4 = i;
    bool v5 = v4 < groups;
    if (!v5) break;
    ks_u32 v6 = i;
    ks_i32 v7 = all;
    ks_i32 v8 = shared[v6];
    ks_i32 v9 = Sum_int_operator_((&op), v7, v8);
    all = v9;
    ks_u32 v10 = i;
    ks_u32 v11 = v10 + 1u;
    i = v11;
  }
  ks_i32 v12 = all;
  return v12;
}

static __device__ ks_i32 Max_int_simd_reduce_int_(ks_u32 ks_mask, Max_int_* this_1, ks_i32 v) {
  ks_i32 v0 = ks_reduce<ks_join_max, 32>(ks_mask, v, (-2147483647 - 1));
  return v0;
}

static __device__ ks_i32 Max_int_operator_(Max_int_* this_1, ks_i32 a, ks_i32 b) {
  bool v0 = a > b;
  ks_i32 v1 = v0 ? a : b;
  return v1;
}

static __device__ ks_i32 group_reduce_int_Max_int_(ks_u32 ks_mask, ks_i32 v, ks_i32* shared, ks_u32 lane, ks_u32 group, ks_u32 groups) {
  ks_i32 v_1;
  Max_int_ op;
  ks_i32 all;
  ks_u32 i;
  v_1 = v;
  ks_i32 v0 = v_1;
  ks_i32 v1 = Max_int_simd_reduce_int_(ks_mask, (&op), v0);
  v_1 = v1;
  __syncthreads();
  bool v2 = lane == 0u;
  if (v2) {
    ks_i32 v3 = v_1;
    shared[group] = v3;
  }
  __syncthreads();
  all = (-2147483647 - 1);
  i = 0u;
  for (;;) {
    ks_u32 v4 = i;
    bool v5 = v4 < groups;
    if (!v5) break;
    ks_u32 v6 = i;
    ks_i32 v7 = all;
    ks_i32 v8 = shared[v6];
    ks_i32 v9 = Max_int_operator_((&op), v7, v8);
    all = v9;
    ks_u32 v10 = i;
    ks_u32 v11 = v10 + 1u;
    i = v11;
  }
  ks_i32 v12 = all;
  return v12;
}

static __device__ ks_i32 Min_int_simd_reduce_int_(ks_u32 ks_mask, Min_int_* this_1, ks_i32 v) {
  ks_i32 v0 = ks_reduce<ks_join_min, 32>(ks_mask, v, 2147483647);
  return v0;
}

static __device__ ks_i32 Min_int_operator_(Min_int_* this_1, ks_i32 a, ks_i32 b) {
  bool v0 = a < b;
  ks_i32 v1 = v0 ? a : b;
  return v1;
}

static __device__ ks_i32 group_reduce_int_Min_int_(ks_u32 ks_mask, ks_i32 v, ks_i32* shared, ks_u32 lane, ks_u32 group, ks_u32 groups) {
  ks_i32 v_1;
  Min_int_ op;
  ks_i32 all;
  ks_u32 i;
  v_1 = v;
  ks_i32 v0 = v_1;
  ks_i32 v1 = Min_int_simd_reduce_int_(ks_mask, (&op), v0);
  v_1 = v1;
  __syncthreads();
  bool v2 = lane == 0u;
  if (v2) {
    ks_i32 v3 = v_1;
    shared[group] = v3;
  }
  __syncthreads();
  all = 2147483647;
  i = 0u;
  for (;;) {
    ks_u32 v4 = i;
    bool v5 = v4 < groups;
    if (!v5) break;
    ks_u32 v6 = i;
    ks_i32 v7 = all;
    ks_i32 v8 = shared[v6];
    ks_i32 v9 = Min_int_operator_((&op), v7, v8);
    all = v9;
    ks_u32 v10 = i;
    ks_u32 v11 = v10 + 1u;
    i = v11;
  }
  ks_i32 v12 = all;
  return v12;
}

static __device__ At_int_ simd_shuffle_xor_int_(ks_u32 ks_mask, At_int_ from, ks_u16 by) {
  ks_u32 v0 = from.place;
  ks_u32 v1 = ks_shuffle_xor<32>(ks_mask, v0, by);
  ks_i32 v2 = from.value;
  ks_i32 v3 = ks_shuffle_xor<32>(ks_mask, v2, by);
  At_int_ v4 = {v1, v3};
  return v4;
}

static __device__ At_int_ ArgMax_int_operator_(ArgMax_int_* this_1, At_int_ a, At_int_ b) {
  bool x_;
  ks_i32 v0 = b.value;
  ks_i32 v1 = a.value;
  bool v2 = v0 > v1;
  x_ = v2;
  if (v2) {
  } else {
    ks_i32 v3 = b.value;
    ks_i32 v4 = a.value;
    bool v5 = v3 == v4;
    ks_u32 v6 = b.place;
    ks_u32 v7 = a.place;
    bool v8 = v6 < v7;
    bool v9 = (bool)(v5 & v8);
    x_ = v9;
  }
  bool v10 = x_;
  At_int_ v11 = v10 ? b : a;
  return v11;
}

static __device__ At_int_ place_reduce_ArgMax_int_int_(ks_u32 ks_mask, At_int_ v, At_int_* shared, ks_u32 lane, ks_u32 group) {
  At_int_ v_1;
  ArgMax_int_ op;
  ks_u16 by;
  v_1 = v;
  by = (ks_u16)16;
  for (;;) {
    ks_u16 v0 = by;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 > 0;
    if (!v2) break;
    At_int_ v3 = v_1;
    ks_u16 v4 = by;
    At_int_ v5 = simd_shuffle_xor_int_(ks_mask, v3, v4);
    At_int_ v6 = v_1;
    At_int_ v7 = ArgMax_int_operator_((&op), v6, v5);
    v_1 = v7;
    ks_u16 v8 = by;
    ks_i32 v9 = (ks_i32)v8;
    ks_i32 v10 = (ks_i32)(v9 / 2);
    ks_u16 v11 = (ks_u16)v10;
    by = v11;
  }
  __syncthreads();
  bool v12 = lane == 0u;
  if (v12) {
    At_int_ v13 = v_1;
    shared[group] = v13;
  }
  __syncthreads();
  At_int_ v14 = (*shared);
  At_int_ v15 = shared[1];
  At_int_ v16 = ArgMax_int_operator_((&op), v14, v15);
  return v16;
}

static __device__ At_int_ ArgMin_int_operator_(ArgMin_int_* this_1, At_int_ a, At_int_ b) {
  bool x_;
  ks_i32 v0 = b.value;
  ks_i32 v1 = a.value;
  bool v2 = v0 < v1;
  x_ = v2;
  if (v2) {
  } else {
    ks_i32 v3 = b.value;
    ks_i32 v4 = a.value;
    bool v5 = v3 == v4;
    ks_u32 v6 = b.place;
    ks_u32 v7 = a.place;
    bool v8 = v6 < v7;
    bool v9 = (bool)(v5 & v8);
    x_ = v9;
  }
  bool v10 = x_;
  At_int_ v11 = v10 ? b : a;
  return v11;
}

static __device__ At_int_ place_reduce_ArgMin_int_int_(ks_u32 ks_mask, At_int_ v, At_int_* shared, ks_u32 lane, ks_u32 group) {
  At_int_ v_1;
  ArgMin_int_ op;
  ks_u16 by;
  v_1 = v;
  by = (ks_u16)16;
  for (;;) {
    ks_u16 v0 = by;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 > 0;
    if (!v2) break;
    At_int_ v3 = v_1;
    ks_u16 v4 = by;
    At_int_ v5 = simd_shuffle_xor_int_(ks_mask, v3, v4);
    At_int_ v6 = v_1;
    At_int_ v7 = ArgMin_int_operator_((&op), v6, v5);
    v_1 = v7;
    ks_u16 v8 = by;
    ks_i32 v9 = (ks_i32)v8;
    ks_i32 v10 = (ks_i32)(v9 / 2);
    ks_u16 v11 = (ks_u16)v10;
    by = v11;
  }
  __syncthreads();
  bool v12 = lane == 0u;
  if (v12) {
    At_int_ v13 = v_1;
    shared[group] = v13;
  }
  __syncthreads();
  At_int_ v14 = (*shared);
  At_int_ v15 = shared[1];
  At_int_ v16 = ArgMin_int_operator_((&op), v14, v15);
  return v16;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_reduction_functors_int32_int64(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i64* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const x = (ks_i32*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  ks_array<ks_i64, 2>& longs = *(ks_array<ks_i64, 2>*)(ks_memory + 0);
  ks_array<ks_i32, 2>& ints = *(ks_array<ks_i32, 2>*)(ks_memory + 16);
  ks_array<At_int_, 2>& pairs = *(ks_array<At_int_, 2>*)(ks_memory + 32);
  At_int_ own;
  At_int_ first;
  At_int_ last;
  ks_array<ks_i64, 6> all;
  ks_i32 k;
  ks_i32 v0 = x[thread_index_in_threadgroup];
  ks_i64 v1 = (ks_i64)v0;
  ks_i64 v2 = group_reduce_long_Sum_long_(ks_mask, v1, (&longs.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup, 2u);
  ks_i32 v3 = x[thread_index_in_threadgroup];
  ks_i32 v4 = group_reduce_int_Sum_int_(ks_mask, v3, (&ints.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup, 2u);
  ks_i32 v5 = x[thread_index_in_threadgroup];
  ks_i32 v6 = group_reduce_int_Max_int_(ks_mask, v5, (&ints.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup, 2u);
  ks_i32 v7 = x[thread_index_in_threadgroup];
  ks_i32 v8 = group_reduce_int_Min_int_(ks_mask, v7, (&ints.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup, 2u);
  ks_i32 v9 = x[thread_index_in_threadgroup];
  At_int_ v10 = {thread_index_in_threadgroup, v9};
  own = v10;
  At_int_ v11 = own;
  At_int_ v12 = place_reduce_ArgMax_int_int_(ks_mask, v11, (&pairs.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup);
  first = v12;
  At_int_ v13 = own;
  At_int_ v14 = place_reduce_ArgMin_int_int_(ks_mask, v13, (&pairs.at[0]), thread_index_in_simdgroup, simdgroup_index_in_threadgroup);
  last = v14;
  bool v15 = thread_index_in_threadgroup == 0u;
  if (v15) {
    ks_u32 v16 = first.place;
    ks_i64 v17 = (ks_i64)v16;
    ks_u32 v18 = last.place;
    ks_i64 v19 = (ks_i64)v18;
    ks_i64 v20 = (ks_i64)v4;
    ks_i64 v21 = (ks_i64)v6;
    ks_i64 v22 = (ks_i64)v8;
    ks_array<ks_i64, 6> v23 = {{v2, v20, v21, v22, v17, v19}};
    all = v23;
    k = 0;
    for (;;) {
      ks_i32 v24 = k;
      bool v25 = v24 < 6;
      if (!v25) break;
      ks_i32 v26 = k;
      ks_i32 v27 = k;
      ks_i64 v28 = all.at[v27];
      out[v26] = v28;
      ks_i32 v29 = k;
      ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)1);
      k = v30;
    }
  }
}

}
