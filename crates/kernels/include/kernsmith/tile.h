// tile.h: tiles of 16-bit matrices on their way to threadgroup memory, and their product by simdgroup matrices.

// Elements from one row of a tile to the next: eight more than its columns, so that the rows of a simdgroup matrix lie in
// different banks.
template <int COLUMNS>
constexpr uint pitch() {
    return COLUMNS + 8;
}

// Sixteen bytes, copied as they are. The name promises that no thread copies to one place twice without a barrier between:
// then a device may copy them on its own meanwhile.
template <typename Matrix>
inline void kernsmith_copies_apart(threadgroup uint4* to, Matrix from) {
    *to = wide_at<uint4>(from);
}

// What one of THREADS threads carries of tiles of ROWS rows and COLUMNS columns, one after another. WIDE: eight elements
// side by side are one access.
template <typename T, typename Matrix, int ROWS, int COLUMNS, int THREADS, bool WIDE>
struct Share {
    static constant constexpr uint EACH = WIDE ? 8 : 1;
    static constant constexpr uint PIECES = ROWS * COLUMNS / EACH;
    static constant constexpr uint TURNS = (PIECES + THREADS - 1) / THREADS;
    // Turns are whole rows, so that a thread's column is the same in all of them.
    static constant constexpr bool EVEN = WIDE && THREADS * EACH % COLUMNS == 0 && PIECES % THREADS == 0;

    Matrix matrix;
    uint2 extent;
    uint thread_index;
    uint2 place;
    uint4 wide[WIDE ? TURNS : 1];
    T narrow[WIDE ? 1 : TURNS];

    // Of a matrix with so many columns and rows; its first tile begins at the column and row `first`.
    Share(Matrix matrix, uint2 extent, uint2 first, uint thread_index)
        : matrix(matrix), extent(extent), thread_index(thread_index), place(first + at(0)) {}

    // Column and row in the tile.
    uint2 at(uint turn) const {
        const uint element = (turn * THREADS + thread_index) * EACH;
        return uint2(element % COLUMNS, element / COLUMNS);
    }

    // Whether there is a piece in this turn, and it lies in the matrix from `from` on.
    bool finds(uint turn, thread ulong& from) const {
        if (EVEN) {
            constexpr uint down = THREADS * EACH / COLUMNS;
            from = ulong(place.y + turn * down) * extent.x + place.x;
            return place.x < extent.x && place.y + turn * down < extent.y;
        }
        const uint2 of = place + (at(turn) - at(0));
        from = ulong(of.y) * extent.x + of.x;
        return turn * THREADS + thread_index < PIECES && of.x < extent.x && of.y < extent.y;
    }

    // Reads a tile and goes on by so many columns and rows. What lies beyond the matrix counts as zero, whatever is
    // there.
    void load(uint2 step) {
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            ulong from;
            const bool inside = finds(turn, from);
            if (WIDE) {
                wide[turn] = inside ? wide_at<uint4>(matrix + from) : uint4(0);
            } else {
                narrow[turn] = inside ? matrix[from] : T(0);
            }
        }
        place += step;
    }

    void store(threadgroup T* tile) const {
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            if (PIECES % THREADS == 0 || turn * THREADS + thread_index < PIECES) {
                const uint2 to = at(turn);
                if (WIDE) {
                    *(threadgroup uint4*)(tile + to.y * pitch<COLUMNS>() + to.x) = wide[turn];
                } else {
                    tile[to.y * pitch<COLUMNS>() + to.x] = narrow[turn];
                }
            }
        }
    }

    // Both at once, for WIDE: nothing is carried.
    void copy(threadgroup T* tile, uint2 step) {
        constexpr uint down = THREADS * EACH / COLUMNS;
        if (EVEN && place.x < extent.x && place.y + (TURNS - 1) * down < extent.y) {
            threadgroup T* const to = tile + at(0).y * pitch<COLUMNS>() + at(0).x;
            const ulong from = ulong(place.y) * extent.x + place.x;
#pragma unroll
            for (uint turn = 0; turn < TURNS; ++turn) {
                kernsmith_copies_apart((threadgroup uint4*)(to + turn * down * pitch<COLUMNS>()),
                                       matrix + from + ulong(turn * down) * extent.x);
            }
        } else {
            for (uint turn = 0; turn < TURNS; ++turn) {
                const uint2 to = at(turn);
                ulong from;
                const bool inside = finds(turn, from);
                if (PIECES % THREADS == 0 || turn * THREADS + thread_index < PIECES) {
                    *(threadgroup uint4*)(tile + to.y * pitch<COLUMNS>() + to.x) =
                        inside ? wide_at<uint4>(matrix + from) : uint4(0);
                }
            }
        }
        place += step;
    }
};

// Adds a simdgroup's part of the product of two such tiles of BK steps: WM rows of BM from `top` and WN columns of
// BN from `left`.
template <int BM, int BN, int WM, int WN, int BK, bool TA, bool TB, typename T>
inline void multiply_tiles(thread simdgroup_matrix<float, 8, 8> (&sums)[WM / 8][WN / 8], const threadgroup T* a,
                           const threadgroup T* b, uint top, uint left) {
    constexpr uint A_PITCH = pitch<TA ? BM : BK>();
    constexpr uint B_PITCH = pitch<TB ? BK : BN>();
#pragma unroll
    for (uint p = 0; p < BK / 8; ++p) {
        simdgroup_matrix<T, 8, 8> rows[WM / 8];
        simdgroup_matrix<T, 8, 8> columns[WN / 8];
#pragma unroll
        for (uint y = 0; y < WM / 8; ++y) {
            const uint at = top + y * 8;
            simdgroup_load(rows[y], a + (TA ? p * 8 * A_PITCH + at : at * A_PITCH + p * 8), A_PITCH, ulong2(0), TA);
        }
#pragma unroll
        for (uint x = 0; x < WN / 8; ++x) {
            const uint at = left + x * 8;
            simdgroup_load(columns[x], b + (TB ? at * B_PITCH + p * 8 : p * 8 * B_PITCH + at), B_PITCH, ulong2(0), TB);
        }
#pragma unroll
        for (uint y = 0; y < WM / 8; ++y) {
#pragma unroll
            for (uint x = 0; x < WN / 8; ++x) {
                simdgroup_multiply_accumulate(sums[y][x], rows[y], columns[x], sums[y][x]);
            }
        }
    }
}
