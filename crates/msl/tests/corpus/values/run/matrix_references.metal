// Matrices by reference, filled element by element, in templates of their element type.
//
// kernel: matrix_references
// input q: uint8[8] = [33, 67, 101, 135, 169, 203, 237, 15]
// output out: float32[32]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, -3, -2, -1, 0, 1, 2, 3, -4, -7, -5, -3, -1, 1, 3, 5, 7, -6, -4, -2, 0, 2, 4, 6, -8]
// header:
#include <metal_stdlib>
using namespace metal;
typedef struct {
  half d;
  uint8_t qs[8];
} block;

template <typename type4x4>
void dequantize(thread const block& b, short il, thread type4x4& reg) {
  float4x4 full;
  for (int i = 0; i < 8; i++) {
    full[i / 4][i % 4] = float(b.d) * ((b.qs[i] & 0xF) - 8);
    full[2 + i / 4][i % 4] = float(b.d) * ((b.qs[i] >> 4) - 8);
  }
  reg = (type4x4)full;
  if (il != 0) {
    reg *= il;
  }
}

template <typename T4x4>
T4x4 twice(T4x4 m) {
  return m + m;
}

template <typename T, int C, int R>
T first(matrix<T, C, R> m) {
  static_assert(C == 4 && R == 4, "four by four");
  return m[0][0];
}
// body:
block b;
b.d = 0.5h;
for (int i = 0; i < 8; i++) b.qs[i] = q[i];
half4x4 low;
float4x4 high;
dequantize(b, 0, low);
dequantize(b, 2, high);
threadgroup half4x4 shared[1];
shared[0] = low;
for (int i = 0; i < 16; i++) {
  out[i] = shared[0][i / 4][i % 4];
  out[16 + i] = high[i / 4][i % 4];
}
out[0] = first(twice(low)) / 2;
