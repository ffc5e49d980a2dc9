// uniform.metal: values that are the same in all threads, as in <metal_uniform>. Nothing is made of the
// promise: the executor finds out by itself which values are.

namespace metal {

template <typename T>
using uniform = T;

template <typename T>
constexpr T make_uniform(T value) { return value; }

} // namespace metal
