//! One value from all places.

use std::fmt::Display;

use super::{Place, Setting, environment::Names};
use crate::Error;

/// Variables of the environment by name.
pub(super) type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the program says: a block before the process.
pub(super) fn first<O, T>(overrides: &[O; 2], value: fn(&O) -> Option<T>) -> Option<Setting<T>> {
    let places = [Place::Block, Place::Process];
    let mut found = overrides.iter().map(value).zip(places);
    found.find_map(|(value, place)| value.map(|value| Setting { value, place }))
}

/// What is set, or else the first variable of the names that is.
pub(super) fn or_variable<T>(
    set: Option<Setting<T>>,
    names: &Names,
    variables: Variables<'_>,
    parse: impl Fn(&str) -> Option<T>,
    expected: impl Display,
) -> Result<Option<Setting<T>>, Error> {
    if set.is_some() {
        return Ok(set);
    }
    let texts = names.0.iter().map(|name| (*name, variables(name)));
    let Some((name, text)) = texts
        .into_iter()
        .find_map(|(name, text)| Some((name, text?)))
    else {
        return Ok(None);
    };
    let value = parse(text.trim()).ok_or_else(|| Error::Setting {
        name: name.to_owned(),
        expected: expected.to_string(),
        found: text,
    })?;
    let place = Place::Environment(name);
    Ok(Some(Setting { value, place }))
}

/// A choice as variables write it.
pub(super) fn choice(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}
