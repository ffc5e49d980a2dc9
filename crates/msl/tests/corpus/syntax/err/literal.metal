// Literals without a value.

int a = 0b12;
//      ^~ error[invalid-literal] invalid digit `2` in the binary number `0b12`
int b = 1x;
//      ^~ error[invalid-literal] invalid suffix `x` on the integer `1x`
int c = 99999999999999999999;
//      ^~ error[invalid-literal] does not fit 64 bits
int d = 0x;
//      ^~ error[invalid-literal] expected digits, found `0x`
float e = 1.0e;
//        ^~ error[invalid-literal] invalid number `1.0e`
float f = 1.0.0;
//        ^~ error[invalid-literal] invalid number `1.0.0`
float g = 0x1.8;
//        ^~ error[invalid-literal] expected an exponent
float h = 1e40f;
//        ^~ warning[literal-out-of-range] larger than the largest float
half i = 70000.0h;
//       ^~ warning[literal-out-of-range] larger than the largest half
int j = 'ab';
//      ^~ error[invalid-literal] expected one character
int k = '\q';
//      ^~ error[invalid-literal] unknown escape `\q`
int l = '';
//      ^~ error[invalid-literal] expected a character
int m = 'a;
//      ^~ error[invalid-literal] expected `'` at the end of this literal
int n = 1 – 2;
//        ^~ error[unexpected-character] unexpected character `–`
int o = @;
//      ^~ error[unexpected-character] unexpected character `@`
//       ^~ error[syntax-error]
int p = 08.5;
int q = "never closed;
//      ^~ error[invalid-literal] expected `"` at the end of this literal
