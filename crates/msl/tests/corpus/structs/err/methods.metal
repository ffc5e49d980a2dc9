// Methods: not there, not const, with wrong arguments.
#include <metal_stdlib>
using namespace metal;
struct Counter {
  int n;
  int next() { return ++n; }
  int peek() const { return n; }
  static int zero() { return 0; }
};
kernel void methods(device int* out) {
  const Counter c = {1};
  out[0] = c.next(); //~ error[no-matching-function] no function `next` takes these arguments
  out[1] = c.peek(1); //~ error[wrong-argument-count] `peek`: expected 0 arguments, found 1
  out[2] = c.last(); //~ error[unknown-member] `Counter` has no member `last`
  out[3] = Counter::peek(); //~ error[undeclared-identifier] `peek` is a method of `Counter`, and needs an object
  out[4] = c.peek; //~ error[unsupported-feature] the method `peek` can only be called
  out[5] = Counter::zero(3); //~ error[wrong-argument-count] `zero`: expected 0 arguments, found 1
}
