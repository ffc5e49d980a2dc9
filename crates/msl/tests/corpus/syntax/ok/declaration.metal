// Declarations at program scope and in records.

constant float pi = 3.14159f;
constant constexpr uint sizes[2][3] = {{1, 2, 3}, {4, 5, 6},};
static const constant int3 offset = int3(1, 2, 3);
constant bool wide [[function_constant(0)]];
template <typename T> constexpr constant T zero = T(0);
template <> constexpr constant float zero<float> = 0.0f;

union Bits { float f; uint u; uchar4 bytes; };
struct Forward;
struct { int hidden; } object;
typedef struct Named { int x; } Named;
typedef float Row[4], *RowPointer;
typedef device float* DevicePointer;
enum Color { Red, Green = 5, Blue, };
enum class Flag : uchar { None = 0, All = 0xFF };
enum { Anonymous = 1 << 3 };
typedef enum { Slow, Fast } Speed;
constant Speed speed = Fast;

struct Base { int id; };
struct Derived : public Base {
  Derived(int a, int b = 2) : id(a), other{b} {}
  Derived() = default;
  Derived(const thread Derived&) = default;
  int called(int i) const thread { return operator()(i) + this->operator[](i) + operator+(i, 1); }
  explicit operator bool() const { return other != 0; }
  Derived operator+(const thread Derived& right) const thread { return Derived(other + right.other); }
  thread Derived& operator+=(int x) { other += x; return *this; }
  thread int& operator[](uint i) thread { return this->other; }
  int operator()(int x) const device { return x; }
  bool operator==(Derived b) const { return other == b.other; }
  static constexpr int count() { return 3; }
  template <typename T> T as() const { return T(other); }
  static constant constexpr int limit = 4;
 private:
  int other;
  using type = int;
  union { float f; int i; };
};

template <typename T = float, int N = 4, bool Flag = (N > 2), typename... Rest>
struct Many { T x[N]; };
template <typename T> struct Many<T, 1> { T x; };
template <> struct Many<> {};
template <typename T> using Pointer = device T*;
template struct Many<float, 2>;

inline float declared(float, const float x = 1.0f, thread float* out [[maybe_unused]] = nullptr);
template <typename T, typename U> METAL_FUNC auto sum(T a, U b) -> decltype(a + b) { return a + b; }
template <typename... Args> int count(Args... args) { return sizeof...(args) + sizeof...(Args); }
template <> int count<int>(int a) { return 1; }
void nothing(void) {}
Derived operator*(Derived a, int b);
static inline __attribute__((always_inline)) int attributed(int x) { return x; }

namespace a { namespace b { int c; } inline namespace v1 { int d; } }
namespace e::f { int g; }
namespace { int unnamed; }
using a::b::c;
using namespace e::f;
static_assert(sizeof(float) == 4, "a float " "has 4 bytes");
;

[[kernel]] void first(device float* out [[buffer(0)]], constant int& n [[buffer(1)]],
                      uint id [[thread_position_in_grid]]) {}
kernel void second(threadgroup half* scratch [[threadgroup(0)]]) {}
[[host_name("third"), kernel]] [[max_total_threads_per_threadgroup(64)]] void renamed() {}
template <typename T> [[kernel]] void generic(device T* x [[buffer(0)]]) {}
template [[host_name("generic_float")]] [[kernel]] decltype(generic<float>) generic<float>;
template [[host_name("generic_half")]] [[kernel]] void generic<half>(device half* x [[buffer(0)]]);
