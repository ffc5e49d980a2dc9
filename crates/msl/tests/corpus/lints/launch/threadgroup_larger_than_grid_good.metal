// launch: grid=40,1,1 threadgroup=40,1,1 asked=40 array=0:40
// kernsmith: warn(threadgroup-larger-than-grid)
kernel void fill(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}
