// pivoted.metal: L and U of A = P^T L U with row pivoting, by panels of few columns
//
// lu_step      a panel of L and U; and what the one before it leaves of the columns to the right of both
//
// Shapes   before, after: [batches, columns, rows], by turns. lower: [batches, WIDTH panels, rows]. upper: [batches, inner,
//          columns], which begins as zeros. order: [batches, rows], the row of A that is at a place. from, to: [batches,
//          rows], where the panel before and this one moved rows from. status: [batches, 2], not 0 where something is not
//          finite, and 1 + the first pivot that is zero, or 0.
// Types    float.
// Launch   threadgroups of 512 threads; x over the panel, if there is one, then over tiles of the update, then over
//          as many columns to the left as a threadgroup moves; y over batches.
// Assumes  pivot.h is before it. Arrays that are written alias no others.

// Sides of a tile of the update: a lane has four rows, 32 apart, and a simdgroup four columns.
constant constexpr uint TILE_ROWS = 128;
constant constexpr uint TILE_COLUMNS = 4 * SIMDGROUPS;
// Columns to the left that a threadgroup moves.
constant constexpr uint MOVED = THREADS / WIDTH;

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
#pragma unroll 4
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
                // kernsmith: allow(uncoalesced-access): few rows of a panel
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

// Rows to where the panel before moved them, of some columns of L to the left of it, the last of which is the order of
// rows. A place from which a pivot came has what was above it, and no others changed.
inline void move_left(Work work, StepSizes sizes, uint index, uint thread_index) {
    const uint done = sizes.first() - WIDTH;
    const uint end = done + sizes.steps_before();
    const uint column = index * MOVED + thread_index / WIDTH;
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
