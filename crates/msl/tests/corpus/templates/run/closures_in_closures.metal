// Lambdas that take other lambdas along: by reference and by copy, several levels deep, through
// templates and their reference parameters.
//
// kernel: closures_in_closures
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[14]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [11, 24, 33, 15, 6, 7, 44, 30, 9, 10, 3, 27, 100, 8]
// header:
template <typename F> float apply(F f, float x) { return f(x); }
template <typename F> float apply_by_reference(thread const F& f, float x) { return f(x); }
template <typename F> float apply_forwarded(F&& f, float x) { return f(x); }
template <typename F, typename G> float composed(F f, G g, float x) {
  auto both = [=](float y) { return f(g(y)); };
  return apply(both, x);
}
template <int N, typename F> void unrolled(F f) { for (int i = 0; i < N; ++i) f(i); }
template <typename F> float ignoring(F, float x) { return x; }
// body:
float base = 10;
auto add = [&](float x) { return x + base; };
auto twice_added = [&](float x) { return add(x) * 2; };
out[0] = add(1);
out[1] = twice_added(2);
base = 20;
// Both see the change, however they took each other along.
auto copied = [=](float x) { return add(x) + 1 - base + 20; };
out[2] = copied(12);
auto kept = [=](float x) { return x + base; };
auto keeps = [&](float x) { return kept(x) - 10; };
base = 1000;
out[3] = keeps(5);
// Three levels, each with something of its own.
float p = 1, q = 2, r = 3;
auto one = [&](float x) { return x * p; };
auto two = [&](float x) { return one(x) * q; };
auto three = [&](float x) { return two(x) * r; };
out[4] = three(1);
p = 7;
q = 1;
r = 1;
out[5] = three(1);
// Through templates.
base = 4;
out[6] = composed([&](float x) { return x * base; }, [](float x) { return x + 1; }, 10);
out[7] = composed(add, add, 22);
out[8] = apply_by_reference([&](float x) { return one(x) + 2; }, 1);
out[9] = apply_forwarded(twice_added, 1);
// Changes made by a captured lambda are seen outside.
int calls = 0;
auto count = [&]() { calls++; };
unrolled<3>([&](int i) { count(); });
out[10] = calls;
float sum = 0;
auto accumulate = [&](float x) { sum += x; };
unrolled<4>([&](int i) {
  auto scaled = [&](float x) { accumulate(x * i); };
  scaled(a[i]);
});
out[11] = sum + 7;
out[12] = ignoring(three, 100);
auto same = add;
auto again = [&]() { return same(4); };
out[13] = again();
