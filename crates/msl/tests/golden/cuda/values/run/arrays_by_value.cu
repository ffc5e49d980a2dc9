namespace ks_user {

struct array_int_3_ {
  ks_array<ks_i32, 3> elements;
};

struct array_float2_2_ {
  ks_array<ks_vec2<float>, 2> elements;
};

struct array_float_2_ {
  ks_array<float, 2> elements;
};

struct array_float_4_ {
  ks_array<float, 4> elements;
};

struct array_array_float_2_2_ {
  ks_array<array_float_2_, 2> elements;
};

struct Tile {
  array_array_float_2_2_ rows;
};

static __constant__ const array_int_3_ table = {{{2, 3, 4}}};

static __constant__ const array_float2_2_ corners = {{{{1.0f, 2.0f}, {3.0f, 4.0f}}}};

static __device__ ks_u64 array_float_4_size(array_float_4_* this_1) {
  return 4ull;
}

static __device__ float* array_float_4_operator_(array_float_4_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ array_float_4_ first_four(float* p) {
  array_float_4_ four;
  ks_u32 i;
  i = 0u;
  for (;;) {
    ks_u32 v0 = i;
    ks_u64 v1 = array_float_4_size((&four));
    ks_u64 v2 = (ks_u64)v0;
    bool v3 = v2 < v1;
    if (!v3) break;
    ks_u32 v4 = i;
    ks_u64 v5 = (ks_u64)v4;
    float* v6 = array_float_4_operator_((&four), v5);
    ks_u32 v7 = i;
    float v8 = p[v7];
    (*v6) = v8;
    ks_u32 v9 = i;
    ks_u32 v10 = v9 + 1u;
    i = v10;
  }
  array_float_4_ v11 = four;
  return v11;
}

static __device__ float* array_float_4_operator_2(array_float_4_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ float sum_float_4_(array_float_4_* values) {
  float total;
  ks_u64 i;
  total = 0.0f;
  i = 0ull;
  for (;;) {
    ks_u64 v0 = i;
    ks_u64 v1 = array_float_4_size(values);
    bool v2 = v0 < v1;
    if (!v2) break;
    ks_u64 v3 = i;
    float* v4 = array_float_4_operator_2(values, v3);
    float v5 = total;
    float v6 = (*v4);
    float v7 = v5 + v6;
    total = v7;
    ks_u64 v8 = i;
    ks_u64 v9 = v8 + 1ull;
    i = v9;
  }
  float v10 = total;
  return v10;
}

static __device__ float* array_float_4_back(array_float_4_* this_1) {
  return (&(*this_1).elements.at[3ull]);
}

static __device__ ks_i32* array_int_3_operator_(array_int_3_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ ks_i32* array_int_3_back(array_int_3_* this_1) {
  return (&(*this_1).elements.at[2ull]);
}

static __device__ array_float_2_* array_array_float_2_2_operator_(array_array_float_2_2_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ float* array_float_2_operator_(array_float_2_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ array_float_2_* array_array_float_2_2_front(array_array_float_2_2_* this_1) {
  return (&(*this_1).elements.at[0]);
}

static __device__ float* array_float_4_operator_3(array_float_4_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ float* array_float_4_data(array_float_4_* this_1) {
  return (&(*this_1).elements.at[0]);
}

static __device__ float* array_float_4_operator_4(array_float_4_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ ks_vec2<float>* array_float2_2_operator_(array_float2_2_* this_1, ks_u64 index) {
  return (&(*this_1).elements.at[index]);
}

static __device__ bool array_float_4_empty(array_float_4_* this_1) {
  return false;
}

static __device__ ks_i32* array_int_3_data(array_int_3_* this_1) {
  return (&(*this_1).elements.at[0]);
}

static __device__ ks_u64 array_int_3_size(array_int_3_* this_1) {
  return 3ull;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_arrays_by_value_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  array_float_4_& shared = *(array_float_4_*)(ks_memory + 0);
  array_float_4_ four;
  array_float_4_ copy;
  Tile tile;
  array_float_4_ v0 = first_four(a);
  four = v0;
  float v1 = sum_float_4_((&four));
  (*out) = v1;
  array_float_4_ v2 = four;
  copy = v2;
  float* v3 = array_float_4_operator_((&copy), 3ull);
  (*v3) = 40.0f;
  float* v4 = array_float_4_back((&four));
  float v5 = (*v4);
  out[1] = v5;
  out[2] = 3.0f;
  ks_i32* v6 = array_int_3_operator_((&(*(array_int_3_*)&table)), 0ull);
  ks_i32 v7 = (*v6);
  ks_i32* v8 = array_int_3_operator_((&(*(array_int_3_*)&table)), 1ull);
  ks_i32 v9 = (*v8);
  ks_i32 v10 = (ks_i32)((ks_u32)v7 + (ks_u32)v9);
  ks_i32* v11 = array_int_3_back((&(*(array_int_3_*)&table)));
  ks_i32 v12 = (*v11);
  ks_i32 v13 = (ks_i32)((ks_u32)v10 + (ks_u32)v12);
  float v14 = ks_f32(v13);
  out[3] = v14;
  tile = Tile{{{{{{{1.0f, 2.0f}}}, {{{3.0f, 4.0f}}}}}}};
  array_float_2_* v15 = array_array_float_2_2_operator_((&tile.rows), 1ull);
  float* v16 = array_float_2_operator_(v15, 0ull);
  float v17 = (*v16);
  float v18 = v17 * 2.0f;
  (*v16) = v18;
  array_float_2_* v19 = array_array_float_2_2_operator_((&tile.rows), 1ull);
  float* v20 = array_float_2_operator_(v19, 0ull);
  float v21 = (*v20);
  array_float_2_* v22 = array_array_float_2_2_front((&tile.rows));
  float* v23 = array_float_2_operator_(v22, 1ull);
  float v24 = (*v23);
  float v25 = v21 + v24;
  out[4] = v25;
  float* v26 = array_float_4_operator_3((&shared), 2ull);
  (*v26) = 5.0f;
  float* v27 = array_float_4_data((&shared));
  float v28 = v27[2];
  out[5] = v28;
  float* v29 = array_float_4_operator_4(((array_float_4_*)out), 0ull);
  (*v29) = 12.0f;
  float* v30 = array_float_4_operator_4(((array_float_4_*)out), 0ull);
  float v31 = (*v30);
  out[6] = v31;
  float v32 = sum_float_4_((&four));
  (*out) = v32;
  ks_vec2<float>* v33 = array_float2_2_operator_((&(*(array_float2_2_*)&corners)), 0ull);
  float v34 = (*v33).x;
  bool v35 = array_float_4_empty((&copy));
  bool v36 = !v35;
  float v37 = ks_f32(v36);
  float v38 = v34 * v37;
  out[7] = v38;
  ks_i32* v39 = array_int_3_data((&(*(array_int_3_*)&table)));
  ks_i32 v40 = v39[1];
  ks_u64 v41 = array_int_3_size((&(*(array_int_3_*)&table)));
  ks_u64 v42 = (ks_u64)v40;
  ks_u64 v43 = v42 * v41;
  float* v44 = array_float_4_operator_((&copy), 3ull);
  float v45 = (*v44);
  float v46 = ks_f32(v43);
  float v47 = v46 + v45;
  float v48 = v47 - 29.0f;
  out[8] = v48;
  ks_vec2<float>* v49 = array_float2_2_operator_((&(*(array_float2_2_*)&corners)), 1ull);
  float v50 = (*v49).y;
  ks_i32* v51 = array_int_3_operator_((&(*(array_int_3_*)&table)), 1ull);
  ks_i32 v52 = (*v51);
  float v53 = ks_f32(v52);
  float v54 = v50 + v53;
  out[9] = v54;
}

}
