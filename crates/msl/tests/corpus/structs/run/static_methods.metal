// Static methods, called by name from `const` methods, on `const` objects and of other structs; members that
// are defined outside of their struct, after what they use; conversions of one struct to another.
// [class.static], [class.mfct], [over.best.ics]
//
// kernel: static_methods
// output out: int32[6]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [12, 30, 7, 9, 11, 40]
// header:
#include <metal_stdlib>
using namespace metal;
struct Wide {
  constexpr Wide(int v) : value(v) {}
  static int twice(int v) { return 2 * v; }
  int value;
  int doubled() const { return twice(value); }
  int late(int x) const;
};
struct Helper {
  static int plus(thread const int& a, int b) { return a + b; }
};
struct User {
  int own;
  int use(int b) const { return Helper::plus(own, b) + Wide::twice(own); }
};
struct Offset {
  static constexpr int by(int x) { return x + 4; }
};
int Wide::late(int x) const { return Offset::by(value) + x; }
struct Field {
  constexpr Field(Wide w) : inner(w) {}
  Wide inner;
};
constant Wide kTen = 10;
int inner_of(Field f) { return f.inner.value; }
// body:
const Wide w(6);
out[0] = w.doubled();
const User u = {9};
out[1] = u.use(3);
const Offset o = {};
out[2] = o.by(3);
out[3] = Wide(2).late(3);
Field f = Wide(11);
out[4] = f.inner.value;
out[5] = inner_of(kTen) * 4;
