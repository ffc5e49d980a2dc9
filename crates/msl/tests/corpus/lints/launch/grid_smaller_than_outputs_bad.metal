// launch: grid=4,1,1 threadgroup=4,1,1 new=0:64
kernel void fill(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1; //~ warning[grid-smaller-than-outputs] 4 threads can write 4 of the 64 elements of `out`
}
