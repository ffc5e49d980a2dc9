// pixels.metal — a kernel of buffers, and one of a texture, which is not supported.
#include <metal_stdlib>
using namespace metal;

float lightness(float4 color) { return dot(color.rgb, float3(0.25, 0.5, 0.25)); }

float4 texel(texture2d<float, access::read> image, uint2 at) { return image.read(at); }

kernel void gray(device const float4* pixels [[buffer(0)]],
                 device float* out [[buffer(1)]],
                 uint i [[thread_position_in_grid]]) {
    out[i] = lightness(pixels[i]);
}

kernel void gray_image(texture2d<float, access::read> image [[texture(0)]],
                       device float* out [[buffer(0)]],
                       uint2 at [[thread_position_in_grid]]) {
    out[at.y * image.get_width() + at.x] = lightness(texel(image, at));
}
