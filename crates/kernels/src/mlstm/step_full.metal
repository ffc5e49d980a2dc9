// step_full.metal: one step of the mLSTM; (C, N, M), (q, k, v, i, f) -> (C, N, M), H
//
//   m = max(logsigmoid(f) + M_in, i)      keep = exp(logsigmoid(f) + M_in - m)    take = exp(i - m)
//   C = keep * C_in + take * k v^T        N = keep * N_in + take * k              M = m
//   H = (q C / sqrt(DHQK)) / (max(|q N / sqrt(DHQK)|, exp(-m)) + eps)
//
// Shapes   q, k, N_in, N: [B, NH, DHQK]    v, H: [B, NH, DHHV]    i_pre, f_pre, M_in, M: [B, NH]
//          C_in, C: [B, NH, DHQK, DHHV]    NH, DHQK, DHHV, eps: one number each
// Types    float.
// Launch   grid (DHHV, NH, B), one thread per column of C; any threadgroup.
// Assumes  no output aliases an input: every thread of a head reads all of N_in while one writes N.

#include <metal_stdlib>
using namespace metal;

/// log(1 / (1 + exp(-x))), without overflow on either side.
inline float log_sigmoid(float x) {
    return min(x, 0.0f) - log(1.0f + exp(-abs(x)));
}

[[kernel]] void mlstm_step_full_kernel(device const float* q [[buffer(0)]],
                                       device const float* k [[buffer(1)]],
                                       device const float* v [[buffer(2)]],
                                       device const float* i_pre [[buffer(3)]],
                                       device const float* f_pre [[buffer(4)]],
                                       device const float* C_in [[buffer(5)]],
                                       device const float* N_in [[buffer(6)]],
                                       device const float* M_in [[buffer(7)]],
                                       device float* C [[buffer(8)]],
                                       device float* N [[buffer(9)]],
                                       device float* M [[buffer(10)]],
                                       device float* H [[buffer(11)]],
                                       constant uint& NH [[buffer(12)]],
                                       constant uint& DHQK [[buffer(13)]],
                                       constant uint& DHHV [[buffer(14)]],
                                       constant float& eps [[buffer(15)]],
                                       uint3 position [[thread_position_in_grid]]) {
    const uint column = position.x;
    const uint head = position.z * NH + position.y;

    const float decay = log_sigmoid(f_pre[head]) + M_in[head];
    const float m = max(decay, i_pre[head]);
    const float keep = exp(decay - m);
    const float take = exp(i_pre[head] - m);
    const float value = v[head * DHHV + column];

    const float scale = 1.0f / sqrt(float(DHQK));
    float numerator = 0.0f;
    float denominator = 0.0f;
    for (uint row = 0; row < DHQK; ++row) {
        const uint at = head * DHQK + row;
        const uint cell = at * DHHV + column;
        const float n = keep * N_in[at] + take * k[at];
        const float c = keep * C_in[cell] + take * k[at] * value;
        C[cell] = c;
        if (column == 0) {
            N[at] = n; // the same in all columns
        }
        numerator += scale * q[at] * c;
        denominator += scale * q[at] * n;
    }
    H[head * DHHV + column] = numerator / (max(abs(denominator), exp(-m)) + eps);
    if (column == 0) {
        M[head] = m;
    }
}
