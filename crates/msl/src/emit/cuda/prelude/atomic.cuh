// Atomic operations on a scalar in device or threadgroup memory, visible to the whole device. Each is
// relaxed; an order is made of the fences around it.

KS_FN void ks_fence() { __threadfence(); }

template <typename T> KS_FN ks_u64 ks_word(T value) { return (ks_u64)value; }
KS_FN ks_u64 ks_word(float value) { return __float_as_uint(value); }
KS_FN ks_u64 ks_word(bool value) { return value; }
KS_FN ks_u64 ks_word(ks_half value) { return value.bits; }
KS_FN ks_u64 ks_word(ks_bfloat value) { return value.bits; }

template <typename T> KS_FN T ks_sum(T a, T b) { return (T)((ks_unsigned<T>)a + (ks_unsigned<T>)b); }
KS_FN ks_half ks_sum(ks_half a, ks_half b) { return ks_add(a, b); }
KS_FN ks_bfloat ks_sum(ks_bfloat a, ks_bfloat b) { return ks_add(a, b); }
template <typename T> KS_FN T ks_difference(T a, T b) { return (T)((ks_unsigned<T>)a - (ks_unsigned<T>)b); }
KS_FN ks_half ks_difference(ks_half a, ks_half b) { return ks_sub(a, b); }
KS_FN ks_bfloat ks_difference(ks_bfloat a, ks_bfloat b) { return ks_sub(a, b); }

// Replaces the content by what `next` makes of it, and gives the former; `next` says whether to store.
template <ks_u32 size> struct ks_exchange;
template <> struct ks_exchange<8> {
  template <typename T, typename Next> static __device__ __forceinline__ T update(T* place, Next next) {
    ks_u64* const word = (ks_u64*)place;
    ks_u64 seen = *(volatile ks_u64*)word;
    for (;;) {
      const T old = ks_bits<T>(seen);
      T replacement = old;
      if (!next(old, replacement)) return old;
      const ks_u64 found = atomicCAS(word, seen, ks_bits<ks_u64>(replacement));
      if (found == seen) return old;
      seen = found;
    }
  }
};
template <> struct ks_exchange<4> {
  template <typename T, typename Next> static __device__ __forceinline__ T update(T* place, Next next) {
    ks_u32* const word = (ks_u32*)place;
    ks_u32 seen = *(volatile ks_u32*)word;
    for (;;) {
      const T old = ks_bits<T>(seen);
      T replacement = old;
      if (!next(old, replacement)) return old;
      const ks_u32 found = atomicCAS(word, seen, ks_bits<ks_u32>(replacement));
      if (found == seen) return old;
      seen = found;
    }
  }
};
// Smaller ones are part of a word of memory.
template <ks_u32 size> struct ks_exchange {
  template <typename T, typename Next> static __device__ __forceinline__ T update(T* place, Next next) {
    ks_u32* const word = (ks_u32*)((ks_u64)place & ~3ull);
    const ks_u32 shift = ((ks_u32)(ks_u64)place & 3) * 8, all = (1u << size * 8) - 1;
    ks_u32 seen = *(volatile ks_u32*)word;
    for (;;) {
      union { ks_u16 bits; T value; } old, replacement;
      old.bits = (ks_u16)(seen >> shift & all);
      replacement = old;
      if (!next(old.value, replacement.value)) return old.value;
      const ks_u32 bits = replacement.bits & all;
      const ks_u32 found = atomicCAS(word, seen, (seen & ~(all << shift)) | bits << shift);
      if (found == seen) return old.value;
      seen = found;
    }
  }
};

template <typename T> KS_FN T ks_atomic_load(T* place) {
  return ks_exchange<sizeof(T)>::update(place, [](T, T&) { return false; });
}
KS_FN ks_u32 ks_atomic_load(ks_u32* place) {
  ks_u32 value;
  asm volatile("ld.relaxed.gpu.u32 %0, [%1];" : "=r"(value) : "l"(place) : "memory");
  return value;
}
KS_FN ks_i32 ks_atomic_load(ks_i32* place) { return (ks_i32)ks_atomic_load((ks_u32*)place); }
KS_FN float ks_atomic_load(float* place) { return __uint_as_float(ks_atomic_load((ks_u32*)place)); }
KS_FN ks_u64 ks_atomic_load(ks_u64* place) {
  ks_u64 value;
  asm volatile("ld.relaxed.gpu.u64 %0, [%1];" : "=l"(value) : "l"(place) : "memory");
  return value;
}
KS_FN ks_i64 ks_atomic_load(ks_i64* place) { return (ks_i64)ks_atomic_load((ks_u64*)place); }

