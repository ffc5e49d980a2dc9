// launch: grid=400,1,1 threadgroup=40,1,1 asked=40 array=0:400
kernel void fill( //~ warning[threadgroup-not-multiple-of-32] of 40 threads leave 24 of the 32 lanes
    device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}
