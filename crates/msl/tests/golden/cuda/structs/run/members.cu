namespace ks_user {

struct Outside {
  ks_i32 n;
};

struct Slot {
  ks_u32 bits;
};

struct Copied {
  ks_i32 n;
};

union x_struct_ {
  float f;
  ks_u32 u;
};

struct x_struct_2 {
  ks_i16 lo;
  ks_i16 hi;
};

struct Value {
  ks_i32 tag;
  x_struct_ part1;
  x_struct_2 part2;
};

struct Tile_float_3_ {
  ks_array<float, 3> data;
};

struct Vec2_float_ {
  float x;
  float y;
};

struct Iterator {
  ks_i32 at;
};

struct Settings {
  ks_i32 rows;
  ks_i32 columns;
  float scale;
  bool on;
};

struct Convertible {
  float v;
};

static __device__ void Outside_Outside(Outside* this_1, ks_i32 start) {
  (*this_1).n = start;
}

static __device__ ks_i32 Outside_add(Outside* this_1, ks_i32 x, ks_i32 times) {
  ks_i32 v0 = (*this_1).n;
  ks_i32 v1 = (ks_i32)((ks_u32)x * (ks_u32)times);
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  return v2;
}

static __device__ ks_i32 Outside_triple(ks_i32 x) {
  ks_i32 v0 = (ks_i32)((ks_u32)3 * (ks_u32)x);
  return v0;
}

static __device__ float Outside_as_float_(Outside* this_1) {
  ks_i32 v0 = (*this_1).n;
  float v1 = ks_f32(v0);
  return v1;
}

static __device__ Outside Outside_operator_(Outside* this_1, Outside other) {
  Outside x_;
  ks_i32 v0 = (*this_1).n;
  ks_i32 v1 = other.n;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  Outside_Outside((&x_), v2);
  Outside v3 = x_;
  return v3;
}

static __device__ void Tile_float_3_fill(Tile_float_3_* this_1, float with) {
  ks_i32 i;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = i;
    (*this_1).data.at[v2] = with;
    ks_i32 v3 = i;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
    i = v4;
  }
}

static __device__ float Tile_float_3_sum(Tile_float_3_* this_1) {
  float s;
  ks_i32 i;
  s = 0.0f;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 3;
    if (!v1) break;
    ks_i32 v2 = i;
    float v3 = s;
    float v4 = (*this_1).data.at[v2];
    float v5 = v3 + v4;
    s = v5;
    ks_i32 v6 = i;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    i = v7;
  }
  float v8 = s;
  return v8;
}

static __device__ ks_i32 Tile_float_3_scaled_int_(Tile_float_3_* this_1, ks_i32 by) {
  float v0 = (*this_1).data.at[0];
  ks_i32 v1 = ks_to_i32(ks_f32(v0));
  ks_i32 v2 = (ks_i32)((ks_u32)v1 * (ks_u32)by);
  return v2;
}

static __device__ void Vec2_float_Vec2(Vec2_float_* this_1, float a, float b) {
  (*this_1).x = a;
  (*this_1).y = b;
}

static __device__ Vec2_float_ operator_(Vec2_float_ v, float by) {
  Vec2_float_ x_;
  float v0 = v.x;
  float v1 = v0 * by;
  float v2 = v.y;
  float v3 = v2 * by;
  Vec2_float_Vec2((&x_), v1, v3);
  Vec2_float_ v4 = x_;
  return v4;
}

static __device__ float dot2(Vec2_float_ a, Vec2_float_ b) {
  float v0 = a.x;
  float v1 = b.x;
  float v2 = v0 * v1;
  float v3 = a.y;
  float v4 = b.y;
  float v5 = v3 * v4;
  float v6 = v2 + v5;
  return v6;
}

static __device__ bool operator__1(Vec2_float_ a, Vec2_float_ b) {
  float v0 = a.x;
  float v1 = b.x;
  bool v2 = v0 == v1;
  float v3 = a.y;
  float v4 = b.y;
  bool v5 = v3 == v4;
  bool v6 = (bool)(v2 & v5);
  return v6;
}

static __device__ Iterator Iterator_next(Iterator* this_1) {
  ks_i32 v0 = (*this_1).at;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  Iterator v2 = {v1};
  return v2;
}

static __device__ float Vec2_float_get(Vec2_float_* this_1, ks_i32 axis) {
  float x_;
  bool v0 = axis == 0;
  if (v0) {
    float v1 = (*this_1).x;
    x_ = v1;
  } else {
    float v2 = (*this_1).y;
    x_ = v2;
  }
  float v3 = x_;
  return v3;
}

static __device__ void Slot_set(Slot* this_1, ks_u32 v) {
  ks_u32 v0 = v + 1u;
  (*this_1).bits = v0;
}

static __device__ ks_u32 Slot_get(Slot* this_1) {
  ks_u32 v0 = (*this_1).bits;
  return v0;
}

static __device__ void Slot_set_2(Slot* this_1, ks_u32 v) {
  (*this_1).bits = v;
}

