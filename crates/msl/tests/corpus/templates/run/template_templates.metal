// Template template parameters, given, defaulted and deduced; aliases as arguments.
//
// kernel: template_templates
// output out: float32[6]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 12, 4, 7, 2, 5]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> struct Add { T operator()(T a, T b) const { return a + b; } };
template <typename T> struct Mul { T operator()(T a, T b) const { return a * b; } };
template <typename T, template <typename> class Op = Add> T combine(T a, T b) { return Op<T>{}(a, b); }
template <typename T, int N> struct Block { T data[N]; static constant constexpr int size = N; };
template <template <typename, int> class B, typename T, int N> int size_of(B<T, N>) { return N; }
template <template <typename> class... Ops> float chain(float x) { ((x = Ops<float>{}(x, x)), ...); return x; }
template <typename T> using Four = Block<T, 4>;
template <template <typename> class C> int alias_size() { return C<float>::size; }
namespace inner { template <typename T> struct Sub { T operator()(T a, T b) const { return a - b; } }; }
// body:
out[0] = combine(1.0f, 2.0f);
out[1] = combine<float, Mul>(3, 4);
out[2] = alias_size<Four>();
out[3] = size_of(Block<half, 7>{});
out[4] = chain<Add>(1.0f);
out[5] = combine<float, inner::Sub>(8, 3);
