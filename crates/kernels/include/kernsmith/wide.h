// wide.h: elements side by side, by one access. Small arrays are in constant memory.
//
// Assumes  the address is a multiple of the access's width.

template <typename Wide, typename T>
inline Wide wide_at(const device T* place) {
    // kernsmith: allow(uncoalesced-access): lanes have neighboring vectors
    return *(const device Wide*)place;
}
template <typename Wide, typename T>
inline Wide wide_at(const constant T* place) {
    return *(const constant Wide*)place;
}
