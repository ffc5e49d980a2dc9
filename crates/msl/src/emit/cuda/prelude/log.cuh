// Messages. `ir::log` says how they lie in the buffer.

struct ks_logger {
  ks_u32* words;
  ks_vec3<ks_u32> thread;  // in the grid
};

// Takes room for a record and begins it; null where there is none. Whoever finds the end reached adds
// nothing any more, so that the count does not wrap; who reaches it marks where the records end.
static __device__ __noinline__ ks_u32* ks_log_begin(ks_logger log, ks_u32 name, ks_u32 words) {
  ks_u32 start = *(volatile const ks_u32*)log.words;
  if (start < KS_LOG_WORDS) start = atomicAdd(log.words, words);
  ks_u32* const record = log.words + 2 + start;
  if (start >= KS_LOG_WORDS || KS_LOG_WORDS - start < words) {
    if (start < KS_LOG_WORDS) *record = 0;
    atomicAdd(log.words + 1, 1u);
    return 0;
  }
  record[0] = name;
  record[1] = log.thread.x;
  record[2] = log.thread.y;
  record[3] = log.thread.z;
  return record + 4;
}
// Writes a value, and gives the place behind it.
KS_FN ks_u32* ks_log_value(ks_u32* to, ks_u32 value) { *to = value; return to + 1; }
KS_FN ks_u32* ks_log_value(ks_u32* to, ks_i32 value) { return ks_log_value(to, (ks_u32)value); }
KS_FN ks_u32* ks_log_value(ks_u32* to, float value) { return ks_log_value(to, __float_as_uint(value)); }
KS_FN ks_u32* ks_log_value(ks_u32* to, ks_u64 value) {
  return ks_log_value(ks_log_value(to, (ks_u32)value), (ks_u32)(value >> 32));
}
KS_FN ks_u32* ks_log_value(ks_u32* to, ks_i64 value) { return ks_log_value(to, (ks_u64)value); }
