// pivoted.metal: L and U of A = P^T L U with row pivoting, by panels of 16 columns
//
// lu_begin     a matrix by column
// lu_step      a panel of L and U; and what the one before it leaves of the columns to the right of both
// lu_end       L by row, with ones on its diagonal and zeros above it, and where rows come from
//
// Shapes   before, after: [batches, columns, rows], by turns. lower: [batches, 16 panels, rows]. upper: [batches, inner,
//          columns], which begins as zeros. order: [batches, rows], the row of A that is at a place. from, to: [batches,
//          rows], where the panel before and this one moved rows from. status: [batches, 2], not 0 where something is not
//          finite, and 1 + the first pivot that is zero, or 0.
// Types    float.
// Launch   lu_begin and lu_end: threadgroups of 32x8 threads, x and y over tiles of 32, z over batches. lu_step:
//          threadgroups of 512 threads; x over the panel, if there is one, then over tiles of the update, then over 32
//          columns to the left each; y over batches.
// Assumes  a panel has at most 2048 rows. Arrays that are written alias no others.

#include <metal_stdlib>
using namespace metal;

// Columns of a panel.
constant constexpr uint WIDTH = 16;
constant constexpr uint FOURS = WIDTH / 4;
constant constexpr uint THREADS = 512;
constant constexpr uint SIMDGROUPS = THREADS / 32;
// Rows of a panel that a thread holds.
constant constexpr uint EACH = 4;
// Sides of a tile of the update: a lane has four rows, 32 apart, and a simdgroup four columns.
constant constexpr uint TILE_ROWS = 128;
constant constexpr uint TILE_COLUMNS = 4 * SIMDGROUPS;
// No place: after all others.
constant constexpr uint NOWHERE = 0xffffffffu;
// Sides of tiles that are turned.
constant constexpr uint SQUARE = 32;

struct Sides {
    uint rows;
    uint columns;
};

kernel void lu_begin(const device float* a [[buffer(0)]], device float* work [[buffer(1)]],
                     constant Sides& sides [[buffer(2)]], uint3 group [[threadgroup_position_in_grid]],
                     uint3 thread_at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[SQUARE * (SQUARE + 1)];
    const ulong first = ulong(group.z) * sides.rows * sides.columns;
    const uint i = group.y * SQUARE;
    const uint j = group.x * SQUARE;
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint row = i + turn + thread_at.y;
        const uint column = j + thread_at.x;
        if (row < sides.rows && column < sides.columns) {
            tile[(turn + thread_at.y) * (SQUARE + 1) + thread_at.x] = a[first + ulong(row) * sides.columns + column];
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint column = j + turn + thread_at.y;
        const uint row = i + thread_at.x;
        if (row < sides.rows && column < sides.columns) {
            work[first + ulong(column) * sides.rows + row] = tile[thread_at.x * (SQUARE + 1) + turn + thread_at.y];
        }
    }
}

struct StepSizes {
    uint rows;
    uint columns;
    // Columns of L.
    uint inner;
    // The panel that is made; that before it has not been subtracted from anything.
    uint panel;
    // Tiles of the update along each axis.
    uint row_tiles;
    uint column_tiles;

    // The first place of the panel.
    uint first() const {
        return panel * WIDTH;
    }

    bool has_panel() const {
        return first() < inner;
    }

    // Pivots of the panel before.
    uint steps_before() const {
        return min(WIDTH, inner - (first() - WIDTH));
    }
};

// Matrices in the making.
struct Work {
    const device float* before;
    device float* after;
    device float* lower;
    device float* upper;
    device uint* order;
    const device uint* from;
    device uint* to;
    device atomic_uint* status;
};

// What threads share of an update: the square of L of the panel before, and as many rows of U as it has columns.
struct Shared {
    threadgroup float* square;
    threadgroup float* above;
};

// Reads the square and what U is made of: `COUNT` columns from `first_column` on.
template <uint COUNT>
inline void load_shared(Shared shared, Work work, StepSizes sizes, uint first_column, uint thread_index) {
    const uint done = sizes.first() - WIDTH;
    const uint steps = sizes.steps_before();
    for (uint at = thread_index; at < WIDTH * WIDTH; at += THREADS) {
        const uint step = at / WIDTH;
        const uint row = at % WIDTH;
        const bool is_below = step < row && row < steps;
        shared.square[at] = is_below ? work.lower[ulong(done + step) * sizes.rows + done + row] : 0.0f;
    }
    for (uint at = thread_index; at < WIDTH * COUNT; at += THREADS) {
        const uint step = at % WIDTH;
        const uint column = first_column + at / WIDTH;
        float value = 0.0f;
        if (step < steps && column < sizes.columns) {
            // kernsmith: allow(uncoalesced-access): pivots lie anywhere
            value = work.before[ulong(column) * sizes.rows + work.from[done + step]];
        }
        shared.above[step * COUNT + at / WIDTH] = value;
    }
}

