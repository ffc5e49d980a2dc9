namespace ks_user {

struct CumulativeMax_int_ {
};

struct CumulativeSum_long_ {
};

static __device__ ks_i64 CumulativeSum_long_operator_long_(CumulativeSum_long_* this_1, ks_i64 a, ks_i64 b) {
  ks_i64 v0 = (ks_i64)((ks_u64)a + (ks_u64)b);
  return v0;
}

static __device__ ks_i64 CumulativeSum_long_scan_long_true_(ks_u32 ks_mask, CumulativeSum_long_* this_1, ks_i64 v) {
  ks_i64 v_1;
  ks_u16 by;
  v_1 = v;
  by = (ks_u16)1;
  for (;;) {
    ks_u16 v0 = by;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 <= 16;
    if (!v2) break;
    ks_i64 v3 = v_1;
    ks_vec2<ks_u32> v4 = ks_bits<ks_vec2<ks_u32>>(v3);
    ks_vec2<ks_u32> v5 = ks_bits<ks_vec2<ks_u32>>(0ll);
    ks_u16 v6 = by;
    ks_vec2<ks_u32> v7 = {ks_shuffle_and_fill_up<32>(ks_mask, v4.x, v5.x, v6), ks_shuffle_and_fill_up<32>(ks_mask, v4.y, v5.y, v6)};
    ks_i64 v8 = ks_bits<ks_i64>(v7);
    ks_i64 v9 = v_1;
    ks_i64 v10 = CumulativeSum_long_operator_long_(this_1, v9, v8);
    v_1 = v10;
    ks_u16 v11 = by;
    ks_i32 v12 = (ks_i32)v11;
    ks_i32 v13 = (ks_i32)((ks_u32)v12 * (ks_u32)2);
    ks_u16 v14 = (ks_u16)v13;
    by = v14;
  }
  ks_i64 v15 = v_1;
  return v15;
}

static __device__ void scan_row_int_long_CumulativeSum_long_4_(ks_u32 ks_mask, ks_i32* in, ks_i64* out, ks_i64* shared, ks_u32 tid, ks_u32 lane, ks_u32 group) {
  CumulativeSum_long_ op;
  ks_array<ks_i64, 4> own;
  ks_i32 i;
  ks_i32 i_1;
  ks_i64 before;
  ks_u32 g;
  ks_i64 previous;
  ks_i32 i_2;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_u32 v3 = tid * 4u;
    ks_i32 v4 = i;
    ks_u32 v5 = (ks_u32)v4;
    ks_u32 v6 = v3 + v5;
    ks_i32 v7 = in[v6];
    ks_i64 v8 = (ks_i64)v7;
    own.at[v2] = v8;
    ks_i32 v9 = i;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    i = v10;
  }
  i_1 = 1;
  for (;;) {
    ks_i32 v11 = i_1;
    bool v12 = v11 < 4;
    if (!v12) break;
    ks_i32 v13 = i_1;
    ks_i32 v14 = i_1;
    ks_i32 v15 = i_1;
    ks_i32 v16 = (ks_i32)((ks_u32)v15 - (ks_u32)1);
    ks_i64 v17 = own.at[v14];
    ks_i64 v18 = own.at[v16];
    ks_i64 v19 = CumulativeSum_long_operator_long_((&op), v17, v18);
    own.at[v13] = v19;
    ks_i32 v20 = i_1;
    ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
    i_1 = v21;
  }
  ks_i64 v22 = own.at[3];
  ks_i64 v23 = CumulativeSum_long_scan_long_true_(ks_mask, (&op), v22);
  bool v24 = lane == 31u;
  if (v24) {
    shared[group] = v23;
  }
  __syncthreads();
  before = 0ll;
  g = 0u;
  for (;;) {
    ks_u32 v25 = g;
    bool v26 = v25 < group;
    if (!v26) break;
    ks_u32 v27 = g;
    ks_i64 v28 = before;
    ks_i64 v29 = shared[v27];
    ks_i64 v30 = CumulativeSum_long_operator_long_((&op), v28, v29);
    before = v30;
    ks_u32 v31 = g;
    ks_u32 v32 = v31 + 1u;
    g = v32;
  }
  bool v33 = lane == 0u;
  previous = 0ll;
  __syncthreads();
  shared[tid] = v23;
  __syncthreads();
  bool v34 = lane > 0u;
  if (v34) {
    ks_u32 v35 = tid - 1u;
    ks_i64 v36 = shared[v35];
    previous = v36;
  }
  i_2 = 0;
  for (;;) {
    ks_i32 v37 = i_2;
    bool v38 = v37 < 4;
    if (!v38) break;
    ks_u32 v39 = tid * 4u;
    ks_i32 v40 = i_2;
    ks_u32 v41 = (ks_u32)v40;
    ks_u32 v42 = v39 + v41;
    ks_i32 v43 = i_2;
    ks_i64 v44 = own.at[v43];
    ks_i64 v45 = previous;
    ks_i64 v46 = CumulativeSum_long_operator_long_((&op), v44, v45);
    ks_i64 v47 = before;
    ks_i64 v48 = CumulativeSum_long_operator_long_((&op), v46, v47);
    out[v42] = v48;
    ks_i32 v49 = i_2;
    ks_i32 v50 = (ks_i32)((ks_u32)v49 + (ks_u32)1);
    i_2 = v50;
  }
}

