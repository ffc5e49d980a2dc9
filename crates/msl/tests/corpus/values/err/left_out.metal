// Kernels beside what is not supported: each is left out for what it needs, and the others compile.
// compiled: doubled, sums, by_template
#include <metal_stdlib>
#include <metal_raytracing>
using namespace metal;
using namespace metal::raytracing;
namespace rt = metal::raytracing;

using Image = texture2d<float, access::read_write>; //~ error[unsupported-feature] the type `texture2d` is not supported
constexpr sampler linear_sampler(coord::normalized, filter::linear); //~ error[unsupported-feature] the type `sampler`
struct Scene {
  texture2d<float> sky; //~ error[unsupported-feature] the type `texture2d`
  float scale;
};
struct Outer { Scene scene; float other; };
struct Unused { depth2d<float> shadow; }; //~ warning[unsupported-feature] the type `depth2d` is not supported
// A kernel that needs it is told each reason in a function, and the first of other declarations.
struct Camera {
  float3 at;
  float3 moved(float3 by) const { return at + by; }
  float4 seen(texture2d<float> image) const { return image.read(uint2(0)); } //~ warning[unsupported-feature] the type `texture2d`
};

float plain(float x) { return 2 * x; }
float4 sampled(texture2d<float> image, float2 at) { return image.sample(linear_sampler, at, level(0)); } //~ error[unsupported-feature] the type `texture2d`
//~^ error[unsupported-feature] `level` belongs to textures
float4 twice_sampled(texture2d<float> image, float2 at) { return sampled(image, at) * 2; } //~ error[unsupported-feature] the type `texture2d`
float unneeded(texture2d<float> image) { return image.get_width(); } //~ warning[unsupported-feature] the type `texture2d`
int third(int n);
int depth_of(int n) { return n < 2 ? n : depth_of(n - 1) + depth_of(n - 2); } //~ error[recursion] `depth_of` calls itself
int second(int n) { return n + third(n - 1); }
int third(int n) { return n < 2 ? n : 2 * second(n - 1); } //~ error[recursion] `second` calls itself
template <typename T> T read_as(texture2d<T> image, uint2 at) { return image.read(at).x; } //~ warning[unsupported-feature] the type `texture2d`
[[visible]] float shade(float x) { return x; }

kernel void doubled(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  Camera camera = {float3(1, 2, 3)};
  out[i] = plain(out[i]) + camera.moved(float3(1)).x + shade(1);
}
kernel void blurred(texture2d<float, access::read> from [[texture(0)]], //~ error[unsupported-feature] the type `texture2d`
                    device float* out [[buffer(0)]], uint2 at [[thread_position_in_grid]]) {
  out[at.x] = from.read(at).x;
}
kernel void by_alias(Image image [[texture(0)]], uint2 at [[thread_position_in_grid]]) {
  image.write(float4(1), at);
}
kernel void by_struct(constant Outer& outer [[buffer(0)]], device float* out [[buffer(1)]]) {
  out[0] = outer.other;
}
kernel void by_call(device float4* out [[buffer(0)]], array<texture2d<float>, 4> images [[texture(0)]]) { //~ error[unsupported-feature] the type `texture2d`
  out[0] = twice_sampled(images[0], float2(0.5));
}
kernel void traced(instance_acceleration_structure scene [[buffer(0)]], device float* out [[buffer(1)]]) { //~ error[unsupported-feature] the type `instance_acceleration_structure`
  rt::ray ray; //~ error[unsupported-feature] the type `ray`
  ray.origin = float3(0);
  intersector<triangle_data, instancing> tracer; //~ error[unsupported-feature] the type `intersector`
  auto hit = tracer.intersect(ray, scene);
  out[0] = hit.type == intersection_type::none ? 0 : hit.distance; //~ error[unsupported-feature] `intersection_type`
}
kernel void sums(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] += i; }
kernel void recursive(device int* out [[buffer(0)]]) { out[0] = depth_of(out[1]); }
kernel void also_recursive(device int* out [[buffer(0)]]) { out[0] = depth_of(3) + third(4); }
template <typename T> kernel void typed(device T* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] += 1; }
template [[host_name("by_template")]] kernel void typed<float>(device float*, uint);
