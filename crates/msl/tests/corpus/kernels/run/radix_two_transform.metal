// A Fourier transform of eight points in threadgroup memory.
//
// kernel: radix_two_transform
// input a: float32[8, 2] = [-0.015625, -1.125, 1.625, 1.984375, -0.203125, -1.4375, -1.234375, -1.640625,
//   -0.625, -1.640625, -1.046875, -0.96875, 0.28125, 1.546875, 1.0, -0.34375]
// output out: float32[8, 2]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect out = [-0.21875, -3.625, 2.265388250350952, 3.6958446502685547, 2.28125, -3.6875,
//   1.295652985572815, -3.283313035964966, -0.90625, -1.6875, -7.015388488769531, -1.6958446502685547,
//   -3.71875, -2.0625, 5.891847133636475, 3.345813035964966] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
threadgroup float2 data[2][8];
uint i = thread_index_in_threadgroup;
uint reversed = reverse_bits(i) >> 29;
data[0][i] = float2(a[2 * reversed], a[2 * reversed + 1]);
int from = 0;
for (uint half_size = 1; half_size < 8; half_size *= 2) {
  threadgroup_barrier(mem_flags::mem_threadgroup);
  uint place = i % (2 * half_size), base = i - place, k = place % half_size;
  float angle = -M_PI_F * float(k) / float(half_size);
  float2 turn = float2(cos(angle), sin(angle));
  float2 even = data[from][base + k], odd = data[from][base + k + half_size];
  float2 turned = float2(odd.x * turn.x - odd.y * turn.y, odd.x * turn.y + odd.y * turn.x);
  data[1 - from][i] = place < half_size ? even + turned : even - turned;
  from = 1 - from;
}
threadgroup_barrier(mem_flags::mem_threadgroup);
out[2 * i] = data[from][i].x;
out[2 * i + 1] = data[from][i].y;
