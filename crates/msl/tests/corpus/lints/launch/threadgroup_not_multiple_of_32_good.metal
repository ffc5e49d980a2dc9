// launch: grid=400,1,1 threadgroup=64,1,1 array=0:400
kernel void fill(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}
