namespace ks_user {

static __constant__ const ks_array<ks_i8, 3> kName = {{(ks_i8)97, (ks_i8)98, (ks_i8)0}};

static __constant__ const ks_array<ks_i8, 5> kWide = {{(ks_i8)99, (ks_i8)100, (ks_i8)0, (ks_i8)0, (ks_i8)0}};

static __constant__ const ks_array<ks_i8, 4> string_3 = {{(ks_i8)99, (ks_i8)98, (ks_i8)97, (ks_i8)0}};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_string_arrays_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_array<ks_i8, 4> local;
  local = ks_array<ks_i8, 4>{{(ks_i8)99, (ks_i8)98, (ks_i8)97, (ks_i8)0}};
  local.at[3] = (ks_i8)65;
  (*out) = 3;
  out[1] = 98;
  out[2] = 0;
  out[3] = 5;
  out[4] = 0;
  ks_i8 v0 = local.at[0];
  ks_i32 v1 = (ks_i32)v0;
  out[5] = v1;
  out[6] = 4;
  ks_i8 v2 = local.at[3];
  ks_i32 v3 = (ks_i32)v2;
  out[7] = v3;
}

}
