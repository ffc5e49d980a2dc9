// Directives that make no sense.

#include <metal_stdlb>
//       ^~ error[unknown-include] no include file is called `metal_stdlb`
#include "missing.h"
//       ^~ error[unknown-include] no include file is called `missing.h`
#include twice
//       ^~ error[invalid-include] expected `<name>` or `"name"`
#defin X 1
//~^ error[unknown-directive] unknown preprocessor directive `#defin`
#define
//~^ error[invalid-macro] expected a macro name, found the line's end
#define 1 2
//      ^~ error[invalid-macro] expected a macro name, found `1`
#define F(x, x) x
//           ^~ error[invalid-macro] expected another name, found `x`
#define G(x x
//          ^~ error[invalid-macro] expected `,` or `)`, found `x`
#define H(..., x) x
//           ^~ error[invalid-macro] expected `)`, found `,`
#define defined 1
//      ^~ error[invalid-macro] `defined` cannot be a macro
#define PASTE(a) ## a
//               ^~ error[invalid-macro] `##` cannot stand at
#error this is wrong
//~^ error[error-directive] this is wrong
#warning this is doubtful
//~^ warning[warning-directive] this is doubtful
#pragma frobnicate
//      ^~ warning[unknown-pragma] the pragma `frobnicate` is not known
#if 1 +
//    ^~ error[invalid-condition] expected a value, found the end of the line
#endif
#if 1 / 0
//    ^~ error[invalid-condition] division by zero
#endif
#if 1.5
//  ^~ error[invalid-condition] expected an integer in a condition
#endif
#if (1
//   ^~ error[invalid-condition] expected `)`, found the end of the line
#endif
#if 1 2
//    ^~ error[invalid-condition] expected an operator, found `2`
#endif
#if defined(
//  ^~ error[invalid-condition] expected a name after `defined`
#endif
#if 0
#else
#else
//~^ error[unbalanced-conditional] `#else` after `#else`
#endif
#endif
//~^ error[unbalanced-conditional] `#endif` without `#if`
#ifdef A B
//       ^~ warning[extra-tokens] expected the end of the directive, found `B`
#endif
#define CALL(x) x
#define TWO(x, y) x y
int a = TWO(1);
//      ^~ error[macro-argument-count] expected 2 arguments for the macro `TWO`, found 1
//            ^~ error[syntax-error]
#define GLUE(x, y) x ## y
int b = GLUE(+, 1);
//      ^~ error[invalid-token-paste] `##` makes `+1`, which is not one token
#define BROKEN(x) ((x) +)
int c = BROKEN(1);
//      ^~ error[syntax-error] expected an expression, found `)`
_Pragma(1)
//~^ error[invalid-pragma] expected `("…")` after `_Pragma`
#ifdef OPEN
//~^ error[unterminated-conditional] expected `#endif`, found the end of the file
int d = CALL(1;
