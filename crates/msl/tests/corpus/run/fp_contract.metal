// A product and a sum round twice; `fma` rounds once. The inputs tell them apart.
//
// kernel: fp_contract
// input a: float32[2] = [1.000244140625, 1.0]
// output plain: float32[2]
// output fused: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect plain = [0, -0.00048828125]
// expect fused = [5.9604644775390625e-8, -0.00048828125]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;
#pragma clang fp contract(off)
float x = a[i];
float c = 1.00048828125f;
plain[i] = x * x - c;
fused[i] = fma(x, x, -c);
