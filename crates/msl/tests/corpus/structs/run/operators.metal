// Operators as members and beside the struct, conversions in both directions.
//
// kernel: struct_operators
// output out: float32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [4, 6, 3, -1, 8, 1, 0, 5, 9, 2, 3, 4, 12, 1]
// header:
struct V {
  float x, y;
  V(float a, float b) : x(a), y(b) {}
  V(float both) : x(both), y(both) {}
  V operator+(V o) const { return V(x + o.x, y + o.y); }
  V operator-() const { return V(-x, -y); }
  thread V& operator+=(thread const V& o) { x += o.x; y += o.y; return *this; }
  explicit operator float() const { return x * x; }
  bool operator<(V o) const { return x < o.x; }
  thread V& operator++() { x += 1; return *this; }
  V operator++(int) { V old = *this; x += 1; return old; }
};
V operator*(float s, V v) { return V(s * v.x, s * v.y); }
V operator*(V v, float s) { return s * v; }
bool operator==(V a, V b) { return a.x == b.x && a.y == b.y; }
struct Wrap { int n; operator int() const { return n; } };
float sum(V v) { return v.x + v.y; }
// body:
int k = 0;
V a(1, 2), b(3, 4);
V c = a + b;
out[k++] = c.x; out[k++] = c.y;
out[k++] = (2.0f * V(1.5f, 0)).x;
out[k++] = (-a).x;
out[k++] = (b * 2.0f).y;
out[k++] = a < b;
out[k++] = a == b;
a += c;
out[k++] = a.x;
out[k++] = float(V(3, 0));
out[k++] = (a++).x - 3;
out[k++] = (++a).x - 4;
out[k++] = sum(2.0f);          // through the constructor
Wrap w = {11};
int plain = w;
out[k++] = plain + 1;
out[k++] = V(1, 1) + 1.0f == V(2);
