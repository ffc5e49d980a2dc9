// Braces: nested, elided, partial, with default member initializers, and arrays inside.
//
// kernel: struct_initialization
// output out: float32[20]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1, 2, 3, 0, 5, 6, 7, 9, 4, 0, 1, 2, 3, 4, 8, 3, 1, 0, 6, 2]
// header:
struct In { float x; float y; };
struct Out { In a; float b[2]; int c; };
struct Def { int a = 5; int b = a + 1; float2 v = float2(7, 8); };
// body:
int k = 0;
Out o = {{1, 2}, {3}};
out[k++] = o.a.x; out[k++] = o.a.y; out[k++] = o.b[0]; out[k++] = o.b[1];
Def d;
out[k++] = d.a; out[k++] = d.b; out[k++] = d.v.x;
Def e = {9};
out[k++] = e.a;
Out flat = {1, 2, 3, 4, 5};
out[k++] = flat.b[1];
Out zero = {};
out[k++] = zero.c;
In grid[2][1] = {{{1, 2}}, {{3, 4}}};
out[k++] = grid[0][0].x; out[k++] = grid[0][0].y; out[k++] = grid[1][0].x; out[k++] = grid[1][0].y;
Out copy = o;
copy.a.x = 8;
out[k++] = copy.a.x;
out[k++] = copy.b[0];
out[k++] = o.a.x;
int partial[4] = {7};
out[k++] = partial[3];
float m[2][3] = {1, 2, 3, 4, 5, 6};
out[k++] = m[1][2];
int counted[] = {1, 2};
out[k++] = sizeof(counted) / sizeof(int);
