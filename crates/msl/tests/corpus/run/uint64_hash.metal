// A 64-bit multiplicative hash, by wrapping arithmetic.
//
// kernel: uint64_hash
// output out: uint64[3]
// grid: 3 1 1
// threadgroup: 64 1 1
// expect out = [0, 11400714819323198485, 4354685564936845354]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
uint64_t x = i;
x *= 0x9E3779B97F4A7C15ul;
out[i] = x;
