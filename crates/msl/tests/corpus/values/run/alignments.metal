// `alignas` on structs and members: sizes, alignments and places.
//
// kernel: alignments
// input x: float32[16] = arange
// output out: int32[10]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [16, 16, 48, 16, 8, 8, 24, 8, 9, 4]
// header:
#include <metal_stdlib>
using namespace metal;
struct alignas(16) Wide {
  float a, b, c;
};
struct Mixed {
  char first;
  alignas(16) short second;
  Wide third;
};
struct __attribute__((aligned(8))) Pair {
  float re, im;
};
struct Holder {
  char tag;
  Pair pair[2];
};
template <typename T, int N>
struct alignas(N) Padded {
  T value;
};
static_assert(alignof(Mixed) == 16 && sizeof(Padded<char, 32>) == 32, "templates too");
// body:
out[0] = sizeof(Wide);
out[1] = alignof(Wide);
out[2] = sizeof(Mixed);
out[3] = alignof(Mixed);
out[4] = alignof(Pair);
out[5] = sizeof(Pair);
out[6] = sizeof(Holder);
out[7] = alignof(Holder);
device const Wide* wide = (device const Wide*)x;
out[8] = int(wide[2].b);
Mixed mixed;
mixed.first = 1;
mixed.second = 4;
mixed.third = wide[1];
out[9] = int(mixed.third.a);
