// Template arguments from values, pointers, references, vectors, arrays and structs.
//
// kernel: template_deduction
// input a: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [4, 2, 1, 3, 6, 3, 2, 10, 9, 8, 4, 2, 5, 1]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> int size_of(T x) { return sizeof(T); }
template <typename T> T head(const device T* p) { return p[0]; }
template <typename T> T head(thread T* p) { return p[0] + 2; }
template <typename T, int N> T sum(vec<T, N> v) { T s = 0; for (int i = 0; i < N; ++i) s += v[i]; return s; }
template <typename T, int N> int length(thread T (&x)[N]) { return N; }
template <typename T> void set(thread T& x, T y) { x = y; }
template <typename T, typename U> struct Two { T t; U u; };
template <typename T, typename U> int second(Two<T, U> x) { return sizeof(U); }
template <typename A, typename B = A> B convert_default(A a) { return B(a); }
template <int N> int times(int x) { return N * x; }
template <typename To, typename From> To to(From x) { return To(x); }
template <bool B, int N = 3> int flag() { return B ? N : -N; }
template <typename T> T same(T a, T b) { return a + b; }
// body:
int k = 0;
out[k++] = size_of(1.0f);
out[k++] = size_of(half(1));
out[k++] = head(a);
float x[2] = {1, 2};
out[k++] = head(x);
out[k++] = sum(float3(1, 2, 3));
int l[3];
out[k++] = length(l);
float y = 0;
set(y, 2.0f);
out[k++] = y;
Two<float, short> two = {1, 2};
out[k++] = second(two) * 5;
out[k++] = convert_default(9);
out[k++] = times<4>(2);
out[k++] = to<int>(4.75f);
out[k++] = size_of<half>(1.0f);
out[k++] = flag<true>() + flag<false, -2>();
out[k++] = same<float>(1, -0.5f) * 2;
