// Calls of itself that are not a function's end, or that hand over what the next round overwrites.
#include <metal_stdlib>
using namespace metal;
int power(int x, int n) { return n == 0 ? 1 : x * power(x, n - 1); } //~ error[recursion] calls itself
int through(thread int* p, int n) {
  int own = *p + 1;
  if (n == 0) { return own; }
  return through(&own, n - 1); //~ error[recursion] calls itself
}
int in_loop(int n) {
  for (int i = 0; i < n; i++) {
    return in_loop(n - 1); //~ error[recursion] calls itself
  }
  return 0;
}
kernel void k(device int* out) {
  int one = 1;
  out[0] = power(2, 3) + through(&one, 2) + in_loop(3);
}
