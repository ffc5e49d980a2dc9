// A step of Adam: three outputs from four inputs.
//
// kernel: adam_step
// input p: float32[6] = [-1.59375, 1.34375, -0.859375, 1.75, -1.0, -0.9375]
// input g: float32[6] = [0.046875, -1.234375, -0.5, 1.828125, 1.53125, 1.25]
// input m: float32[6] = [0.125, 0.40625, 0.4375, 0.046875, 0.21875, -0.453125]
// input v: float32[6] = [0.921875, 0.203125, 1.015625, 0.578125, 0.859375, 1.796875]
// output p2: float32[6]
// output m2: float32[6]
// output v2: float32[6]
// grid: 6 1 1
// threadgroup: 32 1 1
// expect p2 = [-1.5949711799621582, 1.3383936882019043, -0.8627872467041016, 1.7470479011535645,
//   -1.003772258758545, -0.935390055179596] atol 1e-5 rtol 1e-5
// expect m2 = [0.1171875, 0.2421875, 0.34375, 0.22499999403953552, 0.3499999940395355,
//   -0.2828125059604645] atol 1e-5 rtol 1e-5
// expect v2 = [0.9209553003311157, 0.20444555580615997, 1.0148593187332153, 0.5808889269828796,
//   0.8608603477478027, 1.7966406345367432] atol 1e-5 rtol 1e-5
// header:
#include <metal_stdlib>
using namespace metal;
// body:
uint i = thread_position_in_grid.x;

constexpr float beta1 = 0.9f, beta2 = 0.999f, rate = 0.01f, epsilon = 1e-8f;
float mean = beta1 * m[i] + (1 - beta1) * g[i];
float square = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
m2[i] = mean;
v2[i] = square;
p2[i] = p[i] - rate * mean / (sqrt(square) + epsilon);
