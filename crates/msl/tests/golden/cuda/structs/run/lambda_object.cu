namespace ks_user {

struct Scale {
  float by;
};

static __device__ float lambda(Scale* this_1, float x) {
  float v0 = (*this_1).by;
  float v1 = v0 * x;
  return v1;
}

static __device__ float Scale_twice(Scale* this_1, float x) {
  Scale this_2;
  Scale v0 = (*this_1);
  this_2 = v0;
  float v1 = lambda((&this_2), x);
  (*this_1).by = 5.0f;
  float v2 = lambda((&this_2), x);
  bool v3 = v1 == v2;
  float v4 = v3 ? v1 : (-1.0f);
  return v4;
}

static __device__ float lambda_2(Scale scale) {
  float v0 = scale.by;
  float v1 = v0 + 1.0f;
  return v1;
}

static __device__ float half_of_float_(float x) {
  float v0 = x / 2.0f;
  return v0;
}

static __device__ ks_i32 lambda_3(ks_i32* n) {
  ks_i32 v0 = (*n);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*n) = v1;
  ks_i32 v2 = (*n);
  return v2;
}

static __device__ ks_i32 lambda_4(ks_i32* left) {
  ks_i32 v0 = (*left);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 - (ks_u32)1);
  (*left) = v1;
  ks_i32 v2 = (*left);
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_lambda_object_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  Scale scale;
  ks_i32 n;
  ks_i32 n_1;
  ks_i32 left;
  scale = Scale{2.0f};
  float v0 = Scale_twice((&scale), 3.0f);
  (*out) = v0;
  Scale v1 = scale;
  float v2 = lambda_2(v1);
  out[1] = v2;
  float v3 = half_of_float_(10.0f);
  float v4 = v3 * 2.0f;
  out[2] = v4;
  n = 0;
  ks_i32 v5 = n;
  n_1 = v5;
  ks_i32 v6 = lambda_3((&n_1));
  float v7 = ks_f32(v6);
  out[3] = v7;
  ks_i32 v8 = lambda_3((&n_1));
  float v9 = ks_f32(v8);
  out[4] = v9;
  ks_i32 v10 = n;
  float v11 = ks_f32(v10);
  out[5] = v11;
  left = 7;
  ks_i32 v12 = lambda_4((&left));
  ks_i32 v13 = lambda_4((&left));
  float v14 = ks_f32(v13);
  out[6] = v14;
}

}