template <typename T> KS_FN T ks_atomic_exchange(T* place, T value) {
  return ks_exchange<sizeof(T)>::update(place, [=](T, T& replacement) { replacement = value; return true; });
}
KS_FN ks_u32 ks_atomic_exchange(ks_u32* place, ks_u32 value) { return atomicExch(place, value); }
KS_FN ks_i32 ks_atomic_exchange(ks_i32* place, ks_i32 value) { return atomicExch(place, value); }
KS_FN float ks_atomic_exchange(float* place, float value) { return atomicExch(place, value); }
KS_FN ks_u64 ks_atomic_exchange(ks_u64* place, ks_u64 value) { return atomicExch(place, value); }

template <typename T> KS_FN void ks_atomic_store(T* place, T value) { ks_atomic_exchange(place, value); }
KS_FN void ks_atomic_store(ks_u32* place, ks_u32 value) {
  asm volatile("st.relaxed.gpu.u32 [%0], %1;" : : "l"(place), "r"(value) : "memory");
}
KS_FN void ks_atomic_store(ks_i32* place, ks_i32 value) { ks_atomic_store((ks_u32*)place, (ks_u32)value); }
KS_FN void ks_atomic_store(float* place, float value) { ks_atomic_store((ks_u32*)place, __float_as_uint(value)); }
KS_FN void ks_atomic_store(ks_u64* place, ks_u64 value) {
  asm volatile("st.relaxed.gpu.u64 [%0], %1;" : : "l"(place), "l"(value) : "memory");
}

// Gives the former content; it equals `expected` by its bits where the exchange took place.
template <typename T> KS_FN T ks_atomic_compare_exchange(T* place, T expected, T desired) {
  return ks_exchange<sizeof(T)>::update(place, [=](T old, T& replacement) {
    replacement = desired;
    return ks_word(old) == ks_word(expected);
  });
}
KS_FN ks_u32 ks_atomic_compare_exchange(ks_u32* place, ks_u32 expected, ks_u32 desired) {
  return atomicCAS(place, expected, desired);
}
KS_FN ks_i32 ks_atomic_compare_exchange(ks_i32* place, ks_i32 expected, ks_i32 desired) {
  return atomicCAS(place, expected, desired);
}
KS_FN ks_u64 ks_atomic_compare_exchange(ks_u64* place, ks_u64 expected, ks_u64 desired) {
  return atomicCAS(place, expected, desired);
}

#define KS_UPDATE(name, made) \
  template <typename T> KS_FN T ks_atomic_##name(T* place, T value) { \
    return ks_exchange<sizeof(T)>::update(place, [=](T old, T& replacement) { replacement = made; return true; }); \
  }
KS_UPDATE(add, ks_sum(old, value))
KS_UPDATE(sub, ks_difference(old, value))
KS_UPDATE(min, value < old ? value : old)
KS_UPDATE(max, value > old ? value : old)
KS_UPDATE(and, (T)(old & value))
KS_UPDATE(or, (T)(old | value))
KS_UPDATE(xor, (T)(old ^ value))
#undef KS_UPDATE
#define KS_NATIVE(type) \
  KS_FN type ks_atomic_add(type* place, type value) { return atomicAdd(place, value); } \
  KS_FN type ks_atomic_sub(type* place, type value) { return atomicSub(place, value); } \
  KS_FN type ks_atomic_min(type* place, type value) { return atomicMin(place, value); } \
  KS_FN type ks_atomic_max(type* place, type value) { return atomicMax(place, value); } \
  KS_FN type ks_atomic_and(type* place, type value) { return atomicAnd(place, value); } \
  KS_FN type ks_atomic_or(type* place, type value) { return atomicOr(place, value); } \
  KS_FN type ks_atomic_xor(type* place, type value) { return atomicXor(place, value); }
KS_NATIVE(ks_i32)
KS_NATIVE(ks_u32)
#undef KS_NATIVE
KS_FN float ks_atomic_add(float* place, float value) { return atomicAdd(place, value); }
KS_FN float ks_atomic_sub(float* place, float value) { return atomicAdd(place, -value); }
KS_FN ks_u64 ks_atomic_add(ks_u64* place, ks_u64 value) { return atomicAdd(place, value); }
KS_FN ks_u64 ks_atomic_min(ks_u64* place, ks_u64 value) { return atomicMin(place, value); }
KS_FN ks_u64 ks_atomic_max(ks_u64* place, ks_u64 value) { return atomicMax(place, value); }
