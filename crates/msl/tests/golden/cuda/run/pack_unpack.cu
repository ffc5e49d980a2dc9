namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_pack_unpack_float32_float32_float16_uint32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ back,
  ks_half* __restrict__ halves,
  ks_u32* __restrict__ words,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 k;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_vec4<float> v1 = ((ks_vec4<float>*)a)[v0];
  ks_vec4<float> v2 = {ks_math_fmax(v1.x, (-1.0f)), ks_math_fmax(v1.y, (-1.0f)), ks_math_fmax(v1.z, (-1.0f)), ks_math_fmax(v1.w, (-1.0f))};
  ks_vec4<float> v3 = {ks_math_fmin(v2.x, 1.0f), ks_math_fmin(v2.y, 1.0f), ks_math_fmin(v2.z, 1.0f), ks_math_fmin(v2.w, 1.0f)};
  ks_vec4<float> v4 = {v3.x * 127.0f, v3.y * 127.0f, v3.z * 127.0f, v3.w * 127.0f};
  ks_vec4<float> v5 = {ks_math_rint(v4.x), ks_math_rint(v4.y), ks_math_rint(v4.z), ks_math_rint(v4.w)};
  ks_vec4<ks_i32> v6 = {ks_to_i32(ks_f32(v5.x)), ks_to_i32(ks_f32(v5.y)), ks_to_i32(ks_f32(v5.z)), ks_to_i32(ks_f32(v5.w))};
  ks_vec4<ks_u32> v7 = {(ks_u32)v6.x, (ks_u32)v6.y, (ks_u32)v6.z, (ks_u32)v6.w};
  ks_vec4<ks_u32> v8 = {(ks_u32)(v7.x & 255u), (ks_u32)(v7.y & 255u), (ks_u32)(v7.z & 255u), (ks_u32)(v7.w & 255u)};
  ks_vec4<ks_u32> v9 = {(ks_u32)((ks_u32)v8.x << 0), (ks_u32)((ks_u32)v8.y << 8), (ks_u32)((ks_u32)v8.z << 16), (ks_u32)((ks_u32)v8.w << 24)};
  ks_u32 v10 = v9.x;
  ks_u32 v11 = v9.y;
  ks_u32 v12 = (ks_u32)(v10 | v11);
  ks_u32 v13 = v9.z;
  ks_u32 v14 = (ks_u32)(v12 | v13);
  ks_u32 v15 = v9.w;
  ks_u32 v16 = (ks_u32)(v14 | v15);
  ks_vec4<ks_u32> v17 = {v16, v16, v16, v16};
  ks_vec4<ks_u32> v18 = {(ks_u32)(v17.x >> 0), (ks_u32)(v17.y >> 8), (ks_u32)(v17.z >> 16), (ks_u32)(v17.w >> 24)};
  ks_vec4<ks_u32> v19 = {(ks_u32)(v18.x & 255u), (ks_u32)(v18.y & 255u), (ks_u32)(v18.z & 255u), (ks_u32)(v18.w & 255u)};
  ks_vec4<ks_u32> v20 = {(ks_u32)((ks_u32)v19.x << 24), (ks_u32)((ks_u32)v19.y << 24), (ks_u32)((ks_u32)v19.z << 24), (ks_u32)((ks_u32)v19.w << 24)};
  ks_vec4<ks_i32> v21 = {(ks_i32)v20.x, (ks_i32)v20.y, (ks_i32)v20.z, (ks_i32)v20.w};
  ks_vec4<ks_i32> v22 = {(ks_i32)(v21.x >> 24), (ks_i32)(v21.y >> 24), (ks_i32)(v21.z >> 24), (ks_i32)(v21.w >> 24)};
  ks_vec4<float> v23 = {ks_f32(v22.x), ks_f32(v22.y), ks_f32(v22.z), ks_f32(v22.w)};
  ks_vec4<float> v24 = {v23.x / 127.0f, v23.y / 127.0f, v23.z / 127.0f, v23.w / 127.0f};
  ks_vec4<float> v25 = {ks_math_fmax(v24.x, (-1.0f)), ks_math_fmax(v24.y, (-1.0f)), ks_math_fmax(v24.z, (-1.0f)), ks_math_fmax(v24.w, (-1.0f))};
  k = 0;
  for (;;) {
    ks_i32 v26 = k;
    bool v27 = v26 < 4;
    if (!v27) break;
    ks_u32 v28 = 4u * v0;
    ks_i32 v29 = k;
    ks_u32 v30 = (ks_u32)v29;
    ks_u32 v31 = v28 + v30;
    ks_i32 v32 = k;
    float v33 = ks_component(v25, (ks_u64)v32);
    back[v31] = v33;
    ks_i32 v34 = k;
    ks_i32 v35 = (ks_i32)((ks_u32)v34 + (ks_u32)1);
    k = v35;
  }
  ks_vec2<float> v36 = {v1.x, v1.z};
  ks_vec2<ks_half> v37 = {ks_f16(v36.x), ks_f16(v36.y)};
  ks_vec2<float> v38 = {ks_f32(v37.x), ks_f32(v37.y)};
  ks_vec2<float> v39 = {ks_math_fmax(v38.x, 0.0f), ks_math_fmax(v38.y, 0.0f)};
  ks_vec2<float> v40 = {ks_math_fmin(v39.x, 1.0f), ks_math_fmin(v39.y, 1.0f)};
  ks_vec2<float> v41 = {v40.x * 65535.0f, v40.y * 65535.0f};
  ks_vec2<float> v42 = {ks_math_rint(v41.x), ks_math_rint(v41.y)};
  ks_vec2<ks_i32> v43 = {ks_to_i32(ks_f32(v42.x)), ks_to_i32(ks_f32(v42.y))};
  ks_vec2<ks_u32> v44 = {(ks_u32)v43.x, (ks_u32)v43.y};
  ks_vec2<ks_u32> v45 = {(ks_u32)(v44.x & 65535u), (ks_u32)(v44.y & 65535u)};
  ks_vec2<ks_u32> v46 = {(ks_u32)((ks_u32)v45.x << 0), (ks_u32)((ks_u32)v45.y << 16)};
  ks_u32 v47 = v46.x;
  ks_u32 v48 = v46.y;
  ks_u32 v49 = (ks_u32)(v47 | v48);
  ks_vec2<ks_u32> v50 = {v49, v49};
  ks_vec2<ks_u32> v51 = {(ks_u32)(v50.x >> 0), (ks_u32)(v50.y >> 16)};
  ks_vec2<ks_u32> v52 = {(ks_u32)(v51.x & 65535u), (ks_u32)(v51.y & 65535u)};
  ks_vec2<float> v53 = {ks_f32(v52.x), ks_f32(v52.y)};
  ks_vec2<float> v54 = {v53.x / 65535.0f, v53.y / 65535.0f};
  ks_vec2<ks_half> v55 = {ks_f16(v54.x), ks_f16(v54.y)};
  ks_u32 v56 = 2u * v0;
  ks_half v57 = v55.x;
  halves[v56] = v57;
  ks_u32 v58 = 2u * v0;
  ks_u32 v59 = v58 + 1u;
  ks_half v60 = v55.y;
  halves[v59] = v60;
  bool v61 = v0 == 0u;
  if (v61) {
    ks_vec4<float> v62 = {ks_math_fmax(0.0f, 0.0f), ks_math_fmax(0.0f, 0.0f), ks_math_fmax(0.49803922f, 0.0f), ks_math_fmax(1.0f, 0.0f)};
    ks_vec4<float> v63 = {ks_math_fmin(v62.x, 1.0f), ks_math_fmin(v62.y, 1.0f), ks_math_fmin(v62.z, 1.0f), ks_math_fmin(v62.w, 1.0f)};
    ks_vec4<float> v64 = {v63.x * 255.0f, v63.y * 255.0f, v63.z * 255.0f, v63.w * 255.0f};
    ks_vec4<float> v65 = {ks_math_rint(v64.x), ks_math_rint(v64.y), ks_math_rint(v64.z), ks_math_rint(v64.w)};
    ks_vec4<ks_i32> v66 = {ks_to_i32(ks_f32(v65.x)), ks_to_i32(ks_f32(v65.y)), ks_to_i32(ks_f32(v65.z)), ks_to_i32(ks_f32(v65.w))};
    ks_vec4<ks_u32> v67 = {(ks_u32)v66.x, (ks_u32)v66.y, (ks_u32)v66.z, (ks_u32)v66.w};
    ks_vec4<ks_u32> v68 = {(ks_u32)(v67.x & 255u), (ks_u32)(v67.y & 255u), (ks_u32)(v67.z & 255u), (ks_u32)(v67.w & 255u)};
    ks_vec4<ks_u32> v69 = {(ks_u32)((ks_u32)v68.x << 0), (ks_u32)((ks_u32)v68.y << 8), (ks_u32)((ks_u32)v68.z << 16), (ks_u32)((ks_u32)v68.w << 24)};
    ks_u32 v70 = v69.x;
    ks_u32 v71 = v69.y;
    ks_u32 v72 = (ks_u32)(v70 | v71);
    ks_u32 v73 = v69.z;
    ks_u32 v74 = (ks_u32)(v72 | v73);
    ks_u32 v75 = v69.w;
    ks_u32 v76 = (ks_u32)(v74 | v75);
    (*words) = v76;
    ks_vec4<float> v77 = {ks_f32(ks_half{0x3c00}), ks_f32(ks_half{0x0}), ks_f32(ks_half{0x0}), ks_f32(ks_half{0x3c00})};
    ks_vec4<float> v78 = {ks_math_fmax(v77.x, 0.0f), ks_math_fmax(v77.y, 0.0f), ks_math_fmax(v77.z, 0.0f), ks_math_fmax(v77.w, 0.0f)};
    ks_vec4<float> v79 = {ks_math_fmin(v78.x, 1.0f), ks_math_fmin(v78.y, 1.0f), ks_math_fmin(v78.z, 1.0f), ks_math_fmin(v78.w, 1.0f)};
    ks_vec4<float> v80 = {v79.x * 12.92f, v79.y * 12.92f, v79.z * 12.92f, v79.w * 12.92f};
    ks_vec4<float> v81 = {ks_math_powr(v79.x, 0.41666666f), ks_math_powr(v79.y, 0.41666666f), ks_math_powr(v79.z, 0.41666666f), ks_math_powr(v79.w, 0.41666666f)};
    ks_vec4<float> v82 = {v81.x * 1.055f, v81.y * 1.055f, v81.z * 1.055f, v81.w * 1.055f};
    ks_vec4<float> v83 = {v82.x - 0.055f, v82.y - 0.055f, v82.z - 0.055f, v82.w - 0.055f};
    ks_vec4<bool> v84 = {v79.x < 0.0031308f, v79.y < 0.0031308f, v79.z < 0.0031308f, v79.w < 0.0031308f};
    ks_vec4<float> v85 = {v84.x ? v80.x : v83.x, v84.y ? v80.y : v83.y, v84.z ? v80.z : v83.z, v84.w ? v80.w : v83.w};
    ks_vec4<float> v86 = {true ? v85.x : v79.x, true ? v85.y : v79.y, true ? v85.z : v79.z, false ? v85.w : v79.w};
    ks_vec4<float> v87 = {v86.x * 255.0f, v86.y * 255.0f, v86.z * 255.0f, v86.w * 255.0f};
    ks_vec4<float> v88 = {ks_math_rint(v87.x), ks_math_rint(v87.y), ks_math_rint(v87.z), ks_math_rint(v87.w)};
    ks_vec4<ks_i32> v89 = {ks_to_i32(ks_f32(v88.x)), ks_to_i32(ks_f32(v88.y)), ks_to_i32(ks_f32(v88.z)), ks_to_i32(ks_f32(v88.w))};
    ks_vec4<ks_u32> v90 = {(ks_u32)v89.x, (ks_u32)v89.y, (ks_u32)v89.z, (ks_u32)v89.w};
    ks_vec4<ks_u32> v91 = {(ks_u32)(v90.x & 255u), (ks_u32)(v90.y & 255u), (ks_u32)(v90.z & 255u), (ks_u32)(v90.w & 255u)};
    ks_vec4<ks_u32> v92 = {(ks_u32)((ks_u32)v91.x << 0), (ks_u32)((ks_u32)v91.y << 8), (ks_u32)((ks_u32)v91.z << 16), (ks_u32)((ks_u32)v91.w << 24)};
    ks_u32 v93 = v92.x;
    ks_u32 v94 = v92.y;
    ks_u32 v95 = (ks_u32)(v93 | v94);
    ks_u32 v96 = v92.z;
    ks_u32 v97 = (ks_u32)(v95 | v96);
    ks_u32 v98 = v92.w;
    ks_u32 v99 = (ks_u32)(v97 | v98);
    words[1] = v99;
    ks_vec2<float> v100 = {ks_f32(ks_half{0x3c00}), ks_f32(ks_half{0x3800})};
    ks_vec2<float> v101 = {ks_math_fmax(v100.x, 0.0f), ks_math_fmax(v100.y, 0.0f)};
    ks_vec2<float> v102 = {ks_math_fmin(v101.x, 1.0f), ks_math_fmin(v101.y, 1.0f)};
    ks_vec2<float> v103 = {v102.x * 65535.0f, v102.y * 65535.0f};
    ks_vec2<float> v104 = {ks_math_rint(v103.x), ks_math_rint(v103.y)};
    ks_vec2<ks_i32> v105 = {ks_to_i32(ks_f32(v104.x)), ks_to_i32(ks_f32(v104.y))};
    ks_vec2<ks_u32> v106 = {(ks_u32)v105.x, (ks_u32)v105.y};
    ks_vec2<ks_u32> v107 = {(ks_u32)(v106.x & 65535u), (ks_u32)(v106.y & 65535u)};
    ks_vec2<ks_u32> v108 = {(ks_u32)((ks_u32)v107.x << 0), (ks_u32)((ks_u32)v107.y << 16)};
    ks_u32 v109 = v108.x;
    ks_u32 v110 = v108.y;
    ks_u32 v111 = (ks_u32)(v109 | v110);
    words[2] = v111;
    ks_vec3<float> v112 = {ks_math_fmax(1.0f, 0.0f), ks_math_fmax(0.0f, 0.0f), ks_math_fmax(1.0f, 0.0f)};
    ks_vec3<float> v113 = {ks_math_fmin(v112.x, 1.0f), ks_math_fmin(v112.y, 1.0f), ks_math_fmin(v112.z, 1.0f)};
    ks_vec3<float> v114 = {v113.x * 31.0f, v113.y * 63.0f, v113.z * 31.0f};
    ks_vec3<float> v115 = {ks_math_rint(v114.x), ks_math_rint(v114.y), ks_math_rint(v114.z)};
    ks_vec3<ks_i32> v116 = {ks_to_i32(ks_f32(v115.x)), ks_to_i32(ks_f32(v115.y)), ks_to_i32(ks_f32(v115.z))};
    ks_vec3<ks_u32> v117 = {(ks_u32)v116.x, (ks_u32)v116.y, (ks_u32)v116.z};
    ks_vec3<ks_u32> v118 = {(ks_u32)(v117.x & 31u), (ks_u32)(v117.y & 63u), (ks_u32)(v117.z & 31u)};
    ks_vec3<ks_u32> v119 = {(ks_u32)((ks_u32)v118.x << 0), (ks_u32)((ks_u32)v118.y << 5), (ks_u32)((ks_u32)v118.z << 11)};
    ks_u32 v120 = v119.x;
    ks_u32 v121 = v119.y;
    ks_u32 v122 = (ks_u32)(v120 | v121);
    ks_u32 v123 = v119.z;
    ks_u32 v124 = (ks_u32)(v122 | v123);
    ks_u16 v125 = (ks_u16)v124;
    ks_u32 v126 = (ks_u32)v125;
    words[3] = v126;
  }
}

}