// Rows of U: `COUNT` columns, one a thread. `is_stored`: whether they are U's in memory too.
template <uint COUNT>
inline void solve_shared(Shared shared, Work work, StepSizes sizes, uint first_column, bool is_stored,
                         uint thread_index) {
    if (thread_index >= COUNT) {
        return;
    }
    float x[WIDTH];
#pragma unroll
    for (uint step = 0; step < WIDTH; ++step) {
        x[step] = shared.above[step * COUNT + thread_index];
    }
#pragma unroll
    for (uint step = 0; step < WIDTH; ++step) {
#pragma unroll
        for (uint row = 0; row < WIDTH; ++row) {
            x[row] = row > step ? fma(-shared.square[step * WIDTH + row], x[step], x[row]) : x[row];
        }
    }
    const uint done = sizes.first() - WIDTH;
    const uint column = first_column + thread_index;
    bool is_finite = true;
#pragma unroll
    for (uint step = 0; step < WIDTH; ++step) {
        shared.above[step * COUNT + thread_index] = x[step];
        is_finite = is_finite && isfinite(x[step]);
        if (is_stored && step < sizes.steps_before() && column < sizes.columns) {
            work.upper[ulong(done + step) * sizes.columns + column] = x[step];
        }
    }
    if (!is_finite) {
        atomic_fetch_or_explicit(work.status, 1u, memory_order_relaxed);
    }
}

// A thread's rows of a panel, and the places where they are by now.
struct Rows {
    float4 fours[EACH][FOURS];
    uint places[EACH];
};

inline void load_rows(thread Rows& own, Work work, StepSizes sizes, uint thread_index) {
    const uint first = sizes.first();
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const uint row = first + turn * THREADS + thread_index;
        own.places[turn] = row < sizes.rows ? row : NOWHERE;
        const uint at = row >= sizes.rows ? 0 : (sizes.panel > 0 ? work.from[row] : row);
        const device float* place = work.before + ulong(first) * sizes.rows + at;
#pragma unroll
        for (uint column = 0; column < WIDTH; ++column) {
            const bool is_there = row < sizes.rows && first + column < sizes.columns;
            own.fours[turn][column / 4][column % 4] = is_there ? *place : 0.0f;
            place += sizes.rows;
        }
    }
}

