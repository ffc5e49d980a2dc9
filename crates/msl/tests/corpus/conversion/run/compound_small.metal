// Compound assignment computes in the common type and narrows back; its target is evaluated once.
//
// kernel: compound_small
// input a: int32[2] = [3, 5]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [44, 7, 2, 2.5, 1, 6, 5, 12, 1, 2, 3, -4]
// body:
uchar b = 200;
b += 100;
out[0] = b;
int i = 3;
i *= 2.5f;                    // 7.5 truncated once, at the end
out[1] = i;
i = 5;
i /= 2.4f;                    // 2.08
out[2] = i;
half h = 2.0h;
h += 0.5f;
out[3] = h;
bool t = false;
t |= 4;
out[4] = t;
int k = 0;
int v[3] = {1, 2, 3};
v[k++] += 5;                  // k goes up once
out[5] = v[0];
out[6] = a[k] + 0 * v[1];
uint u = 3;
u <<= 2;
out[7] = u;
int m = 7;
m &= 3;
m ^= 2;
out[8] = m;
m |= 2;
m %= 4;
m -= 1;
out[9] = m;
float2 w = float2(1, 2);
w += 1;
out[10] = w.y;
char c = 126;
c += 126;
out[11] = c;
