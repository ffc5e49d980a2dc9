// Threads of one simdgroup share threadgroup memory behind a simdgroup's barrier, between barriers of the
// threadgroup that order nothing.
//
// kernel: simdgroup_order
// output out: uint32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out[i] = i * 2 + 1
// header:
#include <metal_stdlib>
using namespace metal;
// body:
const uint i = thread_position_in_threadgroup.x;
threadgroup uint tile[64];
threadgroup_barrier(mem_flags::mem_none);
tile[i] = i ^ 1;
simdgroup_barrier(mem_flags::mem_threadgroup);
const uint other = tile[i ^ 1];
threadgroup_barrier(mem_flags::mem_none);
out[i] = i + other + (tile[i] == (i ^ 1) ? 1 : 0);
