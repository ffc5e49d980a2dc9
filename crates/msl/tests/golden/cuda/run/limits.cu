namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_limits_float32_int32(
  float* __restrict__ f,
  ks_i32* __restrict__ k,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  (*f) = __builtin_bit_cast(float, 0x7f800000u);
  f[1] = __builtin_bit_cast(float, 0xff800000u);
  f[2] = 3.4028235e38f;
  f[3] = 65504.0f;
  (*k) = 2147483647;
  k[1] = (-128);
}

}
