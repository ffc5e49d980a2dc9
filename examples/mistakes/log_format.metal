#include <metal_stdlib>
#include <metal_logging>
using namespace metal;

[[kernel]] void halve(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    x[i] *= 0.5f;
    os_log_default.log("x[%d] is now %d", i, x[i]);
}
