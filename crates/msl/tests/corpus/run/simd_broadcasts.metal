// Broadcasts, votes and ballots.
//
// kernel: simd_broadcasts
// input a: int32[32] = integers(0, 99, 38)
// output b: int32[32]
// output f: int32[32]
// output votes: uint32[32]
// output first: bool_[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect b[i] = a[7]
// expect f[i] = a[0]
// expect votes = fill(1431655765)
// expect first[i] = i == 0
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
b[i] = simd_broadcast(a[i], 7);
f[i] = simd_broadcast_first(a[i]);
bool both = simd_any(i == 3) && !simd_all(i < 31);
ulong ballot = (ulong)simd_ballot(i % 2 == 0);
votes[i] = both ? uint(ballot) : 0;
first[i] = simd_is_first();
