//! What steers a model's own operations: how its head, the product with the vocabulary, is computed.
//!
//! Read by [`head`](crate::gemm::head()).

use std::cell::RefCell;

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, FAST_HEAD},
    layers::Layers,
    resolve::{Variables, choice, first, or_variable},
    tuning::Tuning,
};
use crate::Error;

/// What a program asks of models. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelOverrides {
    /// The head as settings of products say, by kernels or the device's library; otherwise by the library wherever it makes
    /// it, as a linear layer would be.
    pub fast_head: Option<bool>,
}

impl ModelOverrides {
    const NONE: Self = Self { fast_head: None };

    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            fast_head: self.fast_head.or(below.fast_head),
        }
    }
}

/// Settings of models, as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelSettings {
    /// As in [`ModelOverrides`].
    pub fast_head: Setting<bool>,
}

thread_local! {
    static BLOCKS: RefCell<Vec<ModelOverrides>> = const { RefCell::new(Vec::new()) };
}
static LAYERS: Layers<ModelOverrides> =
    Layers::new(ModelOverrides::NONE, ModelOverrides::over, &BLOCKS);

/// Sets what is `Some`, for the whole process.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, ModelOverrides};
/// use kernsmith_runtime::Device;
///
/// settings::configure_model(ModelOverrides { fast_head: Some(false) });
/// let config = settings::model_config(&Device::cpu())?;
/// assert_eq!(config.fast_head.to_string(), "false (set by the program)");
/// settings::reset_runtime_config();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_model(overrides: ModelOverrides) {
    LAYERS.configure(overrides);
}

/// Takes back what [`configure_model`] set.
pub(super) fn reset() {
    LAYERS.reset();
}

/// Runs `work` with settings that hold for the calls of this thread in it.
pub fn scoped_model<R>(overrides: ModelOverrides, work: impl FnOnce() -> R) -> R {
    LAYERS.scoped(overrides, work)
}

/// Settings of models, as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn model_config(device: &Device) -> Result<ModelSettings, Error> {
    let variables = &environment::variable;
    resolve(variables, &*Tuning::of(device, variables)?)
}

/// With what the program has set, and these variables and files.
pub(super) fn resolve(variables: Variables<'_>, file: &Tuning) -> Result<ModelSettings, Error> {
    let set = first(&LAYERS.now(), |set: &ModelOverrides| set.fast_head);
    let set = or_variable(set, &FAST_HEAD, variables, choice, "0 or 1")?;
    let tuned = || file.find(|values| values.fast_head);
    let fast_head = set.or_else(tuned).unwrap_or(Setting {
        value: true,
        place: Place::Rule("a head is a product of matrices"),
    });
    Ok(ModelSettings { fast_head })
}
