//! Names of other languages for compute, and what says the same in Metal.

/// A name of CUDA, OpenCL or HLSL, or of C's library, with Metal's way to say it.
const NAMES: [(&str, &str); 55] = [
    (
        "__syncthreads",
        "threadgroup_barrier(mem_flags::mem_threadgroup)",
    ),
    (
        "__syncwarp",
        "simdgroup_barrier(mem_flags::mem_threadgroup)",
    ),
    (
        "__threadfence",
        "atomic_thread_fence(mem_flags::mem_device, memory_order_seq_cst)",
    ),
    ("threadIdx", "thread_position_in_threadgroup"),
    ("blockIdx", "threadgroup_position_in_grid"),
    ("blockDim", "threads_per_threadgroup"),
    ("gridDim", "threadgroups_per_grid"),
    ("warpSize", "threads_per_simdgroup"),
    ("__shfl_sync", "simd_shuffle(x, lane)"),
    ("__shfl_down_sync", "simd_shuffle_down(x, delta)"),
    ("__shfl_up_sync", "simd_shuffle_up(x, delta)"),
    ("__shfl_xor_sync", "simd_shuffle_xor(x, mask)"),
    ("__ballot_sync", "simd_ballot(condition)"),
    ("__any_sync", "simd_any(condition)"),
    ("__all_sync", "simd_all(condition)"),
    ("__popc", "popcount(x)"),
    ("__clz", "clz(x)"),
    ("__brev", "reverse_bits(x)"),
    ("__umulhi", "mulhi(a, b)"),
    ("__float_as_int", "as_type<int>(x)"),
    ("__int_as_float", "as_type<float>(x)"),
    ("__expf", "fast::exp(x)"),
    ("__logf", "fast::log(x)"),
    ("__fdividef", "fast::divide(a, b)"),
    ("__float2half", "half(x)"),
    ("__half2float", "float(x)"),
    (
        "atomicAdd",
        "atomic_fetch_add_explicit(&x, value, memory_order_relaxed)",
    ),
    (
        "atomicMax",
        "atomic_fetch_max_explicit(&x, value, memory_order_relaxed)",
    ),
    (
        "atomicMin",
        "atomic_fetch_min_explicit(&x, value, memory_order_relaxed)",
    ),
    (
        "atomicExch",
        "atomic_exchange_explicit(&x, value, memory_order_relaxed)",
    ),
    ("atomicCAS", "atomic_compare_exchange_weak_explicit(...)"),
    ("get_global_id", "thread_position_in_grid"),
    ("get_local_id", "thread_position_in_threadgroup"),
    ("get_group_id", "threadgroup_position_in_grid"),
    ("get_local_size", "threads_per_threadgroup"),
    ("get_global_size", "threads_per_grid"),
    ("get_num_groups", "threadgroups_per_grid"),
    ("barrier", "threadgroup_barrier(mem_flags::mem_threadgroup)"),
    ("CLK_LOCAL_MEM_FENCE", "mem_flags::mem_threadgroup"),
    ("CLK_GLOBAL_MEM_FENCE", "mem_flags::mem_device"),
    (
        "GroupMemoryBarrierWithGroupSync",
        "threadgroup_barrier(mem_flags::mem_threadgroup)",
    ),
    ("WaveActiveSum", "simd_sum(x)"),
    (
        "InterlockedAdd",
        "atomic_fetch_add_explicit(&x, value, memory_order_relaxed)",
    ),
    ("lerp", "mix(a, b, t)"),
    ("rcp", "1.0f / x"),
    ("frac", "fract(x)"),
    ("rsqrtf", "rsqrt(x)"),
    ("expf", "exp(x)"),
    ("logf", "log(x)"),
    ("sqrtf", "sqrt(x)"),
    ("powf", "pow(x, y)"),
    ("tanhf", "tanh(x)"),
    ("fmaxf", "fmax(a, b)"),
    ("fminf", "fmin(a, b)"),
    ("fabsf", "fabs(x)"),
];

/// What to write in place of a name that Metal does not have.
pub(in crate::lower) fn advice(name: &str) -> Option<String> {
    let (_, metal) = NAMES.iter().find(|(foreign, _)| *foreign == name)?;
    Some(format!("in Metal this is `{metal}`"))
}
