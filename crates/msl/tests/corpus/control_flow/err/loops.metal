// Jumps outside of loops, and names that end with them.
#include <metal_stdlib>
using namespace metal;
kernel void loops(device int* out) {
  for (int i = 0; i < 4; ++i) out[i] = i;
  out[0] = i; //~ error[undeclared-identifier] `i` is not declared here
  break; //~ error[misplaced-statement] `break` needs a loop or `switch` around it
  if (out[0] > 0) continue; //~ error[misplaced-statement] `continue` needs a loop around it
  do { int k = 1; out[k] = 2; } while (k < 3); //~ error[undeclared-identifier] `k` is not declared here
  goto done; //~ error[unsupported-feature] `goto` is not supported
}
