#include <metal_stdlib>
using namespace metal;

kernel void one(device float* out, device const float* x, //~ warning[unused-input] `x`
                constant float& scale) { //~ warning[unused-input] `scale`
    out[0] = 1;
}

template <typename T>
kernel void typed(device T* out, device const T* y) { //~ warning[unused-input] `y`
    out[0] = T(1);
}
template [[host_name("typed_float")]] kernel void typed<float>(device float*, device const float*);
template [[host_name("typed_half")]] kernel void typed<half>(device half*, device const half*);
