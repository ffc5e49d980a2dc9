//! Which names a kernel and its parameters may have.
//!
//! A name must be an identifier, must not be a keyword, a built-in or a macro, and no two
//! parameters may have one name. MLX checks none of this, and the compiler then speaks of text
//! that the caller never wrote.

use super::{BodyKernel, Error, TemplateValue};
use crate::{ir::BuiltIn, stdlib};
use std::{collections::BTreeMap, fmt};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The kernel itself.
    Kernel,
    /// An input.
    Input,
    /// Shape, strides or rank of an input.
    InputInfo,
    /// An output.
    Output,
    /// A template argument.
    Template,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kernel => "the kernel",
            Self::Input => "an input",
            Self::InputInfo => "shape, strides or rank of an input",
            Self::Output => "an output",
            Self::Template => "a template argument",
        })
    }
}

/// Longest text that is read; spans hold 32 bits and a longer body is no kernel.
pub(super) const TEXT_LIMIT_BYTES: usize = 16 << 20;

/// Checks what does not depend on the types of a call.
///
/// # Errors
/// If a name is none, is taken or is there twice, if there is no output, or a text is too long.
pub fn validate(kernel: &BodyKernel) -> Result<(), Error> {
    check_name(kernel, Role::Kernel, &kernel.name)?;
    if kernel.outputs.is_empty() {
        return Err(Error::NoOutputs {
            kernel: kernel.name.clone(),
        });
    }
    for (what, text) in [("header", &kernel.header), ("source", &kernel.source)] {
        if text.len() > TEXT_LIMIT_BYTES {
            return Err(Error::TooLong {
                kernel: kernel.name.clone(),
                what,
                bytes: text.len(),
                limit: TEXT_LIMIT_BYTES,
            });
        }
    }
    let mut names = Names::new(kernel);
    for name in &kernel.inputs {
        names.add(Role::Input, name)?;
    }
    for name in &kernel.outputs {
        names.add(Role::Output, name)?;
    }
    Ok(())
}

/// Checks the names of template arguments beside those of the arrays.
pub(super) fn validate_template(
    kernel: &BodyKernel,
    template: &[(String, TemplateValue)],
) -> Result<(), Error> {
    let mut names = Names::new(kernel);
    names.add_known(Role::Input, &kernel.inputs);
    names.add_known(Role::Output, &kernel.outputs);
    template
        .iter()
        .try_for_each(|(name, _)| names.add(Role::Template, name))
}

/// The names of a kernel's parameters so far.
pub(super) struct Names<'a> {
    kernel: &'a BodyKernel,
    roles: BTreeMap<String, Role>,
}

impl<'a> Names<'a> {
    pub(super) fn new(kernel: &'a BodyKernel) -> Self {
        Self {
            kernel,
            roles: BTreeMap::new(),
        }
    }

    fn add_known(&mut self, role: Role, names: &[String]) {
        self.roles
            .extend(names.iter().map(|name| (name.clone(), role)));
    }

    pub(super) fn add(&mut self, role: Role, name: &str) -> Result<(), Error> {
        check_name(self.kernel, role, name)?;
        match self.roles.insert(name.to_owned(), role) {
            None => Ok(()),
            Some(first) => Err(Error::DuplicateName {
                kernel: self.kernel.name.clone(),
                name: name.to_owned(),
                first,
                second: role,
            }),
        }
    }
}

fn check_name(kernel: &BodyKernel, role: Role, name: &str) -> Result<(), Error> {
    if !is_identifier(name) {
        return Err(Error::InvalidName {
            kernel: kernel.name.clone(),
            role,
            name: name.to_owned(),
        });
    }
    // The kernel's own name never stands alone in the text.
    match meaning(name) {
        Some(meaning) if role != Role::Kernel => Err(Error::ReservedName {
            kernel: kernel.name.clone(),
            role,
            name: name.to_owned(),
            meaning,
        }),
        _ => Ok(()),
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first == '_' || first.is_ascii_alphabetic())
        && chars.all(|char| char == '_' || char.is_ascii_alphanumeric())
}

fn meaning(name: &str) -> Option<&'static str> {
    if KEYWORDS.contains(&name) {
        Some("a keyword")
    } else if BuiltIn::ALL.iter().any(|(_, known)| *known == name) {
        Some("a built-in of every thread")
    } else if stdlib::MACROS.iter().any(|(known, _)| *known == name) {
        Some("a macro of the standard library")
    } else {
        None
    }
}

/// The keywords of C++17, and those that Metal adds.
pub(crate) const KEYWORDS: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bfloat",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "class",
    "compl",
    "const",
    "const_cast",
    "constant",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "device",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "fragment",
    "friend",
    "goto",
    "half",
    "if",
    "inline",
    "int",
    "kernel",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread",
    "thread_local",
    "threadgroup",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "uchar",
    "uint",
    "ulong",
    "union",
    "unsigned",
    "ushort",
    "using",
    "vertex",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
];
