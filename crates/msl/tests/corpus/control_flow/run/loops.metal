// Loops of every form, with conditions that branch, several variables, and jumps.
//
// kernel: loop_forms
// output out: int32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [45, 25, 6, 1, 3, 5, 10, 3, 0, 7, 4, 20]
// header:
#define GUARD(x) do { if (!(x)) break; hits += 1; } while (0)
// body:
int k = 0;
int s = 0;
for (int i = 0; i < 10; ++i) s += i;
out[k++] = s;
s = 0;
for (int i = 0; i < 10; i++) { if (i % 2 == 0) continue; s += i; }
out[k++] = s;
s = 0;
for (int i = 0, j = 6; i < j; i++, j--) s += 2;
out[k++] = s;
s = 0;
do { s++; } while (s < 0);
out[k++] = s;
int hits = 0;
GUARD(s > 0); GUARD(s < 0); GUARD(true); GUARD(s == 1);
out[k++] = hits;
s = 0;
while (true) { if (++s >= 5) break; }
out[k++] = s;
s = 0;
int data[5] = {1, 2, 3, 4, 0};
int p = 0;
while (p < 5 && data[p] != 0) { s += data[p]; ++p; }   // never reads past the end
out[k++] = s;
s = 0;
for (int i = 0; i < 3; ++i) {
  for (int j = 0; j < 3; ++j) {
    if (j > i) break;
    if (i == 1) continue;
    s += j;
  }
}
out[k++] = s;
s = 0;
for (int i = 5; i < 5; ++i) s = 99;
out[k++] = s;
int fresh = 0;
for (int i = 0; i < 7; ++i) { int local = 0; local += 1; fresh += local; }
out[k++] = fresh;
s = 0;
do { s++; if (s == 2) continue; if (s > 3) break; } while (s < 10);
out[k++] = s;
s = 0;
#pragma unroll
for (int i = 0; i < 4; ++i) {
  switch (i) { case 1: continue; default: break; }
  s += i * 4;
}
out[k++] = s;
