// multiply.h: a thread's part of a product of two tiles, and what is done with a sum at the end.

// Adds RM x RN sums of BK products. Tiles lie with k slowest, in rows of `a_row` and `b_row` floats; a thread's
// rows are ROWS apart and its columns COLUMNS, so that neighbours read neighbours.
template <int RM, int RN, int ROWS, int COLUMNS, int BK>
inline void multiply(thread float (&sums)[RM][RN], const threadgroup float* a,
                     const threadgroup float* b, uint a_row, uint b_row, uint row, uint column) {
#pragma unroll
    for (uint p = 0; p < BK; ++p) {
        float left[RM];
        float right[RN];
#pragma unroll
        for (uint x = 0; x < RM; ++x) {
            left[x] = a[p * a_row + x * ROWS + row];
        }
#pragma unroll
        for (uint y = 0; y < RN; ++y) {
            right[y] = b[p * b_row + y * COLUMNS + column];
        }
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
