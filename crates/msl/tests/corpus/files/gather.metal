// Indices from memory: rows of a table, a scatter by atomics, strides that the host gives, 64-bit offsets.
//
// run: embedding
// input table: float32[10, 6] = arange
// input tokens: int32[4] = [3, 0, 9, 3]
// input width: int64 = 6
// output out: float32[4, 6]
// grid: 6 4 1
// threadgroup: 6 1 1
// expect out[i] = 6 * tokens[floor(i / 6)] + i % 6
//
// run: scatter_add
// input values: float32[6] = [1, 2, 3, 4, 5, 6]
// input places: uint32[6] = [2, 0, 2, 3, 0, 2]
// output out: float32[4]
// init_value: 0
// grid: 6 1 1
// threadgroup: 6 1 1
// expect out = [7, 0, 10, 4]
//
// run: strided
// input x: float32[24] = arange
// input shape: int32[3] = [2, 3, 4]
// input strides: int64[3] = [1, 2, 6]
// input ndim: int32 = 3
// output y: float32[24]
// grid: 24 1 1
// threadgroup: 24 1 1
// expect y[i] = floor(i / 12) + floor(i / 4) % 3 * 2 + i % 4 * 6
// file:
#include <metal_stdlib>
using namespace metal;

kernel void embedding(device const float* table [[buffer(0)]],
                      device const int* tokens [[buffer(1)]],
                      device float* out [[buffer(2)]],
                      constant int64_t& width [[buffer(3)]],
                      uint3 id [[thread_position_in_grid]]) {
    const device float* row = table + int64_t(tokens[id.y]) * width;
    out[id.y * width + id.x] = row[id.x];
}

kernel void scatter_add(device const float* values [[buffer(0)]],
                        device const uint* places [[buffer(1)]],
                        device atomic_float* out [[buffer(2)]],
                        uint id [[thread_position_in_grid]]) {
    atomic_fetch_add_explicit(out + places[id], values[id], memory_order_relaxed);
}

static inline int64_t location(uint element, constant const int* shape, constant const int64_t* strides, int ndim) {
    int64_t at = 0;
    for (int axis = ndim - 1; axis >= 0 && element > 0; --axis) {
        at += (element % shape[axis]) * strides[axis];
        element /= shape[axis];
    }
    return at;
}

kernel void strided(device const float* x [[buffer(0)]],
                    device float* y [[buffer(1)]],
                    constant const int* shape [[buffer(2)]],
                    constant const int64_t* strides [[buffer(3)]],
                    constant const int& ndim [[buffer(4)]],
                    uint id [[thread_position_in_grid]]) {
    y[id] = x[location(id, shape, strides, ndim)];
}
