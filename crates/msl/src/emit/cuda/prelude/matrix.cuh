// Matrices of 8 by 8, of which a lane holds two elements that stand side by side in a row. Lanes are
// numbered (see simd.cuh) so that hardware lane `h` holds row `h / 4`, columns `2 * (h % 4)` and the
// next: the fragments of `mma.sync`, but for the right factor, of which it wants the transposed one. So
// a matrix of 16-bit elements carries that along; where nobody asks for it, nothing makes it.

// The same matrix with rows and columns exchanged.
KS_FN ks_u32 ks_transposed(ks_u32 pair) {
  ks_u32 out;
  asm("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(out) : "r"(pair));
  return out;
}
template <typename T> KS_FN ks_u32 ks_pair(const ks_vec2<T>& held) { return ks_bits<ks_u32>(held); }
template <typename T> struct ks_held : ks_vec2<T> {
  ks_u32 across;
  ks_held() = default;
  __device__ __forceinline__ ks_held(const ks_vec2<T>& held) : ks_vec2<T>(held), across(ks_transposed(ks_pair(held))) {}
};
template <typename T> KS_FN ks_u32 ks_across(const ks_vec2<T>& held) { return ks_transposed(ks_pair(held)); }
template <typename T> KS_FN ks_u32 ks_across(const ks_held<T>& held) { return held.across; }

KS_FN ks_u32 ks_row() { return (threadIdx.x & 31) >> 2; }
KS_FN ks_u32 ks_column() { return (threadIdx.x & 3) * 2; }

// Two elements side by side are one access where they are aligned as two, which may be known.
template <bool aligned, typename T> KS_FN bool ks_is_aligned(const T* place) {
  return aligned || ((ks_u64)place & (2 * sizeof(T) - 1)) == 0;
}
template <bool aligned, typename T> KS_FN ks_vec2<T> ks_matrix_load(const T* place, ks_u64 stride, bool transposed) {
  const ks_u64 row = ks_row(), column = ks_column();
  if (transposed) return {place[column * stride + row], place[(column + 1) * stride + row]};
  const T* const first = place + row * stride + column;
  return ks_is_aligned<aligned>(first) ? *(const ks_vec2<T>*)first : ks_vec2<T>{first[0], first[1]};
}
// The same of 16-bit elements in shared memory, whose rows begin at multiples of 16 bytes: the matrix and the one
// with rows and columns exchanged, of which `join_products` removes what nobody asks for.
template <typename T> KS_FN ks_held<T> ks_matrix_load_rows(const T* place, ks_u64 stride, bool transposed) {
  const ks_u32 row = (ks_u32)__cvta_generic_to_shared(place + (threadIdx.x & 7) * stride);
  ks_u32 as_it_is, exchanged;
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%0}, [%1];" : "=r"(as_it_is) : "r"(row) : "memory");
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.trans.shared.b16 {%0}, [%1];" : "=r"(exchanged) : "r"(row) : "memory");
  ks_held<T> held;
  static_cast<ks_vec2<T>&>(held) = ks_bits<ks_vec2<T>>(transposed ? exchanged : as_it_is);
  held.across = transposed ? as_it_is : exchanged;
  return held;
}
template <bool aligned, typename T> KS_FN void ks_matrix_store(T* place, ks_vec2<T> held, ks_u64 stride, bool transposed) {
  const ks_u64 row = ks_row(), column = ks_column();
  if (transposed) {
    place[column * stride + row] = held.x;
    place[(column + 1) * stride + row] = held.y;
    return;
  }
  T* const first = place + row * stride + column;
  if (ks_is_aligned<aligned>(first)) {
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

// `a * b + c` in `float`. The tensor cores take sixteen rows, of which the last eight are zero.
#define KS_PRODUCT(type, name) \
  KS_FN ks_vec2<float> ks_product(const ks_vec2<type>& a, ks_u32 right, ks_vec2<float> c) { \
    ks_vec2<float> sum; \
    float low, below; \
    asm("mma.sync.aligned.m16n8k8.row.col.f32." name "." name ".f32 " \
        "{%0, %1, %2, %3}, {%4, %5}, {%6}, {%7, %8, %9, %10};" \
        : "=f"(sum.x), "=f"(sum.y), "=f"(low), "=f"(below) \
        : "r"(ks_pair(a)), "r"(0u), "r"(right), "f"(c.x), "f"(c.y), "f"(0.0f), "f"(0.0f)); \
    return sum; \
  } \
  template <typename B, typename C> \
  KS_FN ks_vec2<C> ks_multiply(const ks_vec2<type>& a, const B& b, ks_vec2<C> c, const ks_vec2<type>*) { \
    const ks_vec2<float> sum = ks_product(a, ks_across(b), ks_vec2<float>{ks_f32(c.x), ks_f32(c.y)}); \
    return {ks_narrow(sum.x, c.x), ks_narrow(sum.y, c.y)}; \
  }
KS_PRODUCT(ks_half, "f16")
KS_PRODUCT(ks_bfloat, "bf16")
#undef KS_PRODUCT
// Of other types by fused steps in order of `a`'s columns.
template <typename A, typename B, typename C>
KS_FN ks_vec2<C> ks_multiply(const ks_vec2<A>& a, const ks_vec2<B>& b, ks_vec2<C> c, const void*) {
  const ks_vec2<float> left = {ks_f32(a.x), ks_f32(a.y)}, right = {ks_f32(b.x), ks_f32(b.y)};
  const ks_u32 row = ks_row() * 4, column = ks_column() / 2;
  ks_vec2<float> sum = {ks_f32(c.x), ks_f32(c.y)};
#pragma unroll
  for (ks_u32 at = 0; at < 8; ++at) {
    const float mine = at % 2 == 0 ? left.x : left.y;
    const float element = __shfl_sync(0xffffffffu, mine, (int)(row + at / 2));
    sum.x = __fmaf_rn(element, __shfl_sync(0xffffffffu, right.x, (int)(at * 4 + column)), sum.x);
    sum.y = __fmaf_rn(element, __shfl_sync(0xffffffffu, right.y, (int)(at * 4 + column)), sum.y);
  }
  return {ks_narrow(sum.x, c.x), ks_narrow(sum.y, c.y)};
}
// The last argument says whether `b` is of `a`'s type.
template <typename A, typename B, typename C>
KS_FN ks_vec2<C> ks_matrix_multiply(const A& a, const B& b, ks_vec2<C> c) {
  return ks_multiply(a, b, c, &b);
}
