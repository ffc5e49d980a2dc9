// Numbers and pointers do not mix.
#include <metal_stdlib>
using namespace metal;
kernel void mixed(device float* out, constant int& n) {
  int address = out; //~ error[type-mismatch] expected `int` to initialize this, found `device float*`
  device float* p = 5; //~ error[type-mismatch] expected `device float*` to initialize this, found `int`
  float product = out * 2; //~ error[type-mismatch] `*` does not take `device float*` and `int`
  device int* q = out; //~ error[type-mismatch] expected `device int*` to initialize this, found `device float*`
  p = n; //~ error[type-mismatch] expected `device float*` to assign here, found `int`
  out[0] = product + address + q[0];
}
