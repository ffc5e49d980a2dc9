namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_function_macros_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  (*out) = 9;
  out[1] = 9;
  ks_i32 v0 = ks_int_min(4, 9);
  out[2] = v0;
  out[3] = 25;
}

}
