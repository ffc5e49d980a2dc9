// Every operator of complex numbers, also with real ones and on elements of a buffer.
//
// kernel: prelude_complex
// input a: complex64[2] = [1+2i, -3+0.5i]
// input b: complex64[2] = [3-1i, 0.5+2i]
// output difference: complex64[2]
// output quotient: complex64[2]
// output negated: complex64[2]
// output scaled: complex64[2]
// output assigned: complex64[2]
// output order: int32[6]
// output re: float32[2]
// grid: 2 1 1
// threadgroup: 64 1 1
// expect difference = [-2+3i, -3.5-1.5i]
// expect quotient = [0.1+0.7i, -0.11764706+1.4705882i] within 1 ulp
// expect negated = [-1-2i, 3-0.5i]
// expect scaled = [3+4i, -5+1i]
// expect assigned = [10+10i, -5-11.5i]
// expect order = [0, 1, 1, 0, 1, 0]
// expect re = [1, -3]
// body:
uint i = thread_position_in_grid.x;
complex64_t x = a[i];
complex64_t y = b[i];
difference[i] = x - y;
quotient[i] = x / y;
negated[i] = -x;
scaled[i] = 2.0f * x + 1;
assigned[i] = x;
assigned[i] *= y;
assigned[i] += x * y;
assigned[i] -= complex64_t(0.0f, 0.0f);
re[i] = static_cast<float>(x);
if (i == 0) {
  order[0] = x == y;
  order[1] = x != y;
  order[2] = x < y;
  order[3] = x > y;
  order[4] = x <= x;
  order[5] = x >= y;
}
