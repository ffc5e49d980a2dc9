namespace ks_user {

struct Wide {
  ks_i32 value;
};

struct Helper {
};

struct User {
  ks_i32 own;
};

struct Offset {
};

struct Field {
  Wide inner;
};

static __constant__ const Wide kTen = {10};

static __device__ void Wide_Wide(Wide* this_1, ks_i32 v) {
  (*this_1).value = v;
}

static __device__ ks_i32 Wide_twice(Wide* this_1, ks_i32 v) {
  ks_i32 v0 = (ks_i32)((ks_u32)2 * (ks_u32)v);
  return v0;
}

static __device__ ks_i32 Wide_doubled(Wide* this_1) {
  ks_i32 v0 = (*this_1).value;
  ks_i32 v1 = Wide_twice(this_1, v0);
  return v1;
}

static __device__ ks_i32 Helper_plus(User* this_1, ks_i32* a, ks_i32 b) {
  ks_i32 v0 = (*a);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)b);
  return v1;
}

static __device__ ks_i32 Wide_twice_2(User* this_1, ks_i32 v) {
  ks_i32 v0 = (ks_i32)((ks_u32)2 * (ks_u32)v);
  return v0;
}

static __device__ ks_i32 User_use(User* this_1, ks_i32 b) {
  ks_i32 v0 = Helper_plus(this_1, (&(*this_1).own), b);
  ks_i32 v1 = (*this_1).own;
  ks_i32 v2 = Wide_twice_2(this_1, v1);
  ks_i32 v3 = (ks_i32)((ks_u32)v0 + (ks_u32)v2);
  return v3;
}

static __device__ ks_i32 Offset_by(Offset* this_1, ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)x + (ks_u32)4);
  return v0;
}

static __device__ ks_i32 Offset_by_2(Wide* this_1, ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)x + (ks_u32)4);
  return v0;
}

static __device__ ks_i32 Wide_late(Wide* this_1, ks_i32 x) {
  ks_i32 v0 = (*this_1).value;
  ks_i32 v1 = Offset_by_2(this_1, v0);
  ks_i32 v2 = (ks_i32)((ks_u32)v1 + (ks_u32)x);
  return v2;
}

static __device__ void Field_Field(Field* this_1, Wide w) {
  (*this_1).inner = w;
}

static __device__ ks_i32 inner_of(Field f) {
  Wide v0 = f.inner;
  ks_i32 v1 = v0.value;
  return v1;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_static_methods_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  Wide w;
  User u;
  Offset o;
  Wide x_;
  Wide x__1;
  Wide x__2;
  Field x__3;
  Field f;
  Field x__4;
  Wide_Wide((&w), 6);
  ks_i32 v0 = Wide_doubled((&w));
  (*out) = v0;
  u = User{9};
  ks_i32 v1 = User_use((&u), 3);
  out[1] = v1;
  o = Offset{};
  ks_i32 v2 = Offset_by((&o), 3);
  out[2] = v2;
  Wide_Wide((&x_), 2);
  Wide v3 = x_;
  x__1 = v3;
  ks_i32 v4 = Wide_late((&x__1), 3);
  out[3] = v4;
  Wide_Wide((&x__2), 11);
  Wide v5 = x__2;
  Field_Field((&x__3), v5);
  Field v6 = x__3;
  f = v6;
  ks_i32 v7 = f.inner.value;
  out[4] = v7;
  Field_Field((&x__4), Wide{10});
  Field v8 = x__4;
  ks_i32 v9 = inner_of(v8);
  ks_i32 v10 = (ks_i32)((ks_u32)v9 * (ks_u32)4);
  out[5] = v10;
}

}
