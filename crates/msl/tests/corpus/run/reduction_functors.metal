// Reductions by functor: initial values from a table of limits, `simd_reduce` picked by the type's
// size and kind, pairs of value and place that are shuffled by an overload of their own.
//
// kernel: reduction_functors
// input x: int32[64] = [9, -4, 7, 3, 12, 0, 5, -8, 2, 6, 1, 4, -3, 10, 8, 11, 9, -4, 7, 3, 12, 0, 5, -8, 2,
//   6, 1, 4, -3, 10, 8, 11, 9, -4, 7, 3, 12, 0, 5, -8, 2, 6, 1, 4, -3, 10, 8, 11, 9, -4, 7, 3, 13, 0, 5, -9,
//   2, 6, 1, 4, -3, 10, 8, 11]
// output out: int64[6]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect out = [252, 252, 13, -9, 52, 55]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T> struct Bounds { static constexpr constant T lowest = numeric_limits<T>::lowest(); static constexpr constant T highest = numeric_limits<T>::max(); };
template <typename U> struct Sum {
  static constexpr constant U init = U(0);
  template <typename T, enable_if_t<sizeof(T) < 8, bool> = true> T simd_reduce(T v) { return simd_sum(v); }
  template <typename T, enable_if_t<sizeof(T) == 8, bool> = true> T simd_reduce(T v) {
    for (ushort by = 16; by > 0; by /= 2) v += as_type<T>(simd_shuffle_xor(as_type<uint2>(v), by));
    return v;
  }
  U operator()(U a, U b) const { return a + b; }
};
template <typename U> struct Max {
  static constexpr constant U init = Bounds<U>::lowest;
  template <typename T> enable_if_t<is_integral_v<T>, T> simd_reduce(T v) { return simd_max(v); }
  template <typename T> enable_if_t<!is_integral_v<T>, T> simd_reduce(T v) { return simd_any(v != v) ? T(NAN) : simd_max(v); }
  U operator()(U a, U b) const { return a > b ? a : b; }
};
template <typename U> struct Min {
  static constexpr constant U init = Bounds<U>::highest;
  template <typename T> T simd_reduce(T v) { return simd_min(v); }
  U operator()(U a, U b) const { return a < b ? a : b; }
};
template <typename T> struct At { uint place; T value; };
template <typename T> At<T> simd_shuffle_xor(At<T> from, ushort by) {
  return At<T>{metal::simd_shuffle_xor(from.place, by), metal::simd_shuffle_xor(from.value, by)};
}
template <typename T> struct ArgMax {
  At<T> operator()(At<T> a, At<T> b) const { return b.value > a.value || (b.value == a.value && b.place < a.place) ? b : a; }
};
template <typename T> struct ArgMin {
  At<T> operator()(At<T> a, At<T> b) const { return b.value < a.value || (b.value == a.value && b.place < a.place) ? b : a; }
};
template <typename T, typename Op> T group_reduce(T v, threadgroup T* shared, uint lane, uint group, uint groups) {
  Op op;
  v = op.simd_reduce(v);
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (lane == 0) shared[group] = v;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  T all = Op::init;
  for (uint i = 0; i < groups; ++i) all = op(all, shared[i]);
  return all;
}
template <typename Op, typename T> At<T> place_reduce(At<T> v, threadgroup At<T>* shared, uint lane, uint group) {
  Op op;
  for (ushort by = 16; by > 0; by /= 2) v = op(v, simd_shuffle_xor(v, by));
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (lane == 0) shared[group] = v;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  return op(shared[0], shared[1]);
}
// body:
uint i = thread_index_in_threadgroup, lane = thread_index_in_simdgroup, group = simdgroup_index_in_threadgroup;
threadgroup long longs[2];
threadgroup int ints[2];
threadgroup At<int> pairs[2];
long wide = group_reduce<long, Sum<long>>(x[i], longs, lane, group, 2);
int narrow = group_reduce<int, Sum<int>>(x[i], ints, lane, group, 2);
int top = group_reduce<int, Max<int>>(x[i], ints, lane, group, 2);
int bottom = group_reduce<int, Min<int>>(x[i], ints, lane, group, 2);
At<int> own = {i, x[i]};
At<int> first = place_reduce<ArgMax<int>>(own, pairs, lane, group);
At<int> last = place_reduce<ArgMin<int>>(own, pairs, lane, group);
if (i == 0) {
  long all[6] = {wide, narrow, top, bottom, long(first.place), long(last.place)};
  for (int k = 0; k < 6; ++k) out[k] = all[k];
}
