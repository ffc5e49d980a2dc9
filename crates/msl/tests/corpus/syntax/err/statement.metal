// Statements that are none.

void f(int a) {
  else a = 1;
  //~^ error[syntax-error] `else` without `if`
  if a > 1 { a = 2; }
  // ^~ error[syntax-error] expected `(`, found `a`
  for (int i = 0; i < 3, i++) { a = 3; }
  //                        ^~ error[syntax-error] expected `;`, found `)`
  for (a : b) { a = 4; }
  //     ^~ error[syntax-error] expected `;`, found `:`
  do { a = 5; } a = 6;
  //            ^~ error[syntax-error] expected `while` after the body of `do`, found `a`
  switch (a) case 1: a = 7;
  //         ^~ error[syntax-error] expected `{`, found `case`
  case : a = 8;
  //   ^~ error[syntax-error] expected an expression, found `:`
  int = 9;
  //  ^~ error[syntax-error] expected a name, found `=`
  int 9 = 10;
  //  ^~ error[syntax-error] expected a name, found `9`
  float float x;
  //    ^~ error[syntax-error] expected a name after the type, found `float`
  unsigned half h;
  //~^ error[syntax-error] these words do not make a type together
  device constant int* p;
  //     ^~ error[conflicting-address-spaces] a type has one address space
  using x;
  a = 11;
}

a = 12;
//~^ error[unknown-type] no type is called `a`
return 1;
//~^ error[syntax-error] expected a declaration, found `return`

[[kernel]] void outer() {
  [[kernel]] void inner() { }
  //~^ error[syntax-error] a kernel cannot be defined inside a function
}
