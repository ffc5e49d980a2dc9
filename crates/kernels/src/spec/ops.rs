//! The list of operations that can be tuned. Tests, commands and documents read it.

use crate::{
    Error, OpSpec,
    activation::{SoftCap, Swiglu},
    copy::Memcpy,
    mlstm::MlstmStep,
    norm::{RmsNorm, RmsNormResidual},
    rope::RopeDecode,
};

/// All operations.
pub static OPS: &[&dyn OpSpec] = &[
    &RmsNormResidual,
    &RopeDecode,
    &Swiglu,
    &RmsNorm,
    &SoftCap,
    &Memcpy,
    &MlstmStep,
];

/// The operation of a name; underscores and hyphens do not count.
///
/// # Errors
/// [`Error::UnknownOperation`], with the names that exist.
pub fn find(name: &str) -> Result<&'static dyn OpSpec, Error> {
    let bare = |name: &str| name.replace(['_', '-'], "");
    OPS.iter()
        .copied()
        .find(|op| bare(op.name()) == bare(name))
        .ok_or_else(|| Error::UnknownOperation {
            name: name.to_owned(),
            known: OPS
                .iter()
                .map(|op| format!("`{}`", op.name()))
                .collect::<Vec<_>>()
                .join(", "),
        })
}

#[cfg(test)]
mod tests {
    use kernsmith_runtime::DType;

    use super::*;
    use crate::knob::int;

    /// Golden vector G7: sizes of the spaces.
    #[test]
    fn spaces_have_as_many_configurations_as_the_tables_say() {
        let expected = [
            ("rmsnorm_residual", 72),
            ("rope", 8),
            ("swiglu", 96),
            ("rmsnorm", 144),
            ("soft_cap", 48),
            ("memcpy", 48),
            ("mlstm_step_full", 36),
        ];
        assert_eq!(OPS.len(), expected.len());
        for (op, (name, size)) in OPS.iter().zip(expected) {
            let found: usize = op.knobs().iter().map(|knob| knob.values.len()).product();
            assert_eq!((op.name(), found), (name, size));
        }
    }

    /// Golden vector G8: launch geometry.
    #[test]
    fn plans_launch_as_many_threads_as_the_tables_say() {
        type Case = (
            &'static str,
            &'static [u64],
            &'static [(&'static str, i32)],
            [u32; 2],
        );
        let cases: [Case; 4] = [
            ("rmsnorm", &[3, 100], &[("threadgroup_x", 128)], [384, 128]),
            (
                "rmsnorm_residual",
                &[4, 100],
                &[("threadgroup_x", 64)],
                [256, 64],
            ),
            (
                "swiglu",
                &[1, 100],
                &[("vec_width", 2), ("unroll", 4)],
                [13, 13],
            ),
            ("rope", &[2, 8, 64, 32], &[], [1728, 256]),
        ];
        for (name, sizes, knobs, [grid, threadgroup]) in cases {
            let op = find(name).expect("it is in the list");
            let configuration = knobs.iter().fold(op.baseline(), |all, (name, value)| {
                all.with(name, int(*value))
            });
            let plan = op
                .plan(&op.signature(sizes), DType::F16, &configuration)
                .expect("it fits");
            assert_eq!(
                (plan.grid, plan.threadgroup),
                ([grid, 1, 1], [threadgroup, 1, 1]),
                "{name}"
            );
        }
    }

    #[test]
    fn a_configuration_outside_of_the_space_is_refused() {
        let op = find("rms_norm").expect("underscores do not count");
        let shape = op.signature(&[1, 8]);
        let plan = op.plan(&shape, DType::F16, &op.baseline().with("vec_width", int(3)));
        assert_eq!(
            plan.expect_err("3 is no width").to_string(),
            "rmsnorm: expected `vec_width` to be one of {1, 2, 4}, found 3"
        );
        let plan = op.plan(&shape, DType::F16, &op.baseline().with("speed", int(1)));
        assert_eq!(
            plan.expect_err("there is no such knob").to_string(),
            "rmsnorm: expected `speed` to be one of {}, found 1"
        );
    }

    #[test]
    fn a_grid_that_no_launch_can_hold_is_refused() {
        let op = find("rmsnorm").expect("it is in the list");
        let plan = op.plan(&op.signature(&[1 << 24, 8]), DType::F16, &op.baseline());
        assert!(
            matches!(
                plan,
                Err(Error::TooLarge {
                    threads: 0x1_0000_0000,
                    ..
                })
            ),
            "{plan:?}"
        );
    }

    #[test]
    fn an_unknown_name_lists_the_names() {
        let error = find("softmax")
            .map(|op| op.name())
            .expect_err("it is not in the list");
        assert_eq!(
            error.to_string(),
            "expected an operation, found `softmax`; help: one of `rmsnorm_residual`, `rope`, \
             `swiglu`, `rmsnorm`, `soft_cap`, `memcpy`, `mlstm_step_full`"
        );
    }
}
