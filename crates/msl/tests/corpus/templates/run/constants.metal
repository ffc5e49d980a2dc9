// Constant expressions: constexpr functions with loops, tables, if constexpr, template values.
//
// kernel: constant_expressions
// template: T=float16, N=4, B=true
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [120, 8, 6, 5, 2, 1, 10, 16, 21, 3, 1, 4]
// header:
#include <metal_stdlib>
using namespace metal;
constexpr int factorial(int n) { int r = 1; for (int i = 2; i <= n; ++i) r *= i; return r; }
constexpr int log2_of(int n) { return n <= 1 ? 0 : 1 + (n > 2 ? (n > 4 ? 2 : 1) : 0); }
constant int table[5] = {1, 2, 3, 4, 5};
constant float halves[] = {0.5f, 1.0f, 1.5f};
constexpr int sum_table() { int s = 0; for (int i = 0; i < 5; ++i) s += table[i]; return s; }
template <typename T> constexpr int bits() { return 8 * sizeof(T); }
static_assert(factorial(4) == 24, "runs while compiling");
static_assert(log2_of(8) == 3 && bits<half>() == 16, "so do these");
struct Fib { int a, b; constexpr Fib(int n) : a(0), b(1) { for (int i = 0; i < n; ++i) { int c = a + b; a = b; b = c; } } };
constexpr int fib(int n) { Fib f(n); return f.a; }
// body:
int k = 0;
float buffer[factorial(5)];
out[k++] = sizeof(buffer) / 4;
constexpr int n = N * 2;
float other[n];
out[k++] = sizeof(other) / 4;
const int m = sum_table() - 9;
int third[m];
out[k++] = sizeof(third) / 4;
out[k++] = table[n - 4];
if constexpr (sizeof(T) == 2) { out[k++] = 2; } else { out[k++] = undeclared_name; }
out[k++] = B ? 1 : 0;
static constexpr constant int squares[4] = {1, 4, 5, 9};
out[k++] = squares[1] + squares[0] + squares[2];
out[k++] = bits<T>();
out[k++] = fib(8);
out[k++] = halves[0] + halves[1] + halves[2];
out[k++] = N > 3 && B;
constexpr T quarter = T(1) / T(N);
out[k++] = T(1) / quarter;
