// Three forms of an activation that kernels use, against the error function.
//
// kernel: gelu_forms
// input a: float32[8] = [-3, -1, -0.10000000149011612, 0, 0.20000000298023224, 1, 2.5, 4]
// output exact: float32[8]
// output tanh_form: float32[8]
// output quick: float32[8]
// grid: 8 1 1
// threadgroup: 32 1 1
// expect exact[i] = a[i] / 2 * (1 + erf(a[i] / sqrt(2))) atol 1e-6 rtol 1e-5
// expect tanh_form[i] = a[i] / 2 * (1 + erf(a[i] / sqrt(2))) atol 1e-3 rtol 1e-3
// expect quick[i] = a[i] / (1 + exp(0 - 1.702 * a[i])) atol 1e-6 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
float erf(float x) {
  // Abramowitz and Stegun, 7.1.26.
  float t = 1.0f / (1.0f + 0.3275911f * abs(x));
  float y = 1.0f - (((((1.061405429f * t - 1.453152027f) * t) + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t * exp(-x * x);
  return copysign(y, x);
}
// body:
uint i = thread_position_in_grid.x;

float x = a[i];
exact[i] = 0.5f * x * (1.0f + erf(x * M_SQRT1_2_F));
float inner = 0.7978845608f * (x + 0.044715f * x * x * x);
tanh_form[i] = 0.5f * x * (1.0f + precise::tanh(inner));
quick[i] = x / (1.0f + exp(-1.702f * x));
