// Five unrelated errors of one source are all found, each at its token.

kernel void five(device flaot* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {
  //                    ^~ error[unknown-type] no type is called `flaot`
  float a = 1.0f
  //            ^~ error[missing-semicolon] expected `;` after this declaration, found `float`
  float b = (a + 2.0f;
  //                 ^~ error[unbalanced-bracket] expected `)`, found `;`
  out[i] = a +;
  //          ^~ error[syntax-error] expected an expression, found `;`
  out[i] = 09;
  //       ^~ error[invalid-literal] invalid digit `9` in the octal number `09`
  if (a > b) {
    out[i] = a;
  }
}
