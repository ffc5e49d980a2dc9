namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_nested_calls_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  (*out) = 15;
  out[1] = 13;
  ks_i32 v0 = ks_int_max(9, 5);
  ks_i32 v1 = ks_int_max(2, v0);
  out[2] = v1;
}

}
