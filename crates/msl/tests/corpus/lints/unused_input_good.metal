#include <metal_stdlib>
using namespace metal;

kernel void unnamed(device float* out, device const float*, constant float& scale) {
    out[0] = scale;
}

// One of the instances uses it.
template <bool B>
kernel void some(device float* out, device const float* y) {
    if (B) { out[0] = y[0]; } else { out[0] = 1; }
}
template [[host_name("with")]] kernel void some<true>(device float*, device const float*);
template [[host_name("without")]] kernel void some<false>(device float*, device const float*);
