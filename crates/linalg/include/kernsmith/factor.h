// factor.h: the factor L L^T of a block of 64 rows and columns, and its inverse, by a threadgroup.
//
// Launch   256 threads in one dimension, of which all call.
// Assumes  side.h is before it.

// L D L^T of four rows and columns: the elements of L below its ones, by rows, and those of D and one over each.
struct SmallFactor {
    float below[6];
    float4 pivots;
    float4 inverses;

    // L^-1 times four numbers, or four times four of them.
    template <typename T>
    void forward(thread T (&x)[4]) const {
        x[1] = fma(T(-below[0]), x[0], x[1]);
        x[2] = fma(T(-below[2]), x[1], fma(T(-below[1]), x[0], x[2]));
        x[3] = fma(T(-below[5]), x[2], fma(T(-below[4]), x[1], fma(T(-below[3]), x[0], x[3])));
    }

    // L^-T times four numbers.
    float4 backward(float4 x) const {
        x[2] -= below[5] * x[3];
        x[1] -= below[2] * x[2] + below[4] * x[3];
        x[0] -= below[0] * x[1] + below[1] * x[2] + below[3] * x[3];
        return x;
    }

    // A row of L^-1.
    float4 inverse_row(uint row) const {
        float x[4];
#pragma unroll
        for (uint at = 0; at < 4; ++at) {
            x[at] = row == at ? 1.0f : 0.0f;
        }
        return backward(float4(x[0], x[1], x[2], x[3]));
    }
};

// One over a positive number, to about a rounding: a quotient of its own would look for numbers out of range first.
inline float one_over(float x) {
    const float root = fast::rsqrt(x);
    const float inverse = root * root;
    return fma(fma(-x, inverse, 1.0f), inverse, inverse);
}

// Of the upper half of rows of four, whose elements are those that `forward` gives, to the bit: beside a small pivot a
// rounding is much. `failed`: the first pivot that is not positive or not below 2^126, from which on one over it is no
// normal number, or 4.
inline SmallFactor factor_four(float4 first, float4 second, float4 third, float4 fourth, thread uint& failed) {
    SmallFactor factor;
    factor.inverses[0] = one_over(first[0]);
    factor.below[0] = first[1] * factor.inverses[0];
    factor.below[1] = first[2] * factor.inverses[0];
    factor.below[3] = first[3] * factor.inverses[0];
    second = fma(float4(-factor.below[0]), first, second);
    third = fma(float4(-factor.below[1]), first, third);
    fourth = fma(float4(-factor.below[3]), first, fourth);
    factor.inverses[1] = one_over(second[1]);
    factor.below[2] = second[2] * factor.inverses[1];
    factor.below[4] = second[3] * factor.inverses[1];
    third = fma(float4(-factor.below[2]), second, third);
    fourth = fma(float4(-factor.below[4]), second, fourth);
    factor.inverses[2] = one_over(third[2]);
    factor.below[5] = third[3] * factor.inverses[2];
    fourth = fma(float4(-factor.below[5]), third, fourth);
    factor.inverses[3] = one_over(fourth[3]);
    factor.pivots = float4(first[0], second[1], third[2], fourth[3]);
    failed = 4;
#pragma unroll
    for (uint at = 4; at-- > 0;) {
        failed = factor.pivots[at] > 0.0f && factor.pivots[at] < 0x1p126f ? failed : at;
    }
    return factor;
}

// Elements of four rows in a row's column, by symmetry the row's elements in their columns, each over its pivot once they
// are independent.
inline float4 factors_of(const threadgroup float4* wide, SmallFactor factor, uint own) {
    const threadgroup float* const narrow = (const threadgroup float*)wide;
    float x[4] = {narrow[own], narrow[SIDE + own], narrow[2 * SIDE + own], narrow[3 * SIDE + own]};
    factor.forward(x);
    return float4(x[0], x[1], x[2], x[3]) * factor.inverses;
}

// Four rows made independent of each other: one of them where the row is among them, and else the row less what makes
// their columns of it zero. Quarters between their columns and the row's diagonal are not looked at any more, since rows
// above have the same; that is asked of all rows of a simdgroup at once.
inline void eliminate_four(thread float4 (&row)[4], const threadgroup float4* wide, SmallFactor factor, float4 times,
                           uint of_k, bool is_pivot, uint thread_index) {
    const uint place = thread_index / 4 % 4;
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
        if (quarter > of_k && (quarter + 1) * 16 <= thread_index / 32 * 8) {
            continue;
        }
        const uint at = column_of(quarter, thread_index) / 4;
        float4 lines[4] = {wide[at], wide[SIDE / 4 + at], wide[SIDE / 2 + at], wide[SIDE / 4 * 3 + at]};
        factor.forward(lines);
        float4 rest = row[quarter];
#pragma unroll
        for (uint line = 0; line < 4; ++line) {
            rest = fma(float4(-times[line]), lines[line], rest);
        }
        const float4 chosen = place < 2 ? (place == 0 ? lines[0] : lines[1]) : (place == 2 ? lines[2] : lines[3]);
        row[quarter] = is_pivot ? chosen : rest;
    }
}

