namespace ks_user {

static __device__ bool touch(ks_i32* n, bool result) {
  ks_i32 v0 = (*n);
  ks_i32 v1 = (ks_i32)((ks_u32)v0 + (ks_u32)1);
  (*n) = v1;
  return result;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_short_circuit_int32c_int32(
  const ks_i32* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  ks_i32* const a = (ks_i32*)ks_buffer0;
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  ks_i32* o;
  ks_i32 n;
  bool x_;
  bool b;
  bool x__1;
  bool x__2;
  bool x__3;
  bool x__4;
  ks_i32 x__5;
  ks_array<ks_i32, 2> w;
  bool x__6;
  ks_i32 x__7;
  ks_u32 v0 = thread_position_in_grid.x;
  ks_i32 v1 = (ks_i32)v0;
  ks_i32 v2 = a[v1];
  ks_i32 v3 = (ks_i32)((ks_u32)12 * (ks_u32)v1);
  o = (&out[v3]);
  n = 0;
  bool v4 = v2 > 9;
  x_ = v4;
  if (v4) {
    bool v5 = touch((&n), true);
    x_ = v5;
  }
  bool v6 = x_;
  b = v6;
  ks_i32* v7 = o;
  o = (&v7[1]);
  ks_i32 v8 = n;
  (*v7) = v8;
  n = 0;
  bool v9 = v2 >= 0;
  x__1 = v9;
  if (v9) {
    bool v10 = touch((&n), true);
    x__1 = v10;
  }
  bool v11 = x__1;
  b = v11;
  ks_i32* v12 = o;
  o = (&v12[1]);
  ks_i32 v13 = n;
  (*v12) = v13;
  n = 0;
  bool v14 = v2 >= 0;
  x__2 = v14;
  if (v14) {
  } else {
    bool v15 = touch((&n), true);
    x__2 = v15;
  }
  bool v16 = x__2;
  b = v16;
  ks_i32* v17 = o;
  o = (&v17[1]);
  ks_i32 v18 = n;
  (*v17) = v18;
  n = 0;
  bool v19 = v2 < 0;
  x__3 = v19;
  if (v19) {
  } else {
    bool v20 = touch((&n), true);
    x__3 = v20;
  }
  bool v21 = x__3;
  b = v21;
  ks_i32* v22 = o;
  o = (&v22[1]);
  ks_i32 v23 = n;
  (*v22) = v23;
  ks_i32* v24 = o;
  o = (&v24[1]);
  bool v25 = b;
  ks_i32 v26 = (ks_i32)v25;
  (*v24) = v26;
  ks_i32* v27 = o;
  o = (&v27[1]);
  bool v28 = v2 < 2;
  bool v29 = v2 > 1;
  bool v30 = (bool)(v28 | v29);
  bool v31 = v2 < 0;
  bool v32 = !v31;
  bool v33 = (bool)(v30 & v32);
  ks_i32 v34 = (ks_i32)v33;
  (*v27) = v34;
  n = 0;
  bool v35 = v2 != 0;
  if (v35) {
    bool v36 = touch((&n), true);
    x__4 = v36;
  } else {
    x__4 = false;
  }
  bool v37 = x__4;
  ks_i32* v38 = o;
  o = (&v38[1]);
  ks_i32 v39 = n;
  (*v38) = v39;
  bool v40 = v2 == 0;
  if (v40) {
    x__5 = 1;
  } else {
    ks_i32 v41 = ks_div(12, v2);
    bool v42 = v41 > 0;
    ks_i32 v43 = (ks_i32)v42;
    x__5 = v43;
  }
  ks_i32 v44 = x__5;
  ks_i32* v45 = o;
  o = (&v45[1]);
  bool v46 = v44 > 0;
  ks_i32 v47 = (ks_i32)v46;
  (*v45) = v47;
  w = ks_array<ks_i32, 2>{{5, 6}};
  ks_i32* v48 = o;
  o = (&v48[1]);
  bool v49 = v2 < 2;
  x__6 = v49;
  if (v49) {
    ks_i32 v50 = (ks_i32)(v2 & 1);
    ks_i32 v51 = w.at[v50];
    bool v52 = v51 > 5;
    x__6 = v52;
  }
  bool v53 = x__6;
  bool v54 = v2 == 9;
  bool v55 = (bool)(v53 & v54);
  ks_i32 v56 = (ks_i32)v55;
  (*v48) = v56;
  ks_i32* v57 = o;
  o = (&v57[1]);
  bool v58 = v2 == 0;
  if (v58) {
    bool v59 = touch((&n), true);
    ks_i32 v60 = (ks_i32)v59;
    x__7 = v60;
  } else {
    x__7 = 0;
  }
  ks_i32 v61 = x__7;
  (*v57) = v61;
  ks_i32* v62 = o;
  o = (&v62[1]);
  bool v63 = v2 < 3;
  ks_i32 v64 = v63 ? 10 : 20;
  (*v62) = v64;
  ks_i32* v65 = o;
  o = (&v65[1]);
  n = 0;
  ks_i32 v66 = (ks_i32)((ks_u32)v2 * (ks_u32)2);
  (*v65) = v66;
}

}
