namespace ks_user {

struct Point {
  float x;
  float y;
};

struct Named {
  ks_i32 name;
};

struct Labeled {
  Point part0;
  float z;
};

struct Counter {
  ks_i32 n;
};

struct Stepper {
  Counter part0;
  ks_i32 step;
};

struct Key {
  ks_i32 id;
};

struct Member {
  Counter inner;
  float own;
};

struct Both {
  Labeled part0;
  Named part1;
  float w;
};

struct Plain {
  Counter part0;
  ks_i32 k;
};

struct Holder_float_ {
  float value;
};

struct Wide_float_ {
  Holder_float_ part0;
  float more;
};

static __device__ float Point_sum(Point* this_1) {
  float v0 = (*this_1).x;
  float v1 = (*this_1).y;
  float v2 = v0 + v1;
  return v2;
}

static __device__ float Labeled_total(Labeled* this_1) {
  float v0 = Point_sum((&(*this_1).part0));
  float v1 = (*this_1).z;
  float v2 = v0 + v1;
  return v2;
}

static __device__ void Point_move(Point* this_1, float by) {
  float v0 = (*this_1).x;
  float v1 = v0 + by;
  (*this_1).x = v1;
}

static __device__ ks_i32 Named_twice(Named* this_1) {
  ks_i32 v0 = (*this_1).name;
  ks_i32 v1 = (ks_i32)((ks_u32)2 * (ks_u32)v0);
  return v1;
}

static __device__ void Counter_Counter(Counter* this_1, ks_i32 start) {
  (*this_1).n = start;
}

static __device__ void Counter_Counter_2(Counter* this_1) {
  Counter_Counter(this_1, 5);
}

static __device__ void Stepper_Stepper(Stepper* this_1, ks_i32 s) {
  Counter x_;
  ks_i32 v0 = (ks_i32)((ks_u32)s + (ks_u32)1);
  Counter_Counter((&x_), v0);
  Counter v1 = x_;
  (*this_1).part0 = v1;
  (*this_1).step = s;
}

static __device__ ks_i32 Counter_next(Counter* this_1) {
  ks_i32 v0 = (*this_1).n;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*this_1).n = v1;
  return v0;
}

static __device__ ks_i32 Stepper_jump(Stepper* this_1) {
  ks_i32 v0 = (*this_1).part0.n;
  ks_i32 v1 = (*this_1).step;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 + (ks_u32)v1);
  (*this_1).part0.n = v2;
  ks_i32 v3 = (*this_1).part0.n;
  return v3;
}

static __device__ float by_reference(Point* p) {
  float v0 = (*p).x;
  float v1 = (*p).y;
  float v2 = v0 * v1;
  return v2;
}

static __device__ float by_pointer(Point* p) {
  float v0 = (*p).x;
  float v1 = (*p).y;
  float v2 = 2.0f * v1;
  float v3 = v0 + v2;
  return v3;
}

static __device__ void Key_Key(Key* this_1, ks_i32 i) {
  (*this_1).id = i;
}

static __device__ ks_i32 Key_key(Key* this_1) {
  ks_i32 v0 = (*this_1).id;
  return v0;
}

static __device__ bool Comparable_Key_same(Key* this_1, Key* other) {
  ks_i32 v0 = Key_key(this_1);
  ks_i32 v1 = Key_key(other);
  bool v2 = v0 == v1;
  return v2;
}

static __device__ float by_value(Named n) {
  Named n_1;
  n_1 = n;
  ks_i32 v0 = Named_twice((&n_1));
  float v1 = ks_f32(v0);
  return v1;
}

static __device__ float Holder_float_get(Holder_float_* this_1) {
  float v0 = (*this_1).value;
  return v0;
}

static __device__ float Wide_float_both(Wide_float_* this_1) {
  float v0 = Holder_float_get((&(*this_1).part0));
  float v1 = (*this_1).part0.value;
  float v2 = v0 + v1;
  float v3 = (*this_1).more;
  float v4 = v2 + v3;
  return v4;
}

static __device__ float Point_sum_2(Point* this_1) {
  float v0 = (*this_1).x;
  float v1 = (*this_1).y;
  float v2 = v0 + v1;
  return v2;
}

