// What CUDA, OpenCL, HLSL and C++ have and Metal does not.
#include <metal_stdlib>
using namespace metal;
kernel void others(device float* out, uint i [[thread_position_in_grid]]) {
  __syncthreads(); //~ error[undeclared-identifier] `__syncthreads` is not declared here
  out[i] = threadIdx.x; //~ error[undeclared-identifier] `threadIdx` is not declared here
  __shared__ float tile[4]; //~ error[unknown-type] `__shared__` is not a word of Metal
  barrier(CLK_LOCAL_MEM_FENCE); //~ error[undeclared-identifier] `barrier`
  //~^ error[undeclared-identifier] `CLK_LOCAL_MEM_FENCE` is not declared here
  double d = 1.0; //~ error[unsupported-feature] `double` is not supported
  std::vector<int> v; //~ error[unknown-type] no type is called `vector`
  out[i] = __expf(1.0f); //~ error[undeclared-identifier] `__expf` is not declared here
  int* p = new int[3]; //~ error[unsupported-feature] `new` and `delete` are not supported
  out[i] = get_global_id(0); //~ error[undeclared-identifier] `get_global_id` is not declared here
  throw 1; //~ error[unsupported-feature] exceptions are not supported
}
