// References: of parameters, elements, fields and arrays, in every address space.
//
// kernel: reference_forms
// input a: float32[10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
// output out: float32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2, 7, 11, 6, 4, 1, 20, 3, 21, 10]
// header:
struct P { float x, y; };
void bump(thread float& x) { x += 1; }
void bump(threadgroup float& x) { x += 10; }
void bump(device float& x) { x += 20; }
float total(thread const float (&v)[3]) { return v[0] + v[1] + v[2]; }
thread float& larger(thread float& a, thread float& b) { if (a > b) return a; return b; }
float peek(device const float& x) { return x; }
float copy_of(thread const float& x) { return x; }
// body:
threadgroup float shared[2];
float x = 1;
bump(x);
out[0] = x;
thread float& r = x;
r = 7;
out[1] = x;
shared[0] = 1;
bump(shared[0]);
out[2] = shared[0];
float v[3] = {1, 2, 3};
out[3] = total(v);
P p = {3, 2};
bump(p.x);
out[4] = p.x;
float s = 0;
bump(larger(x, s));
larger(x, s) -= 7;
out[5] = x;
out[6] = 0;
bump(out[6]);
out[7] = peek(a[3]);
out[8] = copy_of(20) + copy_of(x);
const thread P& c = p;
out[9] = c.x + c.y + peek(a[4]);
