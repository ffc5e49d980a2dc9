// Enumerations, scoped and not, with and without values.
//
// kernel: enums
// output out: int32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [0, 5, 6, 12, 1, 255, 3, 2, 1, 4]
// header:
enum Mode { first, second = 5, third, sum = second + 7 };
enum class Kind : uchar { a, b, last = 255 };
enum { anonymous = 3 };
namespace outer { enum Inner { x = 2 }; }
int by_kind(Kind k) { return k == Kind::b ? 1 : 0; }
// body:
int k = 0;
out[k++] = first;
out[k++] = Mode::second;
Mode m = third;
out[k++] = m;
out[k++] = sum;
out[k++] = by_kind(Kind::b);
out[k++] = int(Kind::last);
out[k++] = anonymous;
out[k++] = outer::x;
out[k++] = sizeof(Kind);
out[k++] = sizeof(Mode);
