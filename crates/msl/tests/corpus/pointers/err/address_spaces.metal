// Each pointer says where it points, and stays there.
#include <metal_stdlib>
using namespace metal;
kernel void spaces(device float* out, constant float* table, uint i [[thread_position_in_grid]]) {
  threadgroup float tile[32];
  device float* a = tile; //~ error[type-mismatch] expected `device float*` to initialize this, found `float[32]`
  thread float* b = out; //~ error[address-space-mismatch]
  constant float* c = out; //~ error[address-space-mismatch]
  device float* d = table; //~ error[address-space-mismatch]
  float x = 1;
  threadgroup float* e = &x; //~ error[address-space-mismatch]
  out[i] = *a + *b + *c + *d + *e;
}
