// indexing.metal: from the number of an element to its place in a strided array.
//
// Elements are counted with the last dimension fastest. Strides are in elements.

template <typename I>
inline I elem_to_loc(I elem, constant const int* shape, constant const int64_t* strides, int ndim) {
  I loc = 0;
  for (int axis = ndim - 1; axis >= 0 && elem > 0; --axis) {
    I length = I(shape[axis]);
    loc += (elem % length) * I(strides[axis]);
    elem /= length;
  }
  return loc;
}

// elem.x counts along the last dimension, elem.y along the one before, elem.z along all others.
template <typename I = int64_t>
inline I elem_to_loc(uint3 elem, constant const int* shape, constant const int64_t* strides, int ndim) {
  I loc = I(elem.x) * I(strides[ndim - 1]) + I(elem.y) * I(strides[ndim - 2]);
  uint rest = elem.z;
  for (int axis = ndim - 3; axis >= 0; --axis) {
    uint length = uint(shape[axis]);
    loc += I(rest % length) * I(strides[axis]);
    rest /= length;
  }
  return loc;
}

template <typename I = int64_t>
inline I elem_to_loc_1(uint elem, constant const int64_t& stride) {
  return I(elem) * I(stride);
}

// elem.x counts along the last dimension.
template <typename I = int64_t>
inline I elem_to_loc_2(uint2 elem, constant const int64_t strides[2]) {
  return I(elem.x) * I(strides[1]) + I(elem.y) * I(strides[0]);
}

template <typename I = int64_t>
inline I elem_to_loc_3(uint3 elem, constant const int64_t strides[3]) {
  return I(elem.x) * I(strides[2]) + I(elem.y) * I(strides[1]) + I(elem.z) * I(strides[0]);
}
