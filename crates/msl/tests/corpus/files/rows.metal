// Kernels with a threadgroup a row: softmax, normalization by root mean square, by mean and variance.
//
// run: softmax_rows
// input x: float32[3, 50] = normal(1)
// input width: uint32 = 50
// output y: float32[3, 50]
// grid: 192 1 1
// threadgroup: 64 1 1
// expect y[i] = exp(x[i]) / sum(k, 0, 50, exp(x[floor(i / 50) * 50 + k])) atol 1e-6 rtol 1e-5
//
// run: rms_rows
// input x: float32[4, 40] = normal(2)
// input weight: float32[40] = normal(3)
// input eps: float32 = 1e-5
// input width: int32 = 40
// output y: float32[4, 40]
// grid: 128 1 1
// threadgroup: 32 1 1
// expect y[i] = x[i] * weight[i % 40] * rsqrt(sum(k, 0, 40, x[floor(i / 40) * 40 + k] * x[floor(i / 40) * 40 + k]) / 40 + eps) atol 1e-6 rtol 1e-5
//
// run: layer_rows
// input x: float32[2, 33] = normal(4)
// input width: uint32 = 33
// output y: float32[2, 33]
// output means: float32[2]
// grid: 64 1 1
// threadgroup: 32 1 1
// expect means[i] = sum(k, 0, 33, x[i * 33 + k]) / 33 atol 1e-6 rtol 1e-5
// expect y[i] = (x[i] - sum(k, 0, 33, x[floor(i / 33) * 33 + k]) / 33) * rsqrt(sum(k, 0, 33, x[floor(i / 33) * 33 + k] * x[floor(i / 33) * 33 + k]) / 33 - sum(k, 0, 33, x[floor(i / 33) * 33 + k]) / 33 * (sum(k, 0, 33, x[floor(i / 33) * 33 + k]) / 33) + 1e-5) atol 1e-5 rtol 1e-4
// file:
#include <metal_stdlib>
using namespace metal;

template <typename Op>
inline float across(float value, Op op, threadgroup float* scratch, uint lane, uint simdgroup, uint simdgroups) {
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const float part = op(value);
    if (lane == 0) {
        scratch[simdgroup] = part;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    return op(scratch[min(lane, simdgroups - 1)]);
}

struct Maximum {
    float operator()(float x) const { return simd_max(x); }
};

kernel void softmax_rows(device const float* x [[buffer(0)]],
                         device float* y [[buffer(1)]],
                         constant uint& width [[buffer(2)]],
                         uint row [[threadgroup_position_in_grid]],
                         uint lid [[thread_position_in_threadgroup]],
                         uint threads [[threads_per_threadgroup]],
                         uint lane [[thread_index_in_simdgroup]],
                         uint simdgroup [[simdgroup_index_in_threadgroup]],
                         uint simdgroups [[simdgroups_per_threadgroup]]) {
    threadgroup float scratch[32];
    x += row * width;
    y += row * width;
    float largest = -INFINITY;
    for (uint i = lid; i < width; i += threads) {
        largest = max(largest, x[i]);
    }
    largest = across(largest, Maximum(), scratch, lane, simdgroup, simdgroups);
    float sum = 0;
    for (uint i = lid; i < width; i += threads) {
        sum += exp(x[i] - largest);
    }
    sum = simd_sum(sum);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (lane == 0) {
        scratch[simdgroup] = sum;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    sum = 0;
    for (uint i = 0; i < simdgroups; i++) {
        sum += scratch[i];
    }
    for (uint i = lid; i < width; i += threads) {
        y[i] = exp(x[i] - largest) / sum;
    }
}

[[kernel]] void rms_rows(const device float* x [[buffer(0)]],
                         const device float* weight [[buffer(1)]],
                         device float* y [[buffer(2)]],
                         constant float& eps [[buffer(3)]],
                         constant int& width [[buffer(4)]],
                         uint3 group [[threadgroup_position_in_grid]],
                         uint lane [[thread_index_in_simdgroup]]) {
    const int start = int(group.x) * width;
    float squares = 0.0f;
    for (int i = int(lane); i < width; i += 32) {
        const float v = x[start + i];
        squares += v * v;
    }
    const float scale = metal::precise::rsqrt(simd_sum(squares) / float(width) + eps);
    for (int i = int(lane); i < width; i += 32) {
        y[start + i] = x[start + i] * weight[i] * scale;
    }
}

[[kernel]] void layer_rows(const device float* x [[buffer(0)]],
                           device float* y [[buffer(1)]],
                           device float* means [[buffer(2)]],
                           constant uint& width [[buffer(3)]],
                           uint row [[threadgroup_position_in_grid]],
                           uint lane [[thread_position_in_threadgroup]]) {
    float sum = 0, squares = 0;
    for (uint i = lane; i < width; i += 32) {
        const float v = x[row * width + i];
        sum += v;
    }
    const float mean = simd_sum(sum) / width;
    for (uint i = lane; i < width; i += 32) {
        const float v = x[row * width + i] - mean;
        squares += v * v;
    }
    const float deviation = rsqrt(simd_sum(squares) / width + 1e-5f);
    for (uint i = lane; i < width; i += 32) {
        y[row * width + i] = (x[row * width + i] - mean) * deviation;
    }
    if (lane == 0) {
        means[row] = mean;
    }
}
