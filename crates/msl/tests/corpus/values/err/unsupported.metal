// What there is not, named.
#include <metal_stdlib>
using namespace metal;
double wide(float x) { return x; } //~ error[unsupported-feature] `double`
float4x4 identity(); //~ error[unsupported-feature] matrices
struct Bits { uint low : 4; }; //~ error[unsupported-feature] bit-field
constant bool flag [[function_constant(0)]]; //~ error[unsupported-feature] function constant
kernel void unsupported(device float* out, device atomic<half>* a) { //~ error[unsupported-feature] `atomic<half>`
  thread float* p = nullptr; //~ error[unsupported-feature] null pointer
  out[0] = flag ? 1 : 0;
  int* q = (int*)out; //~ error[address-space-mismatch]
  uint address = (uint)out; //~ error[unsupported-feature] a pointer as an integer
}
