// Conditions that do not end or do not compute.
#include <metal_stdlib>
using namespace metal;
#if 1 +
//~^ error[invalid-condition] expected a value, found the end of the line
#endif
#if 1 / 0
//~^ error[invalid-condition] division by zero in a condition
#endif
#ifdef
//~^ error[invalid-macro] expected a macro name, found the line's end
#endif
#else
//~^ error[unbalanced-conditional] `#else` without `#if`
#endif
//~^ error[unbalanced-conditional] `#endif` without `#if`
#error this is told to the user
//~^ error[error-directive] this is told to the user
#warning and this too
//~^ warning[warning-directive] and this too
#if 1.5 > 1
//~^ error[invalid-condition] expected an integer in a condition, found `1.5`
#endif
#ifdef NEVER
//~^ error[unterminated-conditional] expected `#endif`, found the end of the file
kernel void conditions(device int* out) {
