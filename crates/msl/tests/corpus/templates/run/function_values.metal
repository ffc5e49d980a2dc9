// Functions as values: template arguments, parameters of pointer types, local pointers, aliases of
// their types, templates picked by the pointer's type, lambdas without captures.
//
// kernel: function_values
// input a: float32[8] = [1, 2, 3, 4, 0, 0, 0, 0]
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [9, 4, 16, 6, 12, 8, 5, 25, 3, 4, 10, 81, 7, 2.5, 36, 8]
// header:
#include <metal_stdlib>
using namespace metal;
float square(float x) { return x * x; }
float twice(float x) { return 2 * x; }
float add(float x, float y) { return x + y; }
int square(int x) { return x * x; }
template <float (*F)(float)> float map(float x) { return F(x); }
template <typename T, T (*Op)(T, T)> T reduce(device const T* x, int n) { T r = x[0]; for (int i = 1; i < n; ++i) r = Op(r, x[i]); return r; }
float apply(float (*f)(float), float x) { return f(x); }
float apply_twice(float (&f)(float), float x) { return f(f(x)); }
typedef float (*unary_t)(float);
using binary_t = float (*)(float, float);
typedef float (function_t)(float);
float with_alias(unary_t f, binary_t g, float x) { return g(f(x), x); }
template <typename T> void load4(device const float* p, short i, thread T& reg) { for (int k = 0; k < 4; ++k) reg[k] = p[(k + i) % 4]; }
template <typename T, void (*Load)(device const float*, short, thread T&)> T loaded(device const float* p) { T r; Load(p, 1, r); return r; }
template <typename F> float generic(F f, float x) { return f(x); }
struct Table { static float cube(float x) { return x * x * x; } };
template <unary_t F = twice> float defaulted(float x) { return F(x); }
template <auto F> float any_function(float x) { return F(x); }
auto half_of(float x) -> decltype(x * 0.5f) { return x * 0.5f; }
template <typename T, typename U> auto product(T a, U b) -> decltype(a * b) { return a * b; }
// body:
int k = 0;
out[k++] = map<square>(a[2]);
out[k++] = map<&twice>(a[1]);
out[k++] = apply(square, a[3]);
out[k++] = apply(twice, a[2]);
out[k++] = with_alias(square, add, a[2]);
out[k++] = apply_twice(twice, a[1]);
out[k++] = defaulted(2.0f) + 1;
float (*chosen)(float) = square;
out[k++] = chosen(5);
float4 v = loaded<float4, load4>(a);
out[k++] = v.y;
out[k++] = loaded<half4, load4<half4>>(a).z;
out[k++] = reduce<float, add>(a, 4);
out[k++] = generic(square, 9.0f);
unary_t seven = [](float x) { return x + 5; };
out[k++] = seven(2);
out[k++] = half_of(5);
out[k++] = product(product(2, 3), 6.0f);
out[k++] = map<Table::cube>(2);
