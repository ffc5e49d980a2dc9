// Half and bfloat at the edges, float within: instances of one template by their host names.
//
// run: gelu_half
// input x: float16[40] = normal(1)
// output y: float16[40]
// grid: 40 1 1
// threadgroup: 32 1 1
// expect y[i] = 0.5 * x[i] * (1 + tanh(0.7978845608 * (x[i] + 0.044715 * x[i] * x[i] * x[i]))) atol 1e-4 rtol 2e-3
//
// run: gelu_bfloat
// input x: bfloat16[40] = normal(2)
// output y: bfloat16[40]
// grid: 40 1 1
// threadgroup: 32 1 1
// expect y[i] = 0.5 * x[i] * (1 + tanh(0.7978845608 * (x[i] + 0.044715 * x[i] * x[i] * x[i]))) atol 1e-3 rtol 1e-2
//
// run: gelu_float
// input x: float32[40] = normal(3)
// output y: float32[40]
// grid: 40 1 1
// threadgroup: 32 1 1
// expect y[i] = 0.5 * x[i] * (1 + tanh(0.7978845608 * (x[i] + 0.044715 * x[i] * x[i] * x[i]))) atol 1e-6 rtol 1e-5
//
// run: widen
// input x: float16[16] = normal(4)
// output y: float32[16]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect y[i] = x[i]
// file:
#include <metal_stdlib>
using namespace metal;

template <typename T>
[[kernel]] void gelu(device const T* x [[buffer(0)]], device T* y [[buffer(1)]],
                     uint id [[thread_position_in_grid]]) {
    const float v = float(x[id]);
    const float inner = 0.7978845608f * (v + 0.044715f * v * v * v);
    y[id] = T(0.5f * v * (1.0f + tanh(inner)));
}

#define instantiate_gelu(name, T) \
    template [[host_name("gelu_" #name)]] [[kernel]] void gelu<T>( \
        device const T* x [[buffer(0)]], device T* y [[buffer(1)]], uint id [[thread_position_in_grid]]);

instantiate_gelu(half, half)
instantiate_gelu(bfloat, bfloat)
instantiate_gelu(float, float)

kernel void widen(device const half4* x [[buffer(0)]], device float4* y [[buffer(1)]],
                  uint id [[thread_position_in_grid]]) {
    y[id] = float4(x[id]);
}
