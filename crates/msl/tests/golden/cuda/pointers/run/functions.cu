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

static __device__ float call_float_float_float_float_(ks_u64 f, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = call_pointer(f, v0);
  return v1;
}

static __device__ float call_float_float_twice_(float x) {
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
  float v4 = v;
  float v5 = call_float_float_float_float_(v3, v4);
  out[v2] = v5;
  ks_u32 v6 = (ks_u32)(v0 % 2u);
  bool v7 = v6 == 1u;
  if (v7) {
    changing = 2ull;
  }
  bool v8 = v0 == 2u;
  if (v8) {
    changing = 4ull;
  }
  ks_u64 v9 = changing;
  ks_u64 v10 = changing;
  float v11 = v;
  float v12 = call_pointer(v10, v11);
  (&out[v2])[1] = v12;
  local = ks_array<ks_u64, 2>{{1ull, 5ull}};
  ks_u32 v13 = (ks_u32)(v0 % 2u);
  ks_u64 v14 = (&local.at[0])[v13];
  ks_u64 v15 = (&local.at[0])[v13];
  float v16 = v;
  float v17 = call_pointer(v15, v16);
  (&out[v2])[2] = v17;
  steps = ks_array<Step, 2>{{{6ull, 1.0f}, {2ull, 1.0f}}};
  bool v18 = v0 == 2u;
  if (v18) {
    float v19 = twice(1.0f);
    float v20 = 2.0f * v19;
    x__1 = v20;
  } else {
    bool v21 = v0 == 0u;
    if (v21) {
      ks_u64 v22 = steps.at[0].apply;
      ks_u64 v23 = steps.at[0].apply;
      float v24 = v;
      float v25 = call_pointer(v23, v24);
      x_ = v25;
    } else {
      ks_u64 v26 = steps.at[1].apply;
      ks_u64 v27 = steps.at[1].apply;
      float v28 = v;
      float v29 = call_pointer(v27, v28);
      float v30 = steps.at[1].scale;
      float v31 = v29 * v30;
      x_ = v31;
    }
    float v32 = x_;
    x__1 = v32;
  }
  float v33 = x__1;
  (&out[v2])[3] = v33;
  float v34 = square(1.0f);
  (&out[v2])[4] = v34;
  float v35 = call_float_float_twice_(2.0f);
  (&out[v2])[5] = v35;
  bool v36 = v0 == 2u;
  ks_u64 v37 = chosen(v36);
  bool v38 = v37 == 0ull;
  bool v39 = v37 == 4ull;
  bool v40 = (bool)(v38 | v39);
  float v41 = ks_f32(v40);
  (&out[v2])[6] = v41;
  bool v42 = v37 != 0;
  ks_i32 v43 = v42 ? 1 : 0;
  bool v44 = v0 == 2u;
  ks_i32 v45 = (ks_i32)v44;
  bool v46 = v43 == v45;
  bool v47 = v37 != 0;
  bool v48 = !v47;
  bool v49 = v0 != 2u;
  ks_i32 v50 = (ks_i32)v48;
  ks_i32 v51 = (ks_i32)v49;
  bool v52 = v50 == v51;
  bool v53 = (bool)(v46 & v52);
  float v54 = ks_f32(v53);
  (&out[v2])[7] = v54;
  ks_u32 v55 = (ks_u32)(v0 % 2u);
  bool v56 = v55 != 0;
  ks_u64 v57 = v56 ? 7ull : 8ull;
  to = 0.0f;
  call_pointer_2(v57, (&to), 2.0f);
  float v58 = to;
  (&out[v2])[8] = v58;
  bool v59 = v0 < 3u;
  ks_u32 v60 = (ks_u32)(v0 & 0u);
  ks_u32 v61 = 3u - v60;
  float v62 = v;
  float v63 = call_pointer(3ull, v62);
  ks_u64 v64 = (*(ks_array<ks_u64, 4>*)&TABLE).at[v61];
  float v65 = through_float_float_float_float_(v64, v63);
  (&out[v2])[9] = v65;
  other = 1ull;
  ks_u32 v66 = (ks_u32)(v0 % 2u);
  bool v67 = v66 != 0;
  ks_u64 v68 = v67 ? 9ull : 10ull;
  other = v68;
  ks_u64 v69 = other;
  ks_u64 v70 = other;
  float v71 = call_pointer(v70, 0.0f);
  (&out[v2])[10] = v71;
  ks_u32 v72 = (ks_u32)(v0 & 2u);
  ks_u64 v73 = (*(ks_array<ks_u64, 4>*)&TABLE).at[v72];
  float v74 = v;
  float v75 = both_float_float_plus_2_(v73, v74);
  bool v76 = v0 > 9u;
  ks_u64 v77 = v76 ? 4ull : 11ull;
  float v78 = run_float_float_(v77, 0.0f);
  float v79 = v75 + v78;
  (&out[v2])[11] = v79;
}

}
