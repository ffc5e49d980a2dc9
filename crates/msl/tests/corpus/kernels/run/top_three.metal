// The three greatest by repeated maxima.
//
// kernel: top_three
// input a: float32[32] = [1.71875, 1.718994140625, 0.10986328125, -0.124267578125, -0.2021484375,
//   1.126220703125, -1.10791015625, -1.388916015625, 1.892578125, -1.560302734375, 1.29931640625,
//   0.799560546875, 1.3935546875, 1.581298828125, -1.65283203125, 1.113037109375, -1.99609375,
//   -1.495849609375, 0.28564453125, -1.839111328125, 0.8642578125, 1.848876953125, 0.50537109375,
//   0.114990234375, -0.244140625, 1.068603515625, -1.60302734375, -0.790283203125, 1.7880859375,
//   -1.227294921875, -0.94580078125, 1.163818359375]
// output values: float32[3]
// output where: int32[3]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect values = [1.892578125, 1.848876953125, 1.7880859375]
// expect where = [8, 21, 28]
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint lane = thread_index_in_simdgroup;
float x = a[lane];
for (int k = 0; k < 3; ++k) {
  float best = simd_max(x);
  uint place = simd_min(x == best ? lane : 32u);
  if (lane == 0) { values[k] = best; where[k] = int(place); }
  if (lane == place) x = -INFINITY;
}
