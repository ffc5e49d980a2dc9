// Every statement and every expression.

struct Pair { int x; int y; };
int f(int a, int b, thread int* p, thread Pair* q);

int statements(int n, thread int* p) {
  int total = 0;
  ;
  if (n) total = 1;
  if (n > 1) { total = 2; } else if (n > 2) total = 3; else { total = 4; }
  if constexpr (sizeof(int) == 4) total = 5;
  for (;;) break;
  for (int i = 0, j = n; i < j; ++i, --j) { if (i == 3) continue; total += i; }
  for (total = 0; total < 3; total++);
  #pragma unroll 2
  for (uint i = 0; i < 2; i += 1) {}
  while (n-- > 0) { total *= 2; }
  do total--; while (total > 0);
  switch (total) {
    case 0: case 1: total = 2; break;
    case 2: { total = 3; }
    [[fallthrough]];
    default: total = 4;
  }
  { int inner = 1; total = inner; }
  using Local = Pair;
  static_assert(true);
  return total;
}

void expressions(int a, int b, float x, thread int* p, thread Pair* q, Pair r) {
  a = b = 1;
  a += 1, a -= 1, a *= 2, a /= 2, a %= 2, a <<= 1, a >>= 1, a &= 1, a |= 1, a ^= 1;
  a = b + 1 - 2 * 3 / 4 % 5 << 6 >> 7;
  bool c = a < b == b > a != (a <= b) && a >= b || !a;
  a = a & b | a ^ ~b;
  a = c ? a : b ? 1 : 2;
  a = -b + +a - -b;
  a = *p++ + ++*p - p[1] + (*p)-- - --a;
  p = &a, q->x = r.y, (*q).y = q->x;
  a = f(a, b, p, q), statements(a, &b);
  float4 v = float4(x).xyzw, w = v.wzyx;
  v.xy = w.zw, v[a] = w.x, v.rgb = float3(1);
  x = as_type<float>(a) + static_cast<float>(a) + reinterpret_cast<thread float&>(a);
  p = const_cast<thread int*>(p);
  auto g = [](int y) { return y + 1; };
  auto h = [=, &a](int y, float z = 1.0f) mutable -> float { a = y; return z; };
  auto i = [&] { return a; }();
  a = g(1) + int(h(2, 3)) + i;
  a = alignof(float4) + sizeof(Pair) + sizeof a;
  int list[2] = {1, f(1, 2, p, q)}, nested[2][2] = {{1, 2}, {3, 4}};
  a = not c and b or a xor b;
  a = 'a' + '\n' + '\x41' + '\101' + 0x1F + 0b101 + 017 + 1'000 + 1u + 2UL + 3ll;
  x = 1.0 + 1.f + .5f + 1e3 + 1.5e-3f + 0x1.8p3f + 2.5h + 1.0bf + true + false;
  p = nullptr;
  a = b ? (a, b) : a;
  a = (b) ? -1 : +1;
}
