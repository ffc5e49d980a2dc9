// multiply.h: tiles of float on their way to threadgroup memory, a thread's part of their product, and what is done
// with a sum at the end.

// What one of THREADS threads carries of a tile of BK steps and SIDE rows or columns. ALONG_K: steps lie side by
// side in the matrix. WIDE: four elements are one access.
template <typename T, int BK, int SIDE, int THREADS, bool ALONG_K, bool WIDE>
struct Carried {
    static constant constexpr int EACH = WIDE ? 4 : 1;
    static constant constexpr int ACROSS = (ALONG_K ? BK : SIDE) / EACH;
    static constant constexpr int PIECES = BK * SIDE / EACH;
    static constant constexpr int TURNS = (PIECES + THREADS - 1) / THREADS;

    vec<T, 4> wide[WIDE ? TURNS : 1];
    T narrow[WIDE ? 1 : TURNS];

    // Reads the tile that begins at the step and row or column `first` of a matrix that has `extent` of both. What
    // lies beyond the matrix counts as zero, whatever is there.
    template <typename Matrix>
    void load(Matrix matrix, uint thread_index, uint2 first, uint2 extent) {
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            const uint piece = turn * THREADS + thread_index;
            const uint along = piece % ACROSS * EACH;
            const uint p = first.x + (ALONG_K ? along : piece / ACROSS);
            const uint i = first.y + (ALONG_K ? piece / ACROSS : along);
            const bool inside = piece < PIECES && p < extent.x && i < extent.y;
            const ulong place = ALONG_K ? ulong(i) * extent.x + p : ulong(p) * extent.y + i;
            if (WIDE) {
                wide[turn] = inside ? wide_at<vec<T, 4>>(matrix + place) : vec<T, 4>(0);
            } else {
                narrow[turn] = inside ? matrix[place] : T(0);
            }
        }
    }

    // Writes it to a tile whose steps are `stride` floats apart.
    void store(threadgroup float* tile, uint thread_index, uint stride) const {
#pragma unroll
        for (uint turn = 0; turn < TURNS; ++turn) {
            const uint piece = turn * THREADS + thread_index;
            const uint along = piece % ACROSS * EACH;
            const uint p = ALONG_K ? along : piece / ACROSS;
            const uint i = ALONG_K ? piece / ACROSS : along;
            if (piece < PIECES) {
                if (!WIDE) {
                    tile[p * stride + i] = float(narrow[turn]);
                } else if (ALONG_K) {
#pragma unroll
                    for (uint at = 0; at < 4; ++at) {
                        tile[(p + at) * stride + i] = float(wide[turn][at]);
                    }
                } else {
                    *(threadgroup float4*)(tile + p * stride + i) = float4(wide[turn]);
                }
            }
        }
    }
};

// The row or column of a tile that the element `at` of a thread has: four side by side where each of COUNT threads
// has so many, or else neighbours have neighbours.
template <int EACH, int COUNT>
inline uint place_of(uint thread_index, uint at) {
    return EACH % 4 == 0 ? at / 4 * (4 * COUNT) + thread_index * 4 + at % 4 : at * COUNT + thread_index;
}

// A thread's elements of one step of a tile.
template <int EACH, int COUNT>
inline void elements_of(thread float (&elements)[EACH], const threadgroup float* step, uint thread_index) {
    if (EACH % 4 == 0) {
#pragma unroll
        for (uint at = 0; at < EACH; at += 4) {
            const float4 four = *(const threadgroup float4*)(step + place_of<EACH, COUNT>(thread_index, at));
            elements[at] = four.x;
            elements[at + 1] = four.y;
            elements[at + 2] = four.z;
            elements[at + 3] = four.w;
        }
    } else {
#pragma unroll
        for (uint at = 0; at < EACH; ++at) {
            elements[at] = step[place_of<EACH, COUNT>(thread_index, at)];
        }
    }
}

// Adds RM x RN sums of BK products. Tiles lie with k slowest, in rows of `a_row` and `b_row` floats.
template <int RM, int RN, int ROWS, int COLUMNS, int BK>
inline void multiply(thread float (&sums)[RM][RN], const threadgroup float* a,
                     const threadgroup float* b, uint a_row, uint b_row, uint row, uint column) {
#pragma unroll
    for (uint p = 0; p < BK; ++p) {
        float left[RM];
        float right[RN];
        elements_of<RM, ROWS>(left, a + p * a_row, row);
        elements_of<RN, COLUMNS>(right, b + p * b_row, column);
#pragma unroll
        for (uint x = 0; x < RM; ++x) {
#pragma unroll
            for (uint y = 0; y < RN; ++y) {
                sums[x][y] = fma(left[x], right[y], sums[x][y]);
            }
        }
    }
}

// 0: as it is. 1: max(x, 0), and NaN stays. 2: x sigmoid(x). 3: x Phi(x) by its hyperbolic tangent form.
template <int ACTIVATION>
inline float activated(float x) {
    if (ACTIVATION == 1) {
        return x < 0.0f ? 0.0f : x;
    } else if (ACTIVATION == 2) {
        return x / (1.0f + exp(-x));
    } else if (ACTIVATION == 3) {
        const float inner = 0.7978845608f * (x + 0.044715f * x * x * x);
        return 0.5f * x * (1.0f + precise::tanh(inner));
    }
    return x;
}

// What becomes of a sum that was multiplied with alpha: c at `place` and the bias of a column, and then the activation.
template <bool BETA, bool BIAS, int ACTIVATION, typename C, typename Bias>
inline float ended(float value, float beta, C c, ulong place, Bias bias, uint column) {
    if (BETA) {
        value += beta * float(c[place]);
    }
    if (BIAS) {
        value += float(bias[column]);
    }
    return activated<ACTIVATION>(value);
}
