namespace ks_user {

struct simdgroup_matrix_float_8_8_ {
  ks_vec2<float> kernsmith_elements;
};

struct Fragments_half_2_2_ {
  ks_array<ks_array<simdgroup_matrix_float_8_8_, 2>, 2> sums;
};

struct simdgroup_matrix_half_8_8_ {
  ks_held<ks_half> kernsmith_elements;
};

static __device__ void simdgroup_matrix_float_8_8_simdgroup_matrix(simdgroup_matrix_float_8_8_* this_1) {
}

static __device__ void simdgroup_matrix_float_8_8_simdgroup_matrix_2(simdgroup_matrix_float_8_8_* this_1, float value) {
  ks_vec2<float> v0 = ks_matrix_diagonal(value);
  (*this_1).kernsmith_elements = v0;
}

static __device__ void Fragments_half_2_2_clear(Fragments_half_2_2_* this_1) {
  ks_i32 m;
  ks_i32 n;
  simdgroup_matrix_float_8_8_ x_;
  m = 0;
  for (;;) {
    ks_i32 v0 = m;
    bool v1 = v0 < 2;
    if (!v1) break;
    n = 0;
    for (;;) {
      ks_i32 v2 = n;
      bool v3 = v2 < 2;
      if (!v3) break;
      ks_i32 v4 = m;
      ks_i32 v5 = n;
      simdgroup_matrix_float_8_8_simdgroup_matrix_2((&x_), 0.0f);
      simdgroup_matrix_float_8_8_ v6 = x_;
      (*this_1).sums.at[v4].at[v5] = v6;
      ks_i32 v7 = n;
      ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
      n = v8;
    }
    ks_i32 v9 = m;
    ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
    m = v10;
  }
}

static __device__ void simdgroup_matrix_half_8_8_simdgroup_matrix(simdgroup_matrix_half_8_8_* this_1) {
}

static __device__ void simdgroup_load_half_8_8_(simdgroup_matrix_half_8_8_* d, ks_half* source, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  ks_half* source_1;
  source_1 = source;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  ks_half* v4 = source_1;
  source_1 = (&v4[v3]);
  ks_half* v5 = source_1;
  auto v6 = ks_matrix_load_rows(v5, elements_per_row, transpose_matrix);
  (*d).kernsmith_elements = v6;
}

static __device__ void simdgroup_multiply_accumulate_float_half_half_float_(simdgroup_matrix_float_8_8_* d, simdgroup_matrix_half_8_8_ a, simdgroup_matrix_half_8_8_ b, simdgroup_matrix_float_8_8_ c) {
  auto v0 = a.kernsmith_elements;
  auto v1 = b.kernsmith_elements;
  ks_vec2<float> v2 = c.kernsmith_elements;
  ks_vec2<float> v3 = ks_matrix_multiply(v0, v1, v2);
  (*d).kernsmith_elements = v3;
}

static __device__ void Fragments_half_2_2_step(ks_u32 ks_mask, Fragments_half_2_2_* this_1, ks_half* as, ks_half* bs, ks_u16 k) {
  ks_array<simdgroup_matrix_half_8_8_, 2> left;
  simdgroup_matrix_half_8_8_ x_;
  simdgroup_matrix_half_8_8_ x__1;
  ks_array<simdgroup_matrix_half_8_8_, 2> right;
  simdgroup_matrix_half_8_8_ x__2;
  simdgroup_matrix_half_8_8_ x__3;
  ks_i32 m;
  ks_i32 n;
  ks_i32 m_1;
  ks_i32 n_1;
  simdgroup_matrix_half_8_8_simdgroup_matrix((&x_));
  simdgroup_matrix_half_8_8_ v0 = x_;
  simdgroup_matrix_half_8_8_simdgroup_matrix((&x__1));
  simdgroup_matrix_half_8_8_ v1 = x__1;
  ks_array<simdgroup_matrix_half_8_8_, 2> v2 = {{v0, v1}};
  left = v2;
  simdgroup_matrix_half_8_8_simdgroup_matrix((&x__2));
  simdgroup_matrix_half_8_8_ v3 = x__2;
  simdgroup_matrix_half_8_8_simdgroup_matrix((&x__3));
  simdgroup_matrix_half_8_8_ v4 = x__3;
  ks_array<simdgroup_matrix_half_8_8_, 2> v5 = {{v3, v4}};
  right = v5;
  m = 0;
  for (;;) {
    ks_i32 v6 = m;
    bool v7 = v6 < 2;
    if (!v7) break;
    ks_i32 v8 = m;
    ks_i32 v9 = m;
    ks_i32 v10 = (ks_i32)((ks_u32)8 * (ks_u32)v9);
    ks_i32 v11 = (ks_i32)((ks_u32)v10 * (ks_u32)16);
    simdgroup_load_half_8_8_((&left.at[v8]), (&(&as[v11])[k]), 16ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
    ks_i32 v12 = m;
    ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
    m = v13;
  }
  n = 0;
  for (;;) {
    ks_i32 v14 = n;
    bool v15 = v14 < 2;
    if (!v15) break;
    ks_i32 v16 = n;
    ks_i32 v17 = (ks_i32)k;
    ks_i32 v18 = (ks_i32)((ks_u32)v17 * (ks_u32)32);
    ks_i32 v19 = n;
    ks_i32 v20 = (ks_i32)((ks_u32)8 * (ks_u32)v19);
    simdgroup_load_half_8_8_((&right.at[v16]), (&(&bs[v18])[v20]), 32ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
    ks_i32 v21 = n;
    ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
    n = v22;
  }
  __syncwarp(ks_mask);
  m_1 = 0;
  for (;;) {
    ks_i32 v23 = m_1;
    bool v24 = v23 < 2;
    if (!v24) break;
    n_1 = 0;
    for (;;) {
      ks_i32 v25 = n_1;
      bool v26 = v25 < 2;
      if (!v26) break;
      ks_i32 v27 = m_1;
      ks_i32 v28 = n_1;
      ks_i32 v29 = m_1;
      ks_i32 v30 = n_1;
      ks_i32 v31 = m_1;
      ks_i32 v32 = n_1;
      simdgroup_matrix_half_8_8_ v33 = left.at[v29];
      simdgroup_matrix_half_8_8_ v34 = right.at[v30];
      simdgroup_matrix_float_8_8_ v35 = (*this_1).sums.at[v31].at[v32];
      simdgroup_multiply_accumulate_float_half_half_float_((&(*this_1).sums.at[v27].at[v28]), v33, v34, v35);
      ks_i32 v36 = n_1;
      ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
      n_1 = v37;
    }
    ks_i32 v38 = m_1;
    ks_i32 v39 = (ks_i32)((ks_u32)v38 + (ks_u32)1);
    m_1 = v39;
  }
}

static __device__ void simdgroup_store_float_8_8_(simdgroup_matrix_float_8_8_ a, float* destination, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  float* destination_1;
  destination_1 = destination;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  float* v4 = destination_1;
  destination_1 = (&v4[v3]);
  ks_vec2<float> v5 = a.kernsmith_elements;
  float* v6 = destination_1;
  ks_matrix_store<false>(v6, v5, elements_per_row, transpose_matrix);
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_gemm_float16_float16_float32(
  const ks_half* __restrict__ ks_buffer0,
  const ks_half* __restrict__ ks_buffer1,
  float* __restrict__ c,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, (threadIdx.x & ~31u) | ks_lane());
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  ks_half* const a = (ks_half*)ks_buffer0;
  ks_half* const b = (ks_half*)ks_buffer1;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  const ks_u32 simdgroup_index_in_threadgroup = ks_here.index / 32;
  ks_array<ks_half, 512>& as = *(ks_array<ks_half, 512>*)(ks_memory + 0);
  ks_array<ks_half, 512>& bs = *(ks_array<ks_half, 512>*)(ks_memory + 1024);
  Fragments_half_2_2_ tile;
  simdgroup_matrix_float_8_8_ x_;
  simdgroup_matrix_float_8_8_ x__1;
  simdgroup_matrix_float_8_8_ x__2;
  simdgroup_matrix_float_8_8_ x__3;
  ks_i32 k0;
  ks_u32 i;
  ks_u32 i_1;
  ks_u16 k;
  ks_i32 m;
  ks_i32 n;
  ks_u32 v0 = (ks_u32)(simdgroup_index_in_threadgroup / 2u);
  ks_u32 v1 = v0 * 16u;
  ks_u16 v2 = (ks_u16)v1;
  ks_u32 v3 = (ks_u32)(simdgroup_index_in_threadgroup % 2u);
  ks_u32 v4 = v3 * 16u;
  ks_u16 v5 = (ks_u16)v4;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&x_));
  simdgroup_matrix_float_8_8_ v6 = x_;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&x__1));
  simdgroup_matrix_float_8_8_ v7 = x__1;
  ks_array<simdgroup_matrix_float_8_8_, 2> v8 = {{v6, v7}};
  simdgroup_matrix_float_8_8_simdgroup_matrix((&x__2));
  simdgroup_matrix_float_8_8_ v9 = x__2;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&x__3));
  simdgroup_matrix_float_8_8_ v10 = x__3;
  ks_array<simdgroup_matrix_float_8_8_, 2> v11 = {{v9, v10}};
  ks_array<ks_array<simdgroup_matrix_float_8_8_, 2>, 2> v12 = {{v8, v11}};
  tile.sums = v12;
  Fragments_half_2_2_clear((&tile));
  k0 = 0;
  for (;;) {
    ks_i32 v13 = k0;
    bool v14 = v13 < 48;
    if (!v14) break;
    i = thread_index_in_threadgroup;
    for (;;) {
      ks_u32 v15 = i;
      bool v16 = v15 < 512u;
      if (!v16) break;
      ks_u32 v17 = i;
      ks_u32 v18 = i;
      ks_u32 v19 = (ks_u32)(v18 / 16u);
      ks_u32 v20 = v19 * 48u;
      ks_i32 v21 = k0;
      ks_u32 v22 = (ks_u32)v21;
      ks_u32 v23 = v20 + v22;
      ks_u32 v24 = i;
      ks_u32 v25 = (ks_u32)(v24 % 16u);
      ks_u32 v26 = v23 + v25;
      ks_half v27 = a[v26];
      as.at[v17] = v27;
      ks_u32 v28 = i;
      ks_u32 v29 = v28 + 128u;
      i = v29;
    }
    i_1 = thread_index_in_threadgroup;
    for (;;) {
      ks_u32 v30 = i_1;
      bool v31 = v30 < 512u;
      if (!v31) break;
      ks_u32 v32 = i_1;
      ks_i32 v33 = k0;
      ks_u32 v34 = i_1;
      ks_u32 v35 = (ks_u32)(v34 / 32u);
      ks_u32 v36 = (ks_u32)v33;
      ks_u32 v37 = v36 + v35;
      ks_u32 v38 = v37 * 32u;
      ks_u32 v39 = i_1;
      ks_u32 v40 = (ks_u32)(v39 % 32u);
      ks_u32 v41 = v38 + v40;
      ks_half v42 = b[v41];
      bs.at[v32] = v42;
      ks_u32 v43 = i_1;
      ks_u32 v44 = v43 + 128u;
      i_1 = v44;
    }
    __syncthreads();
    k = (ks_u16)0;
    for (;;) {
      ks_u16 v45 = k;
      ks_i32 v46 = (ks_i32)v45;
      bool v47 = v46 < 16;
      if (!v47) break;
      ks_i32 v48 = (ks_i32)v2;
      ks_i32 v49 = (ks_i32)((ks_u32)v48 * (ks_u32)16);
      ks_u16 v50 = k;
      Fragments_half_2_2_step(ks_mask, (&tile), (&(&as.at[0])[v49]), (&(&bs.at[0])[v5]), v50);
      ks_u16 v51 = k;
      ks_i32 v52 = (ks_i32)v51;
      ks_i32 v53 = (ks_i32)((ks_u32)v52 + (ks_u32)8);
      ks_u16 v54 = (ks_u16)v53;
      k = v54;
    }
    __syncthreads();
    ks_i32 v55 = k0;
    ks_i32 v56 = (ks_i32)((ks_u32)v55 + (ks_u32)16);
    k0 = v56;
  }
  m = 0;
  for (;;) {
    ks_i32 v57 = m;
    bool v58 = v57 < 2;
    if (!v58) break;
    n = 0;
    for (;;) {
      ks_i32 v59 = n;
      bool v60 = v59 < 2;
      if (!v60) break;
      ks_i32 v61 = m;
      ks_i32 v62 = n;
      ks_i32 v63 = m;
      ks_i32 v64 = (ks_i32)((ks_u32)8 * (ks_u32)v63);
      ks_i32 v65 = (ks_i32)v2;
      ks_i32 v66 = (ks_i32)((ks_u32)v65 + (ks_u32)v64);
      ks_i32 v67 = (ks_i32)((ks_u32)v66 * (ks_u32)32);
      ks_i32 v68 = n;
      ks_i32 v69 = (ks_i32)((ks_u32)8 * (ks_u32)v68);
      simdgroup_matrix_float_8_8_ v70 = tile.sums.at[v61].at[v62];
      simdgroup_store_float_8_8_(v70, (&(&(&c[v67])[v5])[v69]), 32ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
      ks_i32 v71 = n;
      ks_i32 v72 = (ks_i32)((ks_u32)v71 + (ks_u32)1);
      n = v72;
    }
    ks_i32 v73 = m;
    ks_i32 v74 = (ks_i32)((ks_u32)v73 + (ks_u32)1);
    m = v74;
  }
}

}
