// A struct that is defined in its own scope, as it is where a brace is missing.
#include <metal_stdlib>
using namespace metal;
struct Pair {
  float x, y;
  struct Pair { //~ error[redeclaration] `Pair` is defined within itself
    float x, y;
  };
  Pair both; //~ error[type-mismatch] a field cannot have the incomplete type `Pair`
};
kernel void within_itself(device float* out) {
  Pair pair;
  out[0] = pair.x;
}
