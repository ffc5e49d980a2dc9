// Base classes with fields and methods, several and in a row; a template that is handed its own
// derived struct; constructors that reach bases; conversions of references and pointers to a base.
//
// kernel: bases
// input a: float32[8] = [1, 2, 3, 4, 5, 6, 7, 8]
// output out: float32[20]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 7, 10, 21, 12, 5, 6, 30, 16, 9, 2, 40, 1, 8, 15, 7, 4, 28, 3, 11]
// header:
#include <metal_stdlib>
using namespace metal;
struct Point { float x; float y; float sum() const { return x + y; } void move(float by) { x += by; } };
struct Named { int name; int twice() const { return 2 * name; } };
struct Labeled : Point { float z; float total() const { return sum() + z; } };
struct Both : Labeled, Named { float w; };
struct Counter { int n; Counter(int start) : n(start) {} Counter() : Counter(5) {} int next() thread { return n++; } };
struct Stepper : public Counter { int step; Stepper(int s) : Counter(s + 1), step(s) {} int jump() { n += step; return n; } };
struct Plain : Counter { int k = 6; };
template <typename D> struct Comparable { bool same(thread const D& other) const { return static_cast<thread const D&>(*this).key() == other.key(); } };
struct Key : Comparable<Key> { int id; Key(int i) : id(i) {} int key() const { return id; } };
template <typename T> struct Holder { T value; T get() const { return value; } };
template <typename T> struct Wide : Holder<T> { T more; T both() const { return this->get() + this->value + more; } };
float by_reference(thread const Point& p) { return p.x * p.y; }
float by_pointer(thread const Point* p) { return p->x + 2 * p->y; }
float by_value(Named n) { return n.twice(); }
template <typename T> T from_holder(Holder<T> h) { return h.value; }
struct Member { Counter inner; float own; Member(float o) : own(o) {} };
// body:
int k = 0;
Labeled l = {{1, 2}, 4};
out[k++] = l.sum();
out[k++] = l.total();
l.move(3);
out[k++] = l.total();
Both b = {{{1, 2}, 3}, {4}, 11};
out[k++] = b.x + b.y + b.z + b.name + b.w;
out[k++] = b.twice() + b.name;
out[k++] = Counter().n;
Stepper s(5);
out[k++] = s.next();
s.jump();
out[k++] = s.jump() + s.n - 4;
b.x = 8;
out[k++] = by_reference(b);
b.x = 5;
out[k++] = by_pointer(&b);
Key one(1), two(2);
out[k++] = one.same(two) + 2 * one.same(one);
out[k++] = 5 * by_value(b);
Plain p;
out[k++] = p.n - 4;
out[k++] = p.n + p.k - 3;
Wide<float> w = {{5}, 5};
out[k++] = w.both();
threadgroup Labeled shared[1];
shared[0] = l;
shared[0].x = 3;
out[k++] = shared[0].total() - 2;
thread Point& r = l;
r.x = 4;
out[k++] = l.x;
out[k++] = from_holder<float>(w) * l.x + 8;
Point q = l;
out[k++] = q.x - 1;
out[k++] = Member(6).inner.n + Member(6).own;
