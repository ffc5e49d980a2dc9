//! Knobs: the choices that make one variant of a kernel, and a configuration of them.

use std::{collections::BTreeMap, fmt};

use kernsmith_runtime::TemplateValue;

use crate::Error;

/// A value of a knob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KnobValue {
    /// A number.
    Int(i32),
    /// A choice.
    Bool(bool),
}

impl KnobValue {
    /// The value as a number, 0 or 1 for a choice.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            Self::Int(value) => value,
            Self::Bool(value) => i32::from(value),
        }
    }

    /// The value as a template argument.
    #[must_use]
    pub fn template(self) -> TemplateValue {
        match self {
            Self::Int(value) => TemplateValue::Int(value),
            Self::Bool(value) => TemplateValue::Bool(value),
        }
    }
}

impl fmt::Display for KnobValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Bool(value) => value.fmt(f),
        }
    }
}

/// What a knob changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnobPlace {
    /// The compiled code.
    Template,
    /// The launch (and the code, where the code must know).
    Launch,
}

/// A choice with its possible values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Its name in records.
    pub name: &'static str,
    /// What it changes.
    pub place: KnobPlace,
    /// The values, in their natural order.
    pub values: &'static [KnobValue],
    /// The value of the variant that all others are compared with.
    pub baseline: KnobValue,
}

/// A value for each knob of an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Configuration(BTreeMap<&'static str, KnobValue>);

impl Configuration {
    /// A configuration of these values.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = (&'static str, KnobValue)>) -> Self {
        Self(values.into_iter().collect())
    }

    /// Every knob at its baseline.
    #[must_use]
    pub fn baseline(knobs: &[Knob]) -> Self {
        Self::new(knobs.iter().map(|knob| (knob.name, knob.baseline)))
    }

    /// The configuration with one knob set.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: KnobValue) -> Self {
        self.0.insert(name, value);
        self
    }

    /// A knob's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<KnobValue> {
        self.0.get(name).copied()
    }

    /// A knob's value as a number; 0 if it has none, which [`Configuration::check`] excludes.
    #[must_use]
    pub fn number(&self, name: &str) -> i32 {
        self.get(name).map_or(0, KnobValue::number)
    }

    /// All values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, KnobValue)> {
        self.0.iter().map(|(name, value)| (*name, *value))
    }

    /// Whether every knob has one of its values and nothing else has one.
    ///
    /// # Errors
    /// [`Error::Configuration`], naming the operation and the knob.
    pub fn check(&self, op: &'static str, knobs: &[Knob]) -> Result<(), Error> {
        let wrong = |knob: &str, found: Option<KnobValue>, values: &[KnobValue]| {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            Error::Configuration {
                op,
                knob: knob.to_owned(),
                expected: values.join(", "),
                found: found.map_or_else(|| "nothing".to_owned(), |value| value.to_string()),
            }
        };
        for knob in knobs {
            match self.get(knob.name) {
                Some(value) if knob.values.contains(&value) => {}
                other => return Err(wrong(knob.name, other, knob.values)),
            }
        }
        for (name, value) in self.iter() {
            if !knobs.iter().any(|knob| knob.name == name) {
                return Err(wrong(name, Some(value), &[]));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        f.pad(&values.join(" "))
    }
}

/// Shorthand for the tables of values.
pub(crate) const fn int(value: i32) -> KnobValue {
    KnobValue::Int(value)
}

/// The two values of a choice.
pub(crate) const CHOICE: &[KnobValue] = &[KnobValue::Bool(false), KnobValue::Bool(true)];

/// Widths of an access that hardware has and the kernels are written for.
pub(crate) const VECTOR_WIDTH: Knob = Knob {
    name: "vec_width",
    place: KnobPlace::Template,
    values: &[int(1), int(2), int(4)],
    baseline: int(1),
};

/// Threads of a threadgroup.
pub(crate) const THREADGROUP_X: Knob = Knob {
    name: "threadgroup_x",
    place: KnobPlace::Launch,
    values: &[int(64), int(128), int(256), int(512)],
    baseline: int(256),
};

/// Accesses of a thread, one after the other.
pub(crate) const ACCESSES: Knob = Knob {
    name: "unroll",
    place: KnobPlace::Template,
    values: &[int(1), int(2), int(4), int(8)],
    baseline: int(1),
};

/// The knobs of a kernel whose threads each take a stretch of a flat array.
pub(crate) const FLAT: &[Knob] = &[VECTOR_WIDTH, ACCESSES, THREADGROUP_X];
