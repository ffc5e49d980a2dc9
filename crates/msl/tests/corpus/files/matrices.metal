// Matrix kernels: a product with a thread an element, one with tiles, a transposition, a matrix by a vector.
//
// run: matmul
// input a: float32[5, 7] = integers(-4, 4, 1)
// input b: float32[7, 6] = integers(-4, 4, 2)
// input sizes: uint32[3] = [5, 6, 7]
// output c: float32[5, 6]
// grid: 6 5 1
// threadgroup: 8 8 1
// expect c[i] = sum(k, 0, 7, a[floor(i / 6) * 7 + k] * b[k * 6 + i % 6])
//
// run: matmul_tiled
// input a: float32[20, 18] = integers(-4, 4, 3)
// input b: float32[18, 9] = integers(-4, 4, 4)
// input m: uint32 = 20
// input n: uint32 = 9
// input k: uint32 = 18
// output c: float32[20, 9]
// grid: 16 24 1
// threadgroup: 8 8 1
// expect c[i] = sum(p, 0, 18, a[floor(i / 9) * 18 + p] * b[p * 9 + i % 9])
//
// run: transpose
// input x: float32[20, 33] = arange
// input size: uint32[2] = [33, 20]
// output y: float32[33, 20]
// grid: 48 32 1
// threadgroup: 16 16 1
// expect y[i] = x[i % 20 * 33 + floor(i / 20)]
//
// run: matvec
// input a: float32[9, 70] = integers(-5, 5, 5)
// input x: float32[70] = integers(-5, 5, 6)
// input columns: uint32 = 70
// output y: float32[9]
// grid: 32 9 1
// threadgroup: 32 1 1
// expect y[i] = sum(k, 0, 70, a[i * 70 + k] * x[k])
// file:
#include <metal_stdlib>
using namespace metal;

kernel void matmul(device const float* a [[buffer(0)]],
                   device const float* b [[buffer(1)]],
                   device float* c [[buffer(2)]],
                   constant uint* sizes [[buffer(3)]],
                   uint2 at [[thread_position_in_grid]]) {
    const uint n = sizes[1], k = sizes[2];
    float sum = 0;
    for (uint p = 0; p < k; p++) {
        sum = fma(a[at.y * k + p], b[p * n + at.x], sum);
    }
    c[at.y * n + at.x] = sum;
}

#define TILE 8

kernel void matmul_tiled(device const float* a [[buffer(0)]],
                         device const float* b [[buffer(1)]],
                         device float* c [[buffer(2)]],
                         constant uint& m [[buffer(3)]],
                         constant uint& n [[buffer(4)]],
                         constant uint& k [[buffer(5)]],
                         uint2 at [[thread_position_in_grid]],
                         uint2 local [[thread_position_in_threadgroup]]) {
    threadgroup float left[TILE][TILE];
    threadgroup float right[TILE][TILE];
    float sum = 0;
    for (uint start = 0; start < k; start += TILE) {
        left[local.y][local.x] = at.y < m && start + local.x < k ? a[at.y * k + start + local.x] : 0;
        right[local.y][local.x] = start + local.y < k && at.x < n ? b[(start + local.y) * n + at.x] : 0;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint p = 0; p < TILE; p++) {
            sum += left[local.y][p] * right[p][local.x];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    if (at.y < m && at.x < n) {
        c[at.y * n + at.x] = sum;
    }
}

kernel void transpose(device const float* x [[buffer(0)]],
                      device float* y [[buffer(1)]],
                      constant uint2& size [[buffer(2)]],
                      ushort2 local [[thread_position_in_threadgroup]],
                      uint2 group [[threadgroup_position_in_grid]]) {
    threadgroup float tile[16][17];
    const uint2 from = group * 16 + uint2(local);
    if (from.x < size.x && from.y < size.y) {
        tile[local.y][local.x] = x[from.y * size.x + from.x];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint2 to = group.yx * 16 + uint2(local);
    if (to.x < size.y && to.y < size.x) {
        y[to.y * size.y + to.x] = tile[local.x][local.y];
    }
}

kernel void matvec(device const float* a [[buffer(0)]],
                   device const float* x [[buffer(1)]],
                   device float* y [[buffer(2)]],
                   constant uint& columns [[buffer(3)]],
                   uint3 group [[threadgroup_position_in_grid]],
                   uint lane [[thread_index_in_simdgroup]]) {
    float sum = 0;
    for (uint column = lane; column < columns; column += 32) {
        sum += a[group.y * columns + column] * x[column];
    }
    sum = simd_sum(sum);
    if (lane == 0) {
        y[group.y] = sum;
    }
}
