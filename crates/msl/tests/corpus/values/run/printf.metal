// `printf` of C logs at the default level; a kernel may still have a function of that name.
//
// kernel: printed
// output out: float32[2]
// grid: 2 1 1
// threadgroup: 2 1 1
// expect out = [0, 3]
// log: log 0,0,0 0 is 0.00\n
// log: log 1,0,0 1 is 3.00\n
// header:
#include <metal_stdlib>
using namespace metal;
namespace own {
float printf(float x) { return 3 * x; }
}
// body:
uint i = thread_position_in_grid.x;
out[i] = own::printf(i);
printf("%u is %.2f\n", i, out[i]);
