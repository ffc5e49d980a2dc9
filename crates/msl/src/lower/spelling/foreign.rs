//! Names of other languages for compute, and what says the same in Metal.

/// A name of CUDA, OpenCL, HLSL or GLSL, or of C's library.
struct Foreign {
    name: &'static str,
    /// The arguments of a call, as `metal` names them; a number is that number. `None` for what is no
    /// function.
    params: Option<&'static [&'static str]>,
    metal: &'static str,
}

const fn word(name: &'static str, metal: &'static str) -> Foreign {
    Foreign {
        name,
        params: None,
        metal,
    }
}

const fn call(name: &'static str, params: &'static [&'static str], metal: &'static str) -> Foreign {
    Foreign {
        name,
        params: Some(params),
        metal,
    }
}

const BARRIER: &str = "threadgroup_barrier(mem_flags::mem_threadgroup)";

/// Of several of one name the first is what advice shows.
const NAMES: [Foreign; 111] = [
    call("__syncthreads", &[], BARRIER),
    call(
        "__syncwarp",
        &[],
        "simdgroup_barrier(mem_flags::mem_threadgroup)",
    ),
    call(
        "__threadfence",
        &[],
        "atomic_thread_fence(mem_flags::mem_device, memory_order_seq_cst)",
    ),
    word("threadIdx", "thread_position_in_threadgroup"),
    word("blockIdx", "threadgroup_position_in_grid"),
    word("blockDim", "threads_per_threadgroup"),
    word("gridDim", "threadgroups_per_grid"),
    word("warpSize", "threads_per_simdgroup"),
    call(
        "__shfl_sync",
        &["mask", "x", "lane"],
        "simd_shuffle(x, lane)",
    ),
    call(
        "__shfl_down_sync",
        &["mask", "x", "delta"],
        "simd_shuffle_down(x, delta)",
    ),
    call(
        "__shfl_up_sync",
        &["mask", "x", "delta"],
        "simd_shuffle_up(x, delta)",
    ),
    call(
        "__shfl_xor_sync",
        &["mask", "x", "lanes"],
        "simd_shuffle_xor(x, lanes)",
    ),
    call(
        "__ballot_sync",
        &["mask", "condition"],
        "simd_ballot(condition)",
    ),
    call("__any_sync", &["mask", "condition"], "simd_any(condition)"),
    call("__all_sync", &["mask", "condition"], "simd_all(condition)"),
    call("__popc", &["x"], "popcount(x)"),
    call("__clz", &["x"], "clz(x)"),
    call("__brev", &["x"], "reverse_bits(x)"),
    call("__umulhi", &["a", "b"], "mulhi(a, b)"),
    call("__float_as_int", &["x"], "as_type<int>(x)"),
    call("__float_as_uint", &["x"], "as_type<uint>(x)"),
    call("__int_as_float", &["x"], "as_type<float>(x)"),
    call("__uint_as_float", &["x"], "as_type<float>(x)"),
    call("__expf", &["x"], "fast::exp(x)"),
    call("__logf", &["x"], "fast::log(x)"),
    call("__sinf", &["x"], "fast::sin(x)"),
    call("__cosf", &["x"], "fast::cos(x)"),
    call("__powf", &["x", "y"], "fast::pow(x, y)"),
    call("__fdividef", &["a", "b"], "fast::divide(a, b)"),
    call("__float2half", &["x"], "half(x)"),
    call("__half2float", &["x"], "float(x)"),
    call("__ldg", &["p"], "*(p)"),
    call(
        "atomicAdd",
        &["p", "value"],
        "atomic_fetch_add_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicSub",
        &["p", "value"],
        "atomic_fetch_sub_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicMax",
        &["p", "value"],
        "atomic_fetch_max_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicMin",
        &["p", "value"],
        "atomic_fetch_min_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicAnd",
        &["p", "value"],
        "atomic_fetch_and_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicOr",
        &["p", "value"],
        "atomic_fetch_or_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicXor",
        &["p", "value"],
        "atomic_fetch_xor_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomicExch",
        &["p", "value"],
        "atomic_exchange_explicit(p, value, memory_order_relaxed)",
    ),
    word("atomicCAS", "atomic_compare_exchange_weak_explicit"),
    call(
        "atomic_fetch_add",
        &["p", "value"],
        "atomic_fetch_add_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_fetch_sub",
        &["p", "value"],
        "atomic_fetch_sub_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_fetch_max",
        &["p", "value"],
        "atomic_fetch_max_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_fetch_min",
        &["p", "value"],
        "atomic_fetch_min_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_load",
        &["p"],
        "atomic_load_explicit(p, memory_order_relaxed)",
    ),
    call(
        "atomic_store",
        &["p", "value"],
        "atomic_store_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_exchange",
        &["p", "value"],
        "atomic_exchange_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_add",
        &["p", "value"],
        "atomic_fetch_add_explicit(p, value, memory_order_relaxed)",
    ),
    call(
        "atomic_inc",
        &["p"],
        "atomic_fetch_add_explicit(p, 1, memory_order_relaxed)",
    ),
    call("get_global_id", &["0"], "thread_position_in_grid.x"),
    call("get_global_id", &["1"], "thread_position_in_grid.y"),
    call("get_global_id", &["2"], "thread_position_in_grid.z"),
    call("get_local_id", &["0"], "thread_position_in_threadgroup.x"),
    call("get_local_id", &["1"], "thread_position_in_threadgroup.y"),
    call("get_local_id", &["2"], "thread_position_in_threadgroup.z"),
    call("get_group_id", &["0"], "threadgroup_position_in_grid.x"),
    call("get_group_id", &["1"], "threadgroup_position_in_grid.y"),
    call("get_group_id", &["2"], "threadgroup_position_in_grid.z"),
    call("get_local_size", &["0"], "threads_per_threadgroup.x"),
    call("get_local_size", &["1"], "threads_per_threadgroup.y"),
    call("get_local_size", &["2"], "threads_per_threadgroup.z"),
    call("get_global_size", &["0"], "threads_per_grid.x"),
    call("get_global_size", &["1"], "threads_per_grid.y"),
    call("get_global_size", &["2"], "threads_per_grid.z"),
    call("get_num_groups", &["0"], "threadgroups_per_grid.x"),
    call("get_num_groups", &["1"], "threadgroups_per_grid.y"),
    call("get_num_groups", &["2"], "threadgroups_per_grid.z"),
    call("barrier", &["flags"], "threadgroup_barrier(flags)"),
    call("barrier", &[], BARRIER),
    word("CLK_LOCAL_MEM_FENCE", "mem_flags::mem_threadgroup"),
    word("CLK_GLOBAL_MEM_FENCE", "mem_flags::mem_device"),
    call("GroupMemoryBarrierWithGroupSync", &[], BARRIER),
    call("WaveActiveSum", &["x"], "simd_sum(x)"),
    call("WaveActiveMax", &["x"], "simd_max(x)"),
    call("WaveActiveMin", &["x"], "simd_min(x)"),
    call("subgroupAdd", &["x"], "simd_sum(x)"),
    call("sub_group_reduce_add", &["x"], "simd_sum(x)"),
    call(
        "InterlockedAdd",
        &["x", "value"],
        "atomic_fetch_add_explicit(&x, value, memory_order_relaxed)",
    ),
    word("gl_GlobalInvocationID", "thread_position_in_grid"),
    word("gl_LocalInvocationID", "thread_position_in_threadgroup"),
    word("gl_WorkGroupID", "threadgroup_position_in_grid"),
    word("gl_WorkGroupSize", "threads_per_threadgroup"),
    word("gl_NumWorkGroups", "threadgroups_per_grid"),
    word("gl_LocalInvocationIndex", "thread_index_in_threadgroup"),
    word("std", "metal"),
    call("lerp", &["a", "b", "t"], "mix(a, b, t)"),
    call("rcp", &["x"], "(1.0f / (x))"),
    call("frac", &["x"], "fract(x)"),
    call("mad", &["a", "b", "c"], "fma(a, b, c)"),
    call("rsqrtf", &["x"], "rsqrt(x)"),
    call("expf", &["x"], "exp(x)"),
    call("exp2f", &["x"], "exp2(x)"),
    call("logf", &["x"], "log(x)"),
    call("log2f", &["x"], "log2(x)"),
    call("sqrtf", &["x"], "sqrt(x)"),
    call("powf", &["x", "y"], "pow(x, y)"),
    call("sinf", &["x"], "sin(x)"),
    call("cosf", &["x"], "cos(x)"),
    call("tanhf", &["x"], "tanh(x)"),
    call("floorf", &["x"], "floor(x)"),
    call("ceilf", &["x"], "ceil(x)"),
    call("roundf", &["x"], "round(x)"),
    call("fmaf", &["a", "b", "c"], "fma(a, b, c)"),
    call("fmaxf", &["a", "b"], "fmax(a, b)"),
    call("fminf", &["a", "b"], "fmin(a, b)"),
    call("fmodf", &["a", "b"], "fmod(a, b)"),
    call("fabsf", &["x"], "fabs(x)"),
    call("make_float2", &["x", "y"], "float2(x, y)"),
    call("make_float3", &["x", "y", "z"], "float3(x, y, z)"),
    call("make_float4", &["x", "y", "z", "w"], "float4(x, y, z, w)"),
];

/// What Metal has not, and how its kernels do without.
const ABSENT: [(&[&str], &str); 4] = [
    (
        &["malloc", "calloc", "realloc", "free"],
        "Metal has no heap: declare an array whose length is a constant, or pass a buffer to the kernel",
    ),
    (
        &["memcpy", "memset", "memmove"],
        "Metal has no functions on raw memory: assign the elements in a loop",
    ),
    (
        &["exit", "abort"],
        "a kernel cannot stop the program: write what went wrong to a buffer",
    ),
    (
        &["rand", "srand", "drand48", "curand", "curand_uniform"],
        "Metal has no random numbers: hash the thread's position, or pass numbers in a buffer",
    ),
];

/// What to write in place of a name that Metal does not have.
pub(in crate::lower) fn advice(name: &str) -> Option<String> {
    if let Some((_, help)) = ABSENT.iter().find(|(names, _)| names.contains(&name)) {
        return Some((*help).to_owned());
    }
    let foreign = NAMES.iter().find(|foreign| foreign.name == name)?;
    Some(format!("in Metal this is `{}`", foreign.metal))
}

/// The word of Metal for one that is not a function's.
pub(in crate::lower) fn metal_word(name: &str) -> Option<&'static str> {
    let mut words = NAMES.iter().filter(|foreign| foreign.params.is_none());
    words.find(|word| word.name == name).map(|word| word.metal)
}

