// Brackets that do not match name both places.

int a[3 = {1};
//      ^~ error[unbalanced-bracket] expected `]`, found `=`

int f(int x, int y {
  //               ^~ error[unbalanced-bracket] expected `)`, found `{`
  return x;
}

int g(int x) {
  x = f(x, f(x, 1);
  //              ^~ error[unbalanced-bracket] expected `)`, found `;`
  x = a[f(1, 2);
  //           ^~ error[unbalanced-bracket] expected `]`, found `;`
  if (x > 1 { x = 2; }
  //        ^~ error[unbalanced-bracket] expected `)`, found `{`
  for (int i = 0; i < 3; ++i { x += i; }
  //                         ^~ error[unbalanced-bracket] expected `)`, found `{`
  while (x)) { x = 0; }
  //       ^~ error[syntax-error] expected an expression, found `)`
  return (x];
  //       ^~ error[unbalanced-bracket] expected `)`, found `]`
}

vec<float, 4 v;
//           ^~ error[unbalanced-bracket] expected `>`, found `v`

}
//~^ error[unbalanced-bracket] unexpected `}`: no `{` is open here

int h() {
  if (true) {
    return 1;
  //         ^~ error[unbalanced-bracket] expected `}`, found the end of the source
