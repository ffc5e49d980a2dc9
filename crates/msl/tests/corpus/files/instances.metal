// Instances that follow from the parameters alone, members of nested class templates that are defined outside, and
// the sizes of later launches, written by a kernel.
//
// run: add_float
// input x: float32[3] = [0.5, 1, 2]
// output out: float32[3]
// grid: 3 1 1
// threadgroup: 3 1 1
// expect out = [1, 2, 4]
//
// run: add_int
// input x: int32[2] = [-3, 7]
// output out: int32[2]
// grid: 2 1 1
// threadgroup: 2 1 1
// expect out = [-6, 14]
//
// run: near
// input points: float32[5] = [0, 1, 1.5, 4, 4.25]
// output counts: uint32[5]
// grid: 5 1 1
// threadgroup: 5 1 1
// expect counts = [2, 3, 2, 2, 2]
//
// run: applied
// input x: float32[3] = [1, 2, 3]
// output out: float32[3]
// grid: 3 1 1
// threadgroup: 3 1 1
// expect out = [4, 8, 12]
//
// run: flipped
// input x: float32[3] = [1, -2, 0.5]
// output x: float32[3]
// grid: 3 1 1
// threadgroup: 3 1 1
// expect x = [-1, 2, -0.5]
//
// run: sizes
// input n: uint32 = 1000
// output args: uint32[3]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect args = [4, 1, 1]
// file:
#include <metal_stdlib>
using namespace metal;

template <typename T> struct Pair { T a, b; };
template <typename T, uint N> kernel void add(device const T* x [[buffer(0)]], device T (&out)[N] [[buffer(1)]],
                                              uint i [[thread_position_in_grid]]) {
  Pair<T> pair = {x[i], x[i]};
  out[i] = pair.a + pair.b;
}
template [[host_name("add_float")]] kernel void add(device const float* x [[buffer(0)]], device float (&out)[3], uint);
template [[host_name("add_int")]] kernel void add(device const int*, device int (&)[2], uint i);

struct Search {
  struct Space {
    Space(float radius);
    bool holds(float a, float b) const;
    float radius;
  };
  template <typename Callback> struct ForEach {
    ForEach(float radius, device const float* points, Callback callback);
    template <typename Index> void operator()(Index from);
    Space space;
    device const float* points;
    Callback callback;
  };
};
Search::Space::Space(float radius) : radius(radius) {}
bool Search::Space::holds(float a, float b) const { return abs(a - b) <= radius; }
template <typename Callback>
Search::ForEach<Callback>::ForEach(float radius, device const float* points, Callback callback)
    : space(radius), points(points), callback(callback) {}
template <typename Callback> template <typename Index> void Search::ForEach<Callback>::operator()(Index from) {
  for (Index j = 0; j < 5; ++j) {
    if (space.holds(points[from], points[j])) { callback(from, j); }
  }
}
struct Count {
  device uint* counts;
  void operator()(uint i, uint j) { counts[i] += 1; }
};
kernel void near(device const float* points [[buffer(0)]], device uint* counts [[buffer(1)]],
                 uint i [[thread_position_in_grid]]) {
  Count count;
  count.counts = counts;
  counts[i] = 0;
  Search::ForEach<Count> each(1.0f, points, count);
  each(i);
}

kernel void sizes(constant uint& n [[buffer(0)]], device MTLDispatchThreadgroupsIndirectArguments& args [[buffer(1)]]) {
  args.threadgroupsPerGrid[0] = (n + 255) / 256;
  args.threadgroupsPerGrid[1] = 1;
  args.threadgroupsPerGrid[2] = 1;
}

float doubled(float x) { return 2 * x; }
template <float f(float)> float at(float x) { return f(x); }
template <float (*f)(float)> float at_pointer(float x) { return f(x); }
kernel void applied(device const float* x [[buffer(0)]], device float* out [[buffer(1)]],
                    uint i [[thread_position_in_grid]]) {
  out[i] = (at<doubled>(x[i]) + at<&doubled>(x[i]) + at_pointer<doubled>(x[i]) + at_pointer<&doubled>(x[i])) / 2;
}

// A field called like its struct.
template <typename T> union bytes { T value; uint bytes; };
kernel void flipped(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  bytes<float> both;
  both.value = x[i];
  both.bytes ^= 0x80000000;
  x[i] = both.value;
}
