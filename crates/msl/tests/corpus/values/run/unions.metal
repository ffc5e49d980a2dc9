// A union's members share their bytes.
//
// kernel: unions
// input a: float32[1] = [1]
// output out: uint32[4]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1065353216, 128, 4, 7]
// header:
union Bits { float f; uint u; uchar bytes[4]; };
// body:
Bits b;
b.f = a[0];
out[0] = b.u;
out[1] = b.bytes[2];
out[2] = sizeof(Bits);
Bits c = {3.0f};
c.u = 7;
out[3] = c.u;
