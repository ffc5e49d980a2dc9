// launch: grid=64,1,1 threadgroup=64,1,1 array=0:6000000000 array=1:3000000000
kernel void rows(device float* out [[buffer(0)]], device const float* x [[buffer(1)]],
                 constant int& columns [[buffer(2)]], uint2 at [[thread_position_in_grid]]) {
    out[at.y * uint(columns) + at.x] //~ warning[index-overflow] `out` has 6000000000 elements, and `uint` counts fewer
        = x[int(at.y) * columns + int(at.x)]; //~ warning[index-overflow] `int` counts fewer
}
