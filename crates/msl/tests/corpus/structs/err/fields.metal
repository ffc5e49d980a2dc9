// Fields: unknown, misspelled, of what has none.
#include <metal_stdlib>
using namespace metal;
struct Particle { float3 position; float mass; };
kernel void fields(device Particle* p, device float* out, constant int& n) {
  out[0] = p[0].weight; //~ error[unknown-member] `Particle` has no member `weight`
  out[1] = p[0].positon.x; //~ error[unknown-member] `Particle` has no member `positon`
  out[2] = p.mass; //~ error[unknown-member] `device Particle*` has no member `mass`
  out[3] = p->position->x; //~ error[type-mismatch] expected a pointer before `->`, found `float3`
  out[4] = n.x; //~ error[unknown-member] `int` has no member `x`
  out[5] = p[0].position.w; //~ error[unknown-member] `float3` has 3 components and no `w`
  out[6] = out.x; //~ error[unknown-member] `device float*` has no member `x`
}
