namespace ks_user {

static __device__ ks_i32 add3(ks_i32 a, ks_i32 b, ks_i32 c) {
  ks_i32 v0 = (ks_i32)((ks_u32)a + (ks_u32)b);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)c);
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_variadic_macros_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 v0 = ks_int_max(3, 8);
  (*out) = v0;
  out[1] = 3;
  ks_i32 v1 = add3(1, 2, 3);
  out[2] = v1;
}

}
