// What the suite times against CUDA by hand (kernels.cu). Matrices are n by n and row-major.
#include <metal_stdlib>
using namespace metal;

kernel void add4(device const float4* a [[buffer(0)]], device const float4* b [[buffer(1)]], device float4* c [[buffer(2)]],
                 uint i [[thread_position_in_grid]]) {
  c[i] = a[i] + b[i];
}

kernel void copy4(device const float4* a [[buffer(0)]], device float4* c [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  c[i] = a[i];
}

// 16 by 16 by a threadgroup of as many threads.
constant constexpr uint T = 16;
kernel void gemm16(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]], device float* c [[buffer(2)]],
                   constant uint& n [[buffer(3)]],
                   uint2 at [[thread_position_in_threadgroup]], uint2 group [[threadgroup_position_in_grid]]) {
  threadgroup float left[T][T], right[T][T];
  const uint row = group.y * T + at.y, column = group.x * T + at.x;
  float sum = 0;
  for (uint k = 0; k < n; k += T) {
    left[at.y][at.x] = a[row * n + k + at.x];
    right[at.y][at.x] = b[(k + at.y) * n + column];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint i = 0; i < T; ++i) sum = fma(left[at.y][i], right[i][at.x], sum);
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  c[row * n + column] = sum;
}

// 64 by 64 by a threadgroup of 16 by 16 threads, 4 by 4 each.
kernel void gemm4x4(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]], device float* c [[buffer(2)]],
                    constant uint& n [[buffer(3)]],
                    uint2 at [[thread_position_in_threadgroup]], uint2 group [[threadgroup_position_in_grid]],
                    uint index [[thread_index_in_threadgroup]]) {
  threadgroup float left[16][64], right[16][64];
  float sums[4][4] = {};
  for (uint k = 0; k < n; k += 16) {
    {
      const uint row = index / 4, part = index % 4 * 4;
      const float4 four = *(device const float4*)(a + (group.y * 64 + row) * n + k + part);
      left[part][row] = four.x;
      left[part + 1][row] = four.y;
      left[part + 2][row] = four.z;
      left[part + 3][row] = four.w;
      const uint depth = index / 16, column = index % 16 * 4;
      *(threadgroup float4*)&right[depth][column] = *(device const float4*)(b + (k + depth) * n + group.x * 64 + column);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint i = 0; i < 16; ++i) {
      const float4 l = *(threadgroup float4*)&left[i][at.y * 4];
      const float4 r = *(threadgroup float4*)&right[i][at.x * 4];
      for (uint y = 0; y < 4; ++y)
        for (uint x = 0; x < 4; ++x) sums[y][x] = fma(l[y], r[x], sums[y][x]);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  for (uint y = 0; y < 4; ++y)
    *(device float4*)(c + (group.y * 64 + at.y * 4 + y) * n + group.x * 64 + at.x * 4) =
        float4(sums[y][0], sums[y][1], sums[y][2], sums[y][3]);
}

// BM by BN by a threadgroup of four simdgroups, each WM by WN, with the next BK columns of a and rows
// of b on their way while the tensor cores are busy. Rows of tiles are padded against bank conflicts.
constant constexpr uint BM = 128, BN = 128, WM = 64, WN = 64, BK = 32;
kernel void half_matrices(device const half* a [[buffer(0)]], device const half* b [[buffer(1)]], device float* c [[buffer(2)]],
                  constant uint& n [[buffer(3)]],
                  uint2 group [[threadgroup_position_in_grid]], uint index [[thread_index_in_threadgroup]],
                  uint simd [[simdgroup_index_in_threadgroup]]) {
  constexpr uint TG = (BM / WM) * (BN / WN) * 32, LP = BK + 8, RP = BN + 8;
  constexpr uint LA = BM * BK / 8 / TG, LB = BK * BN / 8 / TG;
  threadgroup half left[BM * LP], right[BK * RP];
  simdgroup_float8x8 sums[WM / 8][WN / 8];
#pragma unroll
  for (uint y = 0; y < WM / 8; ++y)
#pragma unroll
    for (uint x = 0; x < WN / 8; ++x) sums[y][x] = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
  const uint top = simd / (BN / WN) * WM, side = simd % (BN / WN) * WN;
  uint4 la[LA], lb[LB];
#pragma unroll
  for (uint i = 0; i < LA; ++i) {
    const uint piece = index + i * TG;
    la[i] = *(device const uint4*)(a + (group.y * BM + piece / (BK / 8)) * n + piece % (BK / 8) * 8);
  }
#pragma unroll
  for (uint i = 0; i < LB; ++i) {
    const uint piece = index + i * TG;
    lb[i] = *(device const uint4*)(b + (piece / (BN / 8)) * n + group.x * BN + piece % (BN / 8) * 8);
  }
  for (uint k = 0; k < n; k += BK) {
#pragma unroll
    for (uint i = 0; i < LA; ++i) {
      const uint piece = index + i * TG;
      *(threadgroup uint4*)(left + piece / (BK / 8) * LP + piece % (BK / 8) * 8) = la[i];
    }
#pragma unroll
    for (uint i = 0; i < LB; ++i) {
      const uint piece = index + i * TG;
      *(threadgroup uint4*)(right + piece / (BN / 8) * RP + piece % (BN / 8) * 8) = lb[i];
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    const uint next = k + BK < n ? k + BK : k;
#pragma unroll
    for (uint i = 0; i < LA; ++i) {
      const uint piece = index + i * TG;
      la[i] = *(device const uint4*)(a + (group.y * BM + piece / (BK / 8)) * n + next + piece % (BK / 8) * 8);
    }
#pragma unroll
    for (uint i = 0; i < LB; ++i) {
      const uint piece = index + i * TG;
      lb[i] = *(device const uint4*)(b + (next + piece / (BN / 8)) * n + group.x * BN + piece % (BN / 8) * 8);
    }
#pragma unroll
    for (uint d = 0; d < BK; d += 8) {
      simdgroup_half8x8 l[WM / 8], r[WN / 8];
#pragma unroll
      for (uint y = 0; y < WM / 8; ++y) simdgroup_load(l[y], left + (top + y * 8) * LP + d, LP);
#pragma unroll
      for (uint x = 0; x < WN / 8; ++x) simdgroup_load(r[x], right + d * RP + side + x * 8, RP);
#pragma unroll
      for (uint y = 0; y < WM / 8; ++y)
#pragma unroll
        for (uint x = 0; x < WN / 8; ++x) simdgroup_multiply_accumulate(sums[y][x], l[y], r[x], sums[y][x]);
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
#pragma unroll
  for (uint y = 0; y < WM / 8; ++y)
#pragma unroll
    for (uint x = 0; x < WN / 8; ++x)
      simdgroup_store(sums[y][x], c + (group.y * BM + top + y * 8) * n + group.x * BN + side + x * 8, n);
}
