// kernsmith: warn(missing-include)
using namespace metal;

kernel void k(device float* out) {
    out[0] = sqrt(2.0f); //~ warning[missing-include] `sqrt`
    out[1] = max(out[0], 1.0f);
}
