// memcpy.metal: output[i] = input[i]
//
// Shapes   input, output: [size]    size: one number
// Types    T: any number; the bits are kept.
// Launch   one thread per element; threads from `size` on do nothing.
// Assumes  output does not alias input.

#include <metal_stdlib>
using namespace metal;

template <typename T>
[[kernel]] void copy_element(device const T* input [[buffer(0)]],
                             device T* output [[buffer(1)]],
                             constant uint& size [[buffer(2)]],
                             uint id [[thread_position_in_grid]]) {
    if (id < size) {
        output[id] = input[id];
    }
}

#define INSTANCE(name, T) \
    template [[host_name(name)]] [[kernel]] decltype(copy_element<T>) copy_element<T>;

INSTANCE("memcpy_kernel", float)
INSTANCE("memcpy_kernel_half", half)
INSTANCE("memcpy_kernel_bfloat", bfloat)
INSTANCE("memcpy_kernel_bool", bool)
INSTANCE("memcpy_kernel_char", char)
INSTANCE("memcpy_kernel_short", short)
INSTANCE("memcpy_kernel_int", int)
INSTANCE("memcpy_kernel_long", long)
INSTANCE("memcpy_kernel_uchar", uchar)
INSTANCE("memcpy_kernel_ushort", ushort)
INSTANCE("memcpy_kernel_uint", uint)
INSTANCE("memcpy_kernel_ulong", ulong)
