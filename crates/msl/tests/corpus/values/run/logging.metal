// Logs: a kernel that writes messages computes the same. A string is an array of `char`.
//
// kernel: logging
// input x: float32[8] = arange
// output out: float32[8]
// grid: 8 1 1
// threadgroup: 4 1 1
// expect out[i] = x[i] * 2
// header:
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;
constant os_log kernel_log("kernels", "debug");
int length(constant char* text) {
  int count = 0;
  while (text[count] != 0) {
    count++;
  }
  return count;
}
// body:
uint i = thread_position_in_grid.x;
if (x[i] > 4) {
  os_log_default.log("thread %u has %f", i, x[i]);
  kernel_log.log_error("too large");
}
out[i] = x[i] * length("ab");
