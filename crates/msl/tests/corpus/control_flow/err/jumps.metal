// Statements that stand where they cannot.
#include <metal_stdlib>
using namespace metal;
void nothing() { return 1; } //~ error[type-mismatch] returns nothing
float something() { return; } //~ error[type-mismatch] this function returns `float`
int ping(int n);
int pong(int n) { return ping(n - 1); }
int ping(int n) { return n ? pong(n) : 0; } //~ warning[recursion]
kernel int answer(device int* out) { return 1; } //~ error[type-mismatch] a kernel returns `void`
kernel void jumps(device float* out) {
  break; //~ error[misplaced-statement] `break`
  if (true) continue; //~ error[misplaced-statement] `continue`
  switch (1) { case 1: continue; } //~ error[misplaced-statement]
  case 3: out[0] = 1; //~ error[unsupported-feature]
  switch (1.5f) { } //~ error[type-mismatch] expected an integer to switch on
  answer((device int*)out); //~ error[unsupported-feature] a call of a kernel
}
