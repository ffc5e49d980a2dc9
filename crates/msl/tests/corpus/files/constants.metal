// Function constants: a size, a choice, and an input that only one of the choices has.
//
// run: window
// constants: radius=1, average=false
// input x: int32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// input n: int32 = 8
// output y: int32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect y = [3, 6, 9, 12, 15, 18, 21, 15]
//
// run: window
// constants: radius=2, average=false
// input x: int32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// input n: int32 = 8
// output y: int32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect y = [6, 10, 15, 20, 25, 30, 26, 21]
//
// run: window
// constants: radius=1, average=true
// input x: int32[8] = [3, 6, 9, 12, 15, 18, 21, 24]
// input n: int32 = 8
// input weight: int32[1] = [2]
// output y: int32[8]
// grid: 8 1 1
// threadgroup: 8 1 1
// expect y = [6, 12, 18, 24, 30, 36, 42, 30]
// file:
#include <metal_stdlib>
using namespace metal;

constant int radius [[function_constant(0)]];
constant bool average [[function_constant(1)]];

kernel void window(device const int* x [[buffer(0)]],
                   device int* y [[buffer(1)]],
                   constant int& n [[buffer(2)]],
                   device const int* weight [[buffer(3), function_constant(average)]],
                   uint id [[thread_position_in_grid]]) {
    const int at = int(id);
    int sum = 0;
    for (int i = max(at - radius, 0); i <= min(at + radius, n - 1); ++i) {
        sum += x[i];
    }
    if (average) {
        sum = sum * weight[0] / (2 * radius + 1);
    }
    y[id] = sum;
}
