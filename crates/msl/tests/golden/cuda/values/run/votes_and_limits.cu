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

static __device__ void quad_vote_quad_vote(quad_vote* this_1, ks_u64 v) {
  (*this_1).bits = v;
}

static __device__ bool simd_vote_any(simd_vote* this_1) {
  ks_u64 v0 = (*this_1).bits;
  bool v1 = v0 != 0ull;
  return v1;
}

static __device__ bool simd_vote_all(ks_u32 ks_mask, simd_vote* this_1) {
  ks_u64 v0 = ks_active<32>(ks_mask);
  ks_u64 v1 = (*this_1).bits;
  ks_u64 v2 = (ks_u64)(v1 & v0);
  bool v3 = v2 == v0;
  return v3;
}

static __device__ float numeric_limits_float_round_error() {
  return 0.5f;
}

static __device__ float numeric_limits_float_signaling_NaN() {
  return __builtin_bit_cast(float, 0x7fa00000u);
}

static __device__ ks_u64 quad_vote_operator_T(quad_vote* this_1) {
  ks_u64 v0 = (*this_1).bits;
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_votes_and_limits_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);
  if (ks_here.index >= ks_here.count) return;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  simd_vote x_;
  simd_vote some;
  simd_vote x__1;
  simd_vote every;
  simd_vote none;
  quad_vote x__2;
  quad_vote quad;
  ks_i32 k;
  simd_vote x__3;
  simd_vote x__4;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_u32 v1 = (ks_u32)(v0 % 2u);
  bool v2 = v1 == 0u;
  ks_u64 v3 = ks_ballot<32>(ks_mask, v2);
  simd_vote_simd_vote((&x_), v3);
  simd_vote v4 = x_;
  some = v4;
  ks_u64 v5 = ks_ballot<32>(ks_mask, true);
  simd_vote_simd_vote((&x__1), v5);
  simd_vote v6 = x__1;
  every = v6;
  simd_vote_simd_vote((&none), 0ull);
  ks_u64 v7 = simd_vote_operator_T((&some));
  ks_u32 v8 = (ks_u32)(v0 % 4u);
  bool v9 = v8 < 4u;
  ks_u64 v10 = ks_ballot<4>(ks_mask, v9);
  quad_vote_quad_vote((&x__2), v10);
  quad_vote v11 = x__2;
  quad = v11;
  bool v12 = v0 == 0u;
  const ks_u32 mask = __ballot_sync(ks_mask, v12);
  if (v12) {
    k = 0;
    ks_i32 v13 = k;
    ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
    k = v14;
    bool v15 = simd_vote_any((&some));
    float v16 = ks_f32(v15);
    out[v13] = v16;
    ks_i32 v17 = k;
    ks_i32 v18 = (ks_i32)((ks_u32)v17 + (ks_u32)1);
    k = v18;
    bool v19 = simd_vote_any((&none));
    float v20 = ks_f32(v19);
    out[v17] = v20;
    ks_i32 v21 = k;
    ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
    k = v22;
    simd_vote_simd_vote((&x__3), 18446744073709551615ull);
    simd_vote v23 = x__3;
    x__4 = v23;
    bool v24 = simd_vote_all(mask, (&x__4));
    float v25 = ks_f32(v24);
    out[v21] = v25;
    ks_i32 v26 = k;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    k = v27;
    bool v28 = simd_vote_any((&every));
    float v29 = ks_f32(v28);
    out[v26] = v29;
    ks_i32 v30 = k;
    ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
    k = v31;
    bool v32 = simd_vote_all(mask, (&none));
    float v33 = ks_f32(v32);
    out[v30] = v33;
    ks_i32 v34 = k;
    ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
    k = v35;
    float v36 = ks_f32(v7);
    out[v34] = v36;
    ks_i32 v37 = k;
    ks_i32 v38 = (ks_i32)((ks_u32)v37 + (ks_u32)1);
    k = v38;
    out[v37] = 2.0f;
    ks_i32 v39 = k;
    ks_i32 v40 = (ks_i32)((ks_u32)v39 + (ks_u32)1);
    k = v40;
    out[v39] = 24.0f;
    ks_i32 v41 = k;
    ks_i32 v42 = (ks_i32)((ks_u32)v41 + (ks_u32)1);
    k = v42;
    out[v41] = 9.0f;
    ks_i32 v43 = k;
    ks_i32 v44 = (ks_i32)((ks_u32)v43 + (ks_u32)1);
    k = v44;
    out[v43] = (-125.0f);
    ks_i32 v45 = k;
    ks_i32 v46 = (ks_i32)((ks_u32)v45 + (ks_u32)1);
    k = v46;
    out[v45] = 128.0f;
    ks_i32 v47 = k;
    ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
    k = v48;
    out[v47] = 1.0f;
    ks_i32 v49 = k;
    ks_i32 v50 = (ks_i32)((ks_u32)v49 + (ks_u32)1);
    k = v50;
    out[v49] = 1.0f;
    ks_i32 v51 = k;
    ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
    k = v52;
    out[v51] = 0.0f;
    ks_i32 v53 = k;
    ks_i32 v54 = (ks_i32)((ks_u32)v53 + (ks_u32)1);
    k = v54;
    out[v53] = 31.0f;
    ks_i32 v55 = k;
    ks_i32 v56 = (ks_i32)((ks_u32)v55 + (ks_u32)1);
    k = v56;
    out[v55] = 1.0f;
    ks_i32 v57 = k;
    ks_i32 v58 = (ks_i32)((ks_u32)v57 + (ks_u32)1);
    k = v58;
    out[v57] = 3.0f;
    ks_i32 v59 = k;
    ks_i32 v60 = (ks_i32)((ks_u32)v59 + (ks_u32)1);
    k = v60;
    float v61 = numeric_limits_float_round_error();
    out[v59] = v61;
    ks_i32 v62 = k;
    ks_i32 v63 = (ks_i32)((ks_u32)v62 + (ks_u32)1);
    k = v63;
    float v64 = numeric_limits_float_signaling_NaN();
    bool v65 = ks_math_isnan(v64);
    float v66 = ks_f32(v65);
    out[v62] = v66;
    ks_i32 v67 = k;
    ks_i32 v68 = (ks_i32)((ks_u32)v67 + (ks_u32)1);
    k = v68;
    float v69 = numeric_limits_float_signaling_NaN();
    bool v70 = ks_math_isinf(v69);
    float v71 = ks_f32(v70);
    out[v67] = v71;
    ks_i32 v72 = k;
    ks_i32 v73 = (ks_i32)((ks_u32)v72 + (ks_u32)1);
    k = v73;
    out[v72] = 1.0f;
    ks_i32 v74 = k;
    ks_i32 v75 = (ks_i32)((ks_u32)v74 + (ks_u32)1);
    k = v75;
    ks_u64 v76 = quad_vote_operator_T((&quad));
    float v77 = ks_f32(v76);
    out[v74] = v77;
  }
}

}
