// A function without a way to its end is called where no thread goes.
//
// kernel: never_returns
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[4]
// grid: 4 1 1
// threadgroup: 4 1 1
// expect out = [1, 2, 3, 4]
// header:
float stuck(float x) {
    while (true) { x += 1.0f; }
}
// body:
uint i = thread_position_in_grid.x;
out[i] = a[i];
if (a[i] > 4.0f) {
    out[i] = stuck(a[i]) + 1.0f;
}
