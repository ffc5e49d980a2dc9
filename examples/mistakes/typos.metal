#include <metal_stdlib>
using namespace metal;

kernel void scale(device float* values [[buffer(0)]],
                  constant float& factor [[buffer(1)]],
                  uint index [[thread_position_in_grid]]) {
    float scaled = valeus[index] * factor
    values[index] = scaled + clamp(factor, 0.0f);
}
