// Traits of types: properties, types from types, choice of functions by them, constants as types.
//
// kernel: type_traits
// template: T=float16
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 2, 3, 4, 1, 2, 3, 7, 6, 10, 9, 2, 4, 1, 6, 5]
// header:
#include <metal_stdlib>
#include <metal_type_traits>
using namespace metal;
static_assert(is_same_v<int, int> && !is_same_v<int, uint>, "same");
static_assert(is_same<remove_const_t<const float>, float>::value, "const");
static_assert(is_same_v<remove_reference_t<device float&>, float>, "reference");
static_assert(is_same_v<remove_reference_t<device const float&>, const float>, "reference to const");
static_assert(is_same_v<remove_pointer_t<threadgroup int*>, int>, "pointer");
static_assert(is_same_v<decay_t<thread const half&>, half>, "decay");
static_assert(is_integral_v<bool> && is_integral_v<const ulong> && !is_integral_v<half>, "integral");
static_assert(is_floating_point_v<bfloat> && !is_floating_point_v<float2>, "float");
static_assert(is_arithmetic_v<char> && !is_arithmetic_v<float2> && is_scalar_v<device int*> && !is_scalar_v<int4>, "arithmetic");
static_assert(is_signed_v<int> && is_signed_v<half> && is_unsigned_v<uchar> && !is_signed_v<bool>, "signs");
static_assert(is_vector_v<float3> && !is_vector_v<float> && is_pointer_v<constant float*> && !is_pointer_v<float>, "vector");
static_assert(is_array_v<float[3]> && extent_v<float[3]> == 3 && rank_v<int[2][3]> == 2, "array");
static_assert(is_same_v<conditional_t<sizeof(half) == 2, half, float>, half>, "conditional");
static_assert(is_same_v<make_unsigned_t<char>, uchar> && is_same_v<make_signed_t<ulong>, long>, "make");
static_assert(integral_constant<int, 4>::value + integral_constant<int, 3>{} == 7, "constants");
static_assert(true_type::value && !false_type{} && bool_constant<true>()(), "bools");
static_assert(is_const_v<const int> && !is_const_v<int> && is_void_v<void> && !is_void_v<int>, "c");
static_assert(is_same_v<decltype(declval<float>() + declval<int>()), float>, "declval");
template <typename T, enable_if_t<is_integral_v<T>, bool> = true> int pick(T x) { return 1; }
template <typename T, enable_if_t<is_floating_point_v<T>, bool> = true> int pick(T x) { return 2; }
template <typename T> enable_if_t<is_vector_v<T>, int> pick(T x) { return 3; }
template <typename T, typename = enable_if_t<is_same_v<T, half>>> int only(T x) { return 4; }
static_assert(is_convertible_v<int, float> && !is_convertible_v<device float*, int> && is_convertible_v<half, bfloat>, "convertible");
static_assert(is_same_v<common_type_t<half, float>, float> && is_same_v<make_scalar_t<half4>, half>, "common");
struct Celsius { float degrees; operator float() const { return degrees; } };
struct Index { int at; constexpr operator int() const { return at; } };
static_assert(is_convertible_v<Celsius, float> && !is_convertible_v<float, Celsius>, "by a function");
template <typename T> float kind(T x) {
  if constexpr (is_same_v<T, half>) { return 1; }
  else if constexpr (is_floating_point_v<T>) { return 2; }
  else { return is_integral<T>::value ? 3 : 4; }
}
template <typename T> using sum_of = conditional_t<is_same<T, half>::value, float, T>;
template <int start, int stop, int step, typename F> constexpr void each_constant(F f) {
  if constexpr (start < stop) {
    constexpr auto index = integral_constant<int, start>{};
    f(index);
    each_constant<start + step, stop, step, F>(f);
  }
}
template <typename N> float scaled(float x, N n) { float parts[N::value]; parts[n - 1] = x; return parts[N::value - 1] * n; }
struct doubled { template <typename T> enable_if_t<is_floating_point_v<T>, T> operator()(T x) { return x * 2; } };
template <typename T, typename F> using result_of = decltype(declval<F>()(declval<T>()));
// body:
out[0] = pick(1u);
out[1] = pick(1.0h);
out[2] = pick(float2(1));
out[3] = only(half(1));
out[4] = kind(T(1));
out[5] = kind(1.0f);
out[6] = kind(short(1));
sum_of<T> sum = 0;
each_constant<0, 4, 1>([&](auto i) { sum += a[i] + i.value - i; });
out[7] = sum - 3;
out[8] = scaled(2, integral_constant<int, 3>());
static_assert(is_same_v<result_of<half, doubled>, half>, "half");
result_of<float, doubled> twice = doubled()(5.0f);
out[9] = twice;
Celsius c = {4};
out[10] = c * 2 + 1;
out[11] = -c + 6.0f;
Index i = {3};
out[12] = a[i];
out[13] = i > 2;
out[14] = i << 1;
out[15] = true_type() + Index{4};
