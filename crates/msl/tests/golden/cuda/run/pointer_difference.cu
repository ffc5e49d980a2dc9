namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pointer_difference_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  ks_i32* p;
  ks_i32 sum;
  p = (&a[1]);
  ks_i32* v0 = p;
  ks_i64 v1 = (ks_i64)((&a[8]) - v0);
  ks_i32 v2 = (ks_i32)v1;
  (*out) = v2;
  ks_i32* v3 = p;
  bool v4 = v3 < (&a[8]);
  ks_i32 v5 = v4 ? 1 : 0;
  out[1] = v5;
  sum = 0;
  for (;;) {
    ks_i32* v6 = p;
    bool v7 = v6 != (&a[7]);
    if (!v7) break;
    ks_i32* v8 = p;
    ks_i32 v9 = sum;
    ks_i32 v10 = (*v8);
    ks_i32 v11 = (ks_i32)((ks_u32)v9 + (ks_u32)v10);
    sum = v11;
    ks_i32* v12 = p;
    p = (&v12[1]);
  }
  ks_i32 v13 = sum;
  out[2] = v13;
}

}
