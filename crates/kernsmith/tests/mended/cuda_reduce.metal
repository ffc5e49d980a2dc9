#include <cuda_runtime.h>
__device__ float square(float x) { return powf(x, 2.0f); }
__global__ void norm(const float* a, float* out, int n) {
  __shared__ float partial[32];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  float v = i < n ? square(a[i]) : 0.0f;
  for (int d = 16; d > 0; d /= 2) {
    v += __shfl_down_sync(0xffffffff, v, d);
  }
  if (threadIdx.x % warpSize == 0) partial[threadIdx.x / warpSize] = v;
  __syncthreads();
  if (threadIdx.x == 0) out[blockIdx.x] = rsqrtf(partial[0]);
}
