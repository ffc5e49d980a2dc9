// A block sort as array libraries write it: sorting networks in registers, then merges through
// threadgroup memory, with the comparison as a functor and the whole as nested class templates.
//
// kernel: block_sort
// template: N=4
// input x: float32[32] = [5, 31, 2, 8, 17, 0, 23, 4, 30, 1, 9, 26, 12, 3, 28, 7, 19, 6, 25, 10, 14,
//   22, 11, 29, 13, 27, 15, 20, 16, 24, 18, 21]
// output out: float32[32]
// output places: uint32[32]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect out = arange
// expect places = [5, 9, 2, 13, 7, 0, 17, 15, 3, 10, 19, 22, 12, 24, 20, 26, 28, 4, 30, 16, 27, 31,
//   21, 6, 29, 18, 11, 25, 14, 23, 8, 1]
// header:
#include <metal_stdlib>
using namespace metal;
template <typename T>
struct Less {
  static constexpr constant T last = numeric_limits<T>::infinity();
  bool operator()(T a, T b) const { return a < b; }
};
template <typename T> void exchange(thread T& a, thread T& b) { T kept = a; a = b; b = kept; }
template <typename V, typename I, short N, typename Compare>
struct Network {
  static void sort(thread V (&values)[N], thread I (&places)[N]) {
    Compare before;
    for (short i = 0; i < N; ++i) {
      for (short j = i & 1; j < N - 1; j += 2) {
        if (before(values[j + 1], values[j])) {
          exchange(values[j + 1], values[j]);
          exchange(places[j + 1], places[j]);
        }
      }
    }
  }
};
template <typename V, typename I, short THREADS, short N, typename Compare>
struct Merge {
  using network = Network<V, I, N, Compare>;
  static int split(const threadgroup V* a, const threadgroup V* b, short a_size, short b_size, short middle) {
    Compare before;
    short low = max(0, middle - b_size);
    short high = min(middle, a_size);
    while (low < high) {
      short at = low + (high - low) / 2;
      if (before(b[middle - 1 - at], a[at])) high = at; else low = at + 1;
    }
    return high;
  }
  static void sort(threadgroup V* values, threadgroup I* places, uint lane) {
    thread V own[N];
    thread I own_places[N];
    for (short i = 0; i < N; ++i) { own[i] = values[lane * N + i]; own_places[i] = places[lane * N + i]; }
    network::sort(own, own_places);
    for (int width = 2; width <= THREADS; width *= 2) {
      threadgroup_barrier(mem_flags::mem_threadgroup);
      for (short i = 0; i < N; ++i) { values[lane * N + i] = own[i]; places[lane * N + i] = own_places[i]; }
      threadgroup_barrier(mem_flags::mem_threadgroup);
      const int start = N * width * (lane / width), half_size = N * width / 2, middle = N * (lane % width);
      const threadgroup V* a = values + start;
      const threadgroup V* b = a + half_size;
      const threadgroup I* ai = places + start;
      const threadgroup I* bi = ai + half_size;
      short at_a = split(a, b, half_size, half_size, middle), at_b = middle - at_a;
      Compare before;
      for (short i = 0; i < N; ++i) {
        V left = at_a < half_size ? a[at_a] : V(Compare::last);
        V right = at_b < half_size ? b[at_b] : V(Compare::last);
        bool second = at_b < half_size && (at_a >= half_size || before(right, left));
        own[i] = second ? right : left;
        own_places[i] = second ? bi[at_b] : ai[at_a];
        at_b += short(second);
        at_a += short(!second);
      }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (short i = 0; i < N; ++i) { values[lane * N + i] = own[i]; places[lane * N + i] = own_places[i]; }
  }
};
// body:
using sorter = Merge<float, uint, 8, N, Less<float>>;
threadgroup float values[8 * N];
threadgroup uint slots[8 * N];
uint lane = thread_position_in_threadgroup.x;
for (int i = 0; i < N; ++i) { values[lane * N + i] = x[lane * N + i]; slots[lane * N + i] = lane * N + i; }
sorter::sort(values, slots, lane);
for (int i = 0; i < N; ++i) { out[lane * N + i] = values[lane * N + i]; places[lane * N + i] = slots[lane * N + i]; }
