// scale.metal — y = s * x + bias, with what the host decides when it makes the pipeline.
#include <metal_stdlib>
using namespace metal;

constant bool has_bias [[function_constant(0)]];
constant float given_scale [[function_constant(1)]];
constant float scale = is_function_constant_defined(given_scale) ? given_scale : 1.0f;

[[kernel]] void scaled(device const float* x [[buffer(0)]],
                       device float* y [[buffer(1)]],
                       device const float* bias [[buffer(2), function_constant(has_bias)]],
                       uint index [[thread_position_in_grid]]) {
    float value = scale * x[index];
    if (has_bias) {
        value += bias[index];
    }
    y[index] = value;
}
