namespace ks_user {

struct P {
  float x;
  float y;
};

static __device__ void bump(float* x) {
  float v0 = (*x);
  float v1 = v0 + 1.0f;
  (*x) = v1;
}

static __device__ void bump_2(float* x) {
  float v0 = (*x);
  float v1 = v0 + 10.0f;
  (*x) = v1;
}

static __device__ float total(ks_array<float, 3>* v) {
  float v0 = (*v).at[0];
  float v1 = (*v).at[1];
  float v2 = v0 + v1;
  float v3 = (*v).at[2];
  float v4 = v2 + v3;
  return v4;
}

static __device__ float* larger(float* a, float* b) {
  float v0 = (*a);
  float v1 = (*b);
  bool v2 = v0 > v1;
  if (v2) {
    return a;
  }
  return b;
}

static __device__ void bump_3(float* x) {
  float v0 = (*x);
  float v1 = v0 + 20.0f;
  (*x) = v1;
}

static __device__ float peek(float* x) {
  float v0 = (*x);
  return v0;
}

static __device__ float copy_of(float* x) {
  float v0 = (*x);
  return v0;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_reference_forms_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_array<float, 2>& shared = *(ks_array<float, 2>*)(ks_memory + 0);
  float x;
  ks_array<float, 3> v;
  P p;
  float s;
  float x_;
  x = 1.0f;
  bump((&x));
  float v0 = x;
  (*out) = v0;
  x = 7.0f;
  float v1 = x;
  out[1] = v1;
  shared.at[0] = 1.0f;
  bump_2((&shared.at[0]));
  float v2 = shared.at[0];
  out[2] = v2;
  v = ks_array<float, 3>{{1.0f, 2.0f, 3.0f}};
  float v3 = total((&v));
  out[3] = v3;
  p = P{3.0f, 2.0f};
  bump((&p.x));
  float v4 = p.x;
  out[4] = v4;
  s = 0.0f;
  float* v5 = larger((&x), (&s));
  bump(v5);
  float* v6 = larger((&x), (&s));
  float v7 = (*v6);
  float v8 = v7 - 7.0f;
  (*v6) = v8;
  float v9 = x;
  out[5] = v9;
  out[6] = 0.0f;
  bump_3((&out[6]));
  float v10 = peek((&a[3]));
  out[7] = v10;
  x_ = 20.0f;
  float v11 = copy_of((&x_));
  float v12 = copy_of((&x));
  float v13 = v11 + v12;
  out[8] = v13;
  float v14 = p.x;
  float v15 = p.y;
  float v16 = v14 + v15;
  float v17 = peek((&a[4]));
  float v18 = v16 + v17;
  out[9] = v18;
}

}
