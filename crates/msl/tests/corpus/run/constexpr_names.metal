// Constant names as sizes and in expressions.
//
// kernel: constexpr_names
// output out: int32[10]
// grid: 10 1 1
// threadgroup: 64 1 1
// expect out[i] = 12 + i
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
constexpr int N = 4;
constexpr float scale = 1.5f;
int table[N];
for (int k = 0; k < N; ++k) table[k] = k;
int sum = 0;
for (int k = 0; k < N; ++k) sum += table[k];
out[i] = int(sum * scale) + N - 1 + int(i);
