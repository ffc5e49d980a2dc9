// Votes, masks and the first thread within groups of four, in divergence and with a last group of two.
//
// kernel: quad_votes
// output all: int32[30]
// output any: int32[30]
// output ballot: int32[30]
// output active: int32[30]
// output first: int32[30]
// grid: 30 1 1
// threadgroup: 32 1 1
// expect all = [11, 1, 1, 1, 11, 0, 0, 0, 11, 1, 1, 1, 11, 0, 0, 0, 11, 1, 1, 1, 11, 0, 0, 0, 11, 1, 1, 1, 11, 0]
// expect any = [10, 0, 0, 0, 10, 1, 1, 1, 10, 0, 0, 0, 10, 1, 1, 1, 10, 0, 0, 0, 10, 1, 1, 1, 10, 0, 0, 0, 10, 1]
// expect ballot = [1, 10, 10, 10, 1, 10, 10, 10, 1, 10, 10, 10, 1, 10, 10, 10, 1, 10, 10, 10, 1, 10, 10, 10, 1, 10, 10, 10, 1, 2]
// expect active = [1, 14, 14, 14, 1, 14, 14, 14, 1, 14, 14, 14, 1, 14, 14, 14, 1, 14, 14, 14, 1, 14, 14, 14, 1, 14, 14, 14, 1, 2]
// expect first = [1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
if (i % 4 != 0) {
  all[i] = quad_all(i % 8 < 4);
  any[i] = quad_any(i % 8 == 5);
  ballot[i] = int(ulong(quad_ballot(i % 4 != 2)));
  active[i] = int(ulong(quad_active_threads_mask()));
  first[i] = quad_is_first();
} else {
  all[i] = quad_all(true) + 10;
  any[i] = quad_any(false) + 10;
  ballot[i] = int(ulong(quad_ballot(true)));
  active[i] = int(ulong(quad_active_threads_mask()));
  first[i] = quad_is_first();
}
