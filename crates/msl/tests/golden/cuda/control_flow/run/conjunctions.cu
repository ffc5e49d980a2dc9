namespace ks_user {

static __device__ bool touch(ks_i32* n, bool result) {
  ks_i32 v0 = (*n);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*n) = v1;
  return result;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_conjunctions_int32c_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32 n;
  bool x_;
  bool x__1;
  ks_i32 i;
  ks_array<ks_i32, 2> w;
  bool x__2;
  bool x__3;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = a[v0];
  ks_i32 v2 = (ks_i32)((ks_u32)12 * (ks_u32)v1);
  n = 0;
  bool v3 = v1 >= 1;
  bool v4 = touch((&n), v3);
  if (v4) {
    bool v5 = v1 < 3;
    bool v6 = touch((&n), v5);
    if (v6) {
      ks_i32 v7 = n;
      ks_i32 v8 = (ks_i32)((ks_u32)v7 + (ks_u32)0);
      n = v8;
    }
  }
  ks_i32 v9 = n;
  out[v2] = v9;
  (&out[v2])[1] = 0;
  bool v10 = v1 != 0;
  if (v10) {
    ks_i32 v11 = ks_div(12, v1);
    bool v12 = v11 > 3;
    if (v12) {
      ks_i32 v13 = ks_div(12, v1);
      (&out[v2])[1] = v13;
    }
  }
  n = 5;
  bool v14 = v1 > 0;
  if (v14) {
    bool v15 = v1 == 1;
    bool v16 = touch((&n), v15);
    ks_i32 v17 = n;
    bool v18 = v17 == 6;
    bool v19 = (bool)(v16 & v18);
    bool v20 = v1 < 9;
    bool v21 = (bool)(v19 & v20);
    if (v21) {
      ks_i32 v22 = n;
      ks_i32 v23 = (ks_i32)((ks_u32)v22 + (ks_u32)1);
      (&out[v2])[2] = v23;
    }
  }
  (&out[v2])[3] = 0;
  bool v24 = v1 > 9;
  if (v24) {
    bool v25 = touch((&n), true);
  }
  n = 0;
  bool v26 = v1 != 1;
  bool v27 = touch((&n), v26);
  if (v27) {
    ks_i32 v28 = (ks_i32)(v1 % 2);
    bool v29 = v28 == 0;
    bool v30 = v1 == 1;
    bool v31 = (bool)(v29 | v30);
    bool v32 = touch((&n), v31);
  }
  ks_i32 v33 = n;
  (&out[v2])[4] = v33;
  bool v34 = v1 < 9;
  x_ = v34;
  if (v34) {
    bool v35 = v1 != 9;
    bool v36 = touch((&n), v35);
    x_ = v36;
  }
  bool v37 = x_;
  if (v37) {
    (&out[v2])[5] = 9;
  } else {
    (&out[v2])[5] = 1;
  }
  n = 0;
  bool v38 = v1 >= 0;
  if (v38) {
    bool v39 = v1 > 1;
    bool v40 = touch((&n), v39);
    x__1 = v40;
    if (v40) {
    } else {
      bool v41 = touch((&n), true);
      x__1 = v41;
    }
    bool v42 = x__1;
    if (v42) {
      bool v43 = touch((&n), true);
      if (v43) {
        ks_i32 v44 = n;
        bool v45 = v44 == 3;
        ks_i32 v46 = v45 ? 3 : 4;
        n = v46;
      }
    }
  }
  ks_i32 v47 = n;
  bool v48 = v47 == 3;
  ks_i32 v49 = n;
  bool v50 = v49 == 2;
  ks_i32 v51 = v50 ? 2 : 4;
  ks_i32 v52 = v48 ? 3 : v51;
  (&out[v2])[6] = v52;
  (&out[v2])[7] = 0;
  i = 0;
  for (;;) {
    ks_i32 v53 = i;
    bool v54 = v53 < 4;
    if (!v54) break;
    ks_i32 v55 = i;
    bool v56 = v55 == v1;
    if (v56) {
      bool v57 = touch((&n), true);
      if (v57) {
        break;
      }
    }
    ks_i32 v58 = i;
    bool v59 = v58 > v1;
    if (v59) {
      bool v60 = touch((&n), true);
      if (v60) {
        (&out[v2])[7] = 1;
      }
    }
    ks_i32 v61 = i;
    ks_i32 v62 = (ks_i32)((ks_u32)v61 + (ks_u32)1);
    i = v62;
  }
  n = 0;
  bool v63 = v1 != 2;
  if (v63) {
    bool v64 = v1 != 1;
    bool v65 = touch((&n), v64);
    if (v65) {
      bool v66 = v1 > 8;
      bool v67 = touch((&n), v66);
      if (v67) {
        n = 7;
      }
    }
  }
  ks_i32 v68 = n;
  bool v69 = v68 == 0;
  ks_i32 v70 = n;
  ks_i32 v71 = v69 ? 2 : v70;
  (&out[v2])[8] = v71;
  w = ks_array<ks_i32, 2>{{4, 5}};
  bool v72 = v1 < 4;
  x__2 = v72;
  if (v72) {
    ks_i32 v73 = (ks_i32)(v1 & 1);
    ks_i32 v74 = w.at[v73];
    bool v75 = v74 < 9;
    x__2 = v75;
  }
  bool v76 = x__2;
  x__3 = v76;
  if (v76) {
    ks_i32 v77 = w.at[1];
    bool v78 = v77 == 6;
    bool v79 = touch((&w.at[1]), v78);
    x__3 = v79;
  }
  bool v80 = x__3;
  if (v80) {
    (&out[v2])[9] = 5;
  } else {
    (&out[v2])[9] = 5;
  }
  bool v81 = v1 > 1;
  if (v81) {
    bool v82 = touch((&w.at[0]), true);
    if (v82) {
      ks_i32 v83 = w.at[0];
      bool v84 = v83 == 5;
      if (v84) {
        (&out[v2])[10] = 8;
      }
    }
  }
}

}
