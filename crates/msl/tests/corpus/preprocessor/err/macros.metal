// Macros that are called or defined wrong.
#include <metal_stdlib>
using namespace metal;
#define TWO(a, b) a + b
#define EMPTY()
#define 3X 4
//~^ error[invalid-macro] expected a macro name, found `3X`
#define PASTE(a) ## a
//~^ error[invalid-macro] `##` cannot stand at the end of a macro
#undef
//~^ error[invalid-macro] expected a macro name, found the line's end
#include <nothing_of_that_name>
//~^ error[unknown-include] no include file is called `nothing_of_that_name`
#include
//~^ error[invalid-include] expected `<name>` or `"name"` after `#include`
#if (1
//~^ error[invalid-condition] expected `)`, found the end of the line
#endif
#elif 1
//~^ error[unbalanced-conditional] `#elif` without `#if`
kernel void macros(device int* out) {
  out[0] = TWO(1);
//~^ error[macro-argument-count] expected 2 arguments for the macro `TWO`, found 1
//~^^ error[syntax-error] expected an expression, found `;`
  out[1] = TWO(1, 2, 3);
//~^ error[macro-argument-count] expected 2 arguments for the macro `TWO`, found 3
//~^^ error[syntax-error] expected an expression, found `;`
  out[2] = TWO(1, 2;
//~^ error[unbalanced-bracket] expected `)` after the arguments of the macro `TWO`, found the end of the file
}
