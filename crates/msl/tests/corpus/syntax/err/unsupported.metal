// What Metal or this compiler does not have is called by its name.

struct Base { int a; };

struct A : virtual Base {
  //       ^~ error[unsupported-feature] virtual bases are not supported
  virtual void f();
  //~^ error[unsupported-feature] virtual functions are not supported
  ~A();
  //~^ error[unsupported-feature] destructors are not supported
};

kernel void f(texture2d<float> t [[texture(0)]], sampler s) {
  //          ^~ error[unsupported-feature] the type `texture2d` is not supported
  //                                             ^~ error[unsupported-feature] the type `sampler`
}

vertex float4 v(uint id [[vertex_id]]) { return 0; }
//~^ warning[unsupported-feature] `vertex` functions are not supported

enum { Unnamed } variable;
//               ^~ error[unsupported-feature] variables of an enumeration without a name are not supported

void g(int x) {
  double d = 1;
  //~^ error[unsupported-feature] `double` is not supported
  goto end;
  //~^ error[unsupported-feature] `goto` is not supported
  try { x = 1; } catch (int e) { }
  //~^ error[unsupported-feature] exceptions are not supported
  throw x;
  //~^ error[unsupported-feature] exceptions are not supported
  int* p = new int;
  //       ^~ error[unsupported-feature] `new` and `delete` are not supported
  delete p;
  //~^ error[unsupported-feature] `new` and `delete` are not supported
  asm("nop");
  //~^ error[unsupported-feature] assembly is not supported
  do { x = 3; } while (int y = x);
  //                   ^~ error[unsupported-feature] declarations in the condition of `do` are not supported
  float2 v();
  //      ^~ error[unsupported-feature] this declares a function
  end: x = 4;
  //~^ error[unsupported-feature] labels are not supported
}
