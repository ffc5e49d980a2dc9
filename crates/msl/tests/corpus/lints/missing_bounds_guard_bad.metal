#include <metal_stdlib>
using namespace metal;

// kernsmith: warn(missing-bounds-guard)
kernel void plain(device float* out, uint i [[thread_position_in_grid]]) {
    out[i] = 1; //~ warning[missing-bounds-guard]
}

template <typename T>
kernel void typed(device T* out, device const T* x, uint3 at [[thread_position_in_grid]]) {
    uint i = at.x;
    out[i] = x[i]; //~ warning[missing-bounds-guard]
}
template [[host_name("typed_float")]] kernel void typed<float>(device float*, device const float*, uint3);
