// Address spaces that do not fit.
#include <metal_stdlib>
using namespace metal;
float global = 1; //~ error[address-space-mismatch] `constant` memory
void change(thread float& x) { x = 1; }
float read(device const float* p) { return *p; }
void inner() {
  threadgroup float t[4]; //~ error[address-space-mismatch] only a kernel
}
kernel void spaces(device float* out, constant float& c, float plain, //~ error[unbound-parameter]
                   uint3 i [[thread_index_in_simdgroup]]) { //~ error[type-mismatch] expected `uint`
  threadgroup float shared[4] = {1}; //~ error[address-space-mismatch] cannot be initialized
  float local = 1;
  change(shared[0]); //~ error[no-matching-function] no function `change` takes these arguments
  read(&local); //~ error[no-matching-function]
  device float* p = &local; //~ error[address-space-mismatch]
  c = 1; //~ error[const-violation] `constant` memory cannot be written
  device float q; //~ error[address-space-mismatch]
  threadgroup float* s = shared;
  device float* d = (device float*)s; //~ error[address-space-mismatch]
}
