namespace ks_user {

struct Sum_int_ {
};

static __device__ ks_i32 Sum_int_operator_(Sum_int_* this_1, ks_i32* a, ks_i32* b) {
  ks_i32 v0 = (*a);
  ks_i32 v1 = (*b);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  return v2;
}

static __device__ ks_i32 Sum_int_operator_2(Sum_int_* this_1, ks_i32* a, ks_i32* b) {
  ks_i32 v0 = (*a);
  ks_i32 v1 = (*b);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)20);
  return v3;
}

static __device__ ks_i32 Sum_int_operator_3(Sum_int_* this_1, ks_i32* a, ks_i32* b) {
  ks_i32 v0 = (*a);
  ks_i32 v1 = (*b);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  ks_i32 v3 = (ks_i32)((ks_u32)v2 + (ks_u32)10);
  return v3;
}

static __device__ ks_i32 where(ks_i32* x_) {
  return 1;
}

static __device__ ks_i32 where_2(ks_i32* x_) {
  return 101;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_spaces_in_overloads_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const x = (ks_i32*)ks_buffer0;
  ks_array<ks_i32, 2>& shared = *(ks_array<ks_i32, 2>*)(ks_memory + 0);
  ks_i32 own;
  Sum_int_ sum;
  ks_i32 x_;
  ks_i32 x__1;
  ks_i32 x__2;
  ks_i32 v0 = x[1];
  shared.at[0] = v0;
  ks_i32 v1 = x[2];
  shared.at[1] = v1;
  ks_i32 v2 = x[1];
  ks_i32 v3 = (ks_i32)((ks_u32)19 + (ks_u32)v2);
  own = v3;
  ks_i32 v4 = own;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 - (ks_u32)19);
  x_ = v5;
  ks_i32 v6 = x[2];
  x__1 = v6;
  ks_i32 v7 = Sum_int_operator_((&sum), (&x_), (&x__1));
  (*out) = v7;
  ks_i32 v8 = Sum_int_operator_2((&sum), (&shared.at[0]), (&shared.at[1]));
  out[1] = v8;
  ks_i32 v9 = Sum_int_operator_3((&sum), (&shared.at[1]), (&own));
  out[2] = v9;
  ks_i32 v10 = shared.at[0];
  x__2 = v10;
  ks_i32 v11 = where((&x__2));
  out[3] = v11;
  ks_i32 v12 = where_2(x);
  out[4] = v12;
}

}
