// Expressions that do not go on as they must.

int f(int a, int b) {
  a = b + ;
  //      ^~ error[syntax-error] expected an expression, found `;`
  a = b ? 1;
  //       ^~ error[syntax-error] expected `:`, found `;`
  a = * ;
  //    ^~ error[syntax-error] expected an expression, found `;`
  a = f(, b);
  //    ^~ error[syntax-error] expected an expression, found `,`
  a = f(a, );
  //       ^~ error[syntax-error] expected an expression, found `)`
  a = b.;
  //    ^~ error[syntax-error] expected the name of a member, found `;`
  a = b.1;
  //   ^~ error[missing-semicolon] found `.1`
  a = (int);
  //       ^~ error[syntax-error] expected an expression, found `;`
  a = int;
  //     ^~ error[syntax-error] expected `(` or `{` after the type, found `;`
  a = static_cast<int>;
  //                  ^~ error[syntax-error] expected `(`, found `;`
  a = static_cast<b>(a);
  //              ^~ error[syntax-error] expected a type, found `b`
  a = float4;
  //        ^~ error[syntax-error] expected `(` or `{` after the type, found `;`
  a = [;
  //   ^~ error[unbalanced-bracket] expected `]`, found `;`
  return a b;
  //      ^~ error[missing-semicolon] found `b`
}
