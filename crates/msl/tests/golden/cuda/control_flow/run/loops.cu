namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_loop_forms_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32 k;
  ks_i32 s;
  ks_i32 i;
  ks_i32 i_1;
  ks_i32 i_2;
  ks_i32 j;
  ks_i32 hits;
  ks_array<ks_i32, 5> data;
  ks_i32 p;
  bool x_;
  ks_i32 i_3;
  ks_i32 j_1;
  ks_i32 i_4;
  ks_i32 fresh;
  ks_i32 i_5;
  ks_i32 local;
  ks_i32 i_6;
  k = 0;
  s = 0;
  i = 0;
  for (;;) {
    ks_i32 v0 = i;
    bool v1 = v0 < 10;
    if (!v1) break;
    ks_i32 v2 = s;
    ks_i32 v3 = i;
    ks_i32 v4 = (ks_i32)((ks_u32)v2 + (ks_u32)v3);
    s = v4;
    ks_i32 v5 = i;
    ks_i32 v6 = (ks_i32)((ks_u32)v5 + (ks_u32)1);
    i = v6;
  }
  ks_i32 v7 = k;
  ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)1);
  k = v8;
  ks_i32 v9 = s;
  out[v7] = v9;
  s = 0;
  i_1 = 0;
  for (;;) {
    ks_i32 v10 = i_1;
    bool v11 = v10 < 10;
    if (!v11) break;
    {
      ks_i32 v12 = i_1;
      ks_i32 v13 = (ks_i32)(v12 % 2);
      bool v14 = v13 == 0;
      if (v14) {
        goto end;
      }
      ks_i32 v15 = s;
      ks_i32 v16 = i_1;
      ks_i32 v17 = (ks_i32)((ks_u32)v15 + (ks_u32)v16);
      s = v17;
    }
    end:;
    ks_i32 v18 = i_1;
    ks_i32 v19 = (ks_i32)((ks_u32)v18 + (ks_u32)1);
    i_1 = v19;
  }
  ks_i32 v20 = k;
  ks_i32 v21 = (ks_i32)((ks_u32)v20 + (ks_u32)1);
  k = v21;
  ks_i32 v22 = s;
  out[v20] = v22;
  s = 0;
  i_2 = 0;
  j = 6;
  for (;;) {
    ks_i32 v23 = i_2;
    ks_i32 v24 = j;
    bool v25 = v23 < v24;
    if (!v25) break;
    ks_i32 v26 = s;
    ks_i32 v27 = (ks_i32)((ks_u32)v26 + (ks_u32)2);
    s = v27;
    ks_i32 v28 = i_2;
    ks_i32 v29 = (ks_i32)((ks_u32)v28 + (ks_u32)1);
    i_2 = v29;
    ks_i32 v30 = j;
    ks_i32 v31 = (ks_i32)((ks_u32)v30 - (ks_u32)1);
    j = v31;
  }
  ks_i32 v32 = k;
  ks_i32 v33 = (ks_i32)((ks_u32)v32 + (ks_u32)1);
  k = v33;
  ks_i32 v34 = s;
  out[v32] = v34;
  s = 0;
  for (;;) {
    ks_i32 v35 = s;
    ks_i32 v36 = (ks_i32)((ks_u32)v35 + (ks_u32)1);
    s = v36;
    ks_i32 v37 = s;
    bool v38 = v37 < 0;
    if (!v38) break;
  }
  ks_i32 v39 = k;
  ks_i32 v40 = (ks_i32)((ks_u32)v39 + (ks_u32)1);
  k = v40;
  ks_i32 v41 = s;
  out[v39] = v41;
  hits = 0;
  for (;;) {
    ks_i32 v42 = s;
    bool v43 = v42 > 0;
    bool v44 = !v43;
    if (v44) {
      break;
    }
    ks_i32 v45 = hits;
    ks_i32 v46 = (ks_i32)((ks_u32)v45 + (ks_u32)1);
    hits = v46;
    if (!false) break;
  }
  for (;;) {
    ks_i32 v47 = s;
    bool v48 = v47 < 0;
    bool v49 = !v48;
    if (v49) {
      break;
    }
    ks_i32 v50 = hits;
    ks_i32 v51 = (ks_i32)((ks_u32)v50 + (ks_u32)1);
    hits = v51;
    if (!false) break;
  }
  ks_i32 v52 = hits;
  ks_i32 v53 = (ks_i32)((ks_u32)v52 + (ks_u32)1);
  hits = v53;
  for (;;) {
    ks_i32 v54 = s;
    bool v55 = v54 == 1;
    bool v56 = !v55;
    if (v56) {
      break;
    }
    ks_i32 v57 = hits;
    ks_i32 v58 = (ks_i32)((ks_u32)v57 + (ks_u32)1);
    hits = v58;
    if (!false) break;
  }
  ks_i32 v59 = k;
  ks_i32 v60 = (ks_i32)((ks_u32)v59 + (ks_u32)1);
  k = v60;
  ks_i32 v61 = hits;
  out[v59] = v61;
  s = 0;
  for (;;) {
    ks_i32 v62 = s;
    ks_i32 v63 = (ks_i32)((ks_u32)v62 + (ks_u32)1);
    s = v63;
    ks_i32 v64 = s;
    bool v65 = v64 >= 5;
    if (v65) {
      break;
    }
  }
  ks_i32 v66 = k;
  ks_i32 v67 = (ks_i32)((ks_u32)v66 + (ks_u32)1);
  k = v67;
  ks_i32 v68 = s;
  out[v66] = v68;
  s = 0;
  data = ks_array<ks_i32, 5>{{1, 2, 3, 4, 0}};
  p = 0;
  for (;;) {
    ks_i32 v69 = p;
    bool v70 = v69 < 5;
    x_ = v70;
    if (v70) {
      ks_i32 v71 = p;
      ks_i32 v72 = data.at[v71];
      bool v73 = v72 != 0;
      x_ = v73;
    }
    bool v74 = x_;
    if (!v74) break;
    ks_i32 v75 = p;
    ks_i32 v76 = s;
    ks_i32 v77 = data.at[v75];
    ks_i32 v78 = (ks_i32)((ks_u32)v76 + (ks_u32)v77);
    s = v78;
    ks_i32 v79 = p;
    ks_i32 v80 = (ks_i32)((ks_u32)v79 + (ks_u32)1);
    p = v80;
  }
  ks_i32 v81 = k;
  ks_i32 v82 = (ks_i32)((ks_u32)v81 + (ks_u32)1);
  k = v82;
  ks_i32 v83 = s;
  out[v81] = v83;
  s = 0;
  i_3 = 0;
  for (;;) {
    ks_i32 v84 = i_3;
    bool v85 = v84 < 3;
    if (!v85) break;
    j_1 = 0;
    for (;;) {
      ks_i32 v86 = j_1;
      bool v87 = v86 < 3;
      if (!v87) break;
      {
        ks_i32 v88 = j_1;
        ks_i32 v89 = i_3;
        bool v90 = v88 > v89;
        if (v90) {
          break;
        }
        ks_i32 v91 = i_3;
        bool v92 = v91 == 1;
        if (v92) {
          goto end_1;
        }
        ks_i32 v93 = s;
        ks_i32 v94 = j_1;
        ks_i32 v95 = (ks_i32)((ks_u32)v93 + (ks_u32)v94);
        s = v95;
      }
      end_1:;
      ks_i32 v96 = j_1;
      ks_i32 v97 = (ks_i32)((ks_u32)v96 + (ks_u32)1);
      j_1 = v97;
    }
    ks_i32 v98 = i_3;
    ks_i32 v99 = (ks_i32)((ks_u32)v98 + (ks_u32)1);
    i_3 = v99;
  }
  ks_i32 v100 = k;
  ks_i32 v101 = (ks_i32)((ks_u32)v100 + (ks_u32)1);
  k = v101;
  ks_i32 v102 = s;
  out[v100] = v102;
  s = 0;
  i_4 = 5;
  for (;;) {
    ks_i32 v103 = i_4;
    bool v104 = v103 < 5;
    if (!v104) break;
    s = 99;
    ks_i32 v105 = i_4;
    ks_i32 v106 = (ks_i32)((ks_u32)v105 + (ks_u32)1);
    i_4 = v106;
  }
  ks_i32 v107 = k;
  ks_i32 v108 = (ks_i32)((ks_u32)v107 + (ks_u32)1);
  k = v108;
  ks_i32 v109 = s;
  out[v107] = v109;
  fresh = 0;
  i_5 = 0;
  for (;;) {
    ks_i32 v110 = i_5;
    bool v111 = v110 < 7;
    if (!v111) break;
    local = 0;
    ks_i32 v112 = local;
    ks_i32 v113 = (ks_i32)((ks_u32)v112 + (ks_u32)1);
    local = v113;
    ks_i32 v114 = fresh;
    ks_i32 v115 = local;
    ks_i32 v116 = (ks_i32)((ks_u32)v114 + (ks_u32)v115);
    fresh = v116;
    ks_i32 v117 = i_5;
    ks_i32 v118 = (ks_i32)((ks_u32)v117 + (ks_u32)1);
    i_5 = v118;
  }
  ks_i32 v119 = k;
  ks_i32 v120 = (ks_i32)((ks_u32)v119 + (ks_u32)1);
  k = v120;
  ks_i32 v121 = fresh;
  out[v119] = v121;
  s = 0;
  for (;;) {
    {
      ks_i32 v122 = s;
      ks_i32 v123 = (ks_i32)((ks_u32)v122 + (ks_u32)1);
      s = v123;
      ks_i32 v124 = s;
      bool v125 = v124 == 2;
      if (v125) {
        goto end_2;
      }
      ks_i32 v126 = s;
      bool v127 = v126 > 3;
      if (v127) {
        break;
      }
    }
    end_2:;
    ks_i32 v128 = s;
    bool v129 = v128 < 10;
    if (!v129) break;
  }
  ks_i32 v130 = k;
  ks_i32 v131 = (ks_i32)((ks_u32)v130 + (ks_u32)1);
  k = v131;
  ks_i32 v132 = s;
  out[v130] = v132;
  s = 0;
  i_6 = 0;
  #pragma unroll
  for (;;) {
    ks_i32 v133 = i_6;
    bool v134 = v133 < 4;
    if (!v134) break;
    {
      ks_i32 v135 = i_6;
      switch (v135) {
        case 1:
        {
          goto end_3;
        }
        break;
        default:
        {
        }
        break;
      }
      ks_i32 v136 = i_6;
      ks_i32 v137 = (ks_i32)((ks_u32)v136 * (ks_u32)4);
      ks_i32 v138 = s;
      ks_i32 v139 = (ks_i32)((ks_u32)v138 + (ks_u32)v137);
      s = v139;
    }
    end_3:;
    ks_i32 v140 = i_6;
    ks_i32 v141 = (ks_i32)((ks_u32)v140 + (ks_u32)1);
    i_6 = v141;
  }
  ks_i32 v142 = k;
  ks_i32 v143 = (ks_i32)((ks_u32)v142 + (ks_u32)1);
  k = v143;
  ks_i32 v144 = s;
  out[v142] = v144;
}

}
