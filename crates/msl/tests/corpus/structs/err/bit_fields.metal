// Bit-fields that are none, and those that share an integer with other members.
#include <metal_stdlib>
using namespace metal;
struct Wrong {
  float a : 3; //~ error[type-mismatch] expected an integer type for a bit-field, found `float`
  uint b : 33; //~ error[type-mismatch] expected a width of 1 to 32 bits, found 33
  uchar c;
  uint d : 3; //~ warning[unsupported-feature] a bit-field that shares an integer with a field
  uchar e;
};
struct Fine {
  uint a : 3;
};
kernel void k(device uint* out, constant Fine& fine) {
  fine.a = 1; //~ error[const-violation]
  thread uint* p = &fine.a; //~ error[not-assignable] only a variable has an address
  Fine named = {.a = 1}; //~ error[unsupported-feature] a bit-field by name in a list
  out[0] = fine.a;
}
