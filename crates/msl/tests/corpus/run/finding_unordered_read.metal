// Threadgroup memory read behind barriers that leave it open: of no memory, of device memory, and of a
// simdgroup, though another simdgroup wrote. What a thread wrote itself, and what a later barrier orders, is
// fine.
//
// kernel: finding_unordered_read
// output out: float32[64]
// grid: 64 1 1
// threadgroup: 64 1 1
// findings: unordered-read, unordered-read, unordered-read
// header:
#include <metal_stdlib>
using namespace metal;
// body:
const uint i = thread_position_in_threadgroup.x;
threadgroup float a[64];
threadgroup float b[64];
threadgroup float c[64];

a[i] = float(i);
// kernsmith: allow(barrier-narrower-than-needed): this is what the case is about
threadgroup_barrier(mem_flags::mem_none);
float sum = a[i] + a[63 - i];

b[i] = sum;
// kernsmith: allow(barrier-narrower-than-needed): as above
threadgroup_barrier(mem_flags::mem_device);
sum += b[(i + 1) % 64];

c[i] = sum;
simdgroup_barrier(mem_flags::mem_threadgroup);
sum += c[i ^ 1];
// kernsmith: allow(barrier-narrower-than-needed): as above
threadgroup_barrier(mem_flags::mem_none);
sum += c[i ^ 32];

threadgroup_barrier(mem_flags::mem_threadgroup);
out[i] = sum + a[63 - i] + b[63 - i] + c[63 - i];
