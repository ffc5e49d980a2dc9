// Matrices of 8 by 8, of which a lane holds two elements that stand side by side in a row. Lanes are
// numbered (see simd.cuh) so that hardware lane `h` holds row `h / 4`, columns `2 * (h % 4)` and the
// next: the fragments of `mma.sync`.

KS_FN ks_u32 ks_row() { return (threadIdx.x & 31) >> 2; }
KS_FN ks_u32 ks_column() { return (threadIdx.x & 3) * 2; }

// Two elements side by side are one access where they are aligned as two.
template <typename T> KS_FN bool ks_is_aligned(const T* place) { return ((ks_u64)place & (2 * sizeof(T) - 1)) == 0; }
template <typename T> KS_FN ks_vec2<T> ks_matrix_load(const T* place, ks_u64 stride, bool transposed) {
  const ks_u64 row = ks_row(), column = ks_column();
  if (transposed) return {place[column * stride + row], place[(column + 1) * stride + row]};
  const T* const first = place + row * stride + column;
  return ks_is_aligned(first) ? *(const ks_vec2<T>*)first : ks_vec2<T>{first[0], first[1]};
}
template <typename T> KS_FN void ks_matrix_store(T* place, ks_vec2<T> held, ks_u64 stride, bool transposed) {
  const ks_u64 row = ks_row(), column = ks_column();
  if (transposed) {
    place[column * stride + row] = held.x;
    place[(column + 1) * stride + row] = held.y;
    return;
  }
  T* const first = place + row * stride + column;
  if (ks_is_aligned(first)) {
    *(ks_vec2<T>*)first = held;
  } else {
    first[0] = held.x;
    first[1] = held.y;
  }
}
template <typename T> KS_FN ks_vec2<T> ks_matrix_diagonal(T value) {
  return {ks_row() == ks_column() ? value : T{}, ks_row() == ks_column() + 1 ? value : T{}};
}

KS_FN float ks_narrow(float value, float) { return value; }
KS_FN ks_half ks_narrow(float value, ks_half) { return ks_f16(value); }
KS_FN ks_bfloat ks_narrow(float value, ks_bfloat) { return ks_bf16(value); }

// The same matrix with rows and columns exchanged.
KS_FN ks_u32 ks_transposed(ks_u32 pair) {
  ks_u32 out;
  asm("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(out) : "r"(pair));
  return out;
}
template <typename T> KS_FN ks_u32 ks_pair(ks_vec2<T> held) { return ks_bits<ks_u32>(held); }

#define KS_MMA(type) \
  asm("mma.sync.aligned.m16n8k8.row.col.f32." type "." type ".f32 " \
      "{%0, %1, %2, %3}, {%4, %5}, {%6}, {%7, %8, %9, %10};" \
      : "=f"(sum.x), "=f"(sum.y), "=f"(low), "=f"(below) \
      : "r"(left), "r"(0u), "r"(right), "f"(c.x), "f"(c.y), "f"(0.0f), "f"(0.0f))
// `a * b + c` in `float`. The tensor cores take sixteen rows, of which the last eight are zero.
KS_FN ks_vec2<float> ks_product(ks_vec2<ks_half> a, ks_vec2<ks_half> b, ks_vec2<float> c) {
  const ks_u32 left = ks_pair(a), right = ks_transposed(ks_pair(b));
  ks_vec2<float> sum;
  float low, below;
  KS_MMA("f16");
  return sum;
}
KS_FN ks_vec2<float> ks_product(ks_vec2<ks_bfloat> a, ks_vec2<ks_bfloat> b, ks_vec2<float> c) {
  const ks_u32 left = ks_pair(a), right = ks_transposed(ks_pair(b));
  ks_vec2<float> sum;
  float low, below;
  KS_MMA("bf16");
  return sum;
}
#undef KS_MMA
// Of other types by fused steps in order of `a`'s columns.
template <typename A, typename B> KS_FN ks_vec2<float> ks_product(ks_vec2<A> a, ks_vec2<B> b, ks_vec2<float> c) {
  const ks_vec2<float> left = {ks_f32(a.x), ks_f32(a.y)}, right = {ks_f32(b.x), ks_f32(b.y)};
  const ks_u32 row = ks_row() * 4, column = ks_column() / 2;
#pragma unroll
  for (ks_u32 at = 0; at < 8; ++at) {
    const float mine = at % 2 == 0 ? left.x : left.y;
    const float element = __shfl_sync(0xffffffffu, mine, (int)(row + at / 2));
    c.x = __fmaf_rn(element, __shfl_sync(0xffffffffu, right.x, (int)(at * 4 + column)), c.x);
    c.y = __fmaf_rn(element, __shfl_sync(0xffffffffu, right.y, (int)(at * 4 + column)), c.y);
  }
  return c;
}
template <typename A, typename B, typename C>
KS_FN ks_vec2<C> ks_matrix_multiply(ks_vec2<A> a, ks_vec2<B> b, ks_vec2<C> c) {
  const ks_vec2<float> sum = ks_product(a, b, ks_vec2<float>{ks_f32(c.x), ks_f32(c.y)});
  return {ks_narrow(sum.x, c.x), ks_narrow(sum.y, c.y)};
}
