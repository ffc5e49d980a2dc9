// clip.metal — y = clamp(x, -limit, limit), telling of what it clips and of what is no number.
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;

constant os_log clip_log("com.example.clip", "range");

[[kernel]] void clip(device const float* x [[buffer(0)]],
                     device float* y [[buffer(1)]],
                     constant float& limit [[buffer(2)]],
                     uint index [[thread_position_in_grid]]) {
    if (isnan(x[index])) {
        clip_log.log_error("x[%u] is no number", index);
    } else if (abs(x[index]) > limit) {
        os_log_default.log("x[%u] = %.2f is clipped to %+.1f", index, x[index], copysign(limit, x[index]));
    }
    y[index] = clamp(x[index], -limit, limit);
}
