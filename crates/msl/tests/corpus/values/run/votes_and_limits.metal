// `simd_vote` with its methods, and what `numeric_limits` says beside the largest and smallest.
//
// kernel: votes_and_limits
// output out: float32[22]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect out = [1, 0, 1, 1, 0, 85, 2, 24, 9, -125, 128, 1, 1, 0, 31, 1, 3, 0.5, 1, 0, 1, 15]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
simd_vote some = simd_ballot(i % 2 == 0);
simd_vote every = simd_ballot(true);
simd_vote none(0);
simd_vote::vote_t bits = some;
quad_vote quad = quad_ballot(i % 4 < 4);
if (i == 0) {
  int k = 0;
  out[k++] = some.any();
  out[k++] = none.any();
  out[k++] = simd_vote(~0ul).all();
  out[k++] = every.any();
  out[k++] = none.all();
  out[k++] = bits;
  out[k++] = numeric_limits<float>::radix;
  out[k++] = numeric_limits<float>::digits;
  out[k++] = numeric_limits<float>::max_digits10;
  out[k++] = numeric_limits<float>::min_exponent;
  out[k++] = numeric_limits<float>::max_exponent;
  out[k++] = numeric_limits<half>::has_quiet_NaN;
  out[k++] = numeric_limits<int>::is_exact;
  out[k++] = numeric_limits<bfloat>::is_exact;
  out[k++] = numeric_limits<int>::digits;
  out[k++] = numeric_limits<uint>::is_modulo;
  out[k++] = numeric_limits<half>::digits10;
  out[k++] = numeric_limits<float>::round_error();
  out[k++] = isnan(numeric_limits<float>::signaling_NaN());
  out[k++] = isinf(numeric_limits<float>::signaling_NaN());
  out[k++] = numeric_limits<char>::is_bounded;
  out[k++] = ulong(quad);
}
