// simdgroup_matrix.metal: matrices of 8 by 8 that the threads of a simdgroup hold together, as in
// <metal_simdgroup_matrix>. Each thread holds two elements.

namespace metal {

template <typename T, int Cols, int Rows = Cols>
struct simdgroup_matrix {
  static_assert(Cols == 8 && Rows == 8, "a simdgroup matrix has 8 columns and 8 rows");

  vec<T, 2> kernsmith_elements;

  simdgroup_matrix() {}
  explicit simdgroup_matrix(T value) : kernsmith_elements(__kernsmith_matrix_diagonal(value)) {}

  thread vec<T, 2>& thread_elements() { return kernsmith_elements; }
  thread const vec<T, 2>& thread_elements() const { return kernsmith_elements; }
};

typedef simdgroup_matrix<half, 8, 8> simdgroup_half8x8;
typedef simdgroup_matrix<bfloat, 8, 8> simdgroup_bfloat8x8;
typedef simdgroup_matrix<float, 8, 8> simdgroup_float8x8;

template <typename T, int Cols, int Rows = Cols>
simdgroup_matrix<T, Cols, Rows> make_filled_simdgroup_matrix(T value) {
  simdgroup_matrix<T, Cols, Rows> matrix;
  matrix.kernsmith_elements = vec<T, 2>(value);
  return matrix;
}

#define KERNSMITH_LOAD(SPACE)                                                                \
  template <typename T, int Cols, int Rows>                                                  \
  void simdgroup_load(thread simdgroup_matrix<T, Cols, Rows>& d, const SPACE T* source,      \
                      ulong elements_per_row = Cols, ulong2 matrix_origin = ulong2(0),       \
                      bool transpose_matrix = false) {                                       \
    source += matrix_origin.y * elements_per_row + matrix_origin.x;                          \
    d.kernsmith_elements =                                                                   \
        __kernsmith_matrix_load(source, elements_per_row, transpose_matrix);                 \
  }

#define KERNSMITH_STORE(SPACE)                                                               \
  template <typename T, int Cols, int Rows>                                                  \
  void simdgroup_store(simdgroup_matrix<T, Cols, Rows> a, SPACE T* destination,              \
                       ulong elements_per_row = Cols, ulong2 matrix_origin = ulong2(0),      \
                       bool transpose_matrix = false) {                                      \
    destination += matrix_origin.y * elements_per_row + matrix_origin.x;                     \
    __kernsmith_matrix_store(destination, a.kernsmith_elements, elements_per_row,            \
                             transpose_matrix);                                              \
  }

KERNSMITH_LOAD(device)
KERNSMITH_LOAD(constant)
KERNSMITH_LOAD(threadgroup)
KERNSMITH_STORE(device)
KERNSMITH_STORE(threadgroup)
#undef KERNSMITH_LOAD
#undef KERNSMITH_STORE

template <typename D, typename A, typename B>
void simdgroup_multiply(thread simdgroup_matrix<D, 8, 8>& d, simdgroup_matrix<A, 8, 8> a,
                        simdgroup_matrix<B, 8, 8> b) {
  d.kernsmith_elements =
      __kernsmith_matrix_multiply(a.kernsmith_elements, b.kernsmith_elements, vec<D, 2>(0));
}

template <typename D, typename A, typename B, typename C>
void simdgroup_multiply_accumulate(thread simdgroup_matrix<D, 8, 8>& d,
                                   simdgroup_matrix<A, 8, 8> a, simdgroup_matrix<B, 8, 8> b,
                                   simdgroup_matrix<C, 8, 8> c) {
  d.kernsmith_elements = __kernsmith_matrix_multiply(
      a.kernsmith_elements, b.kernsmith_elements, vec<D, 2>(c.kernsmith_elements));
}

template <typename T>
simdgroup_matrix<T, 8, 8> operator*(simdgroup_matrix<T, 8, 8> a, simdgroup_matrix<T, 8, 8> b) {
  simdgroup_matrix<T, 8, 8> d;
  simdgroup_multiply(d, a, b);
  return d;
}

} // namespace metal
