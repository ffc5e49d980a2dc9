// Which function is meant: exact before promotion before conversion, ordinary before templates,
// more special before less.
//
// kernel: overload_ranking
// output out: int32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 2, 3, 1, 3, 1, 10, 11, 20, 21, 22, 30, 31, 41]
// header:
#include <metal_stdlib>
using namespace metal;
int f(int) { return 1; }
int f(uint) { return 2; }
int f(float) { return 3; }
template <typename T> int g(T) { return 10; }
int g(int) { return 11; }
template <typename T> int h(T) { return 20; }
template <typename T> int h(thread T*) { return 21; }
template <typename T> int h(vec<T, 2>) { return 22; }
int p(thread float*) { return 30; }
int p(thread const float*) { return 31; }
template <typename T> int special(T) { return 40; }
template <> int special<half>(half) { return 41; }
// body:
int k = 0;
short s = 1;
out[k++] = f(1);
out[k++] = f(1u);
out[k++] = f(1.0f);
out[k++] = f(s);               // promoted
out[k++] = f(half(1));         // promoted
out[k++] = f(true);
out[k++] = g(1.0f);
out[k++] = g(1);
float x = 0;
out[k++] = h(x);
out[k++] = h(&x);
out[k++] = h(float2(0));
out[k++] = p(&x);
thread const float* c = &x;
out[k++] = p(c);
out[k++] = special(half(1));
