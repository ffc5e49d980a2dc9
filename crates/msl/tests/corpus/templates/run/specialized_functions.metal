// Explicit specializations of function templates: by arguments that are written, deduced, or only to be seen in
// the result, of integers of another type, and of a template that is deleted otherwise. [temp.expl.spec]
//
// kernel: specialized_functions
// output out: float32[9]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [255, 65535, 3.5, 4, 1, 0, 8, 5, 6]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> T greatest();
template <> uchar greatest<uchar>() { return 255; }
template <> ushort greatest<ushort>() { return 65535; }
template <typename R, typename A> R product(A a, A b);
template <> float product(float a, float b) { return a * b; }
template <> int product(float a, float b) { return int(a) * int(b); }
template <uint Mode> bool keeps(const int i, const int j);
template <> bool keeps<0>(const int i, const int j) { return i < j; }
template <> bool keeps<1>(const int i, const int j) { return i > j; }
template <typename To, typename From> To packed(From x) = delete;
template <> uint packed<uint, float2>(float2 x) { return uint(x.x + x.y); }
struct Pair { float a; float b; };
template <typename T> T scaled(T x, float by) { return x * by; }
template <> Pair scaled(Pair x, float by) { return Pair{x.a * by, x.b * by}; }
template <typename A, typename B> int fits(A a) { return 1; }
template <> int fits<float, int>(float a) { return 5; }
// body:
out[0] = greatest<uchar>();
out[1] = greatest<ushort>();
out[2] = product<float, float>(1.75f, 2.0f);
out[3] = product<int>(2.5f, 2.5f);
out[4] = keeps<0>(1, 2);
out[5] = keeps<1>(1, 2);
out[6] = packed<uint>(float2(3, 5));
out[7] = fits<float, int>(1);
out[8] = scaled(Pair{1, 2}, 3).b;
