namespace ks_user {

struct Pair {
  float a;
  ks_array<ks_i32, 4> b;
};

static __device__ bool is_aligned(void* p, ks_u32 bytes) {
  ks_u64 v0 = (ks_u64)(p);
  ks_u32 v1 = bytes - 1u;
  ks_u64 v2 = (ks_u64)v1;
  ks_u64 v3 = (ks_u64)(v0 & v2);
  bool v4 = v3 == 0ull;
  return v4;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_address_float32_uint32(
  const float* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  ks_array<ks_vec4<float>, 2>& shared = *(ks_array<ks_vec4<float>, 2>*)(ks_memory + 0);
  Pair pair;
  ks_u64 v0 = (ks_u64)(x);
  ks_u64 v1 = (ks_u64)(v0 & 15ull);
  ks_u32 v2 = (ks_u32)v1;
  (*out) = v2;
  ks_u64 v3 = (ks_u64)((&x[1]));
  ks_u64 v4 = (ks_u64)(v3 & 15ull);
  ks_u32 v5 = (ks_u32)v4;
  out[1] = v5;
  ks_u64 v6 = (ks_u64)((&x[2]));
  ks_u64 v7 = (ks_u64)(v6 % 16ull);
  ks_u32 v8 = (ks_u32)v7;
  out[2] = v8;
  bool v9 = is_aligned(((void*)(&x[8])), 32u);
  ks_u32 v10 = (ks_u32)v9;
  out[3] = v10;
  bool v11 = is_aligned(((void*)(&x[3])), 8u);
  ks_u32 v12 = (ks_u32)v11;
  out[4] = v12;
  pair.a = 0.0f;
  ks_u64 v13 = (ks_u64)((&pair.b.at[2]));
  ks_u64 v14 = (ks_u64)((&pair.a));
  ks_u64 v15 = v13 - v14;
  ks_u32 v16 = (ks_u32)v15;
  out[5] = v16;
  ks_u64 v17 = (ks_u64)(((float*)0));
  bool v18 = v17 == 0ull;
  ks_u32 v19 = (ks_u32)v18;
  out[6] = v19;
  ks_u64 v20 = (ks_u64)((&shared.at[1]));
  ks_u64 v21 = (ks_u64)(v20 & 15ull);
  bool v22 = v21 == 0ull;
  ks_u32 v23 = (ks_u32)v22;
  out[7] = v23;
  ks_u64 v24 = (ks_u64)(x);
  ks_u64 v25 = (ks_u64)(out);
  bool v26 = v24 == v25;
  ks_u32 v27 = (ks_u32)v26;
  out[8] = v27;
  ks_u64 v28 = (ks_u64)((&x[20]));
  ks_i64 v29 = (ks_i64)v28;
  ks_u64 v30 = (ks_u64)((&x[5]));
  ks_i64 v31 = (ks_i64)v30;
  ks_i64 v32 = (ks_i64)((ks_u64)v29 - (ks_u64)v31);
  ks_u32 v33 = (ks_u32)v32;
  out[9] = v33;
}

}
