// shifted.metal: shift + factor A of symmetric matrices, of which the lower half is read
//
// Shapes   a: [batches, side, side]. numbers: [batches], a factor and a shift each. out: [batches, width, width], zero
//          beyond a side.
// Types    float.
// Launch   a thread for each element of out, z over batches.

#include <metal_stdlib>
using namespace metal;

kernel void shift_symmetric(const device float* a [[buffer(0)]], const device float2* numbers [[buffer(1)]],
                            device float* out [[buffer(2)]], constant uint& side [[buffer(3)]],
                            uint3 at [[thread_position_in_grid]], uint3 sides [[threads_per_grid]]) {
    const float2 number = numbers[at.z];
    float value = 0.0f;
    if (at.x < side && at.y < side) {
        const uint row = max(at.x, at.y);
        const uint column = min(at.x, at.y);
        value = number.x * a[(ulong(at.z) * side + row) * side + column] + (at.x == at.y ? number.y : 0.0f);
    }
    out[(ulong(at.z) * sides.y + at.y) * sides.x + at.x] = value;
}