static __device__ ks_i32 CumulativeMax_int_operator_int_(CumulativeMax_int_* this_1, ks_i32 a, ks_i32 b) {
  bool v0 = a >= b;
  ks_i32 v1 = v0 ? a : b;
  return v1;
}

static __device__ ks_i32 CumulativeMax_int_scan(ks_u32 ks_mask, CumulativeMax_int_* this_1, ks_i32 v) {
  ks_i32 v_1;
  ks_u16 by;
  v_1 = v;
  by = (ks_u16)1;
  for (;;) {
    ks_u16 v0 = by;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 <= 16;
    if (!v2) break;
    ks_i32 v3 = v_1;
    ks_u16 v4 = by;
    ks_i32 v5 = ks_shuffle_and_fill_up<32>(ks_mask, v3, (-2147483647 - 1), v4);
    ks_i32 v6 = v_1;
    ks_i32 v7 = CumulativeMax_int_operator_int_(this_1, v6, v5);
    v_1 = v7;
    ks_u16 v8 = by;
    ks_i32 v9 = (ks_i32)v8;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 * (ks_u32)2);
    ks_u16 v11 = (ks_u16)v10;
    by = v11;
  }
  ks_i32 v12 = v_1;
  return v12;
}

static __device__ void scan_row_int_int_CumulativeMax_int_4_(ks_u32 ks_mask, ks_i32* in, ks_i32* out, ks_i32* shared, ks_u32 tid, ks_u32 lane, ks_u32 group) {
  CumulativeMax_int_ op;
  ks_array<ks_i32, 4> own;
  ks_i32 i;
  ks_i32 i_1;
  ks_i32 before;
  ks_u32 g;
  ks_i32 previous;
  ks_i32 i_2;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 4;
    if (!v1) break;
    ks_i32 v2 = i;
    ks_u32 v3 = tid * 4u;
    ks_i32 v4 = i;
    ks_u32 v5 = (ks_u32)v4;
    ks_u32 v6 = v3 + v5;
    ks_i32 v7 = in[v6];
    own.at[v2] = v7;
    ks_i32 v8 = i;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
    i = v9;
  }
  i_1 = 1;
  for (;;) {
    ks_i32 v10 = i_1;
    bool v11 = v10 < 4;
    if (!v11) break;
    ks_i32 v12 = i_1;
    ks_i32 v13 = i_1;
    ks_i32 v14 = i_1;
    ks_i32 v15 = (ks_i32)((ks_u32)v14 - (ks_u32)1);
    ks_i32 v16 = own.at[v13];
    ks_i32 v17 = own.at[v15];
    ks_i32 v18 = CumulativeMax_int_operator_int_((&op), v16, v17);
    own.at[v12] = v18;
    ks_i32 v19 = i_1;
    ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
    i_1 = v20;
  }
  ks_i32 v21 = own.at[3];
  ks_i32 v22 = CumulativeMax_int_scan(ks_mask, (&op), v21);
  bool v23 = lane == 31u;
  if (v23) {
    shared[group] = v22;
  }
  __syncthreads();
  before = (-2147483647 - 1);
  g = 0u;
  for (;;) {
    ks_u32 v24 = g;
    bool v25 = v24 < group;
    if (!v25) break;
    ks_u32 v26 = g;
    ks_i32 v27 = before;
    ks_i32 v28 = shared[v26];
    ks_i32 v29 = CumulativeMax_int_operator_int_((&op), v27, v28);
    before = v29;
    ks_u32 v30 = g;
    ks_u32 v31 = v30 + 1u;
    g = v31;
  }
  bool v32 = lane == 0u;
  previous = (-2147483647 - 1);
  __syncthreads();
  shared[tid] = v22;
  __syncthreads();
  bool v33 = lane > 0u;
  if (v33) {
    ks_u32 v34 = tid - 1u;
    ks_i32 v35 = shared[v34];
    previous = v35;
  }
  i_2 = 0;
  for (;;) {
    ks_i32 v36 = i_2;
    bool v37 = v36 < 4;
    if (!v37) break;
    ks_u32 v38 = tid * 4u;
    ks_i32 v39 = i_2;
    ks_u32 v40 = (ks_u32)v39;
    ks_u32 v41 = v38 + v40;
    ks_i32 v42 = i_2;
    ks_i32 v43 = own.at[v42];
    ks_i32 v44 = previous;
    ks_i32 v45 = CumulativeMax_int_operator_int_((&op), v43, v44);
    ks_i32 v46 = before;
    ks_i32 v47 = CumulativeMax_int_operator_int_((&op), v45, v46);
    out[v41] = v47;
    ks_i32 v48 = i_2;
    ks_i32 v49 = (ks_i32)((ks_u32)v48 + (ks_u32)1);
    i_2 = v49;
  }
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_scan_functors_int32_int64_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i64* __restrict__ sums,
  ks_i32* __restrict__ tops,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const x = (ks_i32*)ks_buffer0;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  ks_array<ks_i64, 64>& longs = *(ks_array<ks_i64, 64>*)(ks_memory + 0);
  ks_array<ks_i32, 64>& ints = *(ks_array<ks_i32, 64>*)(ks_memory + 512);
  scan_row_int_long_CumulativeSum_long_4_(ks_mask, x, sums, (&longs.at[0]), thread_index_in_threadgroup, thread_index_in_simdgroup, simdgroup_index_in_threadgroup);
  scan_row_int_int_CumulativeMax_int_4_(ks_mask, x, tops, (&ints.at[0]), thread_index_in_threadgroup, thread_index_in_simdgroup, simdgroup_index_in_threadgroup);
}

}
