// Pointers to functions that are known only when the kernel runs: in arrays, fields and variables, as arguments,
// results and of `?:`, compared and null, behind pointers; and tables of constant memory with constant indices.
//
// kernel: pointers_to_functions
// input x: float32[4] = [0, 1, 2, 3]
// output out: float32[4, 12]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [0, 0, 0, 2, 1, 4, 1, 1, 5, 0, 0, 6, 2, -1, 2, -1, 1, 4, 1, 1, -5, 1, 1, 9, 4, 8, 4, 4, 1, 4, 1, 1, 5, 16, 0, 12, 6, -3, 6, -3, 1, 4, 1, 1, -5, 81, 1, 15]
// header:
#include <metal_stdlib>
using namespace metal;
typedef float (*Unary)(float);
using Plain = float(float);
inline float twice(float x) { return 2 * x; }
inline float negated(float x) { return -x; }
inline float cube(float x) { return x * x * x; }
inline float square(float x) { return x * x; }
constant Unary TABLE[] = {twice, &negated, twice, square};
template <int N>
float plus(float x) { return x + N; }
struct Step {
  Unary apply;
  float scale;
};
float run(Unary f, float x) { return f(x); }
float both(Unary f, Plain g, float x) { return f(x) + (*g)(x); }
Unary chosen(bool one) { return one ? cube : nullptr; }
template <typename F>
float through(F f, float x) { return f(x); }
template <typename R, typename A>
R call(R (*f)(A), A x) { return f(x); }
void fill(thread float& to, float x) { to = x + 3; }
void clear(thread float& to, float x) { to = -5; }
// body:
uint i = thread_position_in_grid.x;
float v = x[i];
device float* o = out + i * 12;
Unary changing = twice;
o[0] = call(changing, v);
if (i % 2 == 1) { changing = negated; }
if (i == 2) { changing = &cube; }
o[1] = changing(v);
float (*local[2])(float) = {twice, [](float x) { return 2 * x; }};
float (**at)(float) = local;
o[2] = at[i % 2](v);
Step steps[2] = {{plus<2>, 1}, {negated, 1}};
o[3] = (i == 2 ? 2 * twice(1) : i == 0 ? steps[0].apply(v) : steps[1].apply(v) * steps[1].scale);
o[4] = TABLE[3](1);
o[5] = call(*twice, 2.0f);
Unary maybe = chosen(i == 2);
o[6] = maybe == nullptr || maybe == cube;
o[7] = (maybe ? 1 : 0) == (i == 2) && !maybe == (i != 2);
void (*act)(thread float&, float) = i % 2 ? clear : fill;
float to = 0;
act(to, 2);
o[8] = to;
auto picked = i < 3 ? square : square;
o[9] = through(TABLE[3 - (i & 0)], picked(v));
auto other = twice;
other = i % 2 ? plus<1> : plus<0>;
o[10] = other(0);
o[11] = both(TABLE[i & 2], plus<2>, v) + run(i > 9 ? cube : plus<4>, 0);
