// launch: grid=400,1,1 threadgroup=40,1,1 asked=40 new=0:640
// kernsmith: allow(threadgroup-not-multiple-of-32): forty is what the hardware has
kernel void fill(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1; // kernsmith: allow(grid-smaller-than-outputs): the rest is padding
}
