// Functions that the compiler knows without a header: those that Metal's headers are made of, with and without
// a last argument that says how exact they are, and Clang's.
//
// kernel: compiler_functions
// input x: float32[4] = [1, 4, 9, 16]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [2, 3, 4, 16, 0.5, 5, 32, 4, 3, 28, 2, 6]
// header:
#include <metal_stdlib>
using namespace metal;
static_assert(__FLT16_MAX__ == 65504.0h && __INT_MAX__ == 2147483647, "limits");
struct small_t { float value; };
namespace metal {
small_t sqrt(small_t x) { return small_t{__metal_sqrt(x.value, __METAL_MAYBE_FAST_MATH__)}; }
small_t max(small_t a, small_t b) { return small_t{__metal_fmax(a.value, b.value, __METAL_PRECISE_MATH__)}; }
small_t simd_sum(small_t x) { return small_t{__metal_simd_sum(x.value)}; }
namespace fast {
small_t sqrt(small_t x) { return small_t{__metal_sqrt(x.value, __METAL_FAST_MATH__)}; }
}
}
constexpr int kZeros = __builtin_ctz(16);
constant uint kOnes = popcount(0xF0F0u) - clz(uchar(0x10)) - 1;
// body:
out[0] = metal::sqrt(small_t{x[1]}).value;
out[1] = metal::fast::sqrt(small_t{x[2]}).value;
out[2] = metal::max(small_t{x[0]}, small_t{x[1]}).value;
out[3] = metal::simd_sum(small_t{x[3]}).value;
int exponent;
out[4] = __metal_frexp(x[3], &exponent);
out[5] = exponent;
out[6] = __metal_get_simdgroup_size(ushort());
out[7] = kZeros;
out[8] = kOnes - 1;
out[9] = __builtin_clz(uint(x[2]));
out[10] = __builtin_popcount(uint(x[2]));
assert(x[0] > 0);
uniform<int> n = make_uniform(3);
if (n < 0) { __builtin_unreachable(); }
out[11] = 2 * n;
