// `&&`, `||` and `?:` evaluate their later operands only where they must.
//
// kernel: short_circuit
// input a: int32[4] = [0, 1, 2, 3]
// output out: int32[48]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 10, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 10, 2, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 10, 4, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 20, 6]
// header:
bool touch(thread int& n, bool result) { n++; return result; }
// body:
int i = thread_position_in_grid.x;
int v = a[i];
device int* o = out + 12 * i;
int n = 0;
bool b = v > 9 && touch(n, true);
*o++ = n;
n = 0; b = v >= 0 && touch(n, true); *o++ = n;
n = 0; b = v >= 0 || touch(n, true); *o++ = n;
n = 0; b = v < 0 || touch(n, true); *o++ = n;
*o++ = b;
*o++ = (v < 2 || v > 1) && !(v < 0);
n = 0; v ? touch(n, true) : false; *o++ = n;
int z = v == 0 ? 1 : 12 / v > 0;      // no division by zero
*o++ = z > 0;
int w[2] = {5, 6};
*o++ = v < 2 && w[v & 1] > 5 && v == 9;
*o++ = v == 0 ? touch(n, true) : 0;
*o++ = v < 3 ? 10 : 20;
*o++ = (n = 0, v * 2);
