// kernsmith: warn(missing-include)
#include <metal_stdlib>

struct Box {
    float x;
    float max() const { return x; }
};

kernel void k(device float* out) {
    Box box = {1};
    out[0] = metal::sqrt(2.0f) + box.max();
}
