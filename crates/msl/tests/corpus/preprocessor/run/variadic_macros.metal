// `__VA_ARGS__`, also where there are none.
//
// kernel: variadic_macros
// output out: int32[3]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [8, 3, 6]
// header:
#include <metal_stdlib>
using namespace metal;
int add3(int a, int b, int c) { return a + b + c; }
// body:
#define SUM(f, ...) f(__VA_ARGS__)
#define COUNT(...) int(sizeof((int[]){__VA_ARGS__}) / sizeof(int))
#define LAST(a, b, c, ...) c
out[0] = SUM(max, 3, 8);
out[1] = LAST(1, 2, 3, 4, 5);
out[2] = SUM(add3, 1, 2, 3);
