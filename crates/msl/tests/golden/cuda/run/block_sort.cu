namespace ks_user {

struct Less_float_ {
};

static __device__ bool Less_float_operator_(Less_float_* this_1, float a, float b) {
  bool v0 = a < b;
  return v0;
}

static __device__ void exchange_float_(float* a, float* b) {
  float v0 = (*a);
  float v1 = (*b);
  (*a) = v1;
  (*b) = v0;
}

static __device__ void exchange_uint_(ks_u32* a, ks_u32* b) {
  ks_u32 v0 = (*a);
  ks_u32 v1 = (*b);
  (*a) = v1;
  (*b) = v0;
}

static __device__ void Network_float_uint_4_Less_float_sort(ks_array<float, 4>* values, ks_array<ks_u32, 4>* places) {
  Less_float_ before;
  ks_i16 i;
  ks_i16 j;
  i = (ks_i16)0;
  for (;;) {
    ks_i16 v0 = i;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i16 v3 = i;
    ks_i32 v4 = (ks_i32)v3;
    ks_i32 v5 = (ks_i32)(v4 & 1);
    ks_i16 v6 = (ks_i16)v5;
    j = v6;
    for (;;) {
      ks_i16 v7 = j;
      ks_i32 v8 = (ks_i32)v7;
      bool v9 = v8 < 3;
      if (!v9) break;
      ks_i16 v10 = j;
      ks_i32 v11 = (ks_i32)v10;
      ks_i32 v12 = (ks_i32)((ks_u32)v11 + (ks_u32)1);
      ks_i16 v13 = j;
      float v14 = (*values).at[v12];
      float v15 = (*values).at[v13];
      bool v16 = Less_float_operator_((&before), v14, v15);
      if (v16) {
        ks_i16 v17 = j;
        ks_i32 v18 = (ks_i32)v17;
        ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
        ks_i16 v20 = j;
        exchange_float_((&(*values).at[v19]), (&(*values).at[v20]));
        ks_i16 v21 = j;
        ks_i32 v22 = (ks_i32)v21;
        ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)1);
        ks_i16 v24 = j;
        exchange_uint_((&(*places).at[v23]), (&(*places).at[v24]));
      }
      ks_i16 v25 = j;
      ks_i32 v26 = (ks_i32)v25;
      ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)2);
      ks_i16 v28 = (ks_i16)v27;
      j = v28;
    }
    ks_i16 v29 = i;
    ks_i16 v30 = (ks_i16)((ks_u32)v29 + (ks_u32)(ks_i16)1);
    i = v30;
  }
}

static __device__ ks_i32 Merge_float_uint_8_4_Less_float_split(float* a, float* b, ks_i16 a_size, ks_i16 b_size, ks_i16 middle) {
  Less_float_ before;
  ks_i16 low;
  ks_i16 high;
  ks_i32 v0 = (ks_i32)middle;
  ks_i32 v1 = (ks_i32)b_size;
  ks_i32 v2 = (ks_i32)((ks_u32)v0 - (ks_u32)v1);
  ks_i32 v3 = ks_int_max(0, v2);
  ks_i16 v4 = (ks_i16)v3;
  low = v4;
  ks_i16 v5 = ks_int_min(middle, a_size);
  high = v5;
  for (;;) {
    ks_i16 v6 = low;
    ks_i16 v7 = high;
    ks_i32 v8 = (ks_i32)v6;
    ks_i32 v9 = (ks_i32)v7;
    bool v10 = v8 < v9;
    if (!v10) break;
    ks_i16 v11 = low;
    ks_i16 v12 = high;
    ks_i16 v13 = low;
    ks_i32 v14 = (ks_i32)v12;
    ks_i32 v15 = (ks_i32)v13;
    ks_i32 v16 = (ks_i32)((ks_u32)v14 - (ks_u32)v15);
    ks_i32 v17 = (ks_i32)(v16 / 2);
    ks_i32 v18 = (ks_i32)v11;
    ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)v17);
    ks_i16 v20 = (ks_i16)v19;
    ks_i32 v21 = (ks_i32)middle;
    ks_i32 v22 = (ks_i32)((ks_u32)v21 - (ks_u32)1);
    ks_i32 v23 = (ks_i32)v20;
    ks_i32 v24 = (ks_i32)((ks_u32)v22 - (ks_u32)v23);
    float v25 = b[v24];
    float v26 = a[v20];
    bool v27 = Less_float_operator_((&before), v25, v26);
    if (v27) {
      high = v20;
    } else {
      ks_i32 v28 = (ks_i32)v20;
      ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
      ks_i16 v30 = (ks_i16)v29;
      low = v30;
    }
  }
  ks_i16 v31 = high;
  ks_i32 v32 = (ks_i32)v31;
  return v32;
}

