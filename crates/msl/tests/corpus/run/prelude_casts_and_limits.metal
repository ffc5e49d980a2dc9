// `cast_to`, `ceildiv`, and limits of all kinds of types.
//
// kernel: prelude_casts_and_limits
// input a: float32[2] = [2.75, -1.5]
// output casts: int32[2]
// output blocks: int32[3]
// output floats: float32[6]
// output integers: int64[8]
// output flags: bool[2]
// output z: complex64[1]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect casts = [2, -1]
// expect blocks = [0, 2, 3]
// expect floats = [-3.4028234663852886e38, -65504, inf, -inf, 3.3895313892515355e38, 0.0009765625]
// expect integers = [0, 255, -32768, 4294967295, -9223372036854775808, 9223372036854775807, 65535, -2147483648]
// expect flags = [true, false]
// expect z = [2.75+0i]
// body:
casts[0] = cast_to<int>(a[0]);
casts[1] = cast_to<int>(half(a[1]));
for (int i = 0; i < 3; ++i) {
  blocks[i] = ceildiv(i * 5, 4);
}
floats[0] = Limits<float>::finite_min;
floats[1] = Limits<half>::finite_min;
floats[2] = Limits<bfloat16_t>::max;
floats[3] = Limits<half>::min;
floats[4] = numeric_limits<bfloat>::max();
floats[5] = metal::numeric_limits<half>::epsilon();
integers[0] = Limits<uint8_t>::min;
integers[1] = Limits<uint8_t>::finite_max;
integers[2] = Limits<int16_t>::min;
integers[3] = Limits<uint32_t>::max;
integers[4] = Limits<int64_t>::min;
integers[5] = Limits<int64_t>::finite_max;
integers[6] = numeric_limits<ushort>::max();
integers[7] = numeric_limits<int>::lowest();
flags[0] = Limits<bool>::max;
flags[1] = Limits<bool>::min;
z[0] = cast_to<complex64_t>(a[0]);
