namespace ks_user {

struct simdgroup_matrix_float_8_8_ {
  ks_vec2<float> kernsmith_elements;
};

static __device__ void simdgroup_matrix_float_8_8_simdgroup_matrix(simdgroup_matrix_float_8_8_* this_1, float value) {
  ks_vec2<float> v0 = ks_matrix_diagonal(value);
  (*this_1).kernsmith_elements = v0;
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
extern "C" __global__ void ks_custom_kernel_finding_divergent_matrix_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, (threadIdx.x & ~31u) | ks_lane());
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_u32 thread_index_in_simdgroup = ks_here.index % 32;
  float* a_1;
  simdgroup_matrix_float_8_8_ m;
  simdgroup_matrix_float_8_8_ x_;
  a_1 = a;
  simdgroup_matrix_float_8_8_simdgroup_matrix((&m), 0.0f);
  bool v0 = thread_index_in_simdgroup < 16u;
  if (v0) {
    float* v1 = a_1;
    simdgroup_load_float_8_8_((&m), v1, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  } else {
    simdgroup_matrix_float_8_8_simdgroup_matrix((&x_), 1.0f);
    simdgroup_matrix_float_8_8_ v2 = x_;
    m = v2;
  }
  float* v3 = a_1;
  simdgroup_load_float_8_8_((&m), (&v3[thread_index_in_simdgroup]), 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
  simdgroup_matrix_float_8_8_ v4 = m;
  simdgroup_store_float_8_8_(v4, out, 8ull, ks_vec2<ks_u64>{0ull, 0ull}, false);
}

}
