// indirect_arguments.metal: what a kernel writes for launches and draws that read their size from memory, as the
// host's headers lay it out.

struct MTLDispatchThreadgroupsIndirectArguments {
  uint threadgroupsPerGrid[3];
};

struct MTLDispatchThreadsIndirectArguments {
  uint threadsPerGrid[3];
  uint threadsPerThreadgroup[3];
};

struct MTLStageInRegionIndirectArguments {
  uint stageInOrigin[3];
  uint stageInSize[3];
};

struct MTLDrawPrimitivesIndirectArguments {
  uint vertexCount;
  uint instanceCount;
  uint vertexStart;
  uint baseInstance;
};

struct MTLDrawIndexedPrimitivesIndirectArguments {
  uint indexCount;
  uint instanceCount;
  uint indexStart;
  int baseVertex;
  uint baseInstance;
};
