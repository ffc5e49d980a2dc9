// `log1p` of floats, bfloats and complex numbers, near zero too.
//
// kernel: prelude_log1p
// input a: complex64[2] = [1e-7+0i, 0+1i]
// output f: float32[2]
// output h: bfloat16[1]
// output z: complex64[2]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect f = [9.9999995e-8, 0.6931472] within 2 ulp
// expect h = [0.69140625]
// expect z = [9.9999995e-8+0i, 0.34657359+0.78539816i] within 2 ulp
// body:
f[0] = log1p(1e-7f);
f[1] = metal::log1p(1.0f);
h[0] = log1p(bfloat16_t(1.0f));
z[0] = log1p(a[0]);
z[1] = log1p(a[1]);
