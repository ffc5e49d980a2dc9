// Attention in two kernels, and in one with a running maximum; rotations of pairs.
//
// run: scores
// input q: float32[2, 8] = normal(1)
// input k: float32[5, 8] = normal(2)
// input scale: float32 = 0.35355338
// output s: float32[2, 5]
// grid: 5 2 1
// threadgroup: 5 2 1
// expect s[i] = 0.35355338 * sum(d, 0, 8, q[floor(i / 5) * 8 + d] * k[i % 5 * 8 + d]) atol 1e-6 rtol 1e-5
//
// run: attend
// input q: float32[2, 8] = normal(1)
// input k: float32[5, 8] = normal(2)
// input v: float32[5, 8] = normal(3)
// input keys: uint32 = 5
// output o: float32[2, 8]
// grid: 16 1 1
// threadgroup: 8 1 1
// expect o[i] = sum(j, 0, 5, exp(sum(d, 0, 8, q[floor(i / 8) * 8 + d] * k[j * 8 + d])) * v[j * 8 + i % 8]) / sum(j, 0, 5, exp(sum(d, 0, 8, q[floor(i / 8) * 8 + d] * k[j * 8 + d]))) atol 1e-5 rtol 1e-4
//
// run: rotate
// input x: float32[4, 6] = normal(4)
// input base: float32 = 100
// output y: float32[4, 6]
// grid: 3 4 1
// threadgroup: 3 4 1
// expect y[i] = i % 2 == 0 ? x[i] * cos(floor(i / 6) * pow(100, 0 - floor(i % 6 / 2) / 3)) - x[i + 1] * sin(floor(i / 6) * pow(100, 0 - floor(i % 6 / 2) / 3)) : x[i - 1] * sin(floor(i / 6) * pow(100, 0 - floor(i % 6 / 2) / 3)) + x[i] * cos(floor(i / 6) * pow(100, 0 - floor(i % 6 / 2) / 3)) atol 1e-5 rtol 1e-5
// file:
#include <metal_stdlib>
using namespace metal;

kernel void scores(device const float4* q [[buffer(0)]],
                   device const float4* k [[buffer(1)]],
                   device float* s [[buffer(2)]],
                   constant float& scale [[buffer(3)]],
                   uint2 at [[thread_position_in_grid]],
                   uint2 size [[threads_per_grid]]) {
    float sum = 0;
    for (uint part = 0; part < 2; part++) {
        sum += dot(q[at.y * 2 + part], k[at.x * 2 + part]);
    }
    s[at.y * size.x + at.x] = scale * sum;
}

kernel void attend(device const float* q [[buffer(0)]],
                   device const float* k [[buffer(1)]],
                   device const float* v [[buffer(2)]],
                   device float* o [[buffer(3)]],
                   constant uint& keys [[buffer(4)]],
                   uint row [[threadgroup_position_in_grid]],
                   uint column [[thread_position_in_threadgroup]]) {
    float largest = -INFINITY;
    float weight = 0.0f;
    float sum = 0.0f;
    for (uint j = 0; j < keys; ++j) {
        float score = 0.0f;
        for (uint d = 0; d < 8; ++d) {
            score += q[row * 8 + d] * k[j * 8 + d];
        }
        const float next = max(largest, score);
        const float keep = exp(largest - next);
        const float take = exp(score - next);
        weight = weight * keep + take;
        sum = sum * keep + take * v[j * 8 + column];
        largest = next;
    }
    o[row * 8 + column] = sum / weight;
}

kernel void rotate(device const float2* x [[buffer(0)]],
                   device float2* y [[buffer(1)]],
                   constant float& base [[buffer(2)]],
                   uint2 at [[thread_position_in_grid]],
                   uint2 size [[threads_per_grid]]) {
    const float angle = float(at.y) * pow(base, -float(at.x) / float(size.x));
    float c;
    const float s = sincos(angle, c);
    const float2 pair = x[at.y * size.x + at.x];
    y[at.y * size.x + at.x] = float2(pair.x * c - pair.y * s, pair.x * s + pair.y * c);
}
