// A stable split by one bit: the places of zeros, then those of ones.
//
// kernel: radix_digit
// input a: uint32[16] = [138, 127, 196, 204, 228, 221, 159, 11, 65, 16, 217, 242, 250, 0, 37, 200]
// output out: uint32[16]
// grid: 16 1 1
// threadgroup: 16 1 1
// expect out = [138, 11, 65, 16, 217, 242, 250, 0, 200, 127, 196, 204, 228, 221, 159, 37]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_index_in_simdgroup;
uint key = a[i];
bool one = (key >> 2) & 1;
uint ones_before = simd_prefix_exclusive_sum(uint(one));
uint zeros = simd_sum(uint(!one));
out[one ? zeros + ones_before : i - ones_before] = key;
