// `constexpr` arrays of functions: read in place, copied where the address of thread memory is asked for, and
// handed over as one of constant memory.
//
// kernel: local_tables
// input x: float32[4] = [0, 1, 2, 3]
// output out: float32[4]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [9, 10, 21, 30]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
T polynomial(T x, const float factors[], const int count) {
  T sum = factors[0];
  for (int i = 1; i < count; ++i) { sum = sum * x + factors[i]; }
  return sum;
}
float second(thread const float* of) { return of[1]; }
// body:
uint i = thread_position_in_grid.x;
constexpr float kFactors[] = {2, 0, 4};
constant const float* first = kFactors;
out[i] = polynomial(x[i], kFactors, 3) + second(kFactors) + kFactors[i % 3] + first[0] + i + 1;
