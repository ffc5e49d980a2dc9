// A Fourier transform of 64 points by radix-4 steps through threadgroup memory: the butterfly is a
// function that a template takes by pointer, with its buffers as parameters of arrays.
//
// kernel: fourier_radix
// output out: float32[64, 2]
// grid: 16 1 1
// threadgroup: 16 1 1
// expect out = [0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
//   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
//   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
//   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0] atol 2e-5 rtol 1e-6
// header:
#include <metal_stdlib>
using namespace metal;
typedef void (*butterfly_t)(thread float2*, thread float2*);
float2 times(float2 a, float2 b) { return {a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x}; }
float2 twiddle(int k, int n) { float angle = -2.0f * k * M_PI_F / n; return {cos(angle), sin(angle)}; }
void butterfly4(thread float2* x, thread float2* y) {
  float2 a = x[0] + x[2], b = x[0] - x[2], c = x[1] + x[3], d = x[1] - x[3];
  float2 turned = {d.y, -d.x};
  y[0] = a + c;
  y[1] = b + turned;
  y[2] = a - c;
  y[3] = b - turned;
}
template <int radix, butterfly_t butterfly>
void step(int i, int p, int m, threadgroup float2* buffer) {
  float2 in[radix], result[radix];
  const int k = i & (p - 1), j = (i - k) * radix + k;
  for (int r = 0; r < radix; ++r) in[r] = times(buffer[i + r * m], twiddle(r * k, radix * p));
  butterfly(in, result);
  threadgroup_barrier(mem_flags::mem_threadgroup);
  for (int r = 0; r < radix; ++r) buffer[j + r * p] = result[r];
  threadgroup_barrier(mem_flags::mem_threadgroup);
}
// body:
threadgroup float2 buffer[64];
uint i = thread_position_in_grid.x;
for (int r = 0; r < 4; ++r) { int at = i + 16 * r; buffer[at] = {cos(2.0f * M_PI_F * 3 * at / 64), 0}; }
threadgroup_barrier(mem_flags::mem_threadgroup);
for (int p = 1; p < 64; p *= 4) step<4, butterfly4>(i, p, 16, buffer);
for (int r = 0; r < 4; ++r) { int at = i + 16 * r; out[2 * at] = buffer[at].x; out[2 * at + 1] = buffer[at].y; }
