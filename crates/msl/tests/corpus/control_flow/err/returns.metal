// Returns of the wrong kind, and none where one is due.
#include <metal_stdlib>
using namespace metal;
void some() { return 1; } //~ error[type-mismatch] this function returns nothing, found a value
int text() { return float4(1); } //~ error[type-mismatch] expected `int` to return, found `float4`
kernel int result(device int* out) { return 1; } //~ error[type-mismatch] a kernel returns `void`
kernel void returns(device float* out) {
  return out; //~ error[type-mismatch] this function returns nothing, found a value
}
