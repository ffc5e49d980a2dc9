// wide.h: four elements side by side, by one access. Small arrays are in constant memory.
//
// Assumes  the address is a multiple of 16 bytes.

inline float4 four_at(const device float* place) {
    // kernsmith: allow(uncoalesced-access): lanes have neighboring fours
    return *(const device float4*)place;
}
inline float4 four_at(const constant float* place) {
    return *(const constant float4*)place;
}
