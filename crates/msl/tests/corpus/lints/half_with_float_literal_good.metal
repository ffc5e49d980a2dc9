#include <metal_stdlib>
using namespace metal;

kernel void suffixed(device half* out, constant float& scale, uint i [[thread_position_in_grid]]) {
    half x = out[i];
    out[i] = x * 2.0h + 1.0h;
    out[i] = x * 2;
    // The precision is asked for, by a cast, by a value in `float`, or by where the result goes.
    out[i] = half(float(x) * 2.0f);
    out[i] = half(x * scale * 2.0f);
    float wide = x * 2.0f;
    out[i] = half(wide * scale);
}
