use kernsmith::{Call, DType, Error, Library, Stream, Tensor};

const FILE: &str = r#"#include <metal_stdlib>
using namespace metal;
typedef bfloat bfloat16_t;
template <typename T, int D>
[[kernel]] void row_norm(
  const device bfloat16_t* x [[buffer(0)]],
  const constant float& eps [[buffer(1)]],
  device bfloat16_t* out [[buffer(2)]],
  uint3 threadgroup_position_in_grid [[threadgroup_position_in_grid]],
  uint3 threads_per_threadgroup [[threads_per_threadgroup]],
  uint3 dispatch_threads_per_threadgroup [[dispatch_threads_per_threadgroup]],
  uint thread_index_in_threadgroup [[thread_index_in_threadgroup]],
  uint thread_index_in_simdgroup [[thread_index_in_simdgroup]],
  uint simdgroup_index_in_threadgroup [[simdgroup_index_in_threadgroup]],
  uint simdgroups_per_threadgroup [[simdgroups_per_threadgroup]]) {
// One threadgroup a row: out[r, i] = x[r, i] / sqrt(mean of x[r, :]^2 + eps).
threadgroup float partial[32];
uint row = threadgroup_position_in_grid.x;
uint lane = thread_index_in_threadgroup;
uint threads = dispatch_threads_per_threadgroup.x;
const device T* from = x + row * D;

float sum = 0.0f;
for (uint i = lane; i < D; i += threads) {
    float value = float(from[i]);
    sum += value * value;
}
sum = simd_sum(sum);
if (thread_index_in_simdgroup == 0) {
    partial[simdgroup_index_in_threadgroup] = sum;
}
threadgroup_barrier(mem_flags::mem_threadgroup);
float total = 0.0f;
for (uint s = 0; s < simdgroups_per_threadgroup; ++s) {
    total += partial[s];
}
float scale = metal::rsqrt(total / float(D) + eps);
for (uint i = lane; i < D; i += threads) {
    out[row * D + i] = T(float(from[i]) * scale);
}

}

template [[host_name("row_norm")]] [[kernel]]
decltype(row_norm<bfloat16_t, 300>) row_norm<bfloat16_t, 300>;
"#;

/// Calls `row_norm`.
///
/// `inputs[0]` is `x`.
/// `inputs[1]` is `eps`.
pub fn row_norm(
    stream: &Stream,
    inputs: [&Tensor; 2],
    shapes: [&[usize]; 1],
    grid: [u32; 3],
    threadgroup: [u32; 3],
) -> Result<Vec<Tensor>, Error> {
    let library = Library::builder()
        .source(FILE)
        .build()?;
    let call = Call::new()
        .buffer(0, inputs[0])
        .buffer(1, inputs[1])
        .output(2, shapes[0], DType::BF16)
        .grid(grid)
        .threadgroup(threadgroup);
    library.function("row_norm")?.call(stream, &call)
}