// Subtracts what the panel before leaves of the rows.
inline void subtract_before(thread Rows& own, Work work, StepSizes sizes, Shared shared, uint thread_index) {
    const uint first = sizes.first();
    load_shared<WIDTH>(shared, work, sizes, first, thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    solve_shared<WIDTH>(shared, work, sizes, first, true, thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll 2
    for (uint step = 0; step < WIDTH; ++step) {
        const device float* const column = work.lower + ulong(first - WIDTH + step) * sizes.rows;
        const threadgroup float4* const of_u = (const threadgroup float4*)(shared.above + step * WIDTH);
#pragma unroll
        for (uint turn = 0; turn < EACH; ++turn) {
            const uint row = first + turn * THREADS + thread_index;
            const float4 factor = float4(row < sizes.rows ? -column[row] : 0.0f);
#pragma unroll
            for (uint four = 0; four < FOURS; ++four) {
                own.fours[turn][four] = fma(factor, of_u[four], own.fours[turn][four]);
            }
        }
    }
}

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

// Rows to their places: L by column, above whose diagonal there is anything, and U by row.
inline void store_rows(const thread Rows& own, Work work, StepSizes sizes, uint thread_index) {
    const uint first = sizes.first();
    const uint steps = min(WIDTH, sizes.inner - first);
    bool is_finite = true;
#pragma unroll
    for (uint turn = 0; turn < EACH; ++turn) {
        const uint place = own.places[turn];
        if (place == NOWHERE) {
            continue;
        }
        work.to[place] = first + turn * THREADS + thread_index;
        device float* of_l = work.lower + ulong(first) * sizes.rows + place;
        device float* const of_u = work.upper + ulong(place) * sizes.columns + first;
#pragma unroll
        for (uint column = 0; column < WIDTH; ++column) {
            const float value = own.fours[turn][column / 4][column % 4];
            is_finite = is_finite && isfinite(value);
            *of_l = value;
            of_l += sizes.rows;
            if (place < first + steps && column >= place - first && first + column < sizes.columns) {
                // kernsmith: allow(uncoalesced-access): sixteen rows of a panel
                of_u[column] = value;
            }
        }
    }
    if (!is_finite) {
        atomic_fetch_or_explicit(work.status, 1u, memory_order_relaxed);
    }
}

inline void make_panel(Work work, StepSizes sizes, Shared shared, Candidates candidates, uint thread_index) {
    const uint first = sizes.first();
    const uint steps = min(WIDTH, sizes.inner - first);
    Rows own;
    load_rows(own, work, sizes, thread_index);
    if (sizes.panel > 0) {
        subtract_before(own, work, sizes, shared, thread_index);
    }
    uint zero = NOWHERE;
    // Four columns at a time, so that their code stays in a cache.
#pragma unroll 1
    for (uint four = 0; four < FOURS; ++four) {
#pragma unroll
        for (uint part = 0; part < 4; ++part) {
            const uint column = four * 4 + part;
            if (column < steps) {
                const Pivot pivot = find_pivot(own, candidates, part, column, first, thread_index);
                zero = min(zero, pivot.bits == 0 ? first + column : NOWHERE);
                const uint row = column % 2 * SIMDGROUPS + pivot.simdgroup;
                eliminate(own, pivot, candidates.fours + row * FOURS, part, column, first, sizes.rows - first);
            }
        }
        turn_columns(own);
    }
    store_rows(own, work, sizes, thread_index);
    const bool is_first = zero != NOWHERE && atomic_load_explicit(work.status + 1, memory_order_relaxed) == 0;
    if (thread_index == 0 && is_first) {
        atomic_store_explicit(work.status + 1, zero + 1, memory_order_relaxed);
    }
}

// Subtracts what the panel before leaves of a tile to the right of the panel that is made.
inline void update_tile(Work work, StepSizes sizes, uint index, Shared shared, threadgroup float* left,
                        uint thread_index) {
    const uint first_row = sizes.first() + index % sizes.row_tiles * TILE_ROWS;
    const uint first_column = sizes.first() + (sizes.has_panel() ? WIDTH : 0) + index / sizes.row_tiles * TILE_COLUMNS;
    const uint own_row = first_row + thread_index % 32;
    const uint own_column = thread_index / 32 * 4;
    load_shared<TILE_COLUMNS>(shared, work, sizes, first_column, thread_index);
    for (uint at = thread_index; at < WIDTH * TILE_ROWS; at += THREADS) {
        const uint row = first_row + at % TILE_ROWS;
        const ulong column = sizes.first() - WIDTH + at / TILE_ROWS;
        left[at] = row < sizes.rows ? work.lower[column * sizes.rows + row] : 0.0f;
    }
    float values[4][4];
#pragma unroll
    for (uint turn = 0; turn < 4; ++turn) {
        const uint row = own_row + turn * 32;
        const uint at = row < sizes.rows ? work.from[row] : 0;
        const device float* place = work.before + ulong(first_column + own_column) * sizes.rows + at;
#pragma unroll
        for (uint column = 0; column < 4; ++column) {
            const bool is_there = row < sizes.rows && first_column + own_column + column < sizes.columns;
            values[turn][column] = is_there ? *place : 0.0f;
            place += sizes.rows;
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    solve_shared<TILE_COLUMNS>(shared, work, sizes, first_column, index % sizes.row_tiles == 0, thread_index);
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint step = 0; step < WIDTH; ++step) {
        const threadgroup float* const of_l = left + step * TILE_ROWS + thread_index % 32;
        const float4 of_u = *(const threadgroup float4*)(shared.above + step * TILE_COLUMNS + own_column);
#pragma unroll
        for (uint turn = 0; turn < 4; ++turn) {
#pragma unroll
            for (uint column = 0; column < 4; ++column) {
                values[turn][column] = fma(-of_l[turn * 32], of_u[column], values[turn][column]);
            }
        }
    }
#pragma unroll
    for (uint turn = 0; turn < 4; ++turn) {
        const uint row = own_row + turn * 32;
        device float* place = work.after + ulong(first_column + own_column) * sizes.rows + row;
#pragma unroll
        for (uint column = 0; column < 4; ++column) {
            if (row < sizes.rows && first_column + own_column + column < sizes.columns) {
                *place = values[turn][column];
            }
            place += sizes.rows;
        }
    }
}

// Rows to where the panel before moved them, of 32 columns of L to the left of it, the last of which is the order of
// rows. A place from which a pivot came has what was above it, and no others changed.
inline void move_left(Work work, StepSizes sizes, uint index, uint thread_index) {
    const uint done = sizes.first() - WIDTH;
    const uint end = done + sizes.steps_before();
    const uint column = index * 32 + thread_index / WIDTH;
    const uint place = done + thread_index % WIDTH;
    const bool is_moved = column <= done && place < end;
    device float* const of_l = work.lower + ulong(column) * sizes.rows;
    uint pivot = 0;
    uint above = 0;
    uint rows[2] = {0, 0};
    float numbers[2] = {0.0f, 0.0f};
    if (is_moved) {
        pivot = work.from[place];
        above = work.from[pivot];
        if (column < done) {
            numbers[0] = of_l[pivot];
            numbers[1] = of_l[above];
        } else {
            rows[0] = work.order[pivot];
            rows[1] = work.order[above];
        }
    }
    threadgroup_barrier(mem_flags::mem_device);
    if (!is_moved) {
        return;
    }
    if (column < done) {
        of_l[place] = numbers[0];
        if (pivot >= end) {
            of_l[pivot] = numbers[1];
        }
    } else {
        work.order[place] = rows[0];
        if (pivot >= end) {
            work.order[pivot] = rows[1];
        }
    }
}

// As many registers as the rows of a panel need.
[[max_total_threads_per_threadgroup(512)]]
kernel void lu_step(const device float* before [[buffer(0)]], device float* after [[buffer(1)]],
                    device float* lower [[buffer(2)]], device float* upper [[buffer(3)]],
                    device uint* order [[buffer(4)]], const device uint* from [[buffer(5)]],
                    device uint* to [[buffer(6)]], device atomic_uint* status [[buffer(7)]],
                    constant StepSizes& sizes [[buffer(8)]], uint2 group [[threadgroup_position_in_grid]],
                    uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float4 square[WIDTH * FOURS];
    threadgroup float4 above[WIDTH * TILE_COLUMNS / 4];
    threadgroup float left[WIDTH * TILE_ROWS];
    threadgroup float4 fours[2 * SIMDGROUPS * FOURS];
    threadgroup uint2 keys[2 * SIMDGROUPS];
    const ulong area = ulong(sizes.rows) * sizes.columns;
    const ulong row = ulong(group.y) * sizes.rows;
    const uint panels = (sizes.inner + WIDTH - 1) / WIDTH;
    const Work work = {before + group.y * area,
                       after + group.y * area,
                       lower + row * panels * WIDTH,
                       upper + ulong(group.y) * sizes.inner * sizes.columns,
                       order + row,
                       from + row,
                       to + row,
                       status + group.y * 2};
    const Shared shared = {(threadgroup float*)square, (threadgroup float*)above};
    const uint tiles = sizes.row_tiles * sizes.column_tiles;
    const uint panel = sizes.has_panel() ? 1 : 0;
    // What others wait for comes first.
    if (group.x < panel) {
        make_panel(work, sizes, shared, {keys, fours}, thread_index);
    } else if (group.x < panel + tiles) {
        update_tile(work, sizes, group.x - panel, shared, left, thread_index);
    } else {
        move_left(work, sizes, group.x - panel - tiles, thread_index);
    }
}

struct EndSizes {
    uint rows;
    uint inner;
};

kernel void lu_end(const device float* lower [[buffer(0)]], const device uint* order [[buffer(1)]],
                   device float* l [[buffer(2)]], device long* rows [[buffer(3)]],
                   constant EndSizes& sizes [[buffer(4)]], uint3 group [[threadgroup_position_in_grid]],
                   uint3 thread_at [[thread_position_in_threadgroup]]) {
    threadgroup float tile[SQUARE * (SQUARE + 1)];
    const uint panels = (sizes.inner + WIDTH - 1) / WIDTH;
    const ulong from = ulong(group.z) * panels * WIDTH * sizes.rows;
    const ulong to = ulong(group.z) * sizes.rows * sizes.inner;
    const uint i = group.y * SQUARE;
    const uint j = group.x * SQUARE;
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint column = j + turn + thread_at.y;
        const uint row = i + thread_at.x;
        if (row < sizes.rows && column < sizes.inner) {
            const float below = lower[from + ulong(column) * sizes.rows + row];
            tile[(turn + thread_at.y) * (SQUARE + 1) + thread_at.x] = row > column ? below : (row == column ? 1.0f : 0.0f);
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
#pragma unroll
    for (uint turn = 0; turn < SQUARE; turn += 8) {
        const uint row = i + turn + thread_at.y;
        const uint column = j + thread_at.x;
        if (row < sizes.rows && column < sizes.inner) {
            l[to + ulong(row) * sizes.inner + column] = tile[thread_at.x * (SQUARE + 1) + turn + thread_at.y];
        }
        if (row < sizes.rows && column == 0) {
            const ulong place = ulong(group.z) * sizes.rows + row;
            rows[place] = long(order[place]);
        }
    }
}
