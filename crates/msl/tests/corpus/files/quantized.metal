// Four-bit weights: unpacked by shifts and masks, a matrix by a vector from them, and packing.
//
// run: unpack
// input packed: uint32[4] = [1985229328, 4275878552, 0, 4294967295]
// input scales: float32[2] = [0.5, 2]
// input biases: float32[2] = [-1, 3]
// output out: float32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect out = [-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5,
//   3, 3, 3, 3, 3, 3, 3, 3, 33, 33, 33, 33, 33, 33, 33, 33]
//
// run: quantized_matvec
// input w: uint32[3, 2] = [1985229328, 4275878552, 0, 4294967295, 286331153, 572662306]
// input x: float32[16] = fill(1)
// output y: float32[3]
// grid: 3 1 1
// threadgroup: 3 1 1
// expect y = [120, 120, 24]
//
// run: pack
// input x: float32[8] = [0.2, 1.6, 14.4, 99, -3, 7.5, 8.5, 2]
// output word: uint32[1]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect word = [679542304]
// file:
#include <metal_stdlib>
using namespace metal;

kernel void unpack(device const uint* packed [[buffer(0)]],
                   device const float* scales [[buffer(1)]],
                   device const float* biases [[buffer(2)]],
                   device float* out [[buffer(3)]],
                   uint id [[thread_position_in_grid]]) {
    const uint code = (packed[id >> 3] >> ((id & 7u) * 4u)) & 0xfu;
    out[id] = fma(float(code), scales[id / 16], biases[id / 16]);
}

kernel void quantized_matvec(device const uint* w [[buffer(0)]],
                             device const float* x [[buffer(1)]],
                             device float* y [[buffer(2)]],
                             uint row [[thread_position_in_grid]]) {
    float sum = 0;
    const device uchar* bytes = (const device uchar*)(w + row * 2);
    for (uint i = 0; i < 8; i++) {
        sum += x[2 * i] * (bytes[i] & 0x0f) + x[2 * i + 1] * (bytes[i] >> 4);
    }
    y[row] = sum;
}

kernel void pack(device const float* x [[buffer(0)]],
                 device uint* word [[buffer(1)]],
                 uint lane [[thread_index_in_simdgroup]]) {
    const uint code = uint(clamp(rint(x[lane]), 0.0f, 15.0f)) << (4 * lane);
    const uint all = simd_or(code);
    if (lane == 0) {
        word[0] = all;
    }
}
