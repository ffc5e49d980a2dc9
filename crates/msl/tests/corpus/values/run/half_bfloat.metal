// Half and bfloat round every operation to their own precision.
//
// kernel: half_bfloat
// input a: float32[2] = [2048, 1]
// output out: float32[8]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2048, 2049, 256, 257, 1, 0.333251953125, 0.333984375, 2]
// body:
half h = half(a[0]);
half one = half(a[1]);
out[0] = h + one;
out[1] = float(h) + float(one);
bfloat b = bfloat(256.0f);
bfloat o = bfloat(a[1]);
out[2] = b + o;
out[3] = float(b) + float(o);
out[4] = h + one == h;
out[5] = one / half(3);
out[6] = o / bfloat(3.0f);
out[7] = sizeof(one + 1);
