// array.metal: `array<T, N>`, an array that is copied and passed as a whole (<metal_array>).

namespace metal {

template <typename T, size_t N>
struct array {
  T elements[N];

#define KERNSMITH_ACCESS(SPACE)                                                         \
  constexpr SPACE T& operator[](size_t index) SPACE { return elements[index]; }         \
  constexpr SPACE const T& operator[](size_t index) const SPACE { return elements[index]; } \
  constexpr SPACE T& front() SPACE { return elements[0]; }                              \
  constexpr SPACE const T& front() const SPACE { return elements[0]; }                  \
  constexpr SPACE T& back() SPACE { return elements[N - 1]; }                           \
  constexpr SPACE const T& back() const SPACE { return elements[N - 1]; }               \
  constexpr SPACE T* data() SPACE { return elements; }                                  \
  constexpr SPACE const T* data() const SPACE { return elements; }
  KERNSMITH_ACCESS(thread)
  KERNSMITH_ACCESS(device)
  KERNSMITH_ACCESS(threadgroup)
#undef KERNSMITH_ACCESS
  constexpr constant const T& operator[](size_t index) const constant { return elements[index]; }
  constexpr constant const T& front() const constant { return elements[0]; }
  constexpr constant const T& back() const constant { return elements[N - 1]; }
  constexpr constant const T* data() const constant { return elements; }

  constexpr size_t size() const { return N; }
  constexpr bool empty() const { return N == 0; }
};

} // namespace metal
