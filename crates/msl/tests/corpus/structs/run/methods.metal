// Methods, constructors, static members, nested types and overloading on `const`.
//
// kernel: struct_methods
// output out: float32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 4, 10, 1, 2, 8, 6, 100, 5, 12, 7, 9, 3, 2]
// header:
struct Counter {
  int n;
  int step;
  static constexpr constant int limit = 8;
  using value_type = int;
  enum State { idle = 6, busy };
  Counter() : n(0), step(1) {}
  Counter(int start, int by = 1) : n(start), step(by) {}
  thread Counter& next() { n += step; return *this; }
  int get() const { return n; }
  int which() { return 1; }
  int which() const { return 2; }
  static int twice(int x) { return 2 * x; }
  struct Inner { int deep = 100; };
  int through_this() { return this->n + this->twice(2); }
};
struct Fill { float v[3]; thread float& operator[](int i) { return v[i]; } float operator[](int i) const { return -v[i]; } };
struct Op { float k; float operator()(float x) const { return k * x; } };
// body:
int k = 0;
Counter a;
a.next().next().next();
out[k++] = a.get();
Counter b(2, 2);
out[k++] = b.next().n;
Counter c = Counter(10);
out[k++] = c.n;
const Counter d{1};
out[k++] = a.which();
out[k++] = d.which();
out[k++] = Counter::limit;
out[k++] = Counter::idle;
Counter::Inner inner;
out[k++] = inner.deep;
Counter::value_type five = 5;
out[k++] = five;
out[k++] = Counter::twice(6);
out[k++] = a.through_this();
Fill f = {{1, 2, 3}};
f[1] = 9;
out[k++] = f.v[1];
Op op = {1.5f};
out[k++] = op(2);
const Fill g = {{1, -2, 3}};
out[k++] = g[1];
