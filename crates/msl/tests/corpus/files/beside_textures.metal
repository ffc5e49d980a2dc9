// A file of an image filter: kernels of buffers beside those of textures, samplers and ray tracing, which are left
// out.
//
// run: gray
// input pixels: float32[12] = [1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1]
// output lightness: float32[3]
// grid: 3 1 1
// threadgroup: 3 1 1
// expect lightness = [0.25, 0.5, 0.25]
//
// run: thresholded
// input lightness: float32[4] = [0.1, 0.5, 0.6, 0.9]
// output mask: uint8[4]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect mask = [0, 0, 1, 1]
// file:
#include <metal_stdlib>
#include <metal_raytracing>
using namespace metal;

constexpr sampler nearest(coord::pixel, address::clamp_to_edge, filter::nearest);

struct Material {
  texture2d<half> albedo;
  float roughness;
};

float lightness_of(float4 color) { return dot(color.rgb, float3(0.25, 0.5, 0.25)); }

float4 fetched(texture2d<float, access::sample> image, float2 at) { return image.sample(nearest, at, level(0)); }

int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

kernel void gray(device const float4* pixels [[buffer(0)]], device float* lightness [[buffer(1)]],
                 uint i [[thread_position_in_grid]]) {
  lightness[i] = lightness_of(pixels[i]);
}

kernel void gray_image(texture2d<float, access::sample> from [[texture(0)]],
                       texture2d<float, access::write> to [[texture(1)]], uint2 at [[thread_position_in_grid]]) {
  if (at.x >= to.get_width() || at.y >= to.get_height()) { return; }
  to.write(float4(lightness_of(fetched(from, float2(at)))), at);
}

kernel void shaded(constant Material& material [[buffer(0)]], device float* out [[buffer(1)]],
                   raytracing::instance_acceleration_structure scene [[buffer(2)]]) {
  raytracing::intersector<raytracing::triangle_data> tracer;
  raytracing::ray ray;
  out[0] = tracer.intersect(ray, scene).distance * material.roughness;
}

kernel void numbers(device int* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = fibonacci(out[i]); }

kernel void thresholded(device const float* lightness [[buffer(0)]], device uchar* mask [[buffer(1)]],
                        uint i [[thread_position_in_grid]]) {
  mask[i] = lightness[i] > 0.5f;
}
