// Function constants, and what needs to know their values before a pipeline is made.
#include <metal_stdlib>
using namespace metal;
constant int count [[function_constant(0)]];
constant bool with_bias [[function_constant(1)]];
constant int twice = 2 * count;
constant int again [[function_constant(0)]]; //~ error[redeclaration] index already
constant int given [[function_constant(2)]] = 4; //~ error[type-mismatch] when a pipeline is made
constant float table[2] [[function_constant(3)]]; //~ error[type-mismatch] a number or a vector
constant int far [[function_constant(65536)]]; //~ error[type-mismatch] from 0 to 65535
constant int sizes[count] = {}; //~ warning[undecided-constant]
static_assert(twice > 0, "known"); //~ error[undecided-constant]
template <int N> int of() { return N; }
kernel void constants(
    device float* out [[buffer(0)]],
    constant float& bias [[buffer(1), function_constant(with_bias)]],
    constant float& scale [[buffer(0)]], //~ error[redeclaration] index 0
    constant float& other [[buffer(2), function_constant(out)]], //~ error[undeclared-identifier]
    uint i [[thread_position_in_grid]]) {
  float local[twice]; //~ error[undecided-constant]
  constexpr int four = count + 3; //~ error[undecided-constant]
  out[i] = of<count>(); //~ error[undecided-constant]
  out[i] = is_function_constant_defined(twice); //~ error[type-mismatch] the name of a function constant
  out[i] = is_function_constant_defined(unknown); //~ error[undeclared-identifier]
  switch (int(i)) {
    case count: //~ error[undecided-constant]
      break;
  }
  with_bias = true; //~ error[const-violation]
}
