//! What Metal's library has beside compute, and this compiler leaves out: by name, with what it belongs to.
//!
//! Not a list of mistakes: these are right in Metal. A text that names one is refused where a kernel needs it,
//! and is told what the name belongs to.
//!
//! Source: Metal Shading Language Specification 3.2, clauses 2.9 to 2.18 (types), 5.1 (functions of the pipelines),
//! 6.10 to 6.12 and 6.16 to 6.19.

/// A family of names.
struct Family {
    /// As in "`x` belongs to …".
    name: &'static str,
    /// What types' names begin with.
    prefixes: &'static [&'static str],
    types: &'static [&'static str],
    /// Namespaces, enumerations and their members, and functions.
    words: &'static [&'static str],
}

const FAMILIES: [Family; 6] = [
    Family {
        name: "textures",
        prefixes: &["texture", "depth2d", "depthcube"],
        types: &[
            "r8unorm",
            "r8snorm",
            "r16unorm",
            "r16snorm",
            "rg8unorm",
            "rg8snorm",
            "rg16unorm",
            "rg16snorm",
            "rgba8unorm",
            "rgba8snorm",
            "rgba16unorm",
            "rgba16snorm",
            "srgba8unorm",
            "rgb10a2",
            "rg11b10f",
            "rgb9e5",
        ],
        words: &[
            "access",
            "level",
            "bias",
            "gradient2d",
            "gradient3d",
            "gradientcube",
            "min_lod_clamp",
            "component",
            "calculate_clamped_lod",
        ],
    },
    Family {
        name: "samplers",
        prefixes: &["sampler"],
        types: &[],
        words: &[
            "coord",
            "filter",
            "min_filter",
            "mag_filter",
            "mip_filter",
            "address",
            "s_address",
            "t_address",
            "r_address",
            "compare_func",
            "border_color",
            "max_anisotropy",
            "lod_clamp",
            "reduction",
        ],
    },
    Family {
        name: "ray tracing",
        prefixes: &[
            "intersection_",
            "intersector",
            "visible_function_table",
            "acceleration_structure",
            "instance_acceleration_structure",
            "primitive_acceleration_structure",
            "MTLAccelerationStructure",
        ],
        types: &[
            "ray",
            "triangle_data",
            "curve_data",
            "world_space_data",
            "primitive_motion",
            "instance_motion",
            "extended_limits",
            "instancing",
            "max_levels",
        ],
        words: &[
            "raytracing",
            "geometry_type",
            "forced_opacity",
            "triangle_cull_mode",
            "opacity_cull_mode",
            "triangle_front_facing",
            "curve_type",
            "curve_basis",
        ],
    },
    Family {
        name: "meshes",
        prefixes: &[],
        types: &["mesh", "mesh_grid_properties"],
        words: &["topology"],
    },
    Family {
        name: "tensors",
        prefixes: &["tensor", "cooperative_tensor"],
        types: &[
            "dextents",
            "extents",
            "matmul2d",
            "matmul2d_descriptor",
            "execution_simdgroups",
            "execution_simdgroup",
            "execution_thread",
            "execution_threadgroup",
        ],
        words: &["mpp", "dynamic_extent", "dynamic_length_v"],
    },
    Family {
        name: "rendering",
        prefixes: &[
            "imageblock",
            "command_buffer",
            "compute_command",
            "compute_pipeline_state",
            "render_command",
            "render_pipeline_state",
            "patch_control",
            "rasterization_rate_map",
        ],
        types: &["interpolant", "vertex_value", "depth_stencil_state"],
        words: &[
            "discard_fragment",
            "dfdx",
            "dfdy",
            "fwidth",
            "get_num_samples",
            "get_sample_position",
            "interpolation",
            "primitive_type",
            "cull_mode",
        ],
    },
];

/// What a type of this name belongs to.
pub(crate) fn type_family(name: &str) -> Option<&'static str> {
    let has = |family: &&Family| {
        family.types.contains(&name)
            || family
                .prefixes
                .iter()
                .any(|prefix| name.starts_with(prefix))
    };
    FAMILIES.iter().find(has).map(|family| family.name)
}

/// What a name belongs to, if Metal's library has it and this compiler leaves it out.
pub(crate) fn family(name: &str) -> Option<&'static str> {
    let word = FAMILIES.iter().find(|family| family.words.contains(&name));
    word.map(|family| family.name).or_else(|| type_family(name))
}