/// A call of the name in Metal, from the texts of its arguments.
pub(in crate::lower) fn metal_call(name: &str, args: &[&str]) -> Option<String> {
    let fits = |foreign: &&Foreign| {
        let Some(params) = foreign.params.filter(|_| foreign.name == name) else {
            return false;
        };
        let is_number = |param: &str| param.starts_with(|c: char| c.is_ascii_digit());
        let mut pairs = params.iter().zip(args);
        params.len() == args.len() && pairs.all(|(param, arg)| !is_number(param) || param == arg)
    };
    let foreign = NAMES.iter().find(fits)?;
    Some(substituted(foreign.metal, foreign.params?, args))
}

/// The text with each word that is a parameter's replaced by its argument.
fn substituted(text: &str, params: &[&str], args: &[&str]) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut result = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match is_word(first) {
            true => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        let arg = params.iter().position(|param| *param == token);
        result.push_str(arg.map_or(token, |at| args[at]));
        rest = after;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{NAMES, advice, metal_call, metal_word};

    #[test]
    fn calls_are_rewritten_with_their_arguments() {
        let call = |name, args: &[&str]| metal_call(name, args).unwrap();
        assert_eq!(
            call("atomicAdd", &["&sums[i]", "x + 1"]),
            "atomic_fetch_add_explicit(&sums[i], x + 1, memory_order_relaxed)"
        );
        assert_eq!(
            call("__shfl_down_sync", &["~0u", "v", "8"]),
            "simd_shuffle_down(v, 8)"
        );
        assert_eq!(call("get_global_id", &["1"]), "thread_position_in_grid.y");
        assert_eq!(metal_call("get_global_id", &["axis"]), None);
        assert_eq!(
            metal_call("__shfl_down_sync", &["~0u", "v", "8", "16"]),
            None
        );
        assert_eq!(
            metal_word("threadIdx"),
            Some("thread_position_in_threadgroup")
        );
        assert_eq!(metal_word("atomicAdd"), None);
    }

    #[test]
    fn no_name_is_metals_own() {
        for foreign in &NAMES {
            let name = foreign.name;
            assert!(!crate::stdlib::is_function(name), "{name}");
            assert!(advice(name).is_some());
        }
    }
}
