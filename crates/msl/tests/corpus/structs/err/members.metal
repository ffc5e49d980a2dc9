// Structs that are wrong, and wrong uses of them.
#include <metal_stdlib>
using namespace metal;
struct A { float x; A next; }; //~ error[type-mismatch] incomplete type `A`
struct B { float x; float x; }; //~ error[redeclaration]
struct C { C(int n) : missing(n) {} int here; }; //~ error[unknown-member] `C` has no field `missing`
struct C { int again; }; //~ error[redeclaration]
struct D { float v; static int f() { return v; } }; //~ error[undeclared-identifier] this field needs an object
struct E : float { int y; }; //~ error[type-mismatch] a base class is a struct
struct F { thread float& r; };
struct Later;
enum class G { g };
kernel void members(device float* out) {
  C c; //~ error[wrong-argument-count]
  F f; //~ error[type-mismatch]
  Later l; //~ error[type-mismatch] `Later` is declared but not defined
  int g = G::g; //~ error[type-mismatch] expected `int`
  G h = G::x; //~ error[undeclared-identifier] `x`
  out[0] = this->x; //~ error[undeclared-identifier] `this`
  D d = {1};
  out[1] = d->v; //~ error[type-mismatch] expected a pointer before `->`
  thread D* p = &d;
  out[2] = p.v; //~ error[unknown-member]
  D::f();
}