// The row's elements in the columns of four rows above it, which become those of the inverse; where it is among the four,
// those to the left of the diagonal alone.
inline float4 of_inverse(float4 elements, SmallFactor factor, float4 times, bool is_pivot, uint place) {
    float4 line = -times;
#pragma unroll
    for (uint at = 0; at < 4; ++at) {
        line[at] = is_pivot ? (place == at ? 1.0f : 0.0f) : line[at];
    }
    line = factor.backward(line);
#pragma unroll
    for (uint at = 0; at < 4; ++at) {
        elements[at] = is_pivot && at >= place ? elements[at] : line[at];
    }
    return elements;
}

// Numbers over a root of which there is one over it, rounded as quotients are.
inline float4 over_root(float4 numbers, float root, float inverse) {
    const float4 quotients = numbers * inverse;
    return fma(fma(-quotients, float4(root), numbers), float4(inverse), quotients);
}

// What a row has on the diagonal of the block, for all four threads of it.
inline float diagonal_of(const thread float4 (&row)[4], uint thread_index) {
    const uint own = thread_index / 4;
    float element = 0.0f;
#pragma unroll
    for (uint at = 0; at < 16; ++at) {
        element = at / 4 == own / 16 && at % 4 == own % 4 ? row[at / 4][at % 4] : element;
    }
    return simd_shuffle(element, ushort(thread_index % 32 / 4 * 4 + own / 4 % 4));
}

// One of 256 threads' part of the factor L L^T of a block: 16 columns of a row, in `row`, which begins as the block's and
// ends with the inverse of L to the left of the diagonal, L on it, and L^T to the right of it. `pivots` holds eight rows.
// `reciprocal`: one over L on the row's diagonal. Gives the first pivot that failed, or 64.
//
// Four rows at a time, made independent of each other, are subtracted from all rows below them, times what makes their
// four columns zero; that is their elements in the row's column, since the rest is symmetric. The same turns make the
// inverse of L of the identity, whose columns come to be where columns of the block have become zero. At the end a row
// is divided by the root of its pivot.
inline uint factor_rows(thread float4 (&row)[4], thread float& reciprocal, threadgroup float4* pivots,
                        uint thread_index) {
    const uint own = thread_index / 4;
    uint failed = SIDE;
    if (own < 4) {
#pragma unroll
        for (uint quarter = 0; quarter < 4; ++quarter) {
            pivots[own * (SIDE / 4) + column_of(quarter, thread_index) / 4] = row[quarter];
        }
    }
#pragma unroll
    for (uint of_k = 0; of_k < 4; ++of_k) {
        for (uint part = 0; part < 4; ++part) {
            const uint four = of_k * 4 + part;
            threadgroup_barrier(mem_flags::mem_threadgroup);
            const threadgroup float4* const wide = pivots + four % 2 * SIDE;
            uint failed_of_four;
            const SmallFactor factor = factor_four(wide[four], wide[SIDE / 4 + four], wide[SIDE / 2 + four],
                                                   wide[SIDE / 4 * 3 + four], failed_of_four);
            failed = failed == SIDE && failed_of_four < 4 ? four * 4 + failed_of_four : failed;
            const bool is_pivot = own / 4 == four;
            if (own / 4 >= four) {
                const float4 times = factors_of(wide, factor, own);
                eliminate_four(row, wide, factor, times, of_k, is_pivot, thread_index);
                const float4 elements = of_inverse(row[of_k], factor, times, is_pivot, own % 4);
                row[of_k] = thread_index % 4 == part ? elements : row[of_k];
            }
            if (own / 4 == four + 1) {
#pragma unroll
                for (uint quarter = 0; quarter < 4; ++quarter) {
                    const uint at = column_of(quarter, thread_index) / 4;
                    pivots[(four + 1) % 2 * SIDE + own % 4 * (SIDE / 4) + at] = row[quarter];
                }
            }
        }
    }
    const float pivot = diagonal_of(row, thread_index);
    const float root = sqrt(pivot);
    const float inverse = 1.0f / root;
    reciprocal = 1.0f / over_root(float4(pivot), root, inverse)[0];
#pragma unroll
    for (uint quarter = 0; quarter < 4; ++quarter) {
        row[quarter] = over_root(row[quarter], root, inverse);
    }
    return failed;
}
