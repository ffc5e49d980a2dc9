namespace ks_user {

struct Node {
  ks_i32 value;
  void* next;
};

struct Leaf {
  void* owner;
  ks_i32 weight;
};

struct Tree {
  Leaf leaf;
  ks_i32 height;
};

static __device__ ks_i32 Node_sum(Node* this_1) {
  ks_i32 total;
  Node* at;
  total = 0;
  at = this_1;
  for (;;) {
    Node* v0 = at;
    bool v1 = v0 != ((Node*)0);
    if (!v1) break;
    Node* v2 = at;
    ks_i32 v3 = total;
    ks_i32 v4 = (*v2).value;
    ks_i32 v5 = (ks_i32)((ks_u32)v3 + (ks_u32)v4);
    total = v5;
    Node* v6 = at;
    Node* v7 = (*((Node**)(&(*v6).next)));
    at = v7;
  }
  ks_i32 v8 = total;
  return v8;
}

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_linked_int32(
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  Node third;
  Node second;
  Node first;
  Tree tree;
  Tree copy;
  third = Node{3, ((void*)0)};
  (*((Node**)(&second.next))) = ((Node*)0);
  second.value = 2;
  (*((Node**)(&second.next))) = (&third);
  Node v0 = {1, ((void*)(&second))};
  first = v0;
  ks_i32 v1 = Node_sum((&first));
  (*out) = v1;
  Node* v2 = (*((Node**)(&first.next)));
  Node* v3 = (*((Node**)(&(*v2).next)));
  ks_i32 v4 = (*v3).value;
  out[1] = v4;
  tree.height = 20;
  Leaf v5 = {((void*)(&tree)), 7};
  tree.leaf = v5;
  Tree* v6 = (*((Tree**)(&tree.leaf.owner)));
  ks_i32 v7 = (*v6).height;
  out[2] = v7;
  Tree v8 = tree;
  copy = v8;
  Tree* v9 = (*((Tree**)(&copy.leaf.owner)));
  ks_i32 v10 = (*v9).leaf.weight;
  out[3] = v10;
  Node* v11 = (*((Node**)(&third.next)));
  bool v12 = v11 == ((Node*)0);
  ks_i32 v13 = (ks_i32)v12;
  out[4] = v13;
  (*((Node**)(&second.next))) = ((Node*)0);
  Node* v14 = (*((Node**)(&first.next)));
  ks_i32 v15 = Node_sum(v14);
  out[5] = v15;
}

}
