// kernsmith: warn(unused-variable)
#define DOUBLE(x) (x + scale)

kernel void k(device float* out, uint i [[thread_position_in_grid]], uint lane [[thread_index_in_simdgroup]]) {
    float scale = 2;
    constexpr int count = 4;
    float values[count] = {1, 2, 3, 4};
    auto add = [&](float x) { return x + values[0]; };
    out[i] = DOUBLE(1) + add(2);
    for (float value : values) {
        out[i] += value;
    }
}
