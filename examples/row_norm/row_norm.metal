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
