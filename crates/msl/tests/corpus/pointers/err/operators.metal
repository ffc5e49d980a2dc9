// Operators that pointers do not have.
#include <metal_stdlib>
using namespace metal;
kernel void operators(device float* a, device float* b, constant float& x) {
  b[0] = a + b; //~ error[type-mismatch] `+` does not take `device float*` and `device float*`
  b[1] = -a; //~ error[type-mismatch] `-` does not take `device float*`
  b[2] = a * b; //~ error[type-mismatch] `*` does not take `device float*` and `device float*`
  b[3] = *x; //~ error[type-mismatch] expected a pointer, found `float`
  b[4] = x[0]; //~ error[type-mismatch] `float` has no elements to index
  b[5] = a % 2; //~ error[type-mismatch] `%` does not take `device float*` and `int`
  device float* p = a << 1; //~ error[type-mismatch] `<<` does not take `device float*` and `int`
  b[6] = a[1.5f]; //~ error[type-mismatch] expected an integer as index, found `float`
  b[7] = &1; //~ error[not-assignable] only a variable has an address
}
