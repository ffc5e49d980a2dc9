// What a unit adds to the library and takes the place of: limits of its own types, traits by the names of
// Metal's own headers, names of a later library.
//
// kernel: library_parts
// output out: float32[7]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [9, 127, 1, 0, 1, 1, 2]
// header:
#include <metal_stdlib>
using namespace metal;
struct Tiny { float value; };
struct Nothing {};
namespace metal {
template <>
struct _numeric_limits_impl<Tiny> {
  static constexpr Tiny max() { return Tiny{9}; }
};
template <typename T> struct is_empty : metal::bool_constant<__is_empty(T)> {};
template <typename... T> struct make_void { typedef void type; };
template <typename... T> using void_t = typename make_void<T...>::type;
}
template <typename T, typename = void> struct has_value : false_type {};
template <typename T> struct has_value<T, void_t<decltype(T::value)>> : true_type {};
template <typename T>
constexpr constant bool is_word = _disjunction<is_same<T, int>, is_same<T, uint>>::value;
template <typename T, enable_if_t<is_word<T>, bool> = true>
int kind(T x) { return 1; }
template <typename T, enable_if_t<conjunction_v<negation<is_same<T, int>>, is_floating_point<T>>, bool> = true>
int kind(T x) { return 2; }
__extension__ typedef struct { union { struct { int a; int b; }; int both[2]; }; } Two;
// body:
out[0] = numeric_limits<Tiny>::max().value;
out[1] = numeric_limits<char>::max();
out[2] = is_empty<Nothing>::value;
out[3] = is_empty<Tiny>::value;
out[4] = has_value<Tiny>::value && !has_value<Nothing>::value;
out[5] = kind(3u);
out[6] = kind(1.0f);
