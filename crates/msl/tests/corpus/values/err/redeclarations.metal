// Names that are taken.
#include <metal_stdlib>
using namespace metal;
int twice(int x) { return 2 * x; }
int twice(int x) { return x + x; } //~ error[redeclaration] `twice` is defined already for these parameters
constant int limit = 3;
constant float limit = 4; //~ error[redeclaration] `limit` is declared already in this scope
struct S { int a; };
enum E { a, b, a }; //~ error[redeclaration] `a` is declared already in this scope
kernel void redeclarations(device int* out, device int* out) { //~ error[redeclaration] `out` is declared already in this scope
  int n = 1;
  float n = 2; //~ error[redeclaration] `n` is declared already in this scope
  int out = 3; //~ error[redeclaration] `out` is declared already in this scope
  { int n = 4; }
  for (int i = 0, i = 1; i < 2; ++i) {} //~ error[redeclaration] `i` is declared already in this scope
}
