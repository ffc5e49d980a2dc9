//! The matrix memory of the xLSTM (Beck and others 2024).

mod reference;
mod step_full;
mod step_split;

pub use reference::{StepArrays, step};
pub use step_full::{STEP_FULL, StepInputs, StepOutputs, step_full};
pub use step_split::MlstmStep;
