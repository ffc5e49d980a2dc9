// Lambdas: captures by reference and by copy, generic parameters, as arguments of templates.
//
// kernel: lambda_forms
// input a: float32[4] = [1, 2, 3, 4]
// output out: float32[9]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 7, 5, 9, 2.25, 14, 10, 42, 6]
// header:
template <typename F> float twice(F f, float x) { return f(f(x)); }
template <typename F> void each(int n, F f) { for (int i = 0; i < n; ++i) f(i); }
// body:
float base = 2;
auto add = [&](float x) { return x + base; };
out[0] = add(1);
base = 3;
out[1] = add(4);
auto kept = [=](float x) { return x + base; };
base = 100;
out[2] = kept(2);
auto square = [](auto x) { return x * x; };
out[3] = square(3);
out[4] = square(1.5f);
float total = 0;
each(4, [&](int i) { total += a[i] * (i + 1) / (i + 1) + 1; });
out[5] = total;
out[6] = twice([](float x) { return x + 2; }, 6);
auto typed = [](int x) -> float { if (x > 0) return 42; return 0; };
out[7] = typed(1);
auto nested = [&](int n) { auto inner = [&](int m) { return n + m; }; return inner(3); };
out[8] = nested(3);
