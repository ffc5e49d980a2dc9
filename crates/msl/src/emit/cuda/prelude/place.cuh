// Where a thread stands.

// What the host says of a launch: threads of the grid, of a threadgroup, threadgroups, and the first
// threadgroup of the part that is launched now.
struct ks_launch { ks_u32 grid[3], group[3], groups[3], first[3]; };

struct ks_place {
  ks_vec3<ks_u32> group;   // threadgroup in the grid
  ks_vec3<ks_u32> size;    // threads of this threadgroup, fewer at the grid's edge
  ks_vec3<ks_u32> thread;  // thread in the threadgroup
  ks_u32 index;            // the same as one number
  ks_u32 count;            // threads of this threadgroup
};
// Of numbers up to 1024 it is exact: index + 1/2 lies 1/2 or more from all multiples, and the error of the
// quotient is a millionth. The processor's own division takes four times as long, and as long to compile.
KS_FN ks_u32 ks_quotient(ks_u32 index, ks_u32 by) {
  float inverse;
  asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(inverse) : "f"((float)by));
  return (ks_u32)(((float)index + 0.5f) * inverse);
}
KS_FN ks_place ks_find_place(const ks_launch& launch, ks_u32 index) {
  ks_place place;
  place.index = index;
  place.group = {blockIdx.x, blockIdx.y, blockIdx.z};
#ifdef KS_PART
  place.group.x += launch.first[0];
  place.group.y += launch.first[1];
  place.group.z += launch.first[2];
#endif
  place.size.x = ks_least(launch.group[0], launch.grid[0] - place.group.x * launch.group[0]);
#ifdef KS_ROW
  place.size.y = place.size.z = 1;
  place.thread = {index, 0, 0};
#else
  place.size.y = ks_least(launch.group[1], launch.grid[1] - place.group.y * launch.group[1]);
  place.size.z = ks_least(launch.group[2], launch.grid[2] - place.group.z * launch.group[2]);
  const ks_u32 row = ks_quotient(index, place.size.x);
  place.thread.z = ks_quotient(row, place.size.y);
  place.thread.y = row - place.thread.z * place.size.y;
  place.thread.x = index - row * place.size.x;
#endif
  place.count = place.size.x * place.size.y * place.size.z;
  return place;
}
