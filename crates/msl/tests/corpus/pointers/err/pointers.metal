// Pointers and references that lead nowhere.
#include <metal_stdlib>
using namespace metal;
void set(thread float& x) { x = 1; }
kernel void pointers(device float* out, device const int* in) {
  thread float& none; //~ error[type-mismatch] a reference needs something to refer to
  thread float& value = 1.0f; //~ error[not-assignable]
  set(2.0f); //~ error[no-matching-function]
  float x = 1;
  thread int& other = x; //~ error[type-mismatch] expected a variable of type `int`
  out = in; //~ error[type-mismatch]
  bool b = out == in; //~ error[type-mismatch] `==` does not take
  float y = out * 2; //~ error[type-mismatch] `*` does not take
  device void* any = out;
  any[0] = 1; //~ error[type-mismatch] a pointer to `void` has no elements
  y = *any; //~ error[type-mismatch]
  thread float* p = &(x + 1); //~ error[not-assignable] only a variable has an address
  void nothing; //~ error[type-mismatch]
  auto unknown; //~ error[type-mismatch]
  const device float* c = out;
  device float* d = c; //~ error[const-violation]
  int a[2][3];
  int r = a[0]; //~ error[type-mismatch]
}
