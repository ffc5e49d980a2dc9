// Sizes and alignments (clause 2), known to the compiler.
//
// kernel: sizes
// output out: int32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [16, 12, 8, 6, 16, 1, 24, 8, 32, 8, 40, 2]
// header:
struct Mixed { char a; long b; short c; };
struct Wide { float3 v; float w; };
static_assert(sizeof(Wide) == 32, "a float3 takes the room of four");
static_assert(alignof(float4) == 16, "aligned to its size");
// body:
int k = 0;
out[k++] = sizeof(float3);
out[k++] = sizeof(packed_float3);
out[k++] = sizeof(half3);
out[k++] = sizeof(packed_half3);
out[k++] = alignof(float3);
out[k++] = sizeof(bool);
out[k++] = sizeof(Mixed);
out[k++] = alignof(Mixed);
out[k++] = sizeof(Wide);
out[k++] = sizeof(device float*);
float table[10];
out[k++] = sizeof(table);
out[k++] = sizeof(bfloat);
