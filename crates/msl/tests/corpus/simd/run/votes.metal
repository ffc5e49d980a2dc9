// Ballots and votes, and what their bits say.
//
// kernel: votes
// input a: int32[32] = arange(1, 1)
// output out: int32[32]
// output any: int32[32]
// output all: int32[32]
// output one: int32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out[i] = 1431655765
// expect any[i] = 1
// expect all[i] = 1
// expect one[i] = 10
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
uint i = thread_position_in_grid.x;

bool odd = a[i] & 1;
simd_vote vote = simd_ballot(odd);
out[i] = int(uint(ulong(vote)));
any[i] = simd_any(a[i] > 31);
all[i] = simd_all(a[i] > 0);
one[i] = int(popcount(uint(ulong(simd_ballot(a[i] <= 10)))));
