// Operations between the lanes of a simdgroup, which is a warp. `mask` has a bit for each lane that
// takes part, by the hardware's numbers. Lanes of a kernel with matrices are numbered so that their
// elements lie as the tensor cores have them; `ks_hardware` and `ks_lane_of` lead from one to the other.

#ifdef KS_MATRIX
KS_FN ks_u32 ks_hardware(ks_u32 lane) {
  return (lane & 0x11) | (lane & 6) << 1 | (lane & 8) >> 2;
}
KS_FN ks_u32 ks_lane_of(ks_u32 hardware) {
  return (hardware & 0x11) | (hardware & 12) >> 1 | (hardware & 2) << 2;
}
KS_FN ks_u32 ks_lanes(ks_u32 mask) {
  ks_u32 lanes = 0;
  for (ks_u32 lane = 0; lane < 32; ++lane) lanes |= (mask >> ks_hardware(lane) & 1) << lane;
  return lanes;
}
#else
KS_FN ks_u32 ks_hardware(ks_u32 lane) { return lane; }
KS_FN ks_u32 ks_lane_of(ks_u32 hardware) { return hardware; }
KS_FN ks_u32 ks_lanes(ks_u32 mask) { return mask; }
#endif

KS_FN ks_u32 ks_lane() { return ks_lane_of(threadIdx.x & 31); }

// What another lane has. The number of the lane is taken modulo 32.
template <typename T> KS_FN T ks_from(ks_u32 mask, T value, ks_u32 lane) {
  const ks_u32 words = (sizeof(T) + 3) / 4;
  union { T value; ks_u32 word[words]; } both;
  both.word[words - 1] = 0;
  both.value = value;
  const int from = (int)ks_hardware(lane & 31);
#pragma unroll
  for (ks_u32 at = 0; at < words; ++at) both.word[at] = __shfl_sync(mask, both.word[at], from);
  return both.value;
}

// ---- joins of two values ----

struct ks_join_sum {
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return (T)(ks_unsigned<T>)((ks_unsigned<T>)a + (ks_unsigned<T>)b); }
  static __device__ __forceinline__ float of(float a, float b) { return a + b; }
  static __device__ __forceinline__ ks_half of(ks_half a, ks_half b) { return ks_add(a, b); }
  static __device__ __forceinline__ ks_bfloat of(ks_bfloat a, ks_bfloat b) { return ks_add(a, b); }
};
struct ks_join_product {
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return (T)((ks_u64)a * (ks_u64)b); }
  static __device__ __forceinline__ float of(float a, float b) { return a * b; }
  static __device__ __forceinline__ ks_half of(ks_half a, ks_half b) { return ks_mul(a, b); }
  static __device__ __forceinline__ ks_bfloat of(ks_bfloat a, ks_bfloat b) { return ks_mul(a, b); }
};
struct ks_join_min {
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return b < a ? b : a; }
  static __device__ __forceinline__ float of(float a, float b) { return fminf(a, b); }
  static __device__ __forceinline__ ks_half of(ks_half a, ks_half b) { return ks_f16(fminf(ks_f32(a), ks_f32(b))); }
  static __device__ __forceinline__ ks_bfloat of(ks_bfloat a, ks_bfloat b) { return ks_bf16(fminf(ks_f32(a), ks_f32(b))); }
};
struct ks_join_max {
  template <typename T> static __device__ __forceinline__ T of(T a, T b) { return b > a ? b : a; }
  static __device__ __forceinline__ float of(float a, float b) { return fmaxf(a, b); }
  static __device__ __forceinline__ ks_half of(ks_half a, ks_half b) { return ks_f16(fmaxf(ks_f32(a), ks_f32(b))); }
  static __device__ __forceinline__ ks_bfloat of(ks_bfloat a, ks_bfloat b) { return ks_bf16(fmaxf(ks_f32(a), ks_f32(b))); }
};
struct ks_join_and { template <typename T> static __device__ __forceinline__ T of(T a, T b) { return (T)(a & b); } };
struct ks_join_or { template <typename T> static __device__ __forceinline__ T of(T a, T b) { return (T)(a | b); } };
struct ks_join_xor { template <typename T> static __device__ __forceinline__ T of(T a, T b) { return (T)(a ^ b); } };

