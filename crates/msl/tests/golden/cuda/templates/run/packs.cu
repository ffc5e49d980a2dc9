namespace ks_user {

struct MultiplyAdd {
};

struct Indices_0_1_2_3_ {
};

struct Tuple_ {
};

struct Tuple_half_ {
  ks_half head;
  Tuple_ tail;
};

struct Tuple_float_half_ {
  float head;
  Tuple_half_ tail;
};

struct Tuple_int_float_half_ {
  ks_i32 head;
  Tuple_float_half_ tail;
};

static __device__ float add_all_float_(float x) {
  return x;
}

static __device__ float add_all_float_float_(float x, float rest) {
  float v0 = add_all_float_(rest);
  float v1 = x + v0;
  return v1;
}

static __device__ float add_all_float_float_float_(float x, float rest, float rest_1) {
  float v0 = add_all_float_float_(rest, rest_1);
  float v1 = x + v0;
  return v1;
}

static __device__ float add_all_float_float_float_float_(float x, float rest, float rest_1, float rest_2) {
  float v0 = add_all_float_float_float_(rest, rest_1, rest_2);
  float v1 = x + v0;
  return v1;
}

static __device__ ks_i32 count_int_float_half_() {
  return 3;
}

static __device__ ks_i32 how_many_1_2_() {
  return 2;
}

static __device__ float sum_int_float_int_(ks_i32 x, float x_1, ks_i32 x_2) {
  float v0 = ks_f32(x_2);
  float v1 = x_1 + v0;
  float v2 = ks_f32(x);
  float v3 = v2 + v1;
  return v3;
}

static __device__ float product_from_float_int_int_(float first, float x, ks_i32 x_1, ks_i32 x_2) {
  float v0 = first * x;
  float v1 = ks_f32(x_1);
  float v2 = v0 * v1;
  float v3 = ks_f32(x_2);
  float v4 = v2 * v3;
  return v4;
}

static __device__ bool all_of_bool_bool_int_(bool x, bool x_1, ks_i32 x_2) {
  bool v0 = (bool)(x & x_1);
  bool v1 = x_2 != 0;
  bool v2 = (bool)(v0 & v1);
  return v2;
}

static __device__ bool any_of_bool_bool_(bool x, bool x_1) {
  bool v0 = (bool)(x | x_1);
  return v0;
}

static __device__ float left_minus_int_int_int_int_(ks_i32 x, ks_i32 x_1, ks_i32 x_2, ks_i32 x_3) {
  ks_i32 v0 = (ks_i32)((ks_u32)x - (ks_u32)x_1);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 - (ks_u32)x_2);
  ks_i32 v2 = (ks_i32)((ks_u32)v1 - (ks_u32)x_3);
  float v3 = ks_f32(v2);
  return v3;
}

static __device__ float right_minus_int_int_int_int_(ks_i32 x, ks_i32 x_1, ks_i32 x_2, ks_i32 x_3) {
  ks_i32 v0 = (ks_i32)((ks_u32)x_2 - (ks_u32)x_3);
  ks_i32 v1 = (ks_i32)((ks_u32)x_1 - (ks_u32)v0);
  ks_i32 v2 = (ks_i32)((ks_u32)x - (ks_u32)v1);
  float v3 = ks_f32(v2);
  return v3;
}

static __device__ float minus_from_int_int_int_(float last, ks_i32 x, ks_i32 x_1, ks_i32 x_2) {
  float v0 = ks_f32(x_2);
  float v1 = v0 + last;
  float v2 = ks_f32(x_1);
  float v3 = v2 + v1;
  float v4 = ks_f32(x);
  float v5 = v4 + v3;
  return v5;
}

static __device__ float MultiplyAdd_operator_(MultiplyAdd* this_1, float a, float b, float c) {
  float v0 = b * c;
  float v1 = a + v0;
  return v1;
}

static __device__ float forward_MultiplyAdd_float_float_float_(MultiplyAdd f, float a, float a_1, float a_2) {
  float a_3;
  float a_4;
  float a_5;
  MultiplyAdd x_;
  a_3 = a;
  a_4 = a_1;
  a_5 = a_2;
  x_ = f;
  float v0 = a_3;
  float v1 = a_4;
  float v2 = a_5;
  float v3 = MultiplyAdd_operator_((&x_), v0, v1, v2);
  return v3;
}

