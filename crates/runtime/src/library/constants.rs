//! Values of a library's function constants, as a host gives them.

use super::Library;
use crate::error::Error;
use kernsmith_msl::ir::{ConstantValue, FunctionConstant, Module};
use std::{collections::BTreeMap, fmt};

/// Values of function constants, for [`Library::function_with`].
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Constants, Library};
///
/// let library = Library::from_source("
///     constant bool negative [[function_constant(0)]];
///     constant float scale [[function_constant(1)]];
///     kernel void scaled(device float* x [[buffer(0)]], uint i [[thread_position_in_grid]]) {
///         x[i] *= negative ? -scale : scale;
///     }
/// ")?;
/// let constants = Constants::new().set("negative", true).set(1, 2.5f32);
/// library.function_with("scaled", &constants)?;
/// let error = library.function("scaled").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "kernel `scaled`: expected a value of type `bool` for the function constant `negative` (0), found none"
/// );
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constants {
    /// In the order given.
    given: Vec<(ConstantKey, ConstantValue)>,
}

/// What names a function constant: its name, or the index of its attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstantKey {
    /// The name in the text.
    Name(String),
    /// `[[function_constant(n)]]`.
    Index(u32),
}

impl From<&str> for ConstantKey {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for ConstantKey {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<u32> for ConstantKey {
    fn from(index: u32) -> Self {
        Self::Index(index)
    }
}

/// As errors name it.
impl fmt::Display for ConstantKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Index(index) => write!(f, "({index})"),
        }
    }
}

impl Constants {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a value: a `bool`, a number, or an array of 2 to 4 of them for a vector. Its type must be
    /// the constant's.
    #[must_use]
    pub fn set(mut self, key: impl Into<ConstantKey>, value: impl Into<ConstantValue>) -> Self {
        self.given.push((key.into(), value.into()));
        self
    }

    /// The values by name, each checked against what the text declares.
    pub(super) fn resolve(
        &self,
        kernel: &str,
        module: &Module,
    ) -> Result<BTreeMap<String, ConstantValue>, Error> {
        let mut values = BTreeMap::new();
        for (key, value) in &self.given {
            let declared = module.constants.iter().find(|declared| match key {
                ConstantKey::Name(name) => declared.name == *name,
                ConstantKey::Index(index) => declared.index == *index,
            });
            let Some(declared) = declared else {
                return Err(unknown(kernel, key, module));
            };
            let place = place(declared);
            let expected = module.types.name(declared.ty);
            if value.type_name() != expected {
                let expected = format!("a value of type `{expected}`");
                let found = format!("one of type `{}`", value.type_name());
                return Err(mismatch(kernel, place, expected, found));
            }
            if values
                .insert(declared.name.clone(), value.clone())
                .is_some()
            {
                return Err(mismatch(kernel, place, "one value", "two"));
            }
        }
        Ok(values)
    }
}

impl Library {
    /// The function constants that the text declares, in its order.
    pub fn constants(&self) -> impl Iterator<Item = &FunctionConstant> {
        self.module().constants.iter()
    }
}

/// The error of a constant that a kernel cannot do without.
pub(crate) fn missing(kernel: &str, module: &Module, constant: &FunctionConstant) -> Error {
    let expected = format!("a value of type `{}`", module.types.name(constant.ty));
    mismatch(kernel, place(constant), expected, "none")
}

fn unknown(kernel: &str, key: &ConstantKey, module: &Module) -> Error {
    let known = module.constants.iter();
    let known: Vec<String> = known
        .map(|constant| format!("`{}` ({})", constant.name, constant.index))
        .collect();
    let expected = match known.is_empty() {
        true => "none, since the text declares none,".to_owned(),
        false => format!("one of {}", known.join(", ")),
    };
    mismatch(kernel, "the function constants", expected, key.to_string())
}

fn place(constant: &FunctionConstant) -> String {
    format!(
        "the function constant `{}` ({})",
        constant.name, constant.index
    )
}

fn mismatch(
    kernel: &str,
    place: impl Into<String>,
    expected: impl Into<String>,
    found: impl Into<String>,
) -> Error {
    Error::Argument {
        kernel: kernel.to_owned(),
        place: place.into(),
        expected: expected.into(),
        found: found.into(),
    }
}
