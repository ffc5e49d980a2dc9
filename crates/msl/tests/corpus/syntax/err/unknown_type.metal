// A name that can only be a type is said not to be one, with the one that was likely meant.

struct Params { uint n; };

kernel void f(device const foat* in [[buffer(0)]], constant Parms& p [[buffer(1)]]) {
  //                       ^~ error[unknown-type] no type is called `foat`
  //                                                        ^~ error[unknown-type] no type is called `Parms`
}

thread_local_t x;
//~^ error[unknown-type] no type is called `thread_local_t`

half5 h(float3 x, unit y) {
  //              ^~ error[unknown-type] no type is called `unit`
//~^^ error[unknown-type] no type is called `half5`
  return x;
}

void g() {
  Param p;
  //~^ error[unknown-type] no type is called `Param`
  const flota a = 1;
  //    ^~ error[unknown-type] no type is called `flota`
  Banana* b = nullptr;
  //~^ error[unknown-type] no type is called `Banana`
  int c = (const device Bnana*)b;
  //                    ^~ error[unknown-type] no type is called `Bnana`
  threadgroup fload tile[4];
  //          ^~ error[unknown-type] no type is called `fload`
}