static __device__ float lambda_float_(float x) {
  float v0 = x + 1.0f;
  return v0;
}

static __device__ float forward_lambda_float_(float a) {
  float a_1;
  a_1 = a;
  float v0 = a_1;
  float v1 = lambda_float_(v0);
  return v1;
}

static __device__ float dot_of_0_1_2_3_(float* x, Indices_0_1_2_3_ x_) {
  float v0 = (*x);
  float v1 = v0 * 0.0f;
  float v2 = x[1];
  float v3 = v2 * 1.0f;
  float v4 = x[2];
  float v5 = v4 * 2.0f;
  float v6 = x[3];
  float v7 = v6 * 3.0f;
  float v8 = v5 + v7;
  float v9 = v3 + v8;
  float v10 = v1 + v9;
  return v10;
}

static __device__ ks_i32 last_of_3_6_9_() {
  ks_array<ks_i32, 3> all;
  all = ks_array<ks_i32, 3>{{3, 6, 9}};
  ks_i32 v0 = all.at[2ull];
  return v0;
}

static __device__ void write_all_0_1_2_3_(float* out, Indices_0_1_2_3_ x_) {
  (*out) = 0.0f;
  out[1] = 1.0f;
  out[2] = 2.0f;
  out[3] = 3.0f;
}

static __device__ ks_i32 bytes_float_half_ulong_() {
  return 14;
}

static __device__ float sum_float_float_int_(float x, float x_1, ks_i32 x_2) {
  float v0 = ks_f32(x_2);
  float v1 = x_1 + v0;
  float v2 = x + v1;
  return v2;
}

static __device__ float through_float_float_int_(float* x, float* x_1, ks_i32* x_2) {
  float v0 = (*x);
  float v1 = 2.0f * v0;
  float v2 = (*x_1);
  float v3 = 2.0f * v2;
  ks_i32 v4 = (*x_2);
  ks_i32 v5 = (ks_i32)((ks_u32)2 * (ks_u32)v4);
  float v6 = sum_float_float_int_(v1, v3, v5);
  return v6;
}

static __device__ ks_i32 Tuple_size(Tuple_* this_1) {
  return 0;
}

static __device__ ks_i32 Tuple_half_size(Tuple_half_* this_1) {
  ks_i32 v0 = Tuple_size((&(*this_1).tail));
  ks_i32 v1 = (ks_i32)((ks_u32)1 + (ks_u32)v0);
  return v1;
}

static __device__ ks_i32 Tuple_float_half_size(Tuple_float_half_* this_1) {
  ks_i32 v0 = Tuple_half_size((&(*this_1).tail));
  ks_i32 v1 = (ks_i32)((ks_u32)1 + (ks_u32)v0);
  return v1;
}

static __device__ ks_i32 Tuple_int_float_half_size(Tuple_int_float_half_* this_1) {
  ks_i32 v0 = Tuple_float_half_size((&(*this_1).tail));
  ks_i32 v1 = (ks_i32)((ks_u32)1 + (ks_u32)v0);
  return v1;
}

static __device__ void add_to_int_float_int_(float* total, ks_i32 x, float x_1, ks_i32 x_2) {
  float v0 = (*total);
  float v1 = ks_f32(x);
  float v2 = v0 + v1;
  (*total) = v2;
  float v3 = (*total);
  float v4 = v3 + x_1;
  (*total) = v4;
  float v5 = (*total);
  float v6 = ks_f32(x_2);
  float v7 = v5 + v6;
  (*total) = v7;
}

static __device__ ks_i32 Constants_int_4_5_6_7_count() {
  return 4;
}

static __device__ ks_i32 add_all_int_(ks_i32 x) {
  return x;
}

static __device__ ks_i32 add_all_int_int_(ks_i32 x, ks_i32 rest) {
  ks_i32 v0 = add_all_int_(rest);
  ks_i32 v1 = (ks_i32)((ks_u32)x + (ks_u32)v0);
  return v1;
}

static __device__ ks_i32 sum_int_int_(ks_i32 x, ks_i32 x_1) {
  ks_i32 v0 = (ks_i32)((ks_u32)x + (ks_u32)x_1);
  return v0;
}

static __device__ ks_i32 nested_int_int_int_(ks_i32 x, ks_i32 rest, ks_i32 rest_1) {
  ks_i32 v0 = add_all_int_int_(x, rest);
  ks_i32 v1 = add_all_int_int_(x, rest_1);
  ks_i32 v2 = sum_int_int_(v0, v1);
  ks_i32 v3 = (ks_i32)((ks_u32)x + (ks_u32)v2);
  return v3;
}

