// Softmax of rows: a simdgroup a row, maximum and sum by simd operations.
//
// kernel: row_softmax
// input a: float32[5, 70] = normal(33)
// output out: float32[5, 70]
// grid: 32 5 1
// threadgroup: 32 1 1
// reference: softmax atol 1e-7 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint row = thread_position_in_grid.y;
uint lane = thread_index_in_simdgroup;
const device float* x = a + row * 70;
float top = -INFINITY;
for (uint k = lane; k < 70; k += 32) top = max(top, x[k]);
top = simd_max(top);
float sum = 0.0f;
for (uint k = lane; k < 70; k += 32) sum += exp(x[k] - top);
sum = simd_sum(sum);
for (uint k = lane; k < 70; k += 32) out[row * 70 + k] = exp(x[k] - top) / sum;
