namespace ks_user {

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_geometry_float32_float32(
  const float* __restrict__ ks_buffer0,
  float* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const a = (float*)ks_buffer0;
  float v0 = (*a);
  float v1 = a[1];
  float v2 = a[2];
  ks_vec3<float> v3 = {v0, v1, v2};
  float v4 = a[3];
  float v5 = a[4];
  float v6 = a[5];
  ks_vec3<float> v7 = {v4, v5, v6};
  float v8 = ks_add(ks_add(ks_mul(v3.x, v7.x), ks_mul(v3.y, v7.y)), ks_mul(v3.z, v7.z));
  (*out) = v8;
  ks_vec3<float> v9 = {v3.y, v3.z, v3.x};
  ks_vec3<float> v10 = {v7.z, v7.x, v7.y};
  ks_vec3<float> v11 = {v3.z, v3.x, v3.y};
  ks_vec3<float> v12 = {v7.y, v7.z, v7.x};
  ks_vec3<float> v13 = {v9.x * v10.x, v9.y * v10.y, v9.z * v10.z};
  ks_vec3<float> v14 = {v11.x * v12.x, v11.y * v12.y, v11.z * v12.z};
  ks_vec3<float> v15 = {v13.x - v14.x, v13.y - v14.y, v13.z - v14.z};
  float v16 = v15.x;
  out[1] = v16;
  float v17 = v15.y;
  out[2] = v17;
  float v18 = v15.z;
  out[3] = v18;
  float v19 = ks_add(ks_add(ks_mul(v3.x, v3.x), ks_mul(v3.y, v3.y)), ks_mul(v3.z, v3.z));
  float v20 = ks_math_sqrt(v19);
  out[4] = v20;
  float v21 = ks_add(ks_add(ks_mul(v3.x, v3.x), ks_mul(v3.y, v3.y)), ks_mul(v3.z, v3.z));
  out[5] = v21;
  ks_vec3<float> v22 = {v3.x - v7.x, v3.y - v7.y, v3.z - v7.z};
  float v23 = ks_add(ks_add(ks_mul(v22.x, v22.x), ks_mul(v22.y, v22.y)), ks_mul(v22.z, v22.z));
  float v24 = ks_math_sqrt(v23);
  out[6] = v24;
  ks_vec3<float> v25 = {v3.x - v7.x, v3.y - v7.y, v3.z - v7.z};
  float v26 = ks_add(ks_add(ks_mul(v25.x, v25.x), ks_mul(v25.y, v25.y)), ks_mul(v25.z, v25.z));
  out[7] = v26;
  float v27 = ks_add(ks_add(ks_mul(v3.x, v3.x), ks_mul(v3.y, v3.y)), ks_mul(v3.z, v3.z));
  float v28 = ks_math_rsqrt(v27);
  ks_vec3<float> v29 = {v28, v28, v28};
  ks_vec3<float> v30 = {v3.x * v29.x, v3.y * v29.y, v3.z * v29.z};
  float v31 = v30.x;
  out[8] = v31;
  float v32 = v30.y;
  out[9] = v32;
  float v33 = v30.z;
  out[10] = v33;
  float v34 = ks_add(ks_add(ks_mul(v30.x, v7.x), ks_mul(v30.y, v7.y)), ks_mul(v30.z, v7.z));
  float v35 = v34 + v34;
  ks_vec3<float> v36 = {v35, v35, v35};
  ks_vec3<float> v37 = {v36.x * v30.x, v36.y * v30.y, v36.z * v30.z};
  ks_vec3<float> v38 = {v7.x - v37.x, v7.y - v37.y, v7.z - v37.z};
  float v39 = v38.x;
  out[11] = v39;
  float v40 = v38.y;
  out[12] = v40;
  float v41 = v38.z;
  out[13] = v41;
  float v42 = ks_add(ks_add(ks_mul(v30.x, v7.x), ks_mul(v30.y, v7.y)), ks_mul(v30.z, v7.z));
  bool v43 = v42 < 0.0f;
  ks_vec3<float> v44 = {ks_neg(v3.x), ks_neg(v3.y), ks_neg(v3.z)};
  ks_vec3<float> v45 = v43 ? v3 : v44;
  float v46 = v45.x;
  out[14] = v46;
  float v47 = ks_add(ks_add(ks_mul(v3.x, v3.x), ks_mul(v3.y, v3.y)), ks_mul(v3.z, v3.z));
  float v48 = ks_math_rsqrt(v47);
  ks_vec3<float> v49 = {v48, v48, v48};
  ks_vec3<float> v50 = {v3.x * v49.x, v3.y * v49.y, v3.z * v49.z};
  float v51 = v50.z;
  out[15] = v51;
}

}
