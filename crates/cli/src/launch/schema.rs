//! What may be written in a launch file.

use std::{collections::BTreeMap, fmt};

use kernsmith_runtime::{DType, MathMode, TemplateValue};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
};
use toml::Spanned;

use super::Problem;
use crate::{
    array::{Fill, Number},
    suggest,
};

/// A whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) kernel: Spanned<Kernel>,
    #[serde(default)]
    pub(super) include: BTreeMap<String, Spanned<String>>,
    #[serde(default, rename = "input")]
    pub(super) inputs: Vec<Spanned<Input>>,
    #[serde(default, rename = "output")]
    pub(super) outputs: Vec<Spanned<Output>>,
    pub(super) launch: Launch,
    #[serde(default)]
    pub(super) template: Template,
    #[serde(default)]
    pub(super) constants: BTreeMap<String, Values>,
    #[serde(default)]
    pub(super) threadgroup_memory: BTreeMap<String, u32>,
}

/// `[kernel]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kernel {
    pub(super) name: String,
    pub(super) file: Option<Spanned<String>>,
    pub(super) source: Option<Spanned<String>>,
    pub(super) source_file: Option<Spanned<String>>,
    pub(super) header: Option<Spanned<String>>,
    pub(super) header_file: Option<Spanned<String>>,
    #[serde(default, deserialize_with = "math_mode")]
    pub(super) math_mode: MathMode,
    pub(super) ensure_row_contiguous: Option<bool>,
    pub(super) atomic_outputs: Option<bool>,
}

/// `[[input]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    pub(super) name: String,
    #[serde(default, deserialize_with = "some_dtype")]
    pub(super) dtype: Option<DType>,
    pub(super) shape: Option<Vec<usize>>,
    pub(super) strides: Option<Vec<i64>>,
    pub(super) offset: Option<usize>,
    pub(super) values: Option<Values>,
    pub(super) file: Option<String>,
    pub(super) tensor: Option<String>,
    pub(super) fill: Option<Fill>,
}

/// `[[output]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Output {
    pub(super) name: String,
    #[serde(deserialize_with = "dtype")]
    pub(super) dtype: DType,
    pub(super) shape: Vec<usize>,
    pub(super) save: Option<String>,
}

/// `[launch]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Launch {
    #[serde(deserialize_with = "extents")]
    pub(super) grid: [u32; 3],
    #[serde(deserialize_with = "extents")]
    pub(super) threadgroup: [u32; 3],
    pub(super) init_value: Option<f32>,
}

/// Parses a file's text; an error says at which byte.
pub(super) fn parse(text: &str) -> Result<Document, (usize, Problem)> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let (message, help) = readable(error.message());
        (at, Problem::Schema { message, help })
    })
}

/// A message on one line in our manner, and what was probably meant: the messages for unknown
/// names list the known ones in backticks.
fn readable(message: &str) -> (String, Option<String>) {
    let line = message.lines().collect::<Vec<_>>().join(", ");
    let (message, mut help) = match line.split_once("; help: ") {
        Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
        None => (line, None),
    };
    let mut names = message.split('`').skip(1).step_by(2);
    if let Some(given) = names.next().filter(|_| message.starts_with("unknown ")) {
        let nearest = suggest::nearest(given, names);
        help = nearest
            .map(|name| format!("did you mean `{name}`?"))
            .or(help);
    }
    (message, help)
}

fn dtype<'de, D: Deserializer<'de>>(from: D) -> Result<DType, D::Error> {
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}

fn some_dtype<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DType>, D::Error> {
    dtype(from).map(Some)
}

fn math_mode<'de, D: Deserializer<'de>>(from: D) -> Result<MathMode, D::Error> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Word {
        Safe,
        Relaxed,
        Fast,
    }
    Ok(match Word::deserialize(from)? {
        Word::Safe => MathMode::Safe,
        Word::Relaxed => MathMode::Relaxed,
        Word::Fast => MathMode::Fast,
    })
}

/// One to three extents; those left out are 1.
fn extents<'de, D: Deserializer<'de>>(from: D) -> Result<[u32; 3], D::Error> {
    let given = Vec::<u32>::deserialize(from)?;
    if given.is_empty() || given.len() > 3 {
        let message = format!("expected one to three extents, found {}", given.len());
        return Err(D::Error::custom(message));
    }
    let mut extents = [1; 3];
    extents[..given.len()].copy_from_slice(&given);
    Ok(extents)
}

/// `[template]`, in the order written.
#[derive(Debug, Default)]
pub(super) struct Template(pub(super) Vec<(String, TemplateValue)>);

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(TemplateVisitor)
    }
}

struct TemplateVisitor;

impl<'de> Visitor<'de> for TemplateVisitor {
    type Value = Template;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of template arguments")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Template, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let value: Argument = map.next_value()?;
            entries.push((key.span().start, key.into_inner(), value.0));
        }
        // The parser keeps tables by name; their order in the text is their order in the kernel.
        entries.sort_by_key(|(at, ..)| *at);
        Ok(Template(
            entries
                .into_iter()
                .map(|(_, name, value)| (name, value))
                .collect(),
        ))
    }
}

/// A template argument.
struct Argument(TemplateValue);

impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ArgumentVisitor)
    }
}

struct ArgumentVisitor;

impl Visitor<'_> for ArgumentVisitor {
    type Value = Argument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an element type, an integer or a bool")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Argument, E> {
        Ok(Argument(TemplateValue::Bool(value)))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Argument, E> {
        i32::try_from(value)
            .map(|value| Argument(TemplateValue::Int(value)))
            .map_err(|_| E::custom(format!("expected an integer of 32 bits, found `{value}`")))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Argument, E> {
        value
            .parse()
            .map(|dtype| Argument(TemplateValue::Type(dtype)))
            .map_err(E::custom)
    }
}

/// `values`: a number, or numbers nested as deep as there are dimensions.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    Number(Number),
    List(Vec<Self>),
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ValuesVisitor)
    }
}

struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or an array of numbers")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Values, E> {
        Ok(Values::Number(Number::Bool(value)))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Values, E> {
        Ok(Values::Number(Number::Int(value.into())))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Values, E> {
        Ok(Values::Number(Number::Int(value.into())))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Values, E> {
        Ok(Values::Number(Number::Float(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Values, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Values::List(values))
    }
}
