// What kernels.metal has, by hand.
extern "C" __global__ void add4(const float4* a, const float4* b, float4* c) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  float4 x = a[i], y = b[i];
  c[i] = make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w);
}
extern "C" __global__ void copy4(const float4* a, float4* c) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  c[i] = a[i];
}
extern "C" __global__ void gemm16(const float* a, const float* b, float* c, unsigned n) {
  __shared__ float left[16][16], right[16][16];
  unsigned row = blockIdx.y * 16 + threadIdx.y, column = blockIdx.x * 16 + threadIdx.x;
  float sum = 0;
  for (unsigned k = 0; k < n; k += 16) {
    left[threadIdx.y][threadIdx.x] = a[row * n + k + threadIdx.x];
    right[threadIdx.y][threadIdx.x] = b[(k + threadIdx.y) * n + column];
    __syncthreads();
    for (unsigned i = 0; i < 16; ++i) sum += left[threadIdx.y][i] * right[i][threadIdx.x];
    __syncthreads();
  }
  c[row * n + column] = sum;
}
extern "C" __global__ void gemm4x4(const float* a, const float* b, float* c, unsigned n) {
  __shared__ float left[16][64], right[16][64];
  unsigned index = threadIdx.y * 16 + threadIdx.x;
  float sums[4][4] = {};
  for (unsigned k = 0; k < n; k += 16) {
    unsigned row = index / 4, part = index % 4 * 4;
    float4 four = *(const float4*)(a + (blockIdx.y * 64 + row) * n + k + part);
    left[part][row] = four.x; left[part + 1][row] = four.y; left[part + 2][row] = four.z; left[part + 3][row] = four.w;
    unsigned depth = index / 16, column = index % 16 * 4;
    *(float4*)&right[depth][column] = *(const float4*)(b + (k + depth) * n + blockIdx.x * 64 + column);
    __syncthreads();
#pragma unroll
    for (unsigned i = 0; i < 16; ++i) {
      float4 l4 = *(float4*)&left[i][threadIdx.y * 4], r4 = *(float4*)&right[i][threadIdx.x * 4];
      float l[4] = {l4.x, l4.y, l4.z, l4.w}, r[4] = {r4.x, r4.y, r4.z, r4.w};
#pragma unroll
      for (unsigned y = 0; y < 4; ++y)
#pragma unroll
        for (unsigned x = 0; x < 4; ++x) sums[y][x] += l[y] * r[x];
    }
    __syncthreads();
  }
#pragma unroll
  for (unsigned y = 0; y < 4; ++y)
    *(float4*)(c + (blockIdx.y * 64 + threadIdx.y * 4 + y) * n + blockIdx.x * 64 + threadIdx.x * 4) =
        make_float4(sums[y][0], sums[y][1], sums[y][2], sums[y][3]);
}
