// Sliding windows: one dimension with an edge, two dimensions with padding, pooling.
//
// run: convolve
// input x: float32[30] = integers(-5, 5, 1)
// input w: float32[4] = [1, -2, 3, 0.5]
// input taps: uint32 = 4
// output y: float32[27]
// grid: 27 1 1
// threadgroup: 32 1 1
// expect y[i] = x[i] - 2 * x[i + 1] + 3 * x[i + 2] + 0.5 * x[i + 3]
//
// run: blur
// input image: float32[6, 5] = integers(0, 9, 2)
// output blurred: float32[6, 5]
// input size: int32[2] = [5, 6]
// grid: 5 6 1
// threadgroup: 4 4 1
// expect blurred[i] = sum(y, max(floor(i / 5) - 1, 0), min(floor(i / 5) + 2, 6), sum(x, max(i % 5 - 1, 0), min(i % 5 + 2, 5), image[y * 5 + x])) / 9 within 2 ulp
//
// run: pool
// input x: uint8[4, 6] = integers(0, 255, 3)
// input columns: uint32 = 6
// output y: uint8[2, 3]
// grid: 3 2 1
// threadgroup: 3 2 1
// expect y[i] = max(max(x[floor(i / 3) * 12 + i % 3 * 2], x[floor(i / 3) * 12 + i % 3 * 2 + 1]), max(x[floor(i / 3) * 12 + i % 3 * 2 + 6], x[floor(i / 3) * 12 + i % 3 * 2 + 7]))
// file:
#include <metal_stdlib>
using namespace metal;

kernel void convolve(device const float* x [[buffer(0)]],
                     constant float* w [[buffer(1)]],
                     device float* y [[buffer(2)]],
                     constant uint& taps [[buffer(3)]],
                     uint id [[thread_position_in_grid]]) {
    float sum = 0.0f;
    for (uint tap = 0; tap < taps; ++tap) {
        sum += w[tap] * x[id + tap];
    }
    y[id] = sum;
}

kernel void blur(device const float* image [[buffer(0)]],
                 device float* blurred [[buffer(1)]],
                 constant int2& size [[buffer(2)]],
                 uint2 gid [[thread_position_in_grid]]) {
    const int2 center = int2(gid);
    float sum = 0.0f;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            const int2 at = center + int2(dx, dy);
            if (any(at < 0) || any(at >= size)) {
                continue;
            }
            sum += image[at.y * size.x + at.x];
        }
    }
    blurred[center.y * size.x + center.x] = sum / 9.0f;
}

kernel void pool(device const uchar* x [[buffer(0)]],
                 device uchar* y [[buffer(1)]],
                 constant uint& columns [[buffer(2)]],
                 uint2 gid [[thread_position_in_grid]],
                 uint2 size [[threads_per_grid]]) {
    const device uchar* from = x + 2 * gid.y * columns + 2 * gid.x;
    const uchar upper = max(from[0], from[1]);
    const uchar lower = max(from[columns], from[columns + 1]);
    y[gid.y * size.x + gid.x] = max(upper, lower);
}
