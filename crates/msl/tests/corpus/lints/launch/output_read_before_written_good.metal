// launch: grid=64,1,1 threadgroup=64,1,1 new=0:64 array=1:64 new=2:64
kernel void sum(device float* out [[buffer(0)]], device float* begun [[buffer(1)]],
                device float* kept [[buffer(2)]], constant int& n [[buffer(3)]],
                uint i [[thread_position_in_grid]]) {
    out[i] = 0;
    out[i] += 1;
    begun[i] += 1;
    for (int j = 0; j < n; ++j) {
        float last = 0;
        if (j > 0) { last = kept[i]; }
        kept[i] = last + 1;
    }
}
