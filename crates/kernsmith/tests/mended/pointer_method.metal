#include <metal_stdlib>
using namespace metal;
struct Ramp { float slope; float at(float x) const constant { return slope * x; } };
kernel void k(constant Ramp* ramp [[buffer(0)]], device float* out [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  out[i] = ramp.at(i);
}
