// Functions that end with a call of themselves, which Metal's compiler takes though it has no recursion: with a
// result, without one, of a method, and where what is handed over must not change too early.
//
// kernel: tail_calls
// input x: int32[8] = [3, 1, 4, 1, 5, 9, 2, 6]
// output out: int32[5]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [6, 120, 24, 3, 2]
// header:
#include <metal_stdlib>
using namespace metal;
int divisor(int a, int b) {
  if (b == 0) return a;
  return divisor(b, a % b);
}
uint factorial(uint n, uint total) {
  if (n > 1) {
    return factorial(n - 1, total * n);
  } else {
    return total;
  }
}
struct Walk {
  int at;
  int sum;
  void go(int steps, device const int* x) thread {
    if (at == 4) {
      return;
    }
    sum += steps * x[at];
    at++;
    if (steps > 1) {
      int left = steps - 1;
      go(left, x);
    }
  }
};
int swapped(int a, int b, int times) {
  if (times == 0) { return a; }
  return swapped(b, a, times - 1);
}
int steps_down(thread int& from, int count) {
  if (from < 2) { return count; }
  from /= 2;
  return steps_down(from, count + 1);
}
// body:
out[0] = divisor(48, 18);
out[1] = factorial(5, 1);
Walk walk = {0, 0};
walk.go(4, x);
out[2] = walk.sum;
out[3] = swapped(2, 3, 7);
int from = 7;
out[4] = steps_down(from, 0);
