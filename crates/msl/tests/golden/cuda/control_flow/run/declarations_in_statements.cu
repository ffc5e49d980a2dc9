namespace ks_user {

struct Pair {
  float first;
  ks_i32 second;
};

struct Scale {
  float by;
  float calls;
};

struct array_float_3_ {
  ks_array<float, 3> elements;
};

static __constant__ const ks_array<ks_array<ks_u32, 3>, 2> table = {{{{1u, 2u, 3u}}, {{4u, 5u, 6u}}}};

static __device__ Pair make(float x) {
  ks_i32 v0 = ks_to_i32(ks_f32(x));
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  Pair v2 = {x, v1};
  return v2;
}

static __device__ float lambda_float_(ks_i32 n, float x) {
  float v0 = ks_f32(n);
  float v1 = v0 * x;
  return v1;
}

static __device__ void lambda_float_2(float* t, float x) {
  (*t) = x;
}

static __device__ float lambda_float_3(Scale* this_1, float x, float y) {
  float v0 = (*this_1).by;
  float v1 = y * v0;
  float v2 = v1 + x;
  return v2;
}

static __device__ float Scale_apply(Scale* this_1, float x) {
  float v0 = lambda_float_3(this_1, x, 2.0f);
  return v0;
}

static __device__ float Scale_twice(Scale* this_1, float x) {
  float v0 = 2.0f * x;
  return v0;
}

static __device__ float lambda_float_4(Scale* this_1, float y) {
  float v0 = (*this_1).calls;
  float v1 = v0 + 1.0f;
  (*this_1).calls = v1;
  float v2 = Scale_twice(this_1, y);
  float v3 = (*this_1).calls;
  float v4 = v2 + v3;
  return v4;
}

static __device__ float Scale_count(Scale* this_1, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_4(this_1, v0);
  float v2 = x_1;
  float v3 = lambda_float_4(this_1, v2);
  float v4 = v1 + v3;
  return v4;
}

static __device__ float lambda_float_5(float x, Scale scale, float x_1) {
  float v0 = scale.by;
  float v1 = x_1 * v0;
  float v2 = v1 * 2.0f;
  return v2;
}

static __device__ float apply_lambda_(float f_x, Scale f_scale, float x) {
  float x_1;
  x_1 = x;
  float v0 = x_1;
  float v1 = lambda_float_5(f_x, f_scale, v0);
  return v1;
}

static __device__ float lambda_float_6(float c, ks_i32* y, float* target, float y_1) {
  float v0 = c + y_1;
  float v1 = (*target);
  float v2 = v0 + v1;
  return v2;
}

static __device__ float lambda_float_7(float* x, ks_i32* y, float* target, float x_1) {
  float x_2;
  x_2 = x_1;
  float v0 = x_2;
  float v1 = v0 * 2.0f;
  float v2 = x_2;
  float v3 = lambda_float_6(v1, y, target, v2);
  return v3;
}

static __device__ float plain(float x) {
  return x;
}

static __device__ float noted(float x) {
  return 3.0f;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_declarations_in_statements_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  ks_i32 k;
  ks_i32 unused;
  ks_i32 left;
  ks_i32 sum;
  ks_array<ks_i32, 3> list;
  ks_i32 total;
  ks_u32 x_;
  ks_i32 x;
  ks_u32 x__1;
  ks_u32 x__2;
  ks_i32 x_1;
  ks_array<ks_i32, 2> x__3;
  ks_u32 x__4;
  ks_i32 x_2;
  Pair x__5;
  Pair p;
  ks_array<ks_i32, 3> x__6;
  float target;
  Scale scale;
  array_float_3_ fixed;
  float of_array;
  ks_u32 x__7;
  float x_3;
  ks_u32 of_table;
  ks_u32 x__8;
  ks_i32 i;
  ks_i32 unused_1;
  Pair made;
  k = 0;
  float v0 = a[6];
  ks_i32 v1 = ks_to_i32(ks_f32(v0));
  bool v2 = v1 > 3;
  if (v2) {
    ks_i32 v3 = k;
    ks_i32 v4 = (ks_i32)((ks_u32)v3 + (ks_u32)1);
    k = v4;
    float v5 = ks_f32(v1);
    out[v3] = v5;
  } else {
    ks_i32 v6 = k;
    ks_i32 v7 = (ks_i32)((ks_u32)v6 + (ks_u32)1);
    k = v7;
    ks_i32 v8 = (ks_i32)(0 - (ks_u32)v1);
    float v9 = ks_f32(v8);
    out[v6] = v9;
  }
  float v10 = (*a);
  ks_i32 v11 = ks_to_i32(ks_f32(v10));
  bool v12 = v11 != 0;
  if (v12) {
    ks_i32 v13 = k;
    ks_i32 v14 = (ks_i32)((ks_u32)v13 + (ks_u32)1);
    k = v14;
    float v15 = ks_f32(v11);
    out[v13] = v15;
  }
  float v16 = a[4];
  ks_i32 v17 = ks_to_i32(ks_f32(v16));
  ks_i32 v18 = (ks_i32)(v17 % 3);
  switch (v18) {
    case 2:
    {
      unused = v18;
      ks_i32 v19 = k;
      ks_i32 v20 = (ks_i32)((ks_u32)v19 + (ks_u32)1);
      k = v20;
      ks_i32 v21 = unused;
      float v22 = ks_f32(v21);
      out[v19] = v22;
    }
    case 0:
    {
    }
    break;
    default:
    {
      ks_i32 v23 = k;
      ks_i32 v24 = (ks_i32)((ks_u32)v23 + (ks_u32)1);
      k = v24;
      out[v23] = 0.0f;
    }
    break;
  }
  left = 4;
  sum = 0;
  for (;;) {
    ks_i32 v25 = left;
    bool v26 = v25 != 0;
    if (v26) {
      ks_i32 v27 = (ks_i32)((ks_u32)v25 - (ks_u32)1);
      left = v27;
      bool v28 = v25 == 9;
      if (v28) {
        continue;
      }
      ks_i32 v29 = sum;
      ks_i32 v30 = (ks_i32)((ks_u32)v29 + (ks_u32)v25);
      sum = v30;
    } else {
      break;
    }
  }
  ks_i32 v31 = k;
  ks_i32 v32 = (ks_i32)((ks_u32)v31 + (ks_u32)1);
  k = v32;
  ks_i32 v33 = sum;
  float v34 = ks_f32(v33);
  out[v31] = v34;
  list = ks_array<ks_i32, 3>{{1, 2, 3}};
  total = 0;
  x_ = 0u;
  for (;;) {
    ks_u32 v35 = x_;
    bool v36 = v35 < 3u;
    if (!v36) break;
    ks_u32 v37 = x_;
    ks_i32 v38 = list.at[v37];
    x = v38;
    ks_i32 v39 = total;
    ks_i32 v40 = x;
    ks_i32 v41 = (ks_i32)((ks_u32)v39 + (ks_u32)v40);
    total = v41;
    ks_u32 v42 = x_;
    ks_u32 v43 = v42 + 1u;
    x_ = v43;
  }
  ks_i32 v44 = k;
  ks_i32 v45 = (ks_i32)((ks_u32)v44 + (ks_u32)1);
  k = v45;
  ks_i32 v46 = total;
  float v47 = ks_f32(v46);
  out[v44] = v47;
  x__1 = 0u;
  for (;;) {
    ks_u32 v48 = x__1;
    bool v49 = v48 < 3u;
    if (!v49) break;
    ks_u32 v50 = x__1;
    ks_i32 v51 = list.at[v50];
    ks_i32 v52 = (ks_i32)((ks_u32)v51 * (ks_u32)2);
    list.at[v50] = v52;
    ks_u32 v53 = x__1;
    ks_u32 v54 = v53 + 1u;
    x__1 = v54;
  }
  total = 0;
  x__2 = 0u;
  for (;;) {
    ks_u32 v55 = x__2;
    bool v56 = v55 < 3u;
    if (!v56) break;
    ks_u32 v57 = x__2;
    ks_i32 v58 = list.at[v57];
    x_1 = v58;
    ks_i32 v59 = x_1;
    bool v60 = v59 == 100;
    if (v60) {
      break;
    }
    ks_i32 v61 = total;
    ks_i32 v62 = x_1;
    ks_i32 v63 = (ks_i32)((ks_u32)v61 + (ks_u32)v62);
    total = v63;
    ks_u32 v64 = x__2;
    ks_u32 v65 = v64 + 1u;
    x__2 = v65;
  }
  ks_i32 v66 = k;
  ks_i32 v67 = (ks_i32)((ks_u32)v66 + (ks_u32)1);
  k = v67;
  ks_i32 v68 = total;
  float v69 = ks_f32(v68);
  out[v66] = v69;
  x__3 = ks_array<ks_i32, 2>{{5, 3}};
  x__4 = 0u;
  for (;;) {
    ks_u32 v70 = x__4;
    bool v71 = v70 < 2u;
    if (!v71) break;
    ks_u32 v72 = x__4;
    ks_i32 v73 = x__3.at[v72];
    x_2 = v73;
    ks_i32 v74 = total;
    ks_i32 v75 = x_2;
    ks_i32 v76 = (ks_i32)((ks_u32)v74 + (ks_u32)v75);
    total = v76;
    ks_u32 v77 = x__4;
    ks_u32 v78 = v77 + 1u;
    x__4 = v78;
  }
  ks_i32 v79 = k;
  ks_i32 v80 = (ks_i32)((ks_u32)v79 + (ks_u32)1);
  k = v80;
  ks_i32 v81 = total;
  float v82 = ks_f32(v81);
  out[v79] = v82;
  Pair v83 = make(3.0f);
  x__5 = v83;
  ks_i32 v84 = k;
  ks_i32 v85 = (ks_i32)((ks_u32)v84 + (ks_u32)1);
  k = v85;
  float v86 = x__5.first;
  out[v84] = v86;
  ks_i32 v87 = k;
  ks_i32 v88 = (ks_i32)((ks_u32)v87 + (ks_u32)1);
  k = v88;
  ks_i32 v89 = x__5.second;
  float v90 = ks_f32(v89);
  out[v87] = v90;
  p = Pair{1.0f, 4};
  ks_i32 v91 = p.second;
  ks_i32 v92 = (ks_i32)((ks_u32)v91 + (ks_u32)1);
  p.second = v92;
  ks_i32 v93 = k;
  ks_i32 v94 = (ks_i32)((ks_u32)v93 + (ks_u32)1);
  k = v94;
  ks_i32 v95 = p.second;
  float v96 = ks_f32(v95);
  out[v93] = v96;
  ks_array<ks_i32, 3> v97 = list;
  x__6 = v97;
  ks_i32 v98 = k;
  ks_i32 v99 = (ks_i32)((ks_u32)v98 + (ks_u32)1);
  k = v99;
  ks_i32 v100 = x__6.at[0];
  ks_i32 v101 = x__6.at[1];
  ks_i32 v102 = (ks_i32)((ks_u32)v100 + (ks_u32)v101);
  ks_i32 v103 = x__6.at[2];
  ks_i32 v104 = (ks_i32)((ks_u32)v102 + (ks_u32)v103);
  ks_i32 v105 = (ks_i32)((ks_u32)v104 - (ks_u32)3);
  float v106 = ks_f32(v105);
  out[v98] = v106;
  ks_i32 v107 = k;
  ks_i32 v108 = (ks_i32)((ks_u32)v107 + (ks_u32)1);
  k = v108;
  float v109 = lambda_float_(2, 1.0f);
  out[v107] = v109;
  target = 0.0f;
  lambda_float_2((&target), 1.0f);
  ks_i32 v110 = k;
  ks_i32 v111 = (ks_i32)((ks_u32)v110 + (ks_u32)1);
  k = v111;
  float v112 = target;
  out[v110] = v112;
  scale = Scale{2.0f, 0.0f};
  ks_i32 v113 = k;
  ks_i32 v114 = (ks_i32)((ks_u32)v113 + (ks_u32)1);
  k = v114;
  float v115 = Scale_apply((&scale), 2.0f);
  out[v113] = v115;
  ks_i32 v116 = k;
  ks_i32 v117 = (ks_i32)((ks_u32)v116 + (ks_u32)1);
  k = v117;
  float v118 = Scale_count((&scale), 2.0f);
  out[v116] = v118;
  ks_i32 v119 = k;
  ks_i32 v120 = (ks_i32)((ks_u32)v119 + (ks_u32)1);
  k = v120;
  float v121 = Scale_twice((&scale), 7.0f);
  out[v119] = v121;
  fixed = array_float_3_{{{7.0f, 8.0f, 9.0f}}};
  of_array = 0.0f;
  x__7 = 0u;
  for (;;) {
    ks_u32 v122 = x__7;
    bool v123 = v122 < 3u;
    if (!v123) break;
    ks_u32 v124 = x__7;
    float v125 = fixed.elements.at[v124];
    x_3 = v125;
    float v126 = of_array;
    float v127 = x_3;
    float v128 = v126 + v127;
    of_array = v128;
    ks_u32 v129 = x__7;
    ks_u32 v130 = v129 + 1u;
    x__7 = v130;
  }
  ks_i32 v131 = k;
  ks_i32 v132 = (ks_i32)((ks_u32)v131 + (ks_u32)1);
  k = v132;
  float v133 = of_array;
  out[v131] = v133;
  of_table = 0u;
  ks_i32 v134 = k;
  ks_i32 v135 = (ks_i32)(v134 % 2);
  x__8 = 0u;
  for (;;) {
    ks_u32 v136 = x__8;
    bool v137 = v136 < 3u;
    if (!v137) break;
    {
      ks_u32 v138 = x__8;
      ks_u32 v139 = (*(ks_array<ks_array<ks_u32, 3>, 2>*)&table).at[v135].at[v138];
      bool v140 = v139 == 2u;
      bool v141 = v139 == 5u;
      bool v142 = (bool)(v140 | v141);
      if (v142) {
        goto end;
      }
      ks_u32 v143 = of_table;
      ks_u32 v144 = v143 + v139;
      of_table = v144;
    }
    end:;
    ks_u32 v145 = x__8;
    ks_u32 v146 = v145 + 1u;
    x__8 = v146;
  }
  ks_i32 v147 = k;
  ks_i32 v148 = (ks_i32)((ks_u32)v147 + (ks_u32)1);
  k = v148;
  ks_u32 v149 = of_table;
  bool v150 = v149 == 10u;
  ks_i32 v151 = v150 ? 4 : 0;
  float v152 = ks_f32(v151);
  out[v147] = v152;
  ks_i32 v153 = k;
  ks_i32 v154 = (ks_i32)((ks_u32)v153 + (ks_u32)1);
  k = v154;
  float v155 = x__5.first;
  Scale v156 = scale;
  float v157 = apply_lambda_(v155, v156, 3.0f);
  out[v153] = v157;
  i = 0;
  #pragma unroll
  for (;;) {
    ks_i32 v158 = i;
    bool v159 = v158 < 2;
    if (!v159) break;
    ks_i32 v160 = i;
    unused_1 = v160;
    float v161 = target;
    float v162 = v161 + 3.5f;
    target = v162;
    ks_i32 v163 = i;
    ks_i32 v164 = (ks_i32)((ks_u32)v163 + (ks_u32)1);
    i = v164;
  }
  ks_i32 v165 = k;
  ks_i32 v166 = (ks_i32)((ks_u32)v165 + (ks_u32)1);
  k = v166;
  float v167 = target;
  out[v165] = v167;
  ks_i32 v168 = k;
  ks_i32 v169 = (ks_i32)((ks_u32)v168 + (ks_u32)1);
  k = v169;
  float v170 = lambda_float_7((&x__5.first), (&x__5.second), (&target), 7.0f);
  float v171 = v170 + 1.0f;
  out[v168] = v171;
  ks_i32 v172 = k;
  ks_i32 v173 = (ks_i32)((ks_u32)v172 + (ks_u32)1);
  k = v173;
  float v174 = plain(7.0f);
  out[v172] = v174;
  ks_i32 v175 = k;
  ks_i32 v176 = (ks_i32)((ks_u32)v175 + (ks_u32)1);
  k = v176;
  float v177 = noted(1.0f);
  out[v175] = v177;
  ks_i32 v178 = k;
  ks_i32 v179 = (ks_i32)((ks_u32)v178 + (ks_u32)1);
  k = v179;
  out[v178] = 1.0f;
  ks_i32 v180 = k;
  ks_i32 v181 = (ks_i32)((ks_u32)v180 + (ks_u32)1);
  k = v181;
  out[v180] = 2.0f;
  Pair v182 = make(4.0f);
  made = v182;
  ks_i32 v183 = k;
  ks_i32 v184 = (ks_i32)((ks_u32)v183 + (ks_u32)1);
  k = v184;
  ks_i32 v185 = made.second;
  float v186 = ks_f32(v185);
  out[v183] = v186;
}

}
