// gemm.metal: out = T(activation(alpha * op(a) op(b) + beta * c + bias)), a batch of them
//
// Shapes   a: [batches, m, k], of TA [batches, k, m]    b: [batches, k, n], of TB [batches, n, k], or one
//          matrix for all batches    c: [batches, m, n]    bias: [n]    factors: alpha, beta
//          out: [batches, m, n]
// Types    T: half | bfloat | float; products are added in float by fused steps in the order of k, and
//          rounded once at the end.
// Launch   one threadgroup of (BM / RM) (BN / RN) threads for BM rows and BN columns: x over columns, y over
//          rows, z over batches.
// Assumes  RM divides BM and RN divides BN; out aliases no input. Where BETA or BIAS is false, c or bias is
//          any array.
// Variants TA, TB: the matrix lies transposed. BM, BN: rows and columns of a tile. BK: steps of k between
//          barriers. RM, RN: elements of a thread. PAD: columns that a tile has more. DB: the next tile is
//          loaded while this one is multiplied. BETA, BIAS, ACTIVATION: what is done at the end.

const uint THREADS = (BM / RM) * (BN / RN);
const uint A_ROW = BM + PAD;
const uint B_ROW = BN + PAD;
threadgroup float a_tiles[(DB ? 2 : 1) * BK * (BM + PAD)];
threadgroup float b_tiles[(DB ? 2 : 1) * BK * (BN + PAD)];

const uint m = TA ? a_shape[2] : a_shape[1];
const uint k = TA ? a_shape[1] : a_shape[2];
const uint n = TB ? b_shape[1] : b_shape[2];
const uint thread_index = thread_position_in_threadgroup.x;
const uint row = thread_index / (BN / RN);
const uint column = thread_index % (BN / RN);
const uint first_row = threadgroup_position_in_grid.y * BM;
const uint first_column = threadgroup_position_in_grid.x * BN;
const ulong batch = threadgroup_position_in_grid.z;
a += batch * m * k;
b += b_shape[0] == 1 ? 0 : batch * n * k;

// A thread's share of a tile, on its way from device memory.
float a_next[(BM * BK + THREADS - 1) / THREADS];
float b_next[(BN * BK + THREADS - 1) / THREADS];
float sums[RM][RN] = {};

const uint steps = (k + BK - 1) / BK;
for (uint step = 0; step <= steps; ++step) {
    // What lies beyond a matrix counts as zero, whatever is there.
    if (step < steps) {
#pragma unroll
        for (uint turn = 0; turn < (BM * BK + THREADS - 1) / THREADS; ++turn) {
            const uint at = turn * THREADS + thread_index;
            const uint i = first_row + (TA ? at % BM : at / BK);
            const uint p = step * BK + (TA ? at / BM : at % BK);
            const bool inside = at < BM * BK && i < m && p < k;
            a_next[turn] = inside ? float(a[TA ? ulong(p) * m + i : ulong(i) * k + p]) : 0.0f;
        }
#pragma unroll
        for (uint turn = 0; turn < (BN * BK + THREADS - 1) / THREADS; ++turn) {
            const uint at = turn * THREADS + thread_index;
            const uint j = first_column + (TB ? at / BK : at % BN);
            const uint p = step * BK + (TB ? at % BK : at / BN);
            const bool inside = at < BN * BK && j < n && p < k;
            b_next[turn] = inside ? float(b[TB ? ulong(j) * k + p : ulong(p) * n + j]) : 0.0f;
        }
    }
    // With two tiles, the one before is multiplied while the loads are on their way.
    if (DB && step > 0) {
        multiply<RM, RN, BM / RM, BN / RN, BK>(sums, a_tiles + (step - 1) % 2 * (BK * A_ROW),
                                               b_tiles + (step - 1) % 2 * (BK * B_ROW), A_ROW,
                                               B_ROW, row, column);
    }
    if (step < steps) {
        const uint which = DB ? step % 2 : 0;
#pragma unroll
        for (uint turn = 0; turn < (BM * BK + THREADS - 1) / THREADS; ++turn) {
            const uint at = turn * THREADS + thread_index;
            const uint place = TA ? at / BM * A_ROW + at % BM : at % BK * A_ROW + at / BK;
            if (at < BM * BK) {
                a_tiles[which * (BK * A_ROW) + place] = a_next[turn];
            }
        }
#pragma unroll
        for (uint turn = 0; turn < (BN * BK + THREADS - 1) / THREADS; ++turn) {
            const uint at = turn * THREADS + thread_index;
            const uint place = TB ? at % BK * B_ROW + at / BK : at / BN * B_ROW + at % BN;
            if (at < BN * BK) {
                b_tiles[which * (BK * B_ROW) + place] = b_next[turn];
            }
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (!DB) {
            multiply<RM, RN, BM / RM, BN / RN, BK>(sums, a_tiles, b_tiles, A_ROW, B_ROW, row,
                                                   column);
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

const float alpha = factors[0];
const float beta = factors[1];
#pragma unroll
for (uint x = 0; x < RM; ++x) {
#pragma unroll
    for (uint y = 0; y < RN; ++y) {
        const uint i = first_row + x * (BM / RM) + row;
        const uint j = first_column + y * (BN / RN) + column;
        if (i < m && j < n) {
            const ulong at = batch * m * n + ulong(i) * n + j;
            float value = alpha * sums[x][y];
            if (BETA) {
                value += beta * float(c[at]);
            }
            if (BIAS) {
                value += float(bias[j]);
            }
            out[at] = T(activated<ACTIVATION>(value));
        }
    }
}
