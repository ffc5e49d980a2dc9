// Shuffles of 64-bit integers, bools and complex numbers, which MLX adds.
//
// kernel: prelude_shuffles
// output wide: int64[32]
// output flags: bool[32]
// output turned: float32[32]
// output imaginary: float32[32]
// output filled: float32[32]
// grid: 32 1 1
// threadgroup: 32 1 1
// expect wide[i] = (31 - i) * 1099511627776
// expect flags[i] = i % 2
// expect turned[i] = 31 - i
// expect imaginary[i] = i - 31
// expect filled[i] = i - 1
// body:
uint i = thread_index_in_simdgroup;
ushort other = ushort(31 - i);
complex64_t z = complex64_t(float(i), -float(i));
wide[i] = simd_shuffle(int64_t(i) << 40, other);
flags[i] = simd_shuffle(i % 2 == 0, other);
turned[i] = simd_shuffle(z, other).real;
imaginary[i] = simd_shuffle(z, other).imag;
filled[i] = simd_shuffle_and_fill_up(z, complex64_t(-1.0f), ushort(1)).real;
