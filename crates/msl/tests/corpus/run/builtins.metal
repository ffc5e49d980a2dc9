// Every position and size.
//
// kernel: builtins
// output out: uint32[96, 8]
// grid: 96 1 1
// threadgroup: 48 1 1
// expect out[i] = i % 8 == 0 ? ((i - i % 8) / 8) % 48 : (i % 8 == 1 ? (i < 384 ? 0 : 1) : (i % 8 == 2 ? (((i - i % 8) / 8) % 48) % 32 : (i % 8 == 3 ? (((i - i % 8) / 8) % 48 < 32 ? 0 : 1) : (i % 8 == 4 ? 2 : (i % 8 == 5 ? 32 : (i % 8 == 6 ? 96 : ((i - i % 8) / 8) % 4))))))
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
out[8 * i + 0] = thread_index_in_threadgroup;
out[8 * i + 1] = threadgroup_position_in_grid.x;
out[8 * i + 2] = thread_index_in_simdgroup;
out[8 * i + 3] = simdgroup_index_in_threadgroup;
out[8 * i + 4] = threadgroups_per_grid.x;
out[8 * i + 5] = threads_per_simdgroup;
out[8 * i + 6] = grid_size.x + grid_origin.x;
out[8 * i + 7] = thread_index_in_quadgroup;
