// spectrum.metal: what comes before and after the rounds of jacobi.metal
//
// largest_part   the largest absolute value of a part of a matrix; infinity where one is not finite
// begin_columns  the matrix or its transpose, scaled so that its largest element is in [1, 2), above the identity if asked
//                for, and zeros up to whole blocks
// column_lengths the length of each column
// take_columns   columns in an order, each times a factor
// fill_columns   the same columns with noise for those that are zero
// farthest_part  how far a part of a matrix is from the identity of some rank
//
// Shapes   columns: [batches, all_rows, pitch] row-major. order, factors: [batches, count]. ranks: [batches].
// Types    float; order and ranks uint.
// Launch   largest_part and farthest_part: threadgroups of 256 threads, x over 32 parts, y over batches.
//          column_lengths: threadgroups of 256 threads, x over 32 columns, y over batches. The others: a thread for each
//          element, x over columns, y over rows, z over batches; simdgroups along x.

#include <metal_stdlib>
using namespace metal;

constant constexpr uint PARTS = 32;

kernel void largest_part(const device float* a [[buffer(0)]], device float* largest [[buffer(1)]],
                         constant uint& elements [[buffer(2)]], uint2 group [[threadgroup_position_in_grid]],
                         uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float greatest[8];
    const device float* matrix = a + ulong(group.y) * elements;
    float most = 0.0f;
    for (uint place = group.x * 256 + thread_index; place < elements; place += PARTS * 256) {
        const float value = abs(matrix[place]);
        most = isfinite(value) ? max(most, value) : INFINITY;
    }
    most = simd_max(most);
    if (thread_index % 32 == 0) {
        greatest[thread_index / 32] = most;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (thread_index == 0) {
        for (uint other = 0; other < 8; ++other) {
            most = max(most, greatest[other]);
        }
        largest[group.y * PARTS + group.x] = most;
    }
}

struct BeginSizes {
    // Of the matrix that is read.
    uint read_rows;
    uint read_columns;
    uint is_transposed;
    // Of the columns that are written, and how many of their rows come before the identity.
    uint rows;
    uint all_rows;
    uint pitch;
};

// The exponent by which a number is divided to be in [1, 2); those too small for it are multiplied by 2^126.
inline int exponent_of(float number) {
    return max(int(as_type<uint>(number) >> 23 & 255u) - 127, -126);
}

kernel void begin_columns(const device float* a [[buffer(0)]], const device float* largest [[buffer(1)]],
                          device float* columns [[buffer(2)]], device int* exponents [[buffer(3)]],
                          constant BeginSizes& sizes [[buffer(4)]], uint3 at [[thread_position_in_grid]],
                          uint lane [[thread_index_in_simdgroup]]) {
    const float most = simd_max(largest[at.z * PARTS + lane]);
    const int exponent = exponent_of(most);
    const bool is_turned = sizes.is_transposed != 0;
    const uint row = is_turned ? at.x : at.y;
    const uint column = is_turned ? at.y : at.x;
    const uint width = is_turned ? sizes.read_rows : sizes.read_columns;
    float value = 0.0f;
    if (at.y >= sizes.rows) {
        value = at.y - sizes.rows == at.x && at.x < width ? 1.0f : 0.0f;
    } else if (row < sizes.read_rows && column < sizes.read_columns) {
        const ulong place = (ulong(at.z) * sizes.read_rows + row) * sizes.read_columns + column;
        value = ldexp(a[place], -exponent);
    }
    columns[(ulong(at.z) * sizes.all_rows + at.y) * sizes.pitch + at.x] = value;
    if (at.x == 0 && at.y == 0) {
        // No matrix of finite numbers has it.
        exponents[at.z] = most < INFINITY ? exponent : 1000;
    }
}

struct LengthSizes {
    uint rows;
    uint all_rows;
    uint pitch;
};

kernel void column_lengths(const device float* columns [[buffer(0)]], device float* lengths [[buffer(1)]],
                           constant LengthSizes& sizes [[buffer(2)]], uint2 group [[threadgroup_position_in_grid]],
                           uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float parts[8][32];
    const uint lane = thread_index % 32;
    const uint slice = thread_index / 32;
    const uint column = group.x * 32 + lane;
    const device float* from = columns + ulong(group.y) * sizes.all_rows * sizes.pitch + column;
    // Rows are whole tiles of 64.
    float4 sums = 0.0f;
    for (uint row = slice * 4; row < sizes.rows; row += 32) {
#pragma unroll
        for (uint part = 0; part < 4; ++part) {
            const float value = from[ulong(row + part) * sizes.pitch];
            sums[part] = fma(value, value, sums[part]);
        }
    }
    parts[slice][lane] = (sums.x + sums.y) + (sums.z + sums.w);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (slice == 0) {
        float sum = 0.0f;
        for (uint other = 0; other < 8; ++other) {
            sum += parts[other][lane];
        }
        lengths[group.y * sizes.pitch + column] = sqrt(sum);
    }
}

struct TakeSizes {
    uint all_rows;
    uint pitch;
    // The first row that is taken, and how many rows and columns.
    uint first;
    uint rows;
    uint count;
};

kernel void take_columns(const device float* columns [[buffer(0)]], const device uint* order [[buffer(1)]],
                         const device float* factors [[buffer(2)]], device float* out [[buffer(3)]],
                         constant TakeSizes& sizes [[buffer(4)]], uint3 at [[thread_position_in_grid]]) {
    const uint column = at.z * sizes.count + at.x;
    const ulong row = ulong(at.z) * sizes.all_rows + sizes.first + at.y;
    const float value = columns[row * sizes.pitch + order[column]];
    out[(ulong(at.z) * sizes.rows + at.y) * sizes.count + at.x] = value * factors[column];
}

kernel void fill_columns(const device float* columns [[buffer(0)]], const device float* noise [[buffer(1)]],
                         const device uint* ranks [[buffer(2)]], device float* out [[buffer(3)]],
                         constant float& scale [[buffer(4)]], uint3 at [[thread_position_in_grid]],
                         uint3 sides [[threads_per_grid]]) {
    const ulong place = (ulong(at.z) * sides.y + at.y) * sides.x + at.x;
    out[place] = at.x < ranks[at.z] ? columns[place] : noise[place] * scale;
}

kernel void farthest_part(const device float* gram [[buffer(0)]], const device uint* ranks [[buffer(1)]],
                          device float* farthest [[buffer(2)]], constant uint& side [[buffer(3)]],
                          uint2 group [[threadgroup_position_in_grid]],
                          uint thread_index [[thread_index_in_threadgroup]]) {
    threadgroup float greatest[8];
    const device float* matrix = gram + ulong(group.y) * side * side;
    const uint rank = ranks[group.y];
    float most = 0.0f;
    for (uint row = group.x; row < side; row += PARTS) {
        for (uint column = thread_index; column < side; column += 256) {
            const float one = row == column && row < rank ? 1.0f : 0.0f;
            const float far = abs(matrix[row * side + column] - one);
            most = isfinite(far) ? max(most, far) : INFINITY;
        }
    }
    most = simd_max(most);
    if (thread_index % 32 == 0) {
        greatest[thread_index / 32] = most;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    if (thread_index == 0) {
        for (uint other = 0; other < 8; ++other) {
            most = max(most, greatest[other]);
        }
        farthest[group.y * PARTS + group.x] = most;
    }
}
