namespace ks_user {

struct Step {
  ks_u64 apply;
  float scale;
};

static __constant__ const ks_array<ks_u64, 4> TABLE = {{1ull, 2ull, 1ull, 3ull}};

static __device__ float twice(float x) {
  float v0 = 2.0f * x;
  return v0;
}

static __device__ float negated(float x) {
  float v0 = ks_neg(x);
  return v0;
}

static __device__ float square(float x) {
  float v0 = x * x;
  return v0;
}

static __device__ float cube(float x) {
  float v0 = x * x;
  float v1 = v0 * x;
  return v1;
}

static __device__ float lambda_float_(float x) {
  float v0 = 2.0f * x;
  return v0;
}

static __device__ float plus_2_(float x) {
  float v0 = x + 2.0f;
  return v0;
}

static __device__ float plus_1_(float x) {
  float v0 = x + 1.0f;
  return v0;
}

static __device__ float plus_0_(float x) {
  float v0 = x + 0.0f;
  return v0;
}

static __device__ float plus_4_(float x) {
  float v0 = x + 4.0f;
  return v0;
}

static __device__ float call_pointer(ks_u64 function, float x_) {
  switch (function) {
    case 1ull:
    {
      float v0 = twice(x_);
      return v0;
    }
    break;
    case 2ull:
    {
      float v1 = negated(x_);
      return v1;
    }
    break;
    case 3ull:
    {
      float v2 = square(x_);
      return v2;
    }
    break;
    case 4ull:
    {
      float v3 = cube(x_);
      return v3;
    }
    break;
    case 5ull:
    {
      float v4 = lambda_float_(x_);
      return v4;
    }
    break;
    case 6ull:
    {
      float v5 = plus_2_(x_);
      return v5;
    }
    break;
    case 9ull:
    {
      float v6 = plus_1_(x_);
      return v6;
    }
    break;
    case 10ull:
    {
      float v7 = plus_0_(x_);
      return v7;
    }
    break;
    case 11ull:
    {
      float v8 = plus_4_(x_);
      return v8;
    }
    break;
  }
  float v9 = (*((float*)0));
  return v9;
}

static __device__ float run_twice_(float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = twice(v0);
  return v1;
}

static __device__ ks_u64 chosen(bool one) {
  ks_u64 v0 = one ? 4ull : 0ull;
  return v0;
}

static __device__ void clear(float* to, float x) {
  (*to) = (-5.0f);
}

static __device__ void fill(float* to, float x) {
  float v0 = x + 3.0f;
  (*to) = v0;
}

static __device__ void call_pointer_2(ks_u64 function, float* x_, float x__1) {
  switch (function) {
    case 7ull:
    {
      clear(x_, x__1);
      return;
    }
    break;
    case 8ull:
    {
      fill(x_, x__1);
      return;
    }
    break;
  }
  bool v0 = (*((bool*)0));
  return;
}

static __device__ float through_float_float_float_float_(ks_u64 f, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = call_pointer(f, v0);
  return v1;
}

static __device__ float both_float_float_plus_2_(ks_u64 f, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = call_pointer(f, v0);
  float v2 = x_1;
  float v3 = plus_2_(v2);
  float v4 = v1 + v3;
  return v4;
}

static __device__ float run_float_float_(ks_u64 f, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = call_pointer(f, v0);
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pointers_to_functions_float32c_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  float v;
  ks_u64 changing;
  ks_array<ks_u64, 2> local;
  ks_array<Step, 2> steps;
  float x_;
  float x__1;
  float to;
  ks_u64 other;
  ks_u32 v0 = thread_position_in_grid.x;
  float v1 = x[v0];
  v = v1;
  ks_u32 v2 = v0 * 12u;
  changing = 1ull;
  ks_u64 v3 = changing;
  ks_u64 v4 = changing;
  float v5 = v;
  float v6 = call_pointer(v4, v5);
  out[v2] = v6;
  ks_u32 v7 = (ks_u32)(v0 % 2u);
  bool v8 = v7 == 1u;
  if (v8) {
    changing = 2ull;
  }
  bool v9 = v0 == 2u;
  if (v9) {
    changing = 4ull;
  }
  ks_u64 v10 = changing;
  ks_u64 v11 = changing;
  float v12 = v;
  float v13 = call_pointer(v11, v12);
  (&out[v2])[1] = v13;
  local = ks_array<ks_u64, 2>{{1ull, 5ull}};
  ks_u32 v14 = (ks_u32)(v0 % 2u);
  ks_u64 v15 = local.at[v14];
  ks_u64 v16 = local.at[v14];
  float v17 = v;
  float v18 = call_pointer(v16, v17);
  (&out[v2])[2] = v18;
  steps = ks_array<Step, 2>{{{6ull, 1.0f}, {2ull, 1.0f}}};
  bool v19 = v0 == 2u;
  if (v19) {
    float v20 = twice(1.0f);
    float v21 = 2.0f * v20;
    x__1 = v21;
  } else {
    bool v22 = v0 == 0u;
    if (v22) {
      ks_u64 v23 = steps.at[0].apply;
      ks_u64 v24 = steps.at[0].apply;
      float v25 = v;
      float v26 = call_pointer(v24, v25);
      x_ = v26;
    } else {
      ks_u64 v27 = steps.at[1].apply;
      ks_u64 v28 = steps.at[1].apply;
      float v29 = v;
      float v30 = call_pointer(v28, v29);
      float v31 = steps.at[1].scale;
      float v32 = v30 * v31;
      x_ = v32;
    }
    float v33 = x_;
    x__1 = v33;
  }
  float v34 = x__1;
  (&out[v2])[3] = v34;
  float v35 = square(1.0f);
  (&out[v2])[4] = v35;
  float v36 = run_twice_(2.0f);
  (&out[v2])[5] = v36;
  bool v37 = v0 == 2u;
  ks_u64 v38 = chosen(v37);
  bool v39 = v38 == 0ull;
  bool v40 = v38 == 4ull;
  bool v41 = (bool)(v39 | v40);
  float v42 = ks_f32(v41);
  (&out[v2])[6] = v42;
  bool v43 = v38 != 0;
  ks_i32 v44 = v43 ? 1 : 0;
  bool v45 = v0 == 2u;
  ks_i32 v46 = (ks_i32)v45;
  bool v47 = v44 == v46;
  bool v48 = v38 != 0;
  bool v49 = !v48;
  bool v50 = v0 != 2u;
  ks_i32 v51 = (ks_i32)v49;
  ks_i32 v52 = (ks_i32)v50;
  bool v53 = v51 == v52;
  bool v54 = (bool)(v47 & v53);
  float v55 = ks_f32(v54);
  (&out[v2])[7] = v55;
  ks_u32 v56 = (ks_u32)(v0 % 2u);
  bool v57 = v56 != 0;
  ks_u64 v58 = v57 ? 7ull : 8ull;
  to = 0.0f;
  call_pointer_2(v58, (&to), 2.0f);
  float v59 = to;
  (&out[v2])[8] = v59;
  bool v60 = v0 < 3u;
  ks_u32 v61 = (ks_u32)(v0 & 0u);
  ks_u32 v62 = 3u - v61;
  float v63 = v;
  float v64 = call_pointer(3ull, v63);
  ks_u64 v65 = (*(ks_array<ks_u64, 4>*)&TABLE).at[v62];
  float v66 = through_float_float_float_float_(v65, v64);
  (&out[v2])[9] = v66;
  other = 1ull;
  ks_u32 v67 = (ks_u32)(v0 % 2u);
  bool v68 = v67 != 0;
  ks_u64 v69 = v68 ? 9ull : 10ull;
  other = v69;
  ks_u64 v70 = other;
  ks_u64 v71 = other;
  float v72 = call_pointer(v71, 0.0f);
  (&out[v2])[10] = v72;
  ks_u32 v73 = (ks_u32)(v0 & 2u);
  ks_u64 v74 = (*(ks_array<ks_u64, 4>*)&TABLE).at[v73];
  float v75 = v;
  float v76 = both_float_float_plus_2_(v74, v75);
  bool v77 = v0 > 9u;
  ks_u64 v78 = v77 ? 4ull : 11ull;
  float v79 = run_float_float_(v78, 0.0f);
  float v80 = v76 + v79;
  (&out[v2])[11] = v80;
}

}
