// Prefix sums of a row as array libraries write them: a functor with its scan over a simdgroup, 64-bit
// numbers by shuffles that fill, the sums of simdgroups scanned by the first of them.
//
// kernel: scan_functors
// input x: int32[256] = arange(1, 1)
// output sums: int64[256]
// output tops: int32[256]
// grid: 64 1 1
// threadgroup: 64 1 1
// expect sums[i] = (i + 1) * (i + 2) / 2
// expect tops[i] = i + 1
// header:
#include <metal_stdlib>
using namespace metal;
template <typename U> struct CumulativeSum {
  static constexpr constant U init = static_cast<U>(0);
  template <typename T> T operator()(T a, T b) { return a + b; }
  template <typename T, enable_if_t<sizeof(T) < 8, bool> = true> T scan(T v) { return simd_prefix_inclusive_sum(v); }
  template <typename T, enable_if_t<sizeof(T) == 8, bool> = true> T scan(T v) {
    for (ushort by = 1; by <= 16; by *= 2) v = operator()(v, as_type<T>(simd_shuffle_and_fill_up(as_type<uint2>(v), as_type<uint2>(init), by)));
    return v;
  }
};
template <typename U> struct CumulativeMax {
  static constexpr constant U init = numeric_limits<U>::lowest();
  template <typename T> T operator()(T a, T b) { return a >= b ? a : b; }
  U scan(U v) {
    for (ushort by = 1; by <= 16; by *= 2) v = operator()(v, simd_shuffle_and_fill_up(v, init, by));
    return v;
  }
};
template <typename T, typename U, typename Op, int N>
void scan_row(const device T* in, device U* out, threadgroup U* shared, uint tid, uint lane, uint group) {
  Op op;
  U own[N];
  for (int i = 0; i < N; ++i) own[i] = in[tid * N + i];
  for (int i = 1; i < N; ++i) own[i] = op(own[i], own[i - 1]);
  U through = op.scan(own[N - 1]);
  if (lane == 31) shared[group] = through;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  U before = Op::init;
  for (uint g = 0; g < group; ++g) before = op(before, shared[g]);
  U previous = lane == 0 ? Op::init : Op::init;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  shared[tid] = through;
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (lane > 0) previous = shared[tid - 1];
  for (int i = 0; i < N; ++i) out[tid * N + i] = op(op(own[i], previous), before);
}
// body:
threadgroup long longs[64];
threadgroup int ints[64];
uint tid = thread_index_in_threadgroup, lane = thread_index_in_simdgroup, group = simdgroup_index_in_threadgroup;
scan_row<int, long, CumulativeSum<long>, 4>(x, sums, longs, tid, lane, group);
scan_row<int, int, CumulativeMax<int>, 4>(x, tops, ints, tid, lane, group);
