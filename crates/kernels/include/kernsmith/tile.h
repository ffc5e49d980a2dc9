// tile.h: tiles of 16-bit matrices on their way to threadgroup memory, and their product by simdgroup matrices.

// What one of THREADS threads carries of tiles of ROWS rows and COLUMNS columns, one after another. A tile lies as
// blocks of 8x8, each with its rows one after another: so a simdgroup matrix is 128 bytes side by side. WIDE: a
// block's row is one access.
template <typename T, typename Matrix, int ROWS, int COLUMNS, int THREADS, bool WIDE>
struct Share {
    static constant constexpr uint EACH = WIDE ? 8 : 1;
    static constant constexpr uint PIECES = ROWS * COLUMNS / EACH;
    static constant constexpr uint TURNS = (PIECES + THREADS - 1) / THREADS;
    // Turns are whole rows of blocks, so that a thread's columns are the same in all of them.
    static constant constexpr bool EVEN = WIDE && THREADS % COLUMNS == 0 && PIECES % THREADS == 0;

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
        const uint piece = turn * THREADS + thread_index;
        const uint line = piece * EACH / 8;
        return uint2(line / 8 % (COLUMNS / 8) * 8 + piece * EACH % 8, line / COLUMNS * 8 + line % 8);
    }

    // Reads a tile and goes on by so many columns and rows. What lies beyond the matrix counts as zero, whatever is
    // there.
    void load(uint2 step) {
        const ulong begin = ulong(place.y) * extent.x + place.x;
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            if (EVEN) {
                constexpr uint down = THREADS / COLUMNS * 8;
                const bool inside = place.x < extent.x && place.y + turn * down < extent.y;
                wide[turn] = inside ? wide_at<uint4>(matrix + begin + ulong(turn * down) * extent.x) : uint4(0);
            } else {
                const uint2 of = place + (at(turn) - at(0));
                const bool inside = turn * THREADS + thread_index < PIECES && of.x < extent.x && of.y < extent.y;
                const ulong from = ulong(of.y) * extent.x + of.x;
                if (WIDE) {
                    wide[turn] = inside ? wide_at<uint4>(matrix + from) : uint4(0);
                } else {
                    narrow[turn] = inside ? matrix[from] : T(0);
                }
            }
        }
        place += step;
    }

    void store(threadgroup T* tile) const {
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            const uint piece = turn * THREADS + thread_index;
            if (PIECES % THREADS == 0 || piece < PIECES) {
                if (WIDE) {
                    *(threadgroup uint4*)(tile + piece * 8) = wide[turn];
                } else {
                    tile[piece] = narrow[turn];
                }
            }
        }
    }
};

// Adds a simdgroup's part of the product of two such tiles of BK steps: WM rows of BM from `top` and WN columns of
// BN from `left`.
template <int BM, int BN, int WM, int WN, int BK, bool TA, bool TB, typename T>
inline void multiply_tiles(thread simdgroup_matrix<float, 8, 8> (&sums)[WM / 8][WN / 8], const threadgroup T* a,
                           const threadgroup T* b, uint top, uint left) {
#pragma unroll
    for (uint p = 0; p < BK / 8; ++p) {
        simdgroup_matrix<T, 8, 8> rows[WM / 8];
        simdgroup_matrix<T, 8, 8> columns[WN / 8];
#pragma unroll
        for (uint y = 0; y < WM / 8; ++y) {
            const uint at = top / 8 + y;
            simdgroup_load(rows[y], a + (TA ? p * (BM / 8) + at : at * (BK / 8) + p) * 64, 8, ulong2(0), TA);
        }
#pragma unroll
        for (uint x = 0; x < WN / 8; ++x) {
            const uint at = left / 8 + x;
            simdgroup_load(columns[x], b + (TB ? at * (BK / 8) + p : p * (BN / 8) + at) * 64, 8, ulong2(0), TB);
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
