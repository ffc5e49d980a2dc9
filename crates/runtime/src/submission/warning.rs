//! What there is to say about a launch that is fine by the contract.

use super::{Argument, Submission};
use kernsmith_msl::{
    diagnostic::Diagnostics,
    lint::launch::{self, Array, Launch},
};

impl Submission {
    /// What the compiler said, and what the lints say about this launch. `variants` are the integer
    /// template arguments, each with how many values were compiled.
    pub(crate) fn warnings(&self, variants: Vec<(String, usize)>) -> Diagnostics {
        let pipeline = &self.pipeline;
        let mut warnings = pipeline.warnings.clone();
        if let Some(profile) = &pipeline.profile {
            let found = launch::lint(profile, &pipeline.sources, &self.as_linted(variants));
            warnings.append(found);
        }
        warnings
    }

    fn as_linted(&self, variants: Vec<(String, usize)>) -> Launch {
        let arguments = (0u32..).zip(&self.arguments);
        let arrays = arguments.filter_map(|(index, argument)| {
            let (elements, is_new) = match argument {
                Argument::Nothing | Argument::Bytes(_) => return None,
                Argument::Input(at) => (self.inputs[*at].tensor.elements(), false),
                Argument::Output(at) => {
                    let output = &self.outputs[*at];
                    (output.room.layout.elements(), !output.start.is_defined())
                }
            };
            let elements = u64::try_from(elements).unwrap_or(u64::MAX);
            Some((index, Array { elements, is_new }))
        });
        Launch {
            grid: self.extents.grid,
            threadgroup: self.extents.threadgroup,
            threads_asked: u64::try_from(self.extents.threads_as_given).unwrap_or(u64::MAX),
            arrays: arrays.collect(),
            variants,
        }
    }
}