// What a lane has, or the identity where it does not take part.
template <typename T> KS_FN T ks_or(ks_u32 mask, T value, ks_u32 lane, T identity) {
  const T other = ks_from(mask, value, lane);
  return mask >> ks_hardware(lane & 31) & 1 ? other : identity;
}

// Any lanes may be absent. Rare, and long: not in line.
template <typename Join, ks_u32 width, typename T>
static __device__ __noinline__ T ks_reduce_some(ks_u32 mask, T value, T identity) {
  const ks_u32 start = ks_lane() & ~(width - 1);
  T tree[width];
#pragma unroll 1
  for (ks_u32 at = 0; at < width; ++at) tree[at] = ks_or(mask, value, start + at, identity);
#pragma unroll 1
  for (ks_u32 half = width / 2; half > 0; half /= 2)
#pragma unroll 1
    for (ks_u32 at = 0; at < half; ++at) tree[at] = Join::of(tree[at], tree[at + half]);
  return tree[0];
}

// All lanes of each group of `width` get the join of all in a tree: lane `i` meets lane `i + half`.
// An absent lane counts as the identity.
template <typename Join, ks_u32 width, typename T> struct ks_reducer {
  static __device__ __forceinline__ T of(ks_u32 mask, T value, T identity) {
    if (mask != 0xffffffffu) return ks_reduce_some<Join, width>(mask, value, identity);
#pragma unroll
    for (ks_u32 half = width / 2; half > 0; half /= 2)
      value = Join::of(value, ks_from(mask, value, ks_lane() ^ half));
    return value;
  }
};
// Of integers, where no order shows, one instruction does it, whichever lanes are absent.
#if __CUDA_ARCH__ >= 800
#define KS_AT_ONCE(join, type, name)                                                \
  template <> struct ks_reducer<ks_join_##join, 32, type> {                         \
    static __device__ __forceinline__ type of(ks_u32 mask, type value, type) {      \
      return __reduce_##name##_sync(mask, value);                                   \
    }                                                                               \
  };
KS_AT_ONCE(sum, ks_u32, add)
KS_AT_ONCE(min, ks_u32, min)
KS_AT_ONCE(max, ks_u32, max)
KS_AT_ONCE(and, ks_u32, and)
KS_AT_ONCE(or, ks_u32, or)
KS_AT_ONCE(xor, ks_u32, xor)
KS_AT_ONCE(min, ks_i32, min)
KS_AT_ONCE(max, ks_i32, max)
#endif
template <typename Join, ks_u32 width, typename T> KS_FN T ks_reduce(ks_u32 mask, T value, T identity) {
  return ks_reducer<Join, width, T>::of(mask, value, identity);
}

template <typename Join, ks_u32 width, typename T>
static __device__ __noinline__ T ks_prefix_some(ks_u32 mask, T value, T identity) {
  const ks_u32 at = ks_lane() & (width - 1), start = ks_lane() - at;
  T before = identity;
#pragma unroll 1
  for (ks_u32 step = 0; step + 1 < width; ++step) {
    const T other = ks_or(mask, value, start + step, identity);
    if (step < at) before = Join::of(before, other);
  }
  return before;
}

// The join of all lanes of the group before this one, and with `inclusive` of this one.
template <typename Join, ks_u32 width, bool inclusive, typename T>
KS_FN T ks_prefix(ks_u32 mask, T value, T identity) {
  if (mask != 0xffffffffu) {
    const T before = ks_prefix_some<Join, width>(mask, value, identity);
    return inclusive ? Join::of(before, value) : before;
  }
  const ks_u32 lane = ks_lane(), at = lane & (width - 1);
  T through = value;
#pragma unroll
  for (ks_u32 by = 1; by < width; by *= 2) {
    const T other = ks_from(mask, through, lane - by);
    if (at >= by) through = Join::of(other, through);
  }
  const T before = ks_from(mask, through, lane - 1);
  return inclusive ? through : at == 0 ? identity : before;
}

// ---- one value for all ----

