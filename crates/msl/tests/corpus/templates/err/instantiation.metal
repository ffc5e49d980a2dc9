// Mistakes that only some arguments make.
#include <metal_stdlib>
using namespace metal;
struct Odd { int n; };
template <typename T> float sum(T a, T b) { return a + b; } //~ error[no-matching-function] `+` does not take `Odd` and `Odd`
template <typename T> float length_of(T v) { return v.size(); } //~ error[unknown-member] `float` has no method `size`
kernel void instantiation(device float* out) {
  out[0] = sum(1, 2);
  out[1] = sum(Odd{1}, Odd{2});
  out[2] = length_of(1.0f);
}