static __device__ ks_u32 Slot_get_2(Slot* this_1) {
  ks_u32 v0 = (*this_1).bits;
  return v0;
}

static __device__ Slot* Slot_operator_(Slot* this_1, ks_u32 v) {
  ks_u32 v0 = 2u * v;
  (*this_1).bits = v0;
  return this_1;
}

static __device__ Copied* Copied_operator_(Copied* this_1, Copied* o) {
  ks_i32 v0 = (*o).n;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*this_1).n = v1;
  return this_1;
}

static __device__ Slot* Slot_operator_2(Slot* this_1, ks_u32 v) {
  ks_u32 v0 = 3u * v;
  (*this_1).bits = v0;
  return this_1;
}

static __device__ ks_i32 Convertible_operator_T_int_(Convertible* this_1) {
  float v0 = (*this_1).v;
  float v1 = v0 * 2.0f;
  ks_i32 v2 = ks_to_i32(ks_f32(v1));
  return v2;
}

static __device__ ks_half Convertible_operator_T_half_(Convertible* this_1) {
  float v0 = (*this_1).v;
  float v1 = v0 * 2.0f;
  ks_half v2 = ks_f16(v1);
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_members_float32(
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_array<Slot, 1>& shared = *(ks_array<Slot, 1>*)(ks_memory + 0);
  ks_i32 k;
  Value v;
  Outside o;
  Outside x_;
  Tile_float_3_ t;
  Vec2_float_ e;
  Iterator it;
  Settings settings;
  Slot own;
  Copied c;
  Copied d;
  Convertible x__1;
  Convertible x__2;
  k = 0;
  v.tag = 1;
  v.part1.f = 1.0f;
  v.part2.lo = (ks_i16)2;
  v.part2.hi = (ks_i16)3;
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  ks_i32 v2 = v.tag;
  float v3 = ks_f32(v2);
  out[v0] = v3;
  ks_i32 v4 = k;
  ks_i32 v5 = (ks_i32)((ks_u32)v4 + (ks_u32)1);
  k = v5;
  ks_i16 v6 = v.part2.lo;
  float v7 = ks_f32(v6);
  out[v4] = v7;
  ks_i32 v8 = k;
  ks_i32 v9 = (ks_i32)((ks_u32)v8 + (ks_u32)1);
  k = v9;
  ks_i16 v10 = v.part2.hi;
  float v11 = ks_f32(v10);
  out[v8] = v11;
  ks_i32 v12 = k;
  ks_i32 v13 = (ks_i32)((ks_u32)v12 + (ks_u32)1);
  k = v13;
  ks_u32 v14 = v.part1.u;
  float v15 = ks_f32(v14);
  out[v12] = v15;
  Outside_Outside((&o), 1);
  ks_i32 v16 = k;
  ks_i32 v17 = (ks_i32)((ks_u32)v16 + (ks_u32)1);
  k = v17;
  ks_i32 v18 = Outside_add((&o), 2, 2);
  float v19 = ks_f32(v18);
  out[v16] = v19;
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  ks_i32 v22 = Outside_triple(4);
  float v23 = ks_f32(v22);
  out[v20] = v23;
  ks_i32 v24 = k;
  ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
  k = v25;
  float v26 = Outside_as_float_((&o));
  ks_i32 v27 = Outside_add((&o), 1, 4);
  float v28 = ks_f32(v27);
  float v29 = v26 + v28;
  out[v24] = v29;
  ks_i32 v30 = k;
  ks_i32 v31 = (ks_i32)((ks_u32)v30 + (ks_u32)1);
  k = v31;
  Outside_Outside((&x_), 8);
  Outside v32 = x_;
  Outside v33 = Outside_operator_((&o), v32);
  ks_i32 v34 = v33.n;
  float v35 = ks_f32(v34);
  out[v30] = v35;
  Tile_float_3_fill((&t), 2.0f);
  ks_i32 v36 = k;
  ks_i32 v37 = (ks_i32)((ks_u32)v36 + (ks_u32)1);
  k = v37;
  float v38 = Tile_float_3_sum((&t));
  float v39 = v38 + 1.0f;
  out[v36] = v39;
  ks_i32 v40 = k;
  ks_i32 v41 = (ks_i32)((ks_u32)v40 + (ks_u32)1);
  k = v41;
  ks_i32 v42 = Tile_float_3_scaled_int_((&t), 2);
  float v43 = ks_f32(v42);
  out[v40] = v43;
  ks_i32 v44 = k;
  ks_i32 v45 = (ks_i32)((ks_u32)v44 + (ks_u32)1);
  k = v45;
  out[v44] = 3.0f;
  Vec2_float_Vec2((&e), 1.0f, 2.0f);
  ks_i32 v46 = k;
  ks_i32 v47 = (ks_i32)((ks_u32)v46 + (ks_u32)1);
  k = v47;
  Vec2_float_ v48 = e;
  Vec2_float_ v49 = operator_(v48, 2.0f);
  float v50 = v49.x;
  out[v46] = v50;
  ks_i32 v51 = k;
  ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
  k = v52;
  Vec2_float_ v53 = e;
  Vec2_float_ v54 = operator_(v53, 2.0f);
  Vec2_float_ v55 = e;
  float v56 = dot2(v55, v54);
  out[v51] = v56;
  ks_i32 v57 = k;
  ks_i32 v58 = (ks_i32)((ks_u32)v57 + (ks_u32)1);
  k = v58;
  Vec2_float_ v59 = e;
  Vec2_float_ v60 = e;
  bool v61 = operator__1(v59, v60);
  float v62 = ks_f32(v61);
  out[v57] = v62;
  ks_i32 v63 = k;
  ks_i32 v64 = (ks_i32)((ks_u32)v63 + (ks_u32)1);
  k = v64;
  Vec2_float_ v65 = e;
  Vec2_float_ v66 = operator_(v65, 2.0f);
  Vec2_float_ v67 = e;
  bool v68 = operator__1(v67, v66);
  float v69 = ks_f32(v68);
  out[v63] = v69;
  it = Iterator{7};
  ks_i32 v70 = k;
  ks_i32 v71 = (ks_i32)((ks_u32)v70 + (ks_u32)1);
  k = v71;
  Iterator v72 = Iterator_next((&it));
  ks_i32 v73 = v72.at;
  float v74 = ks_f32(v73);
  out[v70] = v74;
  ks_i32 v75 = k;
  ks_i32 v76 = (ks_i32)((ks_u32)v75 + (ks_u32)1);
  k = v76;
  float v77 = Vec2_float_get((&e), 1);
  float v78 = v77 + 7.0f;
  out[v75] = v78;
  settings = Settings{30, 8, 4.0f, false};
  ks_i32 v79 = k;
  ks_i32 v80 = (ks_i32)((ks_u32)v79 + (ks_u32)1);
  k = v80;
  ks_i32 v81 = settings.rows;
  float v82 = ks_f32(v81);
  out[v79] = v82;
  ks_i32 v83 = k;
  ks_i32 v84 = (ks_i32)((ks_u32)v83 + (ks_u32)1);
  k = v84;
  ks_i32 v85 = settings.columns;
  float v86 = settings.scale;
  float v87 = ks_f32(v85);
  float v88 = v87 * v86;
  float v89 = v88 / 2.0f;
  out[v83] = v89;
  Slot_set((&shared.at[0]), 16u);
  ks_i32 v90 = k;
  ks_i32 v91 = (ks_i32)((ks_u32)v90 + (ks_u32)1);
  k = v91;
  ks_u32 v92 = Slot_get((&shared.at[0]));
  float v93 = ks_f32(v92);
  out[v90] = v93;
  Slot_set_2((&own), 5u);
  ks_i32 v94 = k;
  ks_i32 v95 = (ks_i32)((ks_u32)v94 + (ks_u32)1);
  k = v95;
  ks_u32 v96 = Slot_get_2((&own));
  float v97 = ks_f32(v96);
  out[v94] = v97;
  Slot* v98 = Slot_operator_((&own), 3u);
  ks_i32 v99 = k;
  ks_i32 v100 = (ks_i32)((ks_u32)v99 + (ks_u32)1);
  k = v100;
  ks_u32 v101 = own.bits;
  float v102 = ks_f32(v101);
  out[v99] = v102;
  c = Copied{1};
  d = Copied{6};
  Copied* v103 = Copied_operator_((&c), (&d));
  ks_i32 v104 = k;
  ks_i32 v105 = (ks_i32)((ks_u32)v104 + (ks_u32)1);
  k = v105;
  ks_i32 v106 = c.n;
  float v107 = ks_f32(v106);
  out[v104] = v107;
  Slot* v108 = Slot_operator_2((&shared.at[0]), 5u);
  ks_i32 v109 = k;
  ks_i32 v110 = (ks_i32)((ks_u32)v109 + (ks_u32)1);
  k = v110;
  ks_u32 v111 = shared.at[0].bits;
  ks_u32 v112 = v111 + 5u;
  float v113 = ks_f32(v112);
  out[v109] = v113;
  ks_i32 v114 = k;
  ks_i32 v115 = (ks_i32)((ks_u32)v114 + (ks_u32)1);
  k = v115;
  out[v114] = 0.5f;
  x__1 = Convertible{24.75f};
  ks_i32 v116 = Convertible_operator_T_int_((&x__1));
  x__2 = Convertible{25.0f};
  ks_half v117 = Convertible_operator_T_half_((&x__2));
  ks_i32 v118 = k;
  ks_i32 v119 = (ks_i32)((ks_u32)v118 + (ks_u32)1);
  k = v119;
  ks_half v120 = ks_f16(v116);
  ks_half v121 = ks_add(v120, v117);
  float v122 = ks_f32(v121);
  out[v118] = v122;
}

}
