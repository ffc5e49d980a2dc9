// Structs that point to structs of their own type, or to one that comes later.
//
// kernel: linked
// output out: int32[6]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [6, 3, 20, 7, 1, 2]
// header:
#include <metal_stdlib>
using namespace metal;
struct Node {
  int value;
  thread Node* next = nullptr;
  int sum() const {
    int total = 0;
    for (thread const Node* at = this; at != nullptr; at = at->next) {
      total += at->value;
    }
    return total;
  }
};
struct Tree;
struct Leaf {
  thread Tree* owner;
  int weight;
};
struct Tree {
  Leaf leaf;
  int height;
};
// body:
Node third = {3, nullptr};
Node second;
second.value = 2;
second.next = &third;
Node first = {1, &second};
out[0] = first.sum();
out[1] = first.next->next->value;
Tree tree;
tree.height = 20;
tree.leaf = Leaf{&tree, 7};
out[2] = tree.leaf.owner->height;
Tree copy = tree;
out[3] = copy.leaf.owner->leaf.weight;
out[4] = third.next == nullptr;
second.next = nullptr;
out[5] = first.next->sum();
