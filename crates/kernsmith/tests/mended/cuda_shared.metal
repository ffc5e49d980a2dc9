#include <metal_stdlib>
using namespace metal;
kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  __shared__ float tile[32];
  tile[i] = 1;
  __syncthreads();
  out[i] = tile[i];
}
