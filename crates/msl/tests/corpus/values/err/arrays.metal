// Arrays that are too many, negative, or of run-time size.
#include <metal_stdlib>
using namespace metal;
constant int table[2] = {1, 2, 3}; //~ error[wrong-argument-count] `int[2]` has no room for this
kernel void arrays(device int* out, constant int& n) {
  int a[n]; //~ error[not-a-constant] the value of this variable is known only when the kernel runs
  int b[-1]; //~ error[type-mismatch] expected an array length of at least 1, found `-1`
  int c[0]; //~ error[type-mismatch] expected an array length of at least 1, found `0`
  threadgroup float d[4] = {1, 2, 3, 4}; //~ error[address-space-mismatch]
  int e[] = {}; //~ error[type-mismatch] an array needs a length of at least 1
  int f[2][]; //~ error[type-mismatch] an array needs a length here
  out[0] = a[0] + b[0] + c[0] + table[0];
  f = 3;
}
