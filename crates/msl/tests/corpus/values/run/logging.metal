// Logs: messages with values, in order of threads, of two loggers. A string is an array of `char`.
//
// kernel: logging
// input x: float32[8] = arange
// output out: float32[8]
// grid: 8 1 1
// threadgroup: 4 1 1
// expect out[i] = x[i] * 2
// log: log 5,0,0 thread 5 has 5.000000
// log: error 5,0,0 too large
// log: log 6,0,0 thread 6 has 6.000000
// log: error 6,0,0 too large
// log: log 7,0,0 thread 7 has 7.000000
// log: error 7,0,0 too large
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
