// Where threadgroup memory may be declared.
#include <metal_stdlib>
using namespace metal;
threadgroup float outside[4];
//~^ error[not-a-constant] `outside` needs an initializer
//~^^ error[address-space-mismatch] a variable of program scope lies in `constant` memory
void helper() { threadgroup int inside[2]; inside[0] = 1; } //~ error[address-space-mismatch]
kernel void memory(device float* out) {
  threadgroup float tile[2] = {1, 2}; //~ error[address-space-mismatch]
  threadgroup float x = 3; //~ error[address-space-mismatch]
  if (true) { threadgroup float nested[4]; nested[0] = 1; out[0] = nested[0]; }
  device float local[4]; //~ error[address-space-mismatch] a variable cannot lie in `device` memory, only a pointer can lead there
  out[1] = tile[0] + x + local[0];
}
