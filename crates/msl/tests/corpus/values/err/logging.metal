// Log messages that do not fit their arguments, and initializers that do nothing.
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;
constant os_log own("kernels", "debug");
template <int SIMDS>
[[kernel, max_total_threads_per_threadgroup(SIMDS * 32)]] void logs(
    device float* out, device long* wide, uint i [[thread_index_in_threadgroup]]) {
  threadgroup float sums[SIMDS] = {0}; //~ warning[address-space-mismatch] leaves
  threadgroup int count = 0; //~ warning[address-space-mismatch] leaves
  threadgroup int other = 3; //~ error[address-space-mismatch] cannot be initialized
  os_log_default.log("value %d", out[i]); //~ error[log-argument-mismatch] expected an integer for `%d`, found `float`
  os_log_default.log("value %5.1f\n", i); //~ error[log-argument-mismatch] expected a float for `%5.1f`, found `uint`
  own.log_info("%f", float4(out[i])); //~ error[log-argument-mismatch] expected a float for `%f`, found `float4`
  own.log_info("%v4f", out[i]); //~ error[log-argument-mismatch] expected a vector of 4 floats for `%v4f`, found `float`
  own.log_debug("%d and %d", i); //~ error[log-argument-mismatch] expected an argument for `%d`; 1 is given
  own.log_debug("done", i); //~ error[log-argument-mismatch] no conversion of the format prints this argument
  own.log_debug("%s", i); //~ error[log-argument-mismatch] expected a string literal for `%s`, found `uint`
  own.log_debug("%d", "text"); //~ error[log-argument-mismatch] expected an integer for `%d`, found a string
  own.log_debug("%d", out); //~ error[log-argument-mismatch] expected an integer for `%d`, found `device float*`
  own.log_debug("%d", wide[i]); //~ warning[log-argument-mismatch] `%d` is for 32 bits, and its argument is `long`
  own.log_debug("%lu", i); //~ warning[log-argument-mismatch] `%lu` is for 64 bits, and its argument is `uint`
  own.log_debug(1); //~ error[invalid-log-format] expected a string literal as format, found `int`
  own.log_debug(); //~ error[invalid-log-format] expected a string literal as format, found none
  own.log_debug("%y and", i); //~ error[invalid-log-format] unknown conversion `y`
  own.log_debug("10%"); //~ error[invalid-log-format] expected a conversion such as `%d` after `%`, found the end
  own.log_debug("10% done"); //~ error[log-argument-mismatch] expected an argument for `% d`; none is given
  own.log_error("\t%k", i); //~ error[invalid-log-format] unknown conversion `k`
  own.log_warn("done"); //~ error[unknown-member] has no method
  printf("value %f\n", out[i]); //~ warning[printf-call] Metal has no `printf`
  sums[i % SIMDS] = count + other;
  out[i] = sums[0];
}
template [[host_name("logs4")]] [[kernel]] decltype(logs<4>) logs<4>;
