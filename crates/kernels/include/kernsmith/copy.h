// copy.h: several elements moved in one access, their bits kept.
//
// Types    T: any type that has vectors.
// Assumes  both addresses are aligned to the whole access. Inputs of few elements lie in `constant`.

template <typename T, int N>
inline void copy_wide(device T* to, const device T* from) {
    // kernsmith: allow(uncoalesced-access): the caller says how much a thread takes
    *(device vec<T, N>*)to = *(const device vec<T, N>*)from;
}

template <typename T, int N>
inline void copy_wide(device T* to, const constant T* from) {
    // kernsmith: allow(uncoalesced-access): as above
    *(device vec<T, N>*)to = *(const constant vec<T, N>*)from;
}
