// launch: grid=16,1,1 threadgroup=16,1,1 new=0:64 new=1:64 array=2:64 new=3:64
kernel void quads(device float* out [[buffer(0)]], device float* looped [[buffer(1)]],
                  device float* updated [[buffer(2)]], device atomic_uint* counts [[buffer(3)]],
                  uint i [[thread_position_in_grid]]) {
    *(device float4*)(out + 4 * i) = 1;
    for (uint j = i; j < 64; j += 16) { looped[j] = 1; }
    updated[i] = 1;
    metal::atomic_store_explicit(counts, i, metal::memory_order_relaxed);
}
