// `if (a && b)`: later operands are evaluated only where the earlier ones hold, in any nesting.
//
// kernel: conjunctions
// input a: int32[4] = [0, 1, 2, 3]
// output out: int32[48]
// grid: 4 1 1
// threadgroup: 4 1 1
// init_value: -1
// expect out = [1, 0, -1, 0, 2, 9, 3, 0, 2, 5, -1, -1, 2, 12, 7, 0, 1, 9, 3, 0, 1, 5, -1, -1, 2, 6, -1, 0, 2, 9, 4, 0, 2, 5, 8, -1, 2, 4, -1, 0, 2, 9, 4, 0, 2, 5, 8, -1]
// header:
bool touch(thread int& n, bool result) { n++; return result; }
// body:
int v = a[thread_position_in_grid.x];
device int* o = out + 12 * v;
int n = 0;
// Both operands have effects.
if (touch(n, v >= 1) && touch(n, v < 3)) n += 0;
o[0] = n;
// Division by zero is not reached.
o[1] = 0;
if (v != 0 && 12 / v > 3) o[1] = 12 / v;
// A chain whose middle part has an effect.
n = 5;
if (v > 0 && touch(n, v == 1) && n == 6 && v < 9) o[2] = n + 1;
// What is known to be false drops the rest, and what is known to be true leaves it.
o[3] = 0;
if (v > 9 && touch(n, true) && false) o[3] = 1;
n = 0;
if (true && touch(n, v != 1) && touch(n, v % 2 == 0 || v == 1)) { }
o[4] = n;
// With `else`, it is one branch.
if (v < 9 && touch(n, v != 9)) { o[5] = 9; } else { o[5] = 1; }
// Parentheses and nested chains; `||` inside stays whole.
n = 0;
if ((v >= 0 && (touch(n, v > 1) || touch(n, true))) && touch(n, true)) n = n == 3 ? 3 : 4;
o[6] = n == 3 ? 3 : (n == 2 ? 2 : 4);
// Leaving from inside.
o[7] = 0;
for (int i = 0; i < 4; ++i) {
  if (i == v && touch(n, true)) break;
  if (i > v && touch(n, true)) o[7] = 1;
}
n = 0;
if (v != 2 && touch(n, v != 1) && touch(n, v > 8)) n = 7;
o[8] = n == 0 ? 2 : n;
// Variables of an operand's own places.
int w[2] = {4, 5};
if (v < 4 && w[v & 1] < 9 && touch(w[1], w[1] == 6)) o[9] = 5; else o[9] = 5;
if (v > 1 && touch(w[0], true) && w[0] == 5) o[10] = 8;
