// Messages come by threadgroup, by thread in it, and as the thread logged them, whatever ran first: also
// around barriers, in loops with lanes of their own, in helpers and templates.
//
// kernel: log_order
// output out: uint32[2, 5]
// grid: 5 2 1
// threadgroup: 2 2 1
// expect out = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
// log: log 0,0,0 before 0
// log: info 0,0,0 turn 0
// log: log 0,0,0 after 6
// log: log 1,0,0 before 1
// log: info 1,0,0 turn 0
// log: info 1,0,0 turn 1
// log: log 1,0,0 after 6
// log: log 0,1,0 before 5
// log: info 0,1,0 turn 0
// log: log 0,1,0 after 6
// log: log 1,1,0 before 6
// log: info 1,1,0 turn 0
// log: info 1,1,0 turn 1
// log: log 1,1,0 after 6
// log: log 2,0,0 before 2
// log: info 2,0,0 turn 0
// log: log 2,0,0 after 8
// log: log 3,0,0 before 3
// log: info 3,0,0 turn 0
// log: info 3,0,0 turn 1
// log: log 3,0,0 after 8
// log: log 2,1,0 before 7
// log: info 2,1,0 turn 0
// log: log 2,1,0 after 8
// log: log 3,1,0 before 8
// log: info 3,1,0 turn 0
// log: info 3,1,0 turn 1
// log: log 3,1,0 after 8
// log: log 4,0,0 before 4
// log: info 4,0,0 turn 0
// log: log 4,0,0 after 9
// log: log 4,1,0 before 9
// log: info 4,1,0 turn 0
// log: log 4,1,0 after 9
// header:
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;
template <typename T>
void tell(T turn) {
  os_log_default.log_info("turn %u", turn);
}
// body:
uint2 at = thread_position_in_grid.xy;
uint index = at.y * 5 + at.x;
threadgroup uint last[4];
os_log_default.log("before %u", index);
last[thread_index_in_threadgroup] = index;
for (uint turn = 0; turn <= thread_position_in_threadgroup.x; turn++) {
  tell(turn);
}
threadgroup_barrier(mem_flags::mem_threadgroup);
uint most = last[threads_per_threadgroup.x * threads_per_threadgroup.y - 1];
os_log_default.log("after %u", most);
out[index] = index;
