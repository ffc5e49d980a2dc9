// pivot.h: pivots of a panel of few columns, whose rows a threadgroup holds, and what they leave of the rows.
//
// Launch   512 threads in one dimension, of which all call.
// Assumes  a panel has at most 512 PANEL_EACH rows. PANEL_WIDTH is a multiple of four that divides 512.

#include <metal_stdlib>
using namespace metal;

// Columns of a panel.
constant constexpr uint WIDTH = PANEL_WIDTH;
constant constexpr uint FOURS = WIDTH / 4;
constant constexpr uint THREADS = 512;
constant constexpr uint SIMDGROUPS = THREADS / 32;
// Rows of a panel that a thread holds.
constant constexpr uint EACH = PANEL_EACH;
// No place: after all others.
constant constexpr uint NOWHERE = 0xffffffffu;

// A thread's rows of a panel, and the places where they are by now.
struct Rows {
    float4 fours[EACH][FOURS];
    uint places[EACH];
};

// The best rows of all simdgroups, by turns: how large their elements are, as bits, where they are, and the rows.
struct Candidates {
    threadgroup uint2* keys;
    threadgroup float4* fours;
};

// A pivot: its bits, its place, and whose row it is.
struct Pivot {
    uint bits;
    uint place;
    uint simdgroup;
};

// The largest element of a column, and of those the one at the lowest place; one that is not a number counts as zero. The
// column is number `part` of the first four that threads have.
inline Pivot find_pivot(const thread Rows& own, Candidates candidates, uint part, uint column, uint first,
                        uint thread_index) {
    const uint simdgroup = thread_index / 32;
    const uint lane = thread_index % 32;
    const uint stage = column % 2 * SIMDGROUPS;
    uint most = 0;
    uint place = NOWHERE;
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const uint magnitude = as_type<uint>(own.fours[turn][0][part]) & 0x7fffffffu;
        const uint bits = magnitude > 0x7f800000u ? 0 : magnitude;
        const uint at = own.places[turn];
        const bool is_left = at != NOWHERE && at >= first + column;
        const bool is_better = bits > most || (bits == most && at < place);
        most = is_left && is_better ? bits : most;
        place = is_left && is_better ? at : place;
    }
    const uint most_of_all = simd_max(most);
    const uint place_of_all = simd_min(most == most_of_all ? place : NOWHERE);
    if (lane == 0) {
        candidates.keys[stage + simdgroup] = uint2(most_of_all, place_of_all);
    }
    if (place == place_of_all && place != NOWHERE) {
#pragma unroll
        for (uint turn = 0; turn < EACH; ++turn) {
            if (own.places[turn] == place) {
#pragma unroll
                for (uint four = 0; four < FOURS; ++four) {
                    candidates.fours[(stage + simdgroup) * FOURS + four] = own.fours[turn][four];
                }
            }
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint2 key = lane < SIMDGROUPS ? candidates.keys[stage + lane] : uint2(0, NOWHERE);
    const uint bits = simd_max(key.x);
    const bool is_one = key.x == bits && key.y != NOWHERE;
    const uint found = simd_min(is_one ? key.y * SIMDGROUPS + lane : NOWHERE);
    return {bits, found / SIMDGROUPS, found % SIMDGROUPS};
}

// A pivot with one over it, both times a power of two that keeps the reciprocal of any number a normal one.
struct Divisor {
    float scale;
    float number;
    float reciprocal;

    static Divisor of(float pivot) {
        Divisor divisor;
        divisor.scale = fabs(pivot) < 0x1p-60f ? 0x1p80f : (fabs(pivot) > 0x1p60f ? 0x1p-80f : 1.0f);
        divisor.number = pivot * divisor.scale;
        divisor.reciprocal = 1.0f / divisor.number;
        return divisor;
    }

    // A quotient as it is rounded: at most 1 for numbers that are not larger.
    float under(float dividend) const {
        const float scaled = dividend * scale;
        const float quotient = scaled * reciprocal;
        return fma(fma(-quotient, number, scaled), reciprocal, quotient);
    }
};

// Moves the pivot's row to the panel's next place, and subtracts it from those that are left; of the others nothing is
// subtracted. `rows`: how many there are from the panel's first on.
inline void eliminate(thread Rows& own, Pivot pivot, const threadgroup float4* fours, uint part, uint column, uint first,
                      uint rows) {
    const uint next = first + column;
    const Divisor divisor = Divisor::of(fours[0][part]);
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        if (turn * THREADS < rows) {
            const uint place = own.places[turn];
            const bool is_left = place != NOWHERE && place >= next && place != pivot.place;
            own.places[turn] = place == pivot.place ? next : (place == next ? pivot.place : place);
            const float number = own.fours[turn][0][part];
            const bool is_divided = is_left && pivot.bits != 0;
            const float factor = is_divided ? divisor.under(number) : 0.0f;
            own.fours[turn][0][part] = is_divided ? factor : number;
#pragma unroll
            for (uint at = 0; at < 4; ++at) {
                const float value = own.fours[turn][0][at];
                own.fours[turn][0][at] = at > part ? fma(-factor, fours[0][at], value) : value;
            }
#pragma unroll
            for (uint four = 1; four < FOURS; ++four) {
                if (four + column / 4 < FOURS) {
                    own.fours[turn][four] = fma(float4(-factor), fours[four], own.fours[turn][four]);
                }
            }
        }
    }
}

// The next four columns become the first; after as many turns as there are fours, all are where they were.
inline void turn_columns(thread Rows& own) {
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const float4 done = own.fours[turn][0];
#pragma unroll
        for (uint four = 1; four < FOURS; ++four) {
            own.fours[turn][four - 1] = own.fours[turn][four];
        }
        own.fours[turn][FOURS - 1] = done;
    }
}
