// A list that is used twice with different meanings.
//
// kernel: x_macros
// output out: int32[4]
// grid: 1 1 1
// threadgroup: 32 1 1
// expect out = [3, 1, 2, 2]
// header:
#include <metal_stdlib>
using namespace metal;
#define KINDS(X) X(byte, 1) X(word, 2) X(quad, 8)
enum class Kind { 
#define X(name, size) name,
  KINDS(X)
#undef X
};
constant int sizes[] = {
#define X(name, size) size,
  KINDS(X)
#undef X
};
constant int count = sizeof(sizes) / sizeof(sizes[0]);
// body:
out[0] = count;
out[1] = sizes[int(Kind::byte)];
out[2] = sizes[int(Kind::word)];
out[3] = int(Kind::quad);
