// Attributes of kernel parameters.
#include <metal_stdlib>
using namespace metal;
kernel void a(device float* out, float i [[thread_position_in_grid]]) {} //~ error[type-mismatch]
kernel void b(device float* out, uint i [[thread_postion_in_grid]]) {} //~ error[unbound-parameter]
kernel void c(device float* out [[buffer(40)]]) {} //~ error[type-mismatch] expected an index from 0 to 30 in `buffer(...)`
kernel void d(device float* out [[buffer(0)]], device float* in [[buffer(0)]]) {} //~ error[redeclaration]
kernel void e(device float* out, float scale) {} //~ error[unbound-parameter] nothing binds this parameter of a kernel
kernel void f(device float* out, uint2 i [[thread_index_in_threadgroup]]) {} //~ error[type-mismatch]
kernel void g(texture2d<float> t [[texture(0)]], device float* out [[texture(1)]]) {}
//~^ error[unsupported-feature] the type `texture2d` is not supported
//~^^ error[unsupported-feature] a parameter with `[[texture]]` is not supported
kernel void h(thread float* p) {} //~ error[address-space-mismatch]
kernel void twice(device float* out, uint i [[thread_position_in_grid]], uint j [[thread_position_in_grid]]) {} //~ error[redeclaration] another parameter is `[[thread_position_in_grid]]` already
kernel void lengths(device float* out, uint2 i [[thread_position_in_grid]], uint3 n [[threads_per_grid]]) {} //~ error[type-mismatch] expected 2 components
kernel void mixed(device float* out, uint3 i [[thread_position_in_grid]], uint lane [[thread_position_in_threadgroup]], ushort3 g [[threadgroup_position_in_grid]]) {}
