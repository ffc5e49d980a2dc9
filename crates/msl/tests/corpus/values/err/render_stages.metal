// A file of kernels and of functions for rendering: the latter are left out.
#include <metal_stdlib>
using namespace metal;
struct Varying {
  float4 position [[position]];
  float2 at;
};
extern "C" {
typedef struct { float scale; uint count; } Params;
float scaled(float x, constant Params& p) { return x * p.scale; }
}
vertex Varying corner(uint id [[vertex_id]], //~ warning[unsupported-feature] `vertex` functions are not supported: this one is left out
                      constant float2* corners [[buffer(0)]],
                      constant Params& params [[buffer(1)]]) {
  Varying out;
  out.position = float4(corners[id] * params.scale, 0, 1);
  return out;
}
[[fragment]] half4 color(Varying in [[stage_in]], texture2d<half> image [[texture(0)]]) { //~ warning[unsupported-feature] `fragment`
  constexpr sampler s(filter::linear);
  return image.sample(s, in.at);
}
extern "C" kernel void grow(device float* out [[buffer(0)]], constant Params& p [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  if (i < p.count) { out[i] = scaled(out[i], p); }
}
