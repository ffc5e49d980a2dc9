// What is kept within bounds is compared with a bound. For sm_90, NVIDIA's assembler gets it wrong where it sees a
// maximum with zero and a comparison with the upper bound.
//
// kernel: saturated_and_compared
// input x: float32[10] = [0, 0.5, 1, 127, 200.25, 254.9, 255, 255.5, 3, 254]
// input n: int32[10] = [-1500000000, -300, -1, 0, 1, 127, 254, 255, 256, 1000000000]
// output out: int32[10, 6]
// grid: 10 1 1
// threadgroup: 32 1 1
// expect out = [1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 127, 1, 0, 1, 0, 1, 254, 0, 0, 0, 1, 0, 1000, 0, 1, 0, 1, 0, 1000, 1, 1, 0, 1, 0, 1000, 1]
// body:
const uint i = thread_position_in_grid.x;
device int* row = out + 6 * i;
row[0] = uchar(x[i]) != 255;
row[1] = clamp(n[i], 0, 255) != 255;
row[2] = max(min(n[i], 255), 0) == 255;
row[3] = min(max(0, n[i]), 255) != 255;
const short2 both = clamp(short2(short(clamp(n[i], -32768, 32767)), 7), short2(0), short2(255));
row[4] = both.x != 255 ? both.x : 1000;
row[5] = ushort(x[i]) != 255;
