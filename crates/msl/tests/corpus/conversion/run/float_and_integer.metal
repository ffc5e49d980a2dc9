// Floats and integers meet: half with an integer stays half, half with float is float.
//
// kernel: float_and_integer
// input a: float32[4] = [2.75, -2.75, 0.1, 2049]
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2, -2, 2, 3, 2, 4, 2048, 2049, 2, 4, 2, 0.5, 1, 0, 1, 0]
// body:
int k = 0;
out[k++] = int(a[0]);
out[k++] = int(a[1]);
out[k++] = uint(a[0]);
out[k++] = a[0] + 0.25f;
half h = 2048.0h;
out[k++] = sizeof(h * 1);      // half
out[k++] = sizeof(h * 1.0f);   // float
out[k++] = h + 1;              // 2049 rounds to even in half
out[k++] = h + 1.0f;
bfloat b = bfloat(256.0f);
out[k++] = sizeof(b + 1);
out[k++] = sizeof(b + h);
out[k++] = 5 / 2;
out[k++] = 1 / 2.0f;
out[k++] = bool(a[2]);
out[k++] = bool(0.0f);
bool t = a[1];
out[k++] = t + 0;
t = !t;
out[k++] = t;
