namespace ks_user {

struct simdgroup_matrix_float_8_8_ {
  ks_vec2<float> kernsmith_elements;
};

struct simdgroup_matrix_half_8_8_ {
  ks_held<ks_half> kernsmith_elements;
};

struct simdgroup_matrix_bfloat_8_8_ {
  ks_held<ks_bfloat> kernsmith_elements;
};

static __device__ void simdgroup_matrix_float_8_8_simdgroup_matrix(simdgroup_matrix_float_8_8_* this_1) {
}

static __device__ void simdgroup_load_float_8_8_(simdgroup_matrix_float_8_8_* d, float* source, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  float* source_1;
  source_1 = source;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  float* v4 = source_1;
  source_1 = (&v4[v3]);
  float* v5 = source_1;
  ks_vec2<float> v6 = ks_matrix_load<false>(v5, elements_per_row, transpose_matrix);
  (*d).kernsmith_elements = v6;
}

static __device__ void simdgroup_multiply_float_float_float_(simdgroup_matrix_float_8_8_* d, simdgroup_matrix_float_8_8_ a, simdgroup_matrix_float_8_8_ b) {
  ks_vec2<float> v0 = a.kernsmith_elements;
  ks_vec2<float> v1 = b.kernsmith_elements;
  ks_vec2<float> v2 = ks_matrix_multiply(v0, v1, ks_vec2<float>{0.0f, 0.0f});
  (*d).kernsmith_elements = v2;
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

static __device__ simdgroup_matrix_float_8_8_ make_filled_simdgroup_matrix_float_8_8_(float value) {
  simdgroup_matrix_float_8_8_ matrix;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&matrix));
  ks_vec2<float> v0 = {value, value};
  matrix.kernsmith_elements = v0;
  simdgroup_matrix_float_8_8_ v1 = matrix;
  return v1;
}

