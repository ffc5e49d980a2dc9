// Calls that fit no function, or several.
#include <metal_stdlib>
using namespace metal;
float two(float a, float b) { return a + b; }
float opt(float a, float b = 1) { return a + b; }
int amb(int a, float b) { return 0; }
int amb(float a, int b) { return 1; }
float declared(float x);
struct S { float x; float method(int k) const { return x; } };
kernel void calls(device float* out) {
  out[0] = two(1); //~ error[wrong-argument-count] expected 2 arguments, found 1
  out[0] = opt(); //~ error[wrong-argument-count] expected 1 to 2 arguments, found 0
  out[1] = amb(1, 2); //~ error[ambiguous-call]
  out[2] = two(S{1}, 2); //~ error[no-matching-function]
  out[3] = declared(1); //~ error[undefined-function]
  S s = {1};
  out[4] = s.method(); //~ error[wrong-argument-count]
  out[5] = s.mehtod(1); //~ error[unknown-member] `S` has no member `mehtod`
  out[6] = exp(1, 2); //~ error[wrong-argument-count]
  out[7] = sqrt(s); //~ error[no-matching-function]
  out[8] = 5(3); //~ error[type-mismatch] `int` cannot be called
  S t = {1, 2}; //~ error[wrong-argument-count] no room
  float f = {1, 2}; //~ error[wrong-argument-count]
  out[9] = out[0](1); //~ error[type-mismatch] cannot be called
  S u(1, 2); //~ error[wrong-argument-count]
}
