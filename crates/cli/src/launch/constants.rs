//! Values of function constants, as launch files and arguments write them.
//!
//! ```text
//! --constant causal=true --constant scale=0.5 --constant 3=7 --constant offsets=1,2,3
//! ```
//!
//! A number takes the type that the Metal file declares; where it does not fit that type, the error is
//! the library's own, of a `bool`, an `int` or a `float`.

use std::{collections::BTreeMap, str::FromStr};

use kernsmith_msl::ir::{ConstantValue, FunctionConstant, Scalar};
use kernsmith_runtime::{ConstantKey, Constants, DType, Library};

use super::schema::Values;
use crate::array::{Number, encode};

/// A function constant, by its name or its index, with a number or the components of a vector.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constant {
    key: ConstantKey,
    values: Vec<Number>,
}

impl Constant {
    /// An entry of a launch file.
    pub(super) fn new(name: &str, values: &Values) -> Self {
        let mut numbers = Vec::new();
        flatten(values, &mut numbers);
        Self {
            key: key(name),
            values: numbers,
        }
    }

    fn names(&self, declared: &FunctionConstant) -> bool {
        match &self.key {
            ConstantKey::Name(name) => declared.name == *name,
            ConstantKey::Index(index) => declared.index == *index,
        }
    }

    /// The value as the library declares it.
    fn value(&self, library: &Library) -> ConstantValue {
        let declared = library.constants().find(|declared| self.names(declared));
        let types = &library.module().types;
        let scalar = declared.and_then(|declared| types[declared.ty].scalar());
        scalar
            .and_then(|scalar| self.as_type(scalar))
            .unwrap_or_else(|| self.as_written())
    }

    fn as_type(&self, scalar: Scalar) -> Option<ConstantValue> {
        let bits = self.values.iter().map(|&value| bits(scalar, value));
        Some(ConstantValue::new(scalar, bits.collect::<Option<_>>()?))
    }

    /// What the digits look like.
    fn as_written(&self) -> ConstantValue {
        let is_bool = |value: &Number| matches!(value, Number::Bool(_));
        let is_integer = |value: &Number| matches!(value, Number::Int(_));
        let scalar = match () {
            () if self.values.iter().all(is_bool) => Scalar::Bool,
            () if self.values.iter().all(is_integer) => Scalar::I32,
            () => Scalar::F32,
        };
        let unfit = || ConstantValue::new(scalar, vec![0; self.values.len()]);
        self.as_type(scalar).unwrap_or_else(unfit)
    }
}

impl FromStr for Constant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, values) = text
            .split_once('=')
            .ok_or_else(|| format!("expected `NAME=VALUE`, found `{text}`"))?;
        let values = values.split(',').map(|value| number(value.trim()));
        Ok(Self {
            key: key(name),
            values: values.collect::<Result<_, _>>()?,
        })
    }
}

/// The values of a launch.
pub(crate) fn constants(given: &[Constant], library: &Library) -> Constants {
    given.iter().fold(Constants::new(), |constants, constant| {
        constants.set(constant.key.clone(), constant.value(library))
    })
}

/// The values by the names that the library declares; [`constants`] finds what is wrong with them.
pub(crate) fn by_name(given: &[Constant], library: &Library) -> BTreeMap<String, ConstantValue> {
    let named = given.iter().filter_map(|constant| {
        let mut declared = library.constants();
        let declared = declared.find(|declared| constant.names(declared))?;
        Some((declared.name.clone(), constant.value(library)))
    });
    named.collect()
}

fn key(name: &str) -> ConstantKey {
    match name.parse() {
        Ok(index) => ConstantKey::Index(index),
        Err(_) => ConstantKey::Name(name.to_owned()),
    }
}

fn number(text: &str) -> Result<Number, String> {
    match text {
        "true" => return Ok(Number::Bool(true)),
        "false" => return Ok(Number::Bool(false)),
        _ => {}
    }
    if let Ok(integer) = text.parse() {
        return Ok(Number::Int(integer));
    }
    let real = text.parse().map(Number::Float);
    real.map_err(|_| format!("expected `true`, `false` or a number, found `{text}`"))
}

fn flatten(values: &Values, into: &mut Vec<Number>) {
    match values {
        Values::Number(number) => into.push(*number),
        Values::List(list) => list.iter().for_each(|values| flatten(values, into)),
    }
}

/// The bits of a number as a type, if it is one of the type.
fn bits(scalar: Scalar, value: Number) -> Option<u64> {
    let dtype = DType::from(scalar);
    let whole = !matches!(value, Number::Bool(_));
    if (dtype == DType::Bool) == whole {
        return None;
    }
    let mut bytes = Vec::new();
    encode(dtype, value, &mut bytes).ok()?;
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(&bytes);
    // The bytes are in the machine's own order.
    let word = u64::from_ne_bytes(word);
    Some(if cfg!(target_endian = "big") {
        word >> (64 - 8 * bytes.len())
    } else {
        word
    })
}

#[cfg(test)]
mod tests {
    use super::{Constant, ConstantKey, Number, Scalar, bits};

    #[test]
    fn constants_are_written_in_short() {
        let of = |text: &str| text.parse::<Constant>().map(|it| (it.key, it.values));
        let name = |name: &str| ConstantKey::Name(name.to_owned());
        assert_eq!(of("a=true"), Ok((name("a"), vec![Number::Bool(true)])));
        assert_eq!(
            of("3=-7"),
            Ok((ConstantKey::Index(3), vec![Number::Int(-7)]))
        );
        let vector = vec![Number::Float(0.5), Number::Int(2)];
        assert_eq!(of("v=0.5, 2"), Ok((name("v"), vector)));
        assert!(of("a").is_err() && of("a=").is_err() && of("a=yes").is_err());
    }

    #[test]
    fn numbers_are_those_of_the_declared_type() {
        assert_eq!(bits(Scalar::F32, Number::Int(2)), Some(0x4000_0000));
        assert_eq!(bits(Scalar::I16, Number::Int(-1)), Some(0xffff));
        assert_eq!(bits(Scalar::F16, Number::Float(1.0)), Some(0x3c00));
        assert_eq!(bits(Scalar::Bool, Number::Bool(true)), Some(1));
        assert_eq!(bits(Scalar::Bool, Number::Int(1)), None);
        assert_eq!(bits(Scalar::I32, Number::Bool(true)), None);
        assert_eq!(bits(Scalar::U8, Number::Int(256)), None);
        assert_eq!(bits(Scalar::I32, Number::Float(0.5)), None);
    }
}