static __device__ float Labeled_total_2(Labeled* this_1) {
  float v0 = Point_sum_2((&(*this_1).part0));
  float v1 = (*this_1).z;
  float v2 = v0 + v1;
  return v2;
}

static __device__ float from_holder_float_(Holder_float_ h) {
  float v0 = h.value;
  return v0;
}

static __device__ void Member_Member(Member* this_1, float o) {
  Counter_Counter_2((&(*this_1).inner));
  (*this_1).own = o;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_bases_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_array<Labeled, 1>& shared = *(ks_array<Labeled, 1>*)(ks_memory + 0);
  ks_i32 k;
  Labeled l;
  Both b;
  Counter x_;
  Stepper s;
  Key one;
  Key two;
  Plain p;
  Wide_float_ w;
  Point q;
  Member x__1;
  Member x__2;
  k = 0;
  l = Labeled{{1.0f, 2.0f}, 4.0f};
  ks_i32 v0 = k;
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  k = v1;
  float v2 = Point_sum((&l.part0));
  out[v0] = v2;
  ks_i32 v3 = k;
  ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
  k = v4;
  float v5 = Labeled_total((&l));
  out[v3] = v5;
  Point_move((&l.part0), 3.0f);
  ks_i32 v6 = k;
  ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
  k = v7;
  float v8 = Labeled_total((&l));
  out[v6] = v8;
  b = Both{{{1.0f, 2.0f}, 3.0f}, {4}, 11.0f};
  ks_i32 v9 = k;
  ks_i32 v10 = (ks_i32)((ks_u32)v9 + (ks_u32)1);
  k = v10;
  float v11 = b.part0.part0.x;
  float v12 = b.part0.part0.y;
  float v13 = v11 + v12;
  float v14 = b.part0.z;
  float v15 = v13 + v14;
  ks_i32 v16 = b.part1.name;
  float v17 = ks_f32(v16);
  float v18 = v15 + v17;
  float v19 = b.w;
  float v20 = v18 + v19;
  out[v9] = v20;
  ks_i32 v21 = k;
  ks_i32 v22 = (ks_i32)((ks_u32)v21 + (ks_u32)1);
  k = v22;
  ks_i32 v23 = Named_twice((&b.part1));
  ks_i32 v24 = b.part1.name;
  ks_i32 v25 = (ks_i32)((ks_u32)v23 + (ks_u32)v24);
  float v26 = ks_f32(v25);
  out[v21] = v26;
  ks_i32 v27 = k;
  ks_i32 v28 = (ks_i32)((ks_u32)v27 + (ks_u32)1);
  k = v28;
  Counter_Counter_2((&x_));
  Counter v29 = x_;
  ks_i32 v30 = v29.n;
  float v31 = ks_f32(v30);
  out[v27] = v31;
  Stepper_Stepper((&s), 5);
  ks_i32 v32 = k;
  ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
  k = v33;
  ks_i32 v34 = Counter_next((&s.part0));
  float v35 = ks_f32(v34);
  out[v32] = v35;
  ks_i32 v36 = Stepper_jump((&s));
  ks_i32 v37 = k;
  ks_i32 v38 = (ks_i32)((ks_u32)v37 + (ks_u32)1);
  k = v38;
  ks_i32 v39 = Stepper_jump((&s));
  ks_i32 v40 = s.part0.n;
  ks_i32 v41 = (ks_i32)((ks_u32)v39 + (ks_u32)v40);
  ks_i32 v42 = (ks_i32)((ks_u32)v41 - (ks_u32)4);
  float v43 = ks_f32(v42);
  out[v37] = v43;
  b.part0.part0.x = 8.0f;
  ks_i32 v44 = k;
  ks_i32 v45 = (ks_i32)((ks_u32)v44 + (ks_u32)1);
  k = v45;
  float v46 = by_reference((&b.part0.part0));
  out[v44] = v46;
  b.part0.part0.x = 5.0f;
  ks_i32 v47 = k;
  ks_i32 v48 = (ks_i32)((ks_u32)v47 + (ks_u32)1);
  k = v48;
  float v49 = by_pointer((&b.part0.part0));
  out[v47] = v49;
  Key_Key((&one), 1);
  Key_Key((&two), 2);
  ks_i32 v50 = k;
  ks_i32 v51 = (ks_i32)((ks_u32)v50 + (ks_u32)1);
  k = v51;
  bool v52 = Comparable_Key_same((&one), (&two));
  bool v53 = Comparable_Key_same((&one), (&one));
  ks_i32 v54 = (ks_i32)v53;
  ks_i32 v55 = (ks_i32)((ks_u32)2 * (ks_u32)v54);
  ks_i32 v56 = (ks_i32)v52;
  ks_i32 v57 = (ks_i32)((ks_u32)v56 + (ks_u32)v55);
  float v58 = ks_f32(v57);
  out[v50] = v58;
  ks_i32 v59 = k;
  ks_i32 v60 = (ks_i32)((ks_u32)v59 + (ks_u32)1);
  k = v60;
  Named v61 = b.part1;
  float v62 = by_value(v61);
  float v63 = 5.0f * v62;
  out[v59] = v63;
  Counter_Counter_2((&p.part0));
  p.k = 6;
  ks_i32 v64 = k;
  ks_i32 v65 = (ks_i32)((ks_u32)v64 + (ks_u32)1);
  k = v65;
  ks_i32 v66 = p.part0.n;
  ks_i32 v67 = (ks_i32)((ks_u32)v66 - (ks_u32)4);
  float v68 = ks_f32(v67);
  out[v64] = v68;
  ks_i32 v69 = k;
  ks_i32 v70 = (ks_i32)((ks_u32)v69 + (ks_u32)1);
  k = v70;
  ks_i32 v71 = p.part0.n;
  ks_i32 v72 = p.k;
  ks_i32 v73 = (ks_i32)((ks_u32)v71 + (ks_u32)v72);
  ks_i32 v74 = (ks_i32)((ks_u32)v73 - (ks_u32)3);
  float v75 = ks_f32(v74);
  out[v69] = v75;
  w = Wide_float_{{5.0f}, 5.0f};
  ks_i32 v76 = k;
  ks_i32 v77 = (ks_i32)((ks_u32)v76 + (ks_u32)1);
  k = v77;
  float v78 = Wide_float_both((&w));
  out[v76] = v78;
  Labeled v79 = l;
  shared.at[0] = v79;
  shared.at[0].part0.x = 3.0f;
  ks_i32 v80 = k;
  ks_i32 v81 = (ks_i32)((ks_u32)v80 + (ks_u32)1);
  k = v81;
  float v82 = Labeled_total_2((&shared.at[0]));
  float v83 = v82 - 2.0f;
  out[v80] = v83;
  l.part0.x = 4.0f;
  ks_i32 v84 = k;
  ks_i32 v85 = (ks_i32)((ks_u32)v84 + (ks_u32)1);
  k = v85;
  float v86 = l.part0.x;
  out[v84] = v86;
  ks_i32 v87 = k;
  ks_i32 v88 = (ks_i32)((ks_u32)v87 + (ks_u32)1);
  k = v88;
  Holder_float_ v89 = w.part0;
  float v90 = from_holder_float_(v89);
  float v91 = l.part0.x;
  float v92 = v90 * v91;
  float v93 = v92 + 8.0f;
  out[v87] = v93;
  Point v94 = l.part0;
  q = v94;
  ks_i32 v95 = k;
  ks_i32 v96 = (ks_i32)((ks_u32)v95 + (ks_u32)1);
  k = v96;
  float v97 = q.x;
  float v98 = v97 - 1.0f;
  out[v95] = v98;
  ks_i32 v99 = k;
  ks_i32 v100 = (ks_i32)((ks_u32)v99 + (ks_u32)1);
  k = v100;
  Member_Member((&x__1), 6.0f);
  Member v101 = x__1;
  Counter v102 = v101.inner;
  ks_i32 v103 = v102.n;
  Member_Member((&x__2), 6.0f);
  Member v104 = x__2;
  float v105 = v104.own;
  float v106 = ks_f32(v103);
  float v107 = v106 + v105;
  out[v99] = v107;
}

}