static __device__ void simdgroup_multiply_accumulate_float_float_float_float_(simdgroup_matrix_float_8_8_* d, simdgroup_matrix_float_8_8_ a, simdgroup_matrix_float_8_8_ b, simdgroup_matrix_float_8_8_ c) {
  ks_vec2<float> v0 = a.kernsmith_elements;
  ks_vec2<float> v1 = b.kernsmith_elements;
  ks_vec2<float> v2 = c.kernsmith_elements;
  ks_vec2<float> v3 = ks_matrix_multiply(v0, v1, v2);
  (*d).kernsmith_elements = v3;
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

static __device__ void simdgroup_multiply_half_half_half_(simdgroup_matrix_half_8_8_* d, simdgroup_matrix_half_8_8_ a, simdgroup_matrix_half_8_8_ b) {
  auto v0 = a.kernsmith_elements;
  auto v1 = b.kernsmith_elements;
  auto v2 = ks_matrix_multiply(v0, v1, ks_vec2<ks_half>{ks_half{0x0}, ks_half{0x0}});
  (*d).kernsmith_elements = v2;
}

static __device__ void simdgroup_store_half_8_8_(simdgroup_matrix_half_8_8_ a, ks_half* destination, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  ks_half* destination_1;
  destination_1 = destination;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  ks_half* v4 = destination_1;
  destination_1 = (&v4[v3]);
  auto v5 = a.kernsmith_elements;
  ks_half* v6 = destination_1;
  ks_matrix_store<false>(v6, v5, elements_per_row, transpose_matrix);
}

static __device__ void simdgroup_multiply_accumulate_float_half_half_float_(simdgroup_matrix_float_8_8_* d, simdgroup_matrix_half_8_8_ a, simdgroup_matrix_half_8_8_ b, simdgroup_matrix_float_8_8_ c) {
  auto v0 = a.kernsmith_elements;
  auto v1 = b.kernsmith_elements;
  ks_vec2<float> v2 = c.kernsmith_elements;
  ks_vec2<float> v3 = ks_matrix_multiply(v0, v1, v2);
  (*d).kernsmith_elements = v3;
}

static __device__ void simdgroup_matrix_bfloat_8_8_simdgroup_matrix(simdgroup_matrix_bfloat_8_8_* this_1) {
}

static __device__ void simdgroup_load_bfloat_8_8_(simdgroup_matrix_bfloat_8_8_* d, ks_bfloat* source, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  ks_bfloat* source_1;
  source_1 = source;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  ks_bfloat* v4 = source_1;
  source_1 = (&v4[v3]);
  ks_bfloat* v5 = source_1;
  auto v6 = ks_matrix_load_rows(v5, elements_per_row, transpose_matrix);
  (*d).kernsmith_elements = v6;
}

static __device__ void simdgroup_multiply_bfloat_bfloat_bfloat_(simdgroup_matrix_bfloat_8_8_* d, simdgroup_matrix_bfloat_8_8_ a, simdgroup_matrix_bfloat_8_8_ b) {
  auto v0 = a.kernsmith_elements;
  auto v1 = b.kernsmith_elements;
  auto v2 = ks_matrix_multiply(v0, v1, ks_vec2<ks_bfloat>{ks_bfloat{0x0}, ks_bfloat{0x0}});
  (*d).kernsmith_elements = v2;
}

static __device__ simdgroup_matrix_bfloat_8_8_ operator_bfloat_(simdgroup_matrix_bfloat_8_8_ a, simdgroup_matrix_bfloat_8_8_ b) {
  simdgroup_matrix_bfloat_8_8_ a_1;
  simdgroup_matrix_bfloat_8_8_ b_1;
  simdgroup_matrix_bfloat_8_8_ d;
  a_1 = a;
  b_1 = b;
  simdgroup_matrix_bfloat_8_8_simdgroup_matrix((&d));
  simdgroup_matrix_bfloat_8_8_ v0 = a_1;
  simdgroup_matrix_bfloat_8_8_ v1 = b_1;
  simdgroup_multiply_bfloat_bfloat_bfloat_((&d), v0, v1);
  simdgroup_matrix_bfloat_8_8_ v2 = d;
  return v2;
}

static __device__ void simdgroup_store_bfloat_8_8_(simdgroup_matrix_bfloat_8_8_ a, ks_bfloat* destination, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
  ks_bfloat* destination_1;
  destination_1 = destination;
  ks_u64 v0 = matrix_origin.y;
  ks_u64 v1 = v0 * elements_per_row;
  ks_u64 v2 = matrix_origin.x;
  ks_u64 v3 = v1 + v2;
  ks_bfloat* v4 = destination_1;
  destination_1 = (&v4[v3]);
  auto v5 = a.kernsmith_elements;
  ks_bfloat* v6 = destination_1;
  ks_matrix_store<false>(v6, v5, elements_per_row, transpose_matrix);
}

static __device__ ks_vec2<float>* simdgroup_matrix_float_8_8_thread_elements(simdgroup_matrix_float_8_8_* this_1) {
  return (&(*this_1).kernsmith_elements);
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_products_float32_float32_float32_float32_float32_float16_bfloat16_float32(
  const float* __restrict__ ks_buffer0,
  const float* __restrict__ ks_buffer1,
  float* __restrict__ product,
  float* __restrict__ sum,
  float* __restrict__ mixed,
  ks_half* __restrict__ halves,
  ks_bfloat* __restrict__ brains,
  float* __restrict__ scaled,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, (threadIdx.x & ~31u) | ks_lane());
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float* const b = (float*)ks_buffer1;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_half, 64>& ha = *(ks_array<ks_half, 64>*)(ks_memory + 0);
  ks_array<ks_half, 64>& hb = *(ks_array<ks_half, 64>*)(ks_memory + 128);
  ks_array<ks_bfloat, 64>& ba = *(ks_array<ks_bfloat, 64>*)(ks_memory + 256);
  ks_array<ks_bfloat, 64>& bb = *(ks_array<ks_bfloat, 64>*)(ks_memory + 384);
  float* a_1;
  float* b_1;
  simdgroup_matrix_float_8_8_ x;
  simdgroup_matrix_float_8_8_ y;
  simdgroup_matrix_float_8_8_ z;
  simdgroup_matrix_float_8_8_ s;
  ks_i32 turn;
  ks_u32 i;
  simdgroup_matrix_half_8_8_ hx;
  simdgroup_matrix_half_8_8_ hy;
  simdgroup_matrix_half_8_8_ hz;
  simdgroup_matrix_float_8_8_ mz;
  simdgroup_matrix_bfloat_8_8_ bx;
  simdgroup_matrix_bfloat_8_8_ by;
  simdgroup_matrix_bfloat_8_8_ bz;
  ks_vec2<float> pair;
  a_1 = a;
  b_1 = b;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&x));
  simdgroup_matrix_float_8_8_simdgroup_matrix((&y));
  simdgroup_matrix_float_8_8_simdgroup_matrix((&z));
  float* v0 = a_1;
  simdgroup_load_float_8_8_((&x), v0, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  float* v1 = b_1;
  simdgroup_load_float_8_8_((&y), v1, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_float_8_8_ v2 = x;
  simdgroup_matrix_float_8_8_ v3 = y;
  simdgroup_multiply_float_float_float_((&z), v2, v3);
  simdgroup_matrix_float_8_8_ v4 = z;
  simdgroup_store_float_8_8_(v4, product, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_float_8_8_ v5 = make_filled_simdgroup_matrix_float_8_8_(3.0f);
  s = v5;
  turn = 0;
  for (;;) {
    ks_i32 v6 = turn;
    bool v7 = v6 < 2;
    if (!v7) break;
    simdgroup_matrix_float_8_8_ v8 = x;
    simdgroup_matrix_float_8_8_ v9 = y;
    simdgroup_matrix_float_8_8_ v10 = s;
    simdgroup_multiply_accumulate_float_float_float_float_((&s), v8, v9, v10);
    ks_i32 v11 = turn;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
    turn = v12;
  }
  simdgroup_matrix_float_8_8_ v13 = s;
  simdgroup_store_float_8_8_(v13, sum, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  i = thread_index_in_threadgroup;
  for (;;) {
    ks_u32 v14 = i;
    bool v15 = v14 < 64u;
    if (!v15) break;
    ks_u32 v16 = i;
    ks_u32 v17 = i;
    float* v18 = a_1;
    float v19 = v18[v17];
    ks_half v20 = ks_f16(v19);
    ha.at[v16] = v20;
    ks_u32 v21 = i;
    ks_u32 v22 = i;
    float* v23 = b_1;
    float v24 = v23[v22];
    ks_half v25 = ks_f16(v24);
    hb.at[v21] = v25;
    ks_u32 v26 = i;
    ks_u32 v27 = i;
    float* v28 = a_1;
    float v29 = v28[v27];
    ks_bfloat v30 = ks_bf16(v29);
    ba.at[v26] = v30;
    ks_u32 v31 = i;
    ks_u32 v32 = i;
    float* v33 = b_1;
    float v34 = v33[v32];
    ks_bfloat v35 = ks_bf16(v34);
    bb.at[v31] = v35;
    ks_u32 v36 = i;
    ks_u32 v37 = v36 + 32u;
    i = v37;
  }
  __syncthreads();
  simdgroup_matrix_half_8_8_simdgroup_matrix((&hx));
  simdgroup_matrix_half_8_8_simdgroup_matrix((&hy));
  simdgroup_matrix_half_8_8_simdgroup_matrix((&hz));
  simdgroup_load_half_8_8_((&hx), (&ha.at[0]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_load_half_8_8_((&hy), (&hb.at[0]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_half_8_8_ v38 = hx;
  simdgroup_matrix_half_8_8_ v39 = hy;
  simdgroup_multiply_half_half_half_((&hz), v38, v39);
  simdgroup_matrix_half_8_8_ v40 = hz;
  simdgroup_store_half_8_8_(v40, halves, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_float_8_8_ v41 = make_filled_simdgroup_matrix_float_8_8_(3.0f);
  mz = v41;
  simdgroup_matrix_half_8_8_ v42 = hx;
  simdgroup_matrix_half_8_8_ v43 = hy;
  simdgroup_matrix_float_8_8_ v44 = mz;
  simdgroup_multiply_accumulate_float_half_half_float_((&mz), v42, v43, v44);
  simdgroup_matrix_float_8_8_ v45 = mz;
  simdgroup_store_float_8_8_(v45, mixed, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_bfloat_8_8_simdgroup_matrix((&bx));
  simdgroup_matrix_bfloat_8_8_simdgroup_matrix((&by));
  simdgroup_load_bfloat_8_8_((&bx), (&ba.at[0]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_load_bfloat_8_8_((&by), (&bb.at[0]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_bfloat_8_8_ v46 = bx;
  simdgroup_matrix_bfloat_8_8_ v47 = by;
  simdgroup_matrix_bfloat_8_8_ v48 = operator_bfloat_(v46, v47);
  bz = v48;
  simdgroup_matrix_bfloat_8_8_ v49 = bz;
  simdgroup_store_bfloat_8_8_(v49, brains, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  ks_vec2<float>* v50 = simdgroup_matrix_float_8_8_thread_elements((&x));
  ks_vec2<float> v51 = (*v50);
  ks_vec2<float> v52 = {v51.x * 5.0f, v51.y * 5.0f};
  (*v50) = v52;
  ks_vec2<float>* v53 = simdgroup_matrix_float_8_8_thread_elements((&x));
  ks_vec2<float>* v54 = simdgroup_matrix_float_8_8_thread_elements((&x));
  float v55 = (*v53).x;
  float v56 = (*v54).x;
  float v57 = v55 + v56;
  (*v53).x = v57;
  ks_vec2<float>* v58 = simdgroup_matrix_float_8_8_thread_elements((&x));
  ks_vec2<float> v59 = (*v58);
  pair = v59;
  float v60 = pair.y;
  float v61 = v60 * 2.0f;
  pair.y = v61;
  ks_vec2<float>* v62 = simdgroup_matrix_float_8_8_thread_elements((&x));
  ks_vec2<float> v63 = pair;
  (*v62) = v63;
  simdgroup_matrix_float_8_8_ v64 = x;
  simdgroup_store_float_8_8_(v64, scaled, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
}

}
