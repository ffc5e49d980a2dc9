// Integer promotion and the usual arithmetic conversions (C++14 [conv.prom], [expr]/10).
//
// kernel: integer_promotion
// input a: int32[4] = [-1, 200, 70000, 3]
// output out: int64[18]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [254, 144, -56, 4294967295, -1, 1, 0, 1, 4464, 4464, -2, 2147483648, 4, 1, 4294967294, -1, 65535, 255]
// body:
uchar b = uchar(a[1] - 73);   // 127
uchar c = 127;
char d = char(a[1]);          // 200 wraps to -56
short e = -1;
ushort f = ushort(a[2]);      // 70000 - 65536
uint g = uint(a[0]);
int k = 0;
out[k++] = b + c;             // int, no wrap at 8 bits
out[k++] = uchar(a[1] + a[1]);
out[k++] = d;
out[k++] = g;
out[k++] = a[0];
out[k++] = (a[0] > 0u);       // -1 becomes unsigned
out[k++] = (e > ushort(0));   // both promote to int
out[k++] = (long(a[0]) < 0u); // uint fits a long
out[k++] = f;
out[k++] = (f << 16) >> 16;
out[k++] = ~uchar(1);         // promoted before the complement
out[k++] = 1L << 31;
out[k++] = sizeof(e + e);
out[k++] = sizeof(b);
out[k++] = g + g;
out[k++] = char(255);
out[k++] = ushort(-1);
out[k++] = uchar(a[0]);
