namespace ks_user {

union Bits {
  ks_vec2<ks_u32> words;
  ks_array<ks_vec4<ks_u8>, 2> bytes;
};

static __constant__ const ks_array<ks_array<ks_u32, 4>, 2> turns = {{{{13u, 15u, 26u, 6u}}, {{17u, 29u, 16u, 24u}}}};

static __device__ ks_vec2<ks_u32> product(ks_u32 a, ks_u32 b) {
  ks_u64 v0 = (ks_u64)a;
  ks_u64 v1 = (ks_u64)b;
  ks_u64 v2 = v0 * v1;
  ks_vec2<ks_u32> v3 = ks_bits<ks_vec2<ks_u32>>(v2);
  return v3;
}

static __device__ ks_vec4<ks_u32> turn(ks_vec4<ks_u32> c, ks_vec2<ks_u32> k) {
  ks_u32 v0 = c.x;
  ks_vec2<ks_u32> v1 = product(3528531795u, v0);
  ks_u32 v2 = c.z;
  ks_vec2<ks_u32> v3 = product(3449720151u, v2);
  ks_u32 v4 = v3.y;
  ks_u32 v5 = c.y;
  ks_u32 v6 = (ks_u32)(v4 ^ v5);
  ks_u32 v7 = k.x;
  ks_u32 v8 = (ks_u32)(v6 ^ v7);
  ks_u32 v9 = v3.x;
  ks_u32 v10 = v1.y;
  ks_u32 v11 = c.w;
  ks_u32 v12 = (ks_u32)(v10 ^ v11);
  ks_u32 v13 = k.y;
  ks_u32 v14 = (ks_u32)(v12 ^ v13);
  ks_u32 v15 = v1.x;
  ks_vec4<ks_u32> v16 = {v8, v9, v14, v15};
  return v16;
}

static __device__ ks_vec4<ks_u32> generate_10_(ks_vec4<ks_u32> c, ks_vec2<ks_u32> k) {
  ks_vec4<ks_u32> c_1;
  ks_vec2<ks_u32> k_1;
  ks_i32 r;
  c_1 = c;
  k_1 = k;
  r = 0;
  for (;;) {
    ks_i32 v0 = r;
    bool v1 = v0 < 10;
    if (!v1) break;
    ks_vec4<ks_u32> v2 = c_1;
    ks_vec2<ks_u32> v3 = k_1;
    ks_vec4<ks_u32> v4 = turn(v2, v3);
    c_1 = v4;
    ks_i32 v5 = r;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    r = v6;
    ks_vec2<ks_u32> v7 = k_1;
    ks_vec2<ks_u32> v8 = {v7.x + 2654435769u, v7.y + 3144134277u};
    k_1 = v8;
  }
  ks_vec4<ks_u32> v9 = c_1;
  return v9;
}

static __device__ Bits threefry(ks_vec2<ks_u32>* key, ks_vec2<ks_u32> count) {
  Bits v;
  ks_i32 i;
  ks_u32 x_;
  ks_u32 v0 = (*key).x;
  ks_u32 v1 = (*key).y;
  ks_u32 v2 = (ks_u32)(v0 ^ v1);
  ks_u32 v3 = (ks_u32)(v2 ^ 466688986u);
  ks_u32 v4 = (*key).x;
  ks_u32 v5 = (*key).y;
  ks_vec4<ks_u32> v6 = {v4, v5, v3, 0u};
  ks_vec2<ks_u32> v7 = {v6.x, v6.y};
  ks_vec2<ks_u32> v8 = {count.x + v7.x, count.y + v7.y};
  v.words = v8;
  i = 0;
  for (;;) {
    ks_i32 v9 = i;
    bool v10 = v9 < 5;
    if (!v10) break;
    ks_i32 v11 = i;
    ks_i32 v12 = (ks_i32)(v11 % 2);
    x_ = 0u;
    for (;;) {
      ks_u32 v13 = x_;
      bool v14 = v13 < 4u;
      if (!v14) break;
      ks_u32 v15 = x_;
      ks_u32 v16 = (*(ks_array<ks_array<ks_u32, 4>, 2>*)&turns).at[v12].at[v15];
      ks_u32 v17 = v.words.x;
      ks_u32 v18 = v.words.y;
      ks_u32 v19 = v17 + v18;
      v.words.x = v19;
      ks_u32 v20 = v.words.y;
      ks_u32 v21 = ks_int_rotate(v20, v16);
      ks_u32 v22 = v.words.x;
      ks_u32 v23 = (ks_u32)(v21 ^ v22);
      v.words.y = v23;
      ks_u32 v24 = x_;
      ks_u32 v25 = v24 + 1u;
      x_ = v25;
    }
    ks_i32 v26 = i;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    ks_i32 v28 = (ks_i32)(v27 % 3);
    ks_u32 v29 = ks_component(v6, (ks_u64)v28);
    ks_u32 v30 = v.words.x;
    ks_u32 v31 = v30 + v29;
    v.words.x = v31;
    ks_i32 v32 = i;
    ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)2);
    ks_i32 v34 = (ks_i32)(v33 % 3);
    ks_u32 v35 = ks_component(v6, (ks_u64)v34);
    ks_i32 v36 = i;
    ks_u32 v37 = (ks_u32)v36;
    ks_u32 v38 = v35 + v37;
    ks_u32 v39 = v38 + 1u;
    ks_u32 v40 = v.words.y;
    ks_u32 v41 = v40 + v39;
    v.words.y = v41;
    ks_i32 v42 = i;
    ks_i32 v43 = (ks_i32)((ks_u32)v42 + (ks_u32)1);
    i = v43;
  }
  Bits v44 = v;
  return v44;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_counter_random_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 i;
  ks_vec2<ks_u32> key;
  Bits none;
  Bits all;
  ks_i32 i_1;
  ks_vec4<ks_u32> v0 = generate_10_(ks_vec4<ks_u32>{0u, 0u, 0u, 0u}, ks_vec2<ks_u32>{0u, 0u});
  ks_vec4<ks_u32> v1 = generate_10_(ks_vec4<ks_u32>{4294967295u, 4294967295u, 4294967295u, 4294967295u}, ks_vec2<ks_u32>{4294967295u, 4294967295u});
  i = 0;
  for (;;) {
    ks_i32 v2 = i;
    bool v3 = v2 < 4;
    if (!v3) break;
    ks_i32 v4 = i;
    ks_i32 v5 = i;
    ks_u32 v6 = ks_component(v0, (ks_u64)v5);
    out[v4] = v6;
    ks_i32 v7 = i;
    ks_i32 v8 = (ks_i32)((ks_u32)4 + (ks_u32)v7);
    ks_i32 v9 = i;
    ks_u32 v10 = ks_component(v1, (ks_u64)v9);
    out[v8] = v10;
    ks_i32 v11 = i;
    ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
    i = v12;
  }
  key = ks_vec2<ks_u32>{0u, 0u};
  Bits v13 = threefry((&key), ks_vec2<ks_u32>{0u, 0u});
  none = v13;
  key = ks_vec2<ks_u32>{4294967295u, 4294967295u};
  Bits v14 = threefry((&key), ks_vec2<ks_u32>{4294967295u, 4294967295u});
  all = v14;
  i_1 = 0;
  for (;;) {
    ks_i32 v15 = i_1;
    bool v16 = v15 < 2;
    if (!v16) break;
    ks_i32 v17 = i_1;
    ks_i32 v18 = (ks_i32)((ks_u32)8 + (ks_u32)v17);
    ks_i32 v19 = i_1;
    ks_u32 v20 = ((ks_u32*)&none.words)[v19];
    out[v18] = v20;
    ks_i32 v21 = i_1;
    ks_i32 v22 = (ks_i32)((ks_u32)10 + (ks_u32)v21);
    ks_i32 v23 = i_1;
    ks_vec4<ks_u8> v24 = all.bytes.at[v23];
    ks_u32 v25 = ks_bits<ks_u32>(v24);
    out[v22] = v25;
    ks_i32 v26 = i_1;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)1);
    i_1 = v27;
  }
}

}
