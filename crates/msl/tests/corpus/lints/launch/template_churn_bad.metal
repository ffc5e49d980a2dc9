// launch: grid=64,1,1 threadgroup=64,1,1 array=0:64 variants=N:17
kernel void fill( //~ warning[template-churn] for 17 values of the template argument `N`
    device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    out[i] = 1;
}
