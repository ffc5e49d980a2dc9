namespace ks_user {

struct simdgroup_matrix_float_8_8_ {
  ks_vec2<float> kernsmith_elements;
};

struct simdgroup_matrix_half_8_8_ {
  ks_held<ks_half> kernsmith_elements;
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

static __device__ ks_vec2<float>* simdgroup_matrix_float_8_8_thread_elements(simdgroup_matrix_float_8_8_* this_1) {
  return (&(*this_1).kernsmith_elements);
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

static __device__ void simdgroup_store_float_8_8_2(simdgroup_matrix_float_8_8_ a, float* destination, ks_u64 elements_per_row, ks_vec2<ks_u64> matrix_origin, bool transpose_matrix) {
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
  ks_matrix_store<true>(v6, v5, elements_per_row, transpose_matrix);
}

static __device__ void simdgroup_matrix_half_8_8_simdgroup_matrix(simdgroup_matrix_half_8_8_* this_1, ks_half value) {
  auto v0 = ks_matrix_diagonal(value);
  (*this_1).kernsmith_elements = v0;
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

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_matrix_elements_float32_float32_float32_float32_float16(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ held,
  float* __restrict__ turned,
  float* __restrict__ moved,
  ks_half* __restrict__ diagonal,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, (threadIdx.x & ~31u) | ks_lane());
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  ks_array<float, 64>& tile = *(ks_array<float, 64>*)(ks_memory + 0);
  float* a_1;
  simdgroup_matrix_float_8_8_ m;
  simdgroup_matrix_float_8_8_ n;
  simdgroup_matrix_half_8_8_ d;
  a_1 = a;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&m));
  float* v0 = a_1;
  simdgroup_load_float_8_8_((&m), v0, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  ks_u32 v1 = 2u * thread_index_in_simdgroup;
  ks_vec2<float>* v2 = simdgroup_matrix_float_8_8_thread_elements((&m));
  float v3 = (*v2).x;
  held[v1] = v3;
  ks_u32 v4 = 2u * thread_index_in_simdgroup;
  ks_u32 v5 = v4 + 1u;
  ks_vec2<float>* v6 = simdgroup_matrix_float_8_8_thread_elements((&m));
  float v7 = (*v6).y;
  held[v5] = v7;
  simdgroup_matrix_float_8_8_ v8 = m;
  simdgroup_store_float_8_8_(v8, turned, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, true);
  simdgroup_matrix_float_8_8_simdgroup_matrix((&n));
  float* v9 = a_1;
  simdgroup_load_float_8_8_((&n), v9, 16ull, ks_vec2<ks_u64>{3ull, 2ull}, false);
  simdgroup_matrix_float_8_8_ v10 = n;
  simdgroup_store_float_8_8_2(v10, (&tile.at[0]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  __syncthreads();
  float v11 = tile.at[thread_index_in_simdgroup];
  moved[thread_index_in_simdgroup] = v11;
  ks_u32 v12 = thread_index_in_simdgroup + 32u;
  ks_u32 v13 = thread_index_in_simdgroup + 32u;
  float v14 = tile.at[v13];
  moved[v12] = v14;
  simdgroup_matrix_half_8_8_simdgroup_matrix((&d), ks_half{0x4100});
  simdgroup_matrix_half_8_8_ v15 = d;
  simdgroup_store_half_8_8_(v15, diagonal, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
}

}
