namespace ks_user {

union Bits {
  float f;
  ks_u32 u;
  ks_array<ks_u8, 4> bytes;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_unions_float32c_uint32(
  const float* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  Bits b;
  Bits x_;
  Bits c;
  float v0 = (*a);
  b.f = v0;
  ks_u32 v1 = b.u;
  (*out) = v1;
  ks_u8 v2 = b.bytes.at[2];
  ks_u32 v3 = (ks_u32)v2;
  out[1] = v3;
  out[2] = 4u;
  x_.f = 3.0f;
  Bits v4 = x_;
  c = v4;
  c.u = 7u;
  ks_u32 v5 = c.u;
  out[3] = v5;
}

}
