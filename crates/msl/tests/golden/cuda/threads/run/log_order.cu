namespace ks_user {

struct os_log {
};

static __constant__ const os_log os_log_default = {};

static __device__ void tell_uint_(const ks_logger& ks_log, ks_u32 turn) {
  ks_u32 turn_1;
  turn_1 = turn;
  ks_u32 v0 = turn_1;
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 3u, 5u)) ks_log_value(ks_log_record, v0);
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_log_order_uint32(
  ks_u32* __restrict__ out,
  const ks_launch ks_host,
  ks_u32* ks_log_words) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  const ks_logger ks_log = {ks_log_words, {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z}};
  const ks_vec3<ks_u32> thread_position_in_grid = {ks_here.group.x * ks_host.group[0] + ks_here.thread.x, ks_here.group.y * ks_host.group[1] + ks_here.thread.y, ks_here.group.z * ks_host.group[2] + ks_here.thread.z};
  const ks_vec3<ks_u32> thread_position_in_threadgroup = ks_here.thread;
  const ks_vec3<ks_u32> threads_per_threadgroup = ks_here.size;
  const ks_u32 thread_index_in_threadgroup = ks_here.index;
  ks_array<ks_u32, 4>& last = *(ks_array<ks_u32, 4>*)(ks_memory + 0);
  ks_u32 index;
  ks_u32 turn;
  ks_u32 most;
  ks_vec2<ks_u32> v0 = {thread_position_in_grid.x, thread_position_in_grid.y};
  ks_u32 v1 = v0.y;
  ks_u32 v2 = v1 * 5u;
  ks_u32 v3 = v0.x;
  ks_u32 v4 = v2 + v3;
  index = v4;
  ks_u32 v5 = index;
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 1u, 5u)) ks_log_value(ks_log_record, v5);
  ks_u32 v6 = index;
  last.at[thread_index_in_threadgroup] = v6;
  turn = 0u;
  for (;;) {
    ks_u32 v7 = turn;
    ks_u32 v8 = thread_position_in_threadgroup.x;
    bool v9 = v7 <= v8;
    if (!v9) break;
    ks_u32 v10 = turn;
    tell_uint_(ks_log, v10);
    ks_u32 v11 = turn;
    ks_u32 v12 = v11 + 1u;
    turn = v12;
  }
  __syncthreads();
  ks_u32 v13 = threads_per_threadgroup.x;
  ks_u32 v14 = threads_per_threadgroup.y;
  ks_u32 v15 = v13 * v14;
  ks_u32 v16 = v15 - 1u;
  ks_u32 v17 = last.at[v16];
  most = v17;
  ks_u32 v18 = most;
  if (ks_u32* ks_log_record = ks_log_begin(ks_log, 2u, 5u)) ks_log_value(ks_log_record, v18);
  ks_u32 v19 = index;
  ks_u32 v20 = index;
  out[v19] = v20;
}

}
