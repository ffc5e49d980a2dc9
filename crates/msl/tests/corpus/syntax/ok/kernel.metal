#include <metal_stdlib>
#include <metal_simdgroup>
using namespace metal;
#define TILE 16
#define CHECK(x) do { if (!(x)) { break; } } while (0)
#define LOAD(dst, src, i) do { dst[i] = src[i]; threadgroup_barrier(mem_flags::mem_threadgroup); } while (0)
constant float table[4] = {1.0f, 2.0, .5h, 1e-3f};
static constexpr constant uint kMask = 0xffu;
template <typename T, int N = 4>
struct Frag {
  using value_type = T;
  T data[N];
  Frag() : data{} {}
  Frag(T x) { for (int i = 0; i < N; ++i) data[i] = x; }
  thread T& operator[](int i) thread { return data[i]; }
  const thread T& at(int i) const { return data[i]; }
  static constexpr int size() { return N; }
  operator float() const { return float(data[0]); }
  struct Inner { int a : 3; packed_float3 p; };
};
template <> struct Frag<half, 2> { half2 v; };
template <typename U> struct Limits { static const constant U max; };
template <typename T> inline T square(T x) { return x * x; }
template <typename T, typename... Args> METAL_FUNC T sum(T a, Args... rest) { return a + sum<T>(rest...); }
enum class Mode : uint { A, B = 3, C = A | B };
enum { kOne = 1, kTwo = kOne << 1 };
typedef struct { float x, y; } Pair;
namespace detail { inline namespace v1 { struct Foo { int a; }; } float helper(float a, float b = 1.0f); }
float detail_user(detail::Foo f) { return detail::helper(f.a); }
static_assert(sizeof(float4) == 16, "size");
struct Params { uint rows; uint cols; float eps; };
template <typename T, bool HAS_MASK>
[[kernel, max_total_threads_per_threadgroup(256)]] void gemm(
    device const T* a [[buffer(0)]], constant Params& p [[buffer(1)]], device T *out [[buffer(2)]],
    threadgroup float* scratch [[threadgroup(0)]],
    uint3 tid [[thread_position_in_grid]], uint lane [[thread_index_in_simdgroup]]) {
  threadgroup T tile[TILE][TILE + 1];
  const uint row = tid.y, col = tid.x;
  if (row >= p.rows || col >= p.cols) return;
  float acc = 0.0f, c = 0;
  #pragma unroll
  for (uint i = 0, j = 1; i < p.cols; i += TILE, ++j) { acc = fma(float(a[row * p.cols + i]), 2.0f, acc); CHECK(acc < 3); }
  Frag<T> f(1), g = {}, h{2};
  Frag<float, 2 > k;
  auto fn = [&](uint i) -> float { return float(i) + acc; };
  device const float4* v = (device const float4*)(a + row);
  const device uchar* bytes = reinterpret_cast<const device uchar*>(a);
  uint u = as_type<uint>(acc) >> 2 & 0xFu;
  float s = simd_sum(acc) + metal::fast::exp(-acc) + (float)lane * (-1.0f);
  if constexpr (HAS_MASK) { s = select(s, 0.0f, s > 0 && lane < 3u); } else if (s != s) s = NAN;
  while (u --> 0) { if (u & 1) continue; }
  do { u++; } while (u < 10);
  switch (u) { case 0: case 1: s += 1; break; case int(Mode::B): { s = 2; } default: break; }
  thread float (&ref)[4] = *(thread float (*)[4])scratch;
  vec<T, 4> q = vec<T, 4>(T(0)); q.xyz = vec<T,3>(q.zyx); q[0] = Limits<T>::max;
  float m = max(a[0] < b[1] ? 1.0f : 2.0f, static_cast<float>(q.x));
  using V = vec<float, 2>; V w = V{1.0f, 2}; w = V(3, 4);
  int arr[] = {1, 2, 3}; (void)arr; (void)sizeof(arr) ; int z = sizeof(float) * (2) + sizeof arr[0];
  atomic_fetch_add_explicit((device atomic_uint*)out, 1u, memory_order_relaxed);
  out[row * p.cols + col] = T(s), ++u; LOAD(out, a, 0);
  typename Frag<T>::value_type t = {};
  simdgroup_matrix<float, 8, 8> mat = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
  unsigned int ui = unsigned(3) + (unsigned int)4 + unsigned(2);
  half hh = half(1.h); long long ll = 1LL; bfloat16_t bf = bfloat16_t(1.0bf);
}
template [[host_name("gemm_f32")]] [[kernel]] decltype(gemm<float, true>) gemm<float, true>;
template [[host_name("gemm_f16")]] kernel void gemm<half, false>(device const half*, constant Params&);
