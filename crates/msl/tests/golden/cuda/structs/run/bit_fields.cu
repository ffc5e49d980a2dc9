namespace ks_user {

struct Packed {
  ks_u32 part0;
};

struct Wide {
  ks_u8 tag;
  ks_u32 part1;
  ks_u32 part2;
  ks_u16 part3;
};

static __device__ ks_u32 count_of(Packed* p) {
  ks_u32 v0 = (*p).part0;
  ks_u32 v1 = (ks_u32)(v0 >> 5);
  ks_u32 v2 = (ks_u32)(v1 & 2047u);
  return v2;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_bit_fields_uint32c_uint32(
  const ks_u32* __restrict__ ks_buffer0,
  ks_u32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_u32* const x = (ks_u32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  Packed p;
  bool x_;
  Wide w;
  ks_u32 v0 = thread_position_in_grid.x;
  p.part0 = 0u;
  ks_u32 v1 = v0 + 32u;
  ks_u32 v2 = p.part0;
  ks_u32 v3 = (ks_u32)(v1 & 31u);
  ks_u32 v4 = (ks_u32)((ks_u32)v3 << 0);
  ks_u32 v5 = (ks_u32)(v2 & 4294967264u);
  ks_u32 v6 = (ks_u32)(v5 | v4);
  p.part0 = v6;
  ks_u32 v7 = p.part0;
  ks_u32 v8 = (ks_u32)(v7 & 4294901791u);
  ks_u32 v9 = (ks_u32)(v8 | 96u);
  p.part0 = v9;
  ks_u32 v10 = v0 + 1u;
  ks_u32 v11 = p.part0;
  ks_u32 v12 = (ks_u32)(v11 >> 5);
  ks_u32 v13 = (ks_u32)(v12 & 2047u);
  ks_u32 v14 = v13 + v10;
  ks_u32 v15 = p.part0;
  ks_u32 v16 = (ks_u32)(v14 & 2047u);
  ks_u32 v17 = (ks_u32)((ks_u32)v16 << 5);
  ks_u32 v18 = (ks_u32)(v15 & 4294901791u);
  ks_u32 v19 = (ks_u32)(v18 | v17);
  p.part0 = v19;
  ks_u32 v20 = p.part0;
  ks_u32 v21 = (ks_u32)(v20 >> 5);
  ks_u32 v22 = (ks_u32)(v21 & 2047u);
  ks_u32 v23 = v22 + 1u;
  ks_u32 v24 = p.part0;
  ks_u32 v25 = (ks_u32)(v23 & 2047u);
  ks_u32 v26 = (ks_u32)((ks_u32)v25 << 5);
  ks_u32 v27 = (ks_u32)(v24 & 4294901791u);
  ks_u32 v28 = (ks_u32)(v27 | v26);
  p.part0 = v28;
  ks_i32 v29 = (ks_i32)v0;
  ks_i32 v30 = (ks_i32)((ks_u32)v29 - (ks_u32)4);
  ks_u32 v31 = p.part0;
  ks_u32 v32 = (ks_u32)v30;
  ks_u32 v33 = (ks_u32)(v32 & 15u);
  ks_u32 v34 = (ks_u32)((ks_u32)v33 << 16);
  ks_u32 v35 = (ks_u32)(v31 & 4293984255u);
  ks_u32 v36 = (ks_u32)(v35 | v34);
  p.part0 = v36;
  ks_u32 v37 = p.part0;
  ks_u32 v38 = (ks_u32)(v37 & 4291821567u);
  ks_u32 v39 = (ks_u32)(v38 | 1048576u);
  p.part0 = v39;
  bool v40 = v0 == 3u;
  ks_u32 v41 = p.part0;
  ks_u32 v42 = (ks_u32)v40;
  ks_u32 v43 = (ks_u32)(v42 & 1u);
  ks_u32 v44 = (ks_u32)((ks_u32)v43 << 22);
  ks_u32 v45 = (ks_u32)(v41 & 4290772991u);
  ks_u32 v46 = (ks_u32)(v45 | v44);
  p.part0 = v46;
  ks_u32 v47 = 8u * v0;
  ks_u32 v48 = p.part0;
  ks_u32 v49 = (ks_u32)(v48 >> 0);
  ks_u32 v50 = (ks_u32)(v49 & 31u);
  out[v47] = v50;
  ks_u32 v51 = 8u * v0;
  ks_u32 v52 = v51 + 1u;
  ks_u32 v53 = count_of((&p));
  out[v52] = v53;
  ks_u32 v54 = 8u * v0;
  ks_u32 v55 = v54 + 2u;
  ks_u32 v56 = p.part0;
  ks_i32 v57 = (ks_i32)v56;
  ks_i32 v58 = (ks_i32)((ks_u32)v57 << 12);
  ks_i32 v59 = (ks_i32)(v58 >> 28);
  ks_u32 v60 = (ks_u32)v59;
  ks_u32 v61 = (ks_u32)(v60 & 15u);
  out[v55] = v61;
  ks_u32 v62 = 8u * v0;
  ks_u32 v63 = v62 + 3u;
  ks_u32 v64 = p.part0;
  ks_u32 v65 = (ks_u32)(v64 >> 20);
  ks_u32 v66 = (ks_u32)(v65 & 3u);
  bool v67 = v66 == 1u;
  x_ = v67;
  if (v67) {
    ks_u32 v68 = p.part0;
    ks_u32 v69 = (ks_u32)(v68 >> 22);
    ks_u32 v70 = (ks_u32)(v69 & 1u);
    bool v71 = v70 != 0;
    bool v72 = !v71;
    x_ = v72;
  }
  bool v73 = x_;
  ks_u32 v74 = (ks_u32)v73;
  out[v63] = v74;
  ks_u32 v75 = (ks_u32)(v0 & 1073741823u);
  ks_u32 v76 = (ks_u32)((ks_u32)v75 << 0);
  ks_u32 v77 = (ks_u32)(0u | v76);
  Wide v78 = {(ks_u8)7, v77, 2u, (ks_u16)25};
  w = v78;
  ks_u32 v79 = w.part2;
  ks_u32 v80 = (ks_u32)(v79 >> 0);
  ks_u32 v81 = (ks_u32)(v80 & 1073741823u);
  ks_u32 v82 = v81 - 1u;
  ks_u32 v83 = w.part2;
  ks_u32 v84 = (ks_u32)(v82 & 1073741823u);
  ks_u32 v85 = (ks_u32)((ks_u32)v84 << 0);
  ks_u32 v86 = (ks_u32)(v83 & 3221225472u);
  ks_u32 v87 = (ks_u32)(v86 | v85);
  w.part2 = v87;
  ks_u32 v88 = 8u * v0;
  ks_u32 v89 = v88 + 4u;
  ks_u8 v90 = w.tag;
  ks_u32 v91 = w.part1;
  ks_u32 v92 = (ks_u32)(v91 >> 0);
  ks_u32 v93 = (ks_u32)(v92 & 1073741823u);
  ks_u32 v94 = w.part2;
  ks_u32 v95 = (ks_u32)(v94 >> 0);
  ks_u32 v96 = (ks_u32)(v95 & 1073741823u);
  ks_u32 v97 = v93 * v96;
  ks_u32 v98 = (ks_u32)v90;
  ks_u32 v99 = v98 + v97;
  out[v89] = v99;
  ks_u32 v100 = 8u * v0;
  ks_u32 v101 = v100 + 5u;
  out[v101] = 4u;
  ks_u32 v102 = 8u * v0;
  ks_u32 v103 = v102 + 6u;
  out[v103] = 12u;
  ks_u32 v104 = 8u * v0;
  ks_u32 v105 = v104 + 7u;
  ks_u16 v106 = w.part3;
  ks_u16 v107 = (ks_u16)(v106 >> 3);
  ks_u16 v108 = (ks_u16)(v107 & (ks_u16)511);
  ks_u32 v109 = (ks_u32)v108;
  out[v105] = v109;
}

}