static __device__ void Merge_float_uint_8_4_Less_float_sort(float* values, ks_u32* places, ks_u32 lane) {
  ks_array<float, 4> own;
  ks_array<ks_u32, 4> own_places;
  ks_i16 i;
  ks_i32 width;
  ks_i16 i_1;
  ks_i16 at_a;
  ks_i16 at_b;
  Less_float_ before;
  ks_i16 i_2;
  float x_;
  float left;
  float x__1;
  float right;
  bool x__2;
  bool x__3;
  ks_u32 x__4;
  ks_i16 i_3;
  i = (ks_i16)0;
  for (;;) {
    ks_i16 v0 = i;
    ks_i32 v1 = (ks_i32)v0;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_i16 v3 = i;
    ks_u32 v4 = lane * 4u;
    ks_i16 v5 = i;
    ks_u32 v6 = (ks_u32)v5;
    ks_u32 v7 = v4 + v6;
    float v8 = values[v7];
    own.at[v3] = v8;
    ks_i16 v9 = i;
    ks_u32 v10 = lane * 4u;
    ks_i16 v11 = i;
    ks_u32 v12 = (ks_u32)v11;
    ks_u32 v13 = v10 + v12;
    ks_u32 v14 = places[v13];
    own_places.at[v9] = v14;
    ks_i16 v15 = i;
    ks_i16 v16 = (ks_i16)((ks_u32)v15 + (ks_u32)(ks_i16)1);
    i = v16;
  }
  Network_float_uint_4_Less_float_sort((&own), (&own_places));
  width = 2;
  for (;;) {
    ks_i32 v17 = width;
    bool v18 = v17 <= 8;
    if (!v18) break;
    __syncthreads();
    i_1 = (ks_i16)0;
    for (;;) {
      ks_i16 v19 = i_1;
      ks_i32 v20 = (ks_i32)v19;
      bool v21 = v20 < 4;
      if (!v21) break;
      ks_u32 v22 = lane * 4u;
      ks_i16 v23 = i_1;
      ks_u32 v24 = (ks_u32)v23;
      ks_u32 v25 = v22 + v24;
      ks_i16 v26 = i_1;
      float v27 = own.at[v26];
      values[v25] = v27;
      ks_u32 v28 = lane * 4u;
      ks_i16 v29 = i_1;
      ks_u32 v30 = (ks_u32)v29;
      ks_u32 v31 = v28 + v30;
      ks_i16 v32 = i_1;
      ks_u32 v33 = own_places.at[v32];
      places[v31] = v33;
      ks_i16 v34 = i_1;
      ks_i16 v35 = (ks_i16)((ks_u32)v34 + (ks_u32)(ks_i16)1);
      i_1 = v35;
    }
    __syncthreads();
    ks_i32 v36 = width;
    ks_i32 v37 = (ks_i32)((ks_u32)4 * (ks_u32)v36);
    ks_i32 v38 = width;
    ks_u32 v39 = (ks_u32)v38;
    ks_u32 v40 = ks_div(lane, v39);
    ks_u32 v41 = (ks_u32)v37;
    ks_u32 v42 = v41 * v40;
    ks_i32 v43 = (ks_i32)v42;
    ks_i32 v44 = width;
    ks_i32 v45 = (ks_i32)((ks_u32)4 * (ks_u32)v44);
    ks_i32 v46 = (ks_i32)(v45 / 2);
    ks_i32 v47 = width;
    ks_u32 v48 = (ks_u32)v47;
    ks_u32 v49 = ks_rem(lane, v48);
    ks_u32 v50 = 4u * v49;
    ks_i32 v51 = (ks_i32)v50;
    ks_i16 v52 = (ks_i16)v46;
    ks_i16 v53 = (ks_i16)v46;
    ks_i16 v54 = (ks_i16)v51;
    ks_i32 v55 = Merge_float_uint_8_4_Less_float_split((&values[v43]), (&(&values[v43])[v46]), v52, v53, v54);
    ks_i16 v56 = (ks_i16)v55;
    at_a = v56;
    ks_i16 v57 = at_a;
    ks_i32 v58 = (ks_i32)v57;
    ks_i32 v59 = (ks_i32)((ks_u32)v51 - (ks_u32)v58);
    ks_i16 v60 = (ks_i16)v59;
    at_b = v60;
    i_2 = (ks_i16)0;
    for (;;) {
      ks_i16 v61 = i_2;
      ks_i32 v62 = (ks_i32)v61;
      bool v63 = v62 < 4;
      if (!v63) break;
      ks_i16 v64 = at_a;
      ks_i32 v65 = (ks_i32)v64;
      bool v66 = v65 < v46;
      if (v66) {
        ks_i16 v67 = at_a;
        float v68 = (&values[v43])[v67];
        x_ = v68;
      } else {
        x_ = __builtin_bit_cast(float, 0x7f800000u);
      }
      float v69 = x_;
      left = v69;
      ks_i16 v70 = at_b;
      ks_i32 v71 = (ks_i32)v70;
      bool v72 = v71 < v46;
      if (v72) {
        ks_i16 v73 = at_b;
        float v74 = (&(&values[v43])[v46])[v73];
        x__1 = v74;
      } else {
        x__1 = __builtin_bit_cast(float, 0x7f800000u);
      }
      float v75 = x__1;
      right = v75;
      ks_i16 v76 = at_b;
      ks_i32 v77 = (ks_i32)v76;
      bool v78 = v77 < v46;
      x__3 = v78;
      if (v78) {
        ks_i16 v79 = at_a;
        ks_i32 v80 = (ks_i32)v79;
        bool v81 = v80 >= v46;
        x__2 = v81;
        if (v81) {
        } else {
          float v82 = right;
          float v83 = left;
          bool v84 = Less_float_operator_((&before), v82, v83);
          x__2 = v84;
        }
        bool v85 = x__2;
        x__3 = v85;
      }
      bool v86 = x__3;
      ks_i16 v87 = i_2;
      float v88 = right;
      float v89 = left;
      float v90 = v86 ? v88 : v89;
      own.at[v87] = v90;
      ks_i16 v91 = i_2;
      if (v86) {
        ks_i16 v92 = at_b;
        ks_u32 v93 = (&(&places[v43])[v46])[v92];
        x__4 = v93;
      } else {
        ks_i16 v94 = at_a;
        ks_u32 v95 = (&places[v43])[v94];
        x__4 = v95;
      }
      ks_u32 v96 = x__4;
      own_places.at[v91] = v96;
      ks_i16 v97 = (ks_i16)v86;
      ks_i16 v98 = at_b;
      ks_i32 v99 = (ks_i32)v98;
      ks_i32 v100 = (ks_i32)v97;
      ks_i32 v101 = (ks_i32)((ks_u32)v99 + (ks_u32)v100);
      ks_i16 v102 = (ks_i16)v101;
      at_b = v102;
      bool v103 = !v86;
      ks_i16 v104 = (ks_i16)v103;
      ks_i16 v105 = at_a;
      ks_i32 v106 = (ks_i32)v105;
      ks_i32 v107 = (ks_i32)v104;
      ks_i32 v108 = (ks_i32)((ks_u32)v106 + (ks_u32)v107);
      ks_i16 v109 = (ks_i16)v108;
      at_a = v109;
      ks_i16 v110 = i_2;
      ks_i16 v111 = (ks_i16)((ks_u32)v110 + (ks_u32)(ks_i16)1);
      i_2 = v111;
    }
    ks_i32 v112 = width;
    ks_i32 v113 = (ks_i32)((ks_u32)v112 * (ks_u32)2);
    width = v113;
  }
  __syncthreads();
  i_3 = (ks_i16)0;
  for (;;) {
    ks_i16 v114 = i_3;
    ks_i32 v115 = (ks_i32)v114;
    bool v116 = v115 < 4;
    if (!v116) break;
    ks_u32 v117 = lane * 4u;
    ks_i16 v118 = i_3;
    ks_u32 v119 = (ks_u32)v118;
    ks_u32 v120 = v117 + v119;
    ks_i16 v121 = i_3;
    float v122 = own.at[v121];
    values[v120] = v122;
    ks_u32 v123 = lane * 4u;
    ks_i16 v124 = i_3;
    ks_u32 v125 = (ks_u32)v124;
    ks_u32 v126 = v123 + v125;
    ks_i16 v127 = i_3;
    ks_u32 v128 = own_places.at[v127];
    places[v126] = v128;
    ks_i16 v129 = i_3;
    ks_i16 v130 = (ks_i16)((ks_u32)v129 + (ks_u32)(ks_i16)1);
    i_3 = v130;
  }
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_block_sort_4_float32_float32_uint32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  ks_u32* __restrict__ places,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  ks_array<float, 32>& values = *(ks_array<float, 32>*)(ks_memory + 0);
  ks_array<ks_u32, 32>& slots = *(ks_array<ks_u32, 32>*)(ks_memory + 128);
  ks_u32 lane;
  ks_i32 i;
  ks_i32 i_1;
  ks_u32 v0 = thread_position_in_threadgroup.x;
  lane = v0;
  i = 0;
  for (;;) {
    ks_i32 v1 = i;
    bool v2 = v1 < 4;
    if (!v2) break;
    ks_u32 v3 = lane;
    ks_u32 v4 = v3 * 4u;
    ks_i32 v5 = i;
    ks_u32 v6 = (ks_u32)v5;
    ks_u32 v7 = v4 + v6;
    ks_u32 v8 = lane;
    ks_u32 v9 = v8 * 4u;
    ks_i32 v10 = i;
    ks_u32 v11 = (ks_u32)v10;
    ks_u32 v12 = v9 + v11;
    float v13 = x[v12];
    values.at[v7] = v13;
    ks_u32 v14 = lane;
    ks_u32 v15 = v14 * 4u;
    ks_i32 v16 = i;
    ks_u32 v17 = (ks_u32)v16;
    ks_u32 v18 = v15 + v17;
    ks_u32 v19 = lane;
    ks_u32 v20 = v19 * 4u;
    ks_i32 v21 = i;
    ks_u32 v22 = (ks_u32)v21;
    ks_u32 v23 = v20 + v22;
    slots.at[v18] = v23;
    ks_i32 v24 = i;
    ks_i32 v25 = (ks_i32)((ks_u32)v24 + (ks_u32)1);
    i = v25;
  }
  ks_u32 v26 = lane;
  Merge_float_uint_8_4_Less_float_sort((&values.at[0]), (&slots.at[0]), v26);
  i_1 = 0;
  for (;;) {
    ks_i32 v27 = i_1;
    bool v28 = v27 < 4;
    if (!v28) break;
    ks_u32 v29 = lane;
    ks_u32 v30 = v29 * 4u;
    ks_i32 v31 = i_1;
    ks_u32 v32 = (ks_u32)v31;
    ks_u32 v33 = v30 + v32;
    ks_u32 v34 = lane;
    ks_u32 v35 = v34 * 4u;
    ks_i32 v36 = i_1;
    ks_u32 v37 = (ks_u32)v36;
    ks_u32 v38 = v35 + v37;
    float v39 = values.at[v38];
    out[v33] = v39;
    ks_u32 v40 = lane;
    ks_u32 v41 = v40 * 4u;
    ks_i32 v42 = i_1;
    ks_u32 v43 = (ks_u32)v42;
    ks_u32 v44 = v41 + v43;
    ks_u32 v45 = lane;
    ks_u32 v46 = v45 * 4u;
    ks_i32 v47 = i_1;
    ks_u32 v48 = (ks_u32)v47;
    ks_u32 v49 = v46 + v48;
    ks_u32 v50 = slots.at[v49];
    places[v44] = v50;
    ks_i32 v51 = i_1;
    ks_i32 v52 = (ks_i32)((ks_u32)v51 + (ks_u32)1);
    i_1 = v52;
  }
}

}
