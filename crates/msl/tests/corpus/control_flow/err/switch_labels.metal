// Labels of a `switch`: twice, not constant, outside, of another type.
#include <metal_stdlib>
using namespace metal;
kernel void labels(device int* out, constant int& n) {
  switch (n) {
    case 1: out[0] = 1; break;
    case 1: out[0] = 2; break; //~ error[redeclaration] `case 1` occurs twice in this `switch`
    case n: break; //~ error[not-a-constant] the value of this variable is known only when the kernel runs
    default: break;
    default: break; //~ error[redeclaration] `default` occurs twice in this `switch`
  }
  case 3: out[1] = 1; //~ error[unsupported-feature] a case label outside of a `switch`'s own block is not supported
  switch (1.5f) { default: break; } //~ error[type-mismatch] expected an integer to switch on, found `float`
}
