// What there is not, named.
#include <metal_stdlib>
using namespace metal;
double wide(float x) { return x; } //~ warning[unsupported-feature] `double`
struct Bits { float low : 4; }; //~ error[type-mismatch] expected an integer type for a bit-field
kernel void unsupported(device float* out, device atomic<half>* a) { //~ error[unsupported-feature] `atomic<half>`
  out[0] = 1;
  int* q = (int*)out; //~ error[address-space-mismatch]
  uint address = (uint)out; //~ error[type-mismatch] a pointer has 64 bits, more than `uint`
  device float* back = (device float*)(out[0] > 0 ? 4096ul : 64ul); //~ error[unsupported-feature] an integer as a pointer
}
