// Products of matrices of one type and of two, filled matrices, and elements changed one by one.
//
// kernel: matrix_products
// input a: float32[64] = integers(-4, 4, 51)
// input b: float32[64] = integers(-4, 4, 52)
// output product: float32[64]
// output sum: float32[64]
// output mixed: float32[64]
// output halves: float16[64]
// output brains: bfloat16[64]
// output scaled: float32[64]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect product[i] = sum(k, 0, 8, a[i - i % 8 + k] * b[i % 8 + 8 * k])
// expect sum[i] = 3 + 2 * sum(k, 0, 8, a[i - i % 8 + k] * b[i % 8 + 8 * k])
// expect mixed[i] = 3 + sum(k, 0, 8, a[i - i % 8 + k] * b[i % 8 + 8 * k])
// expect halves[i] = sum(k, 0, 8, a[i - i % 8 + k] * b[i % 8 + 8 * k])
// expect brains[i] = sum(k, 0, 8, a[i - i % 8 + k] * b[i % 8 + 8 * k])
// expect scaled[i] = 10 * a[i]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_threadgroup;
simdgroup_float8x8 x, y, z;
simdgroup_load(x, a, 8);
simdgroup_load(y, b, 8);
simdgroup_multiply(z, x, y);
simdgroup_store(z, product, 8);
auto s = make_filled_simdgroup_matrix<float, 8>(3.0f);
for (int turn = 0; turn < 2; ++turn) { simdgroup_multiply_accumulate(s, x, y, s); }
simdgroup_store(s, sum, 8);
threadgroup half ha[64], hb[64];
threadgroup bfloat ba[64], bb[64];
for (uint i = lane; i < 64; i += 32) {
  ha[i] = half(a[i]);
  hb[i] = half(b[i]);
  ba[i] = bfloat(a[i]);
  bb[i] = bfloat(b[i]);
}
threadgroup_barrier(mem_flags::mem_threadgroup);
simdgroup_half8x8 hx, hy, hz;
simdgroup_load(hx, ha, 8);
simdgroup_load(hy, hb, 8);
simdgroup_multiply(hz, hx, hy);
simdgroup_store(hz, halves, 8);
simdgroup_float8x8 mz = make_filled_simdgroup_matrix<float, 8, 8>(3.0f);
simdgroup_multiply_accumulate(mz, hx, hy, mz);
simdgroup_store(mz, mixed, 8);
simdgroup_bfloat8x8 bx, by;
simdgroup_load(bx, ba, 8);
simdgroup_load(by, bb, 8);
simdgroup_bfloat8x8 bz = bx * by;
simdgroup_store(bz, brains, 8);
x.thread_elements() *= 5.0f;
x.thread_elements()[0] += x.thread_elements()[0];
float2 pair = x.thread_elements();
pair.y *= 2;
reinterpret_cast<thread float2&>(x.thread_elements()) = pair;
simdgroup_store(x, scaled, 8);
