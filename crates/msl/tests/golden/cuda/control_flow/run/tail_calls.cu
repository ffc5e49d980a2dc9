namespace ks_user {

struct Walk {
  ks_i32 at;
  ks_i32 sum;
};

static __device__ ks_i32 divisor(ks_i32 a, ks_i32 b) {
  ks_i32 a_1;
  ks_i32 b_1;
  a_1 = a;
  b_1 = b;
  for (;;) {
    ks_i32 v0 = a_1;
    ks_i32 v1 = b_1;
    bool v2 = v1 == 0;
    if (v2) {
      return v0;
    }
    ks_i32 v3 = ks_rem(v0, v1);
    a_1 = v1;
    b_1 = v3;
    continue;
  }
}

static __device__ ks_u32 factorial(ks_u32 n, ks_u32 total) {
  ks_u32 n_1;
  ks_u32 total_1;
  n_1 = n;
  total_1 = total;
  for (;;) {
    ks_u32 v0 = n_1;
    ks_u32 v1 = total_1;
    bool v2 = v0 > 1u;
    if (v2) {
      ks_u32 v3 = v0 - 1u;
      ks_u32 v4 = v1 * v0;
      n_1 = v3;
      total_1 = v4;
      continue;
    } else {
      return v1;
    }
  }
}

static __device__ void Walk_go(Walk* this_1, ks_i32 steps, ks_i32* x) {
  Walk* this_2;
  ks_i32 steps_1;
  ks_i32* x_1;
  this_2 = this_1;
  steps_1 = steps;
  x_1 = x;
  for (;;) {
    Walk* v0 = this_2;
    ks_i32 v1 = steps_1;
    ks_i32* v2 = x_1;
    ks_i32 v3 = (*v0).at;
    bool v4 = v3 == 4;
    if (v4) {
      return;
    }
    ks_i32 v5 = (*v0).at;
    ks_i32 v6 = v2[v5];
    ks_i32 v7 = (ks_i32)((ks_u32)v1 * (ks_u32)v6);
    ks_i32 v8 = (*v0).sum;
    ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)v7);
    (*v0).sum = v9;
    ks_i32 v10 = (*v0).at;
    ks_i32 v11 = (ks_i32)((ks_u32)v10 + (ks_u32)1);
    (*v0).at = v11;
    bool v12 = v1 > 1;
    if (v12) {
      ks_i32 v13 = (ks_i32)((ks_u32)v1 - (ks_u32)1);
      this_2 = v0;
      steps_1 = v13;
      x_1 = v2;
      continue;
    }
    break;
  }
}

static __device__ ks_i32 swapped(ks_i32 a, ks_i32 b, ks_i32 times) {
  ks_i32 a_1;
  ks_i32 b_1;
  ks_i32 times_1;
  a_1 = a;
  b_1 = b;
  times_1 = times;
  for (;;) {
    ks_i32 v0 = a_1;
    ks_i32 v1 = b_1;
    ks_i32 v2 = times_1;
    bool v3 = v2 == 0;
    if (v3) {
      return v0;
    }
    ks_i32 v4 = (ks_i32)((ks_u32)v2 - (ks_u32)1);
    a_1 = v1;
    b_1 = v0;
    times_1 = v4;
    continue;
  }
}

static __device__ ks_i32 steps_down(ks_i32* from, ks_i32 count) {
  ks_i32* from_1;
  ks_i32 count_1;
  from_1 = from;
  count_1 = count;
  for (;;) {
    ks_i32* v0 = from_1;
    ks_i32 v1 = count_1;
    ks_i32 v2 = (*v0);
    bool v3 = v2 < 2;
    if (v3) {
      return v1;
    }
    ks_i32 v4 = (*v0);
    ks_i32 v5 = (ks_i32)(v4 / 2);
    (*v0) = v5;
    ks_i32 v6 = (ks_i32)((ks_u32)v1 + (ks_u32)1);
    from_1 = v0;
    count_1 = v6;
    continue;
  }
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_tail_calls_int32_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const x = (ks_i32*)ks_buffer0;
  ks_i32* x_1;
  Walk walk;
  ks_i32 from;
  x_1 = x;
  ks_i32 v0 = divisor(48, 18);
  (*out) = v0;
  ks_u32 v1 = factorial(5u, 1u);
  ks_i32 v2 = (ks_i32)v1;
  out[1] = v2;
  walk = Walk{0, 0};
  ks_i32* v3 = x_1;
  Walk_go((&walk), 4, v3);
  ks_i32 v4 = walk.sum;
  out[2] = v4;
  ks_i32 v5 = swapped(2, 3, 7);
  out[3] = v5;
  from = 7;
  ks_i32 v6 = steps_down((&from), 0);
  out[4] = v6;
}

}
