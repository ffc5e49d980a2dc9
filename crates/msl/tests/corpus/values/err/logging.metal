// Messages that are not delivered are warned of, and initializers that do nothing.
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;
constant os_log own("kernels", "debug");
template <int SIMDS>
[[kernel, max_total_threads_per_threadgroup(SIMDS * 32)]] void logs(
    device float* out, uint i [[thread_index_in_threadgroup]]) {
  threadgroup float sums[SIMDS] = {0}; //~ warning[address-space-mismatch] leaves
  threadgroup int count = 0; //~ warning[address-space-mismatch] leaves
  threadgroup int other = 3; //~ error[address-space-mismatch] cannot be initialized
  os_log_default.log("value %f", out[i]); //~ warning[unsupported-feature] not delivered
  own.log_debug("done"); //~ warning[unsupported-feature] not delivered
  own.log_debug(1); //~ error[no-matching-function]
  sums[i % SIMDS] = count + other;
  out[i] = sums[0];
}
template [[host_name("logs4")]] [[kernel]] decltype(logs<4>) logs<4>;