static __device__ ks_i32 sum_int_(ks_i32 x) {
  return x;
}

static __device__ ks_i32 Pair2_1_2_both_2_() {
  ks_i32 v0 = sum_int_int_(1, 2);
  ks_i32 v1 = sum_int_(2);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 * (ks_u32)v1);
  return v2;
}

static __device__ bool all_of_() {
  return true;
}

static __device__ bool any_of_() {
  return false;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_packs_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  ks_array<float, 4> x;
  Tuple_int_float_half_ t;
  float x_;
  float x__1;
  ks_i32 x__2;
  float total;
  k = 0;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  float v2 = add_all_float_float_float_float_(1.0f, 2.0f, 3.0f, 4.0f);
  out[v0] = v2;
  ks_i32 v3 = k;
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
  k = v4;
  ks_i32 v5 = count_int_float_half_();
  float v6 = ks_f32(v5);
  out[v3] = v6;
  ks_i32 v7 = k;
  ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
  k = v8;
  ks_i32 v9 = how_many_1_2_();
  float v10 = ks_f32(v9);
  out[v7] = v10;
  ks_i32 v11 = k;
  ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
  k = v12;
  float v13 = sum_int_float_int_(1, 2.0f, 3);
  out[v11] = v13;
  ks_i32 v14 = k;
  ks_i32 v15 = (ks_i32)((ks_u32)v14 + (ks_u32)1);
  k = v15;
  float v16 = a[1];
  float v17 = product_from_float_int_int_(2.0f, v16, 2, 3);
  out[v14] = v17;
  ks_i32 v18 = k;
  ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
  k = v19;
  float v20 = (*a);
  bool v21 = v20 > 0.0f;
  bool v22 = all_of_bool_bool_int_(true, v21, 1);
  float v23 = ks_f32(v22);
  out[v18] = v23;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  float v26 = (*a);
  bool v27 = v26 < 0.0f;
  bool v28 = any_of_bool_bool_(false, v27);
  float v29 = ks_f32(v28);
  out[v24] = v29;
  ks_i32 v30 = k;
  ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
  k = v31;
  float v32 = left_minus_int_int_int_int_(1, 2, 3, 4);
  out[v30] = v32;
  ks_i32 v33 = k;
  ks_i32 v34 = (ks_i32)((ks_u32)v33 + (ks_u32)1);
  k = v34;
  float v35 = right_minus_int_int_int_int_(1, 2, 3, 4);
  out[v33] = v35;
  ks_i32 v36 = k;
  ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
  k = v37;
  float v38 = minus_from_int_int_int_(100.0f, 1, 2, 3);
  out[v36] = v38;
  ks_i32 v39 = k;
  ks_i32 v40 = (ks_i32)((ks_u32)v39 + (ks_u32)1);
  k = v40;
  float v41 = forward_MultiplyAdd_float_float_float_(MultiplyAdd{}, 5.0f, 2.0f, 3.0f);
  out[v39] = v41;
  ks_i32 v42 = k;
  ks_i32 v43 = (ks_i32)((ks_u32)v42 + (ks_u32)1);
  k = v43;
  float v44 = forward_lambda_float_(6.0f);
  out[v42] = v44;
  ks_i32 v45 = k;
  ks_i32 v46 = (ks_i32)((ks_u32)v45 + (ks_u32)1);
  k = v46;
  out[v45] = 60.0f;
  ks_i32 v47 = k;
  ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
  k = v48;
  out[v47] = 3.0f;
  ks_i32 v49 = k;
  ks_i32 v50 = (ks_i32)((ks_u32)v49 + (ks_u32)1);
  k = v50;
  out[v49] = 1.0f;
  ks_i32 v51 = k;
  ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
  k = v52;
  out[v51] = 4.0f;
  ks_i32 v53 = k;
  ks_i32 v54 = (ks_i32)((ks_u32)v53 + (ks_u32)1);
  k = v54;
  out[v53] = 2.0f;
  x = ks_array<float, 4>{{3.0f, 6.0f, 9.0f, 2.0f}};
  ks_i32 v55 = k;
  ks_i32 v56 = (ks_i32)((ks_u32)v55 + (ks_u32)1);
  k = v56;
  float v57 = dot_of_0_1_2_3_((&x.at[0]), Indices_0_1_2_3_{});
  out[v55] = v57;
  ks_i32 v58 = k;
  ks_i32 v59 = (ks_i32)((ks_u32)v58 + (ks_u32)1);
  k = v59;
  ks_i32 v60 = last_of_3_6_9_();
  float v61 = ks_f32(v60);
  out[v58] = v61;
  ks_i32 v62 = k;
  ks_i32 v63 = (ks_i32)((ks_u32)v62 + (ks_u32)1);
  k = v63;
  out[v62] = 12.0f;
  ks_i32 v64 = k;
  write_all_0_1_2_3_((&out[v64]), Indices_0_1_2_3_{});
  ks_i32 v65 = k;
  ks_i32 v66 = (ks_i32)((ks_u32)v65 + (ks_u32)4);
  k = v66;
  ks_i32 v67 = k;
  ks_i32 v68 = (ks_i32)((ks_u32)v67 + (ks_u32)1);
  k = v68;
  ks_i32 v69 = bytes_float_half_ulong_();
  float v70 = ks_f32(v69);
  out[v67] = v70;
  t = Tuple_int_float_half_{5, {2.0f, {ks_half{0x3c00}, {}}}};
  ks_i32 v71 = k;
  ks_i32 v72 = (ks_i32)((ks_u32)v71 + (ks_u32)1);
  k = v72;
  ks_i32 v73 = t.head;
  float v74 = ks_f32(v73);
  out[v71] = v74;
  ks_i32 v75 = k;
  ks_i32 v76 = (ks_i32)((ks_u32)v75 + (ks_u32)1);
  k = v76;
  ks_half v77 = t.tail.tail.head;
  float v78 = ks_f32(v77);
  out[v75] = v78;
  ks_i32 v79 = k;
  ks_i32 v80 = (ks_i32)((ks_u32)v79 + (ks_u32)1);
  k = v80;
  float v81 = (*a);
  x_ = v81;
  float v82 = a[1];
  x__1 = v82;
  x__2 = 18;
  float v83 = through_float_float_int_((&x_), (&x__1), (&x__2));
  out[v79] = v83;
  ks_i32 v84 = k;
  ks_i32 v85 = (ks_i32)((ks_u32)v84 + (ks_u32)1);
  k = v85;
  ks_i32 v86 = Tuple_int_float_half_size((&t));
  float v87 = ks_f32(v86);
  out[v84] = v87;
  total = 10.0f;
  add_to_int_float_int_((&total), 1, 2.0f, 7);
  ks_i32 v88 = k;
  ks_i32 v89 = (ks_i32)((ks_u32)v88 + (ks_u32)1);
  k = v89;
  float v90 = total;
  out[v88] = v90;
  ks_i32 v91 = k;
  ks_i32 v92 = (ks_i32)((ks_u32)v91 + (ks_u32)1);
  k = v92;
  ks_i32 v93 = Constants_int_4_5_6_7_count();
  float v94 = ks_f32(v93);
  out[v91] = v94;
  ks_i32 v95 = k;
  ks_i32 v96 = (ks_i32)((ks_u32)v95 + (ks_u32)1);
  k = v96;
  ks_i32 v97 = nested_int_int_int_(1, 2, 3);
  float v98 = ks_f32(v97);
  out[v95] = v98;
  ks_i32 v99 = k;
  ks_i32 v100 = (ks_i32)((ks_u32)v99 + (ks_u32)1);
  k = v100;
  ks_i32 v101 = Pair2_1_2_both_2_();
  float v102 = ks_f32(v101);
  out[v99] = v102;
  ks_i32 v103 = k;
  ks_i32 v104 = (ks_i32)((ks_u32)v103 + (ks_u32)1);
  k = v104;
  ks_i32 v105 = sum_int_int_(1, 2);
  float v106 = ks_f32(v105);
  out[v103] = v106;
  ks_i32 v107 = k;
  ks_i32 v108 = (ks_i32)((ks_u32)v107 + (ks_u32)1);
  k = v108;
  bool v109 = all_of_();
  float v110 = ks_f32(v109);
  out[v107] = v110;
  ks_i32 v111 = k;
  ks_i32 v112 = (ks_i32)((ks_u32)v111 + (ks_u32)1);
  k = v112;
  bool v113 = any_of_();
  float v114 = ks_f32(v113);
  out[v111] = v114;
}

}
