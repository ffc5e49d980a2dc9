#include <metal_stdlib>
using namespace metal;

/// y = a * x + y for float and half.
template <typename T>
[[kernel]] void saxpy(device const T* x [[buffer(0)]],
                      device T* y [[buffer(1)]],
                      constant float& a [[buffer(2)]],
                      uint index [[thread_position_in_grid]]) {
    y[index] = T(fma(a, float(x[index]), float(y[index])));
}

template [[host_name("saxpy_float")]] [[kernel]] void saxpy<float>(
    device const float*, device float*, constant float&, uint);
template [[host_name("saxpy_half")]] [[kernel]] void saxpy<half>(
    device const half*, device half*, constant float&, uint);
