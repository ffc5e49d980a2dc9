// Where declarations count: a declaration before the definition, members of a struct in any order,
// the overloads that are known, and functions that a template finds by its arguments' structs.
//
// kernel: declaration_order
// input a: float32[2] = [3, 4]
// output out: float32[12]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [13, 6, 103, 1, 2, 40, 30, 7, 25, 11, 4, 9]
// header:
float declared(float x);
float uses(float x) { return declared(x) + 1; }
float declared(float x) { return x * 4; }
struct Any {
  float first() { return second() * 2; }
  float second() { return value; }
  float value;
};
// The only overload known here.
int overloaded(int x) { return 100 + x; }
int earlier(float x) { return overloaded(x); }
int overloaded(float x) { return 200 + x; }
// A template's own overloads and specializations may come later.
template <typename T> int kind() { return 1; }
template <> int kind<half>() { return 2; }
template <typename T> struct Width { static constant int value = 10; };
template <typename T> int width() { return Width<T>::value; }
template <> struct Width<float> { static constant int value = 40; };
// Found when the template is used, in the namespace of the argument's struct.
template <typename T> float measured(T x) { return measure(x); }
namespace shapes {
struct Square { float side; };
float measure(Square s) { return s.side * 10; }
enum class Color { red = 7 };
int measure(Color c) { return int(c); }
struct Tagged { float x; };
float operator*(Tagged a, float b) { return a.x * b; }
float norm(thread const Tagged* t) { return t->x + 8; }
}
// Result types that name parameters.
template <typename T> auto doubled(T x) -> decltype(x + x) { return x + x; }
int recursive_declared(int n);
int other(int n) { return recursive_declared(n) * 2 + 1; }
int recursive_declared(int n) { return n + 1; }
template <typename T, int N> struct Sum { static constant T value = N + Sum<T, N - 1>::value; };
template <typename T> struct Sum<T, 0> { static constant T value = 0; };
template <int N> constexpr int power = 2 * power<N - 1>;
template <> constexpr int power<0> = 1;
constexpr int before = 9;
int hidden(int x) { return before; }
// body:
out[0] = uses(3);
Any any = {3};
out[1] = any.first();
out[2] = earlier(3.5f);
out[3] = kind<float>();
out[4] = kind<half>();
out[5] = width<float>();
shapes::Square square = {3};
out[6] = measured(square);
out[7] = measured(shapes::Color::red);
shapes::Tagged tagged = {5};
out[8] = tagged * 5.0f;
shapes::Tagged small = {3};
out[9] = norm(&small);
out[10] = doubled(char(2)) == 4 && sizeof(doubled(char(2))) == 4 ? power<2> : 0;
out[11] = other(0) == 3 && Sum<int, 3>::value == 6 ? hidden(0) : 0;