KS_FN ks_u32 ks_group(ks_u32 lanes, ks_u32 width) {
  return width == 32 ? lanes : lanes >> (ks_lane() & ~(width - 1)) & ((1u << width) - 1);
}
template <ks_u32 width> KS_FN ks_u64 ks_ballot(ks_u32 mask, bool predicate) {
  return ks_group(ks_lanes(__ballot_sync(mask, predicate)), width);
}
template <ks_u32 width> KS_FN ks_u64 ks_active(ks_u32 mask) { return ks_group(ks_lanes(mask), width); }
template <ks_u32 width> KS_FN bool ks_all(ks_u32 mask, bool predicate) {
  return ks_group(ks_lanes(__ballot_sync(mask, !predicate)), width) == 0;
}
template <ks_u32 width> KS_FN bool ks_any(ks_u32 mask, bool predicate) {
  return ks_group(ks_lanes(__ballot_sync(mask, predicate)), width) != 0;
}
template <ks_u32 width> KS_FN ks_u32 ks_first(ks_u32 mask) {
  return (ks_lane() & ~(width - 1)) + __ffs((int)ks_group(ks_lanes(mask), width)) - 1;
}
template <ks_u32 width> KS_FN bool ks_is_first(ks_u32 mask) { return ks_first<width>(mask) == ks_lane(); }
template <ks_u32 width, typename T> KS_FN T ks_broadcast_first(ks_u32 mask, T value) {
  return ks_from(mask, value, ks_first<width>(mask));
}

// ---- shuffles ----

template <ks_u32 width, typename T> KS_FN T ks_shuffle(ks_u32 mask, T value, ks_u16 lane) {
  return ks_from(mask, value, width == 32 ? (ks_u32)lane : (ks_lane() & ~(width - 1)) + lane);
}
template <ks_u32 width, typename T> KS_FN T ks_shuffle_down(ks_u32 mask, T value, ks_u16 delta) {
  const ks_u32 lane = ks_lane(), at = lane & (width - 1);
  return ks_from(mask, value, at + delta >= width ? lane : lane + delta);
}
template <ks_u32 width, typename T> KS_FN T ks_shuffle_up(ks_u32 mask, T value, ks_u16 delta) {
  const ks_u32 lane = ks_lane(), at = lane & (width - 1);
  return ks_from(mask, value, at < delta ? lane : lane - delta);
}
template <ks_u32 width, typename T> KS_FN T ks_shuffle_xor(ks_u32 mask, T value, ks_u16 other) {
  return ks_from(mask, value, ks_lane() ^ other);
}
template <ks_u32 width, typename T> KS_FN T ks_shuffle_rotate_down(ks_u32 mask, T value, ks_u16 delta) {
  const ks_u32 lane = ks_lane(), at = lane & (width - 1);
  return ks_from(mask, value, lane - at + ((at + delta) & (width - 1)));
}
template <ks_u32 width, typename T> KS_FN T ks_shuffle_rotate_up(ks_u32 mask, T value, ks_u16 delta) {
  const ks_u32 lane = ks_lane(), at = lane & (width - 1);
  return ks_from(mask, value, lane - at + ((at + width - (delta & (width - 1))) & (width - 1)));
}
// Beyond the edge of its segment a lane takes the filling, which goes round in the same segment.
template <ks_u32 width, typename T>
KS_FN T ks_shuffle_and_fill_down(ks_u32 mask, T value, T filling, ks_u16 delta, ks_u16 modulo = 0) {
  const ks_u32 size = modulo >= 1 && modulo <= width ? modulo : width;
  const ks_u32 lane = ks_lane(), at = lane % size, to = at + delta, segment = lane - at;
  const T inside = ks_from(mask, value, segment + ks_least(to, size - 1));
  const T outside = ks_from(mask, filling, ks_least(segment + (to >= size ? (to - size) % size : 0), 31));
  return to < size ? inside : outside;
}
template <ks_u32 width, typename T>
KS_FN T ks_shuffle_and_fill_up(ks_u32 mask, T value, T filling, ks_u16 delta, ks_u16 modulo = 0) {
  const ks_u32 size = modulo >= 1 && modulo <= width ? modulo : width;
  const ks_u32 lane = ks_lane(), at = lane % size, segment = lane - at;
  const ks_u32 below = at >= delta ? 0 : (delta - at - 1) % size;
  const T inside = ks_from(mask, value, at >= delta ? lane - delta : segment);
  const T outside = ks_from(mask, filling, ks_least(segment + size - 1 - below, 31));
  return at >= delta ? inside : outside;
}
