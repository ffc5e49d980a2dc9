// A missing semicolon is said at the end of what it is missing from.

struct A { int a } a;
//              ^~ error[missing-semicolon] expected `;` after this declaration, found `}`

int f(int x) {
  return x
  //      ^~ error[missing-semicolon] expected `;` after `return`, found `}`
}

int g(int x) {
  x += 1
  //    ^~ error[missing-semicolon] expected `;` after this expression, found `if`
  if (x) { break }
  //            ^~ error[missing-semicolon] expected `;` after `break`, found `}`
  do { x--; } while (x)
  //                   ^~ error[missing-semicolon] found `x`
  x = 1 y = 2;
  //   ^~ error[missing-semicolon] expected `;` after this expression, found `y`
  return x;
}

using namespace metal
//                   ^~ error[missing-semicolon] expected `;` after this `using`, found `int`

int h();
