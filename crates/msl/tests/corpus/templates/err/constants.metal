// Constant expressions that are none, and assertions that fail.
#include <metal_stdlib>
using namespace metal;
constexpr int endless(int n) { while (true) n++; return n; }
constexpr int divide(int a, int b) { return a / b; }
static_assert(sizeof(int) == 8, "ints are small"); //~ error[static-assertion] ints are small
constant int self = self + 1; //~ error[not-a-constant]
kernel void constants(device float* out, constant int& n, uint i [[thread_position_in_grid]]) {
  float a[n]; //~ error[not-a-constant]
  int m = 4;
  float b[m]; //~ error[not-a-constant]
  constexpr int c = i; //~ error[not-a-constant]
  float d[-1]; //~ error[type-mismatch] at least 1
  constexpr int e = endless(1); //~ error[not-a-constant]
  constexpr int f = divide(1, 0); //~ error[not-a-constant]
  float g[1 << 30]; //~ error[object-too-large]
  switch (m) { case 1: break; case 1: break; } //~ error[redeclaration] `case 1` occurs twice
  switch (m) { case n: break; } //~ error[not-a-constant]
  if constexpr (m > 1) out[0] = 1; //~ error[not-a-constant]
  static_assert(2 + 2 == 5); //~ error[static-assertion]
  float h[2.5f]; //~ error[type-mismatch] expected an integer
}
