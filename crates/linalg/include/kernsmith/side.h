// side.h: blocks that a threadgroup of 256 threads holds.

#include <metal_stdlib>
using namespace metal;

constant constexpr uint SIDE = 64;
constant constexpr uint AREA = SIDE * SIDE;
// Steps between barriers.
constant constexpr uint STEPS = 32;

// A block by rows, four threads a row: of each sixteen columns a thread has four neighbors, so that the threads of a row
// read side by side.
inline uint column_of(uint quarter, uint thread_index) {
    return quarter * 16 + thread_index % 4 * 4;
}
