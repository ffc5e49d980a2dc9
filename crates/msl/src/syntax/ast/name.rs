//! Names, alone and qualified.
//!
//! A text has few spellings and uses each many times, so all uses of one share its text.

use std::{
    fmt,
    hash::{Hash, Hasher},
    mem,
    ops::Deref,
    sync::Arc,
};

use super::{Expr, Type};
use crate::source::Span;

/// A spelling. Copying it copies no text.
#[derive(Clone)]
pub struct Name(Text);

/// Where a spelling is kept.
#[derive(Clone)]
enum Text {
    Fixed(&'static str),
    Shared(Arc<str>),
}

impl Name {
    /// A spelling of the language's own.
    #[must_use]
    pub const fn fixed(text: &'static str) -> Self {
        Self(Text::Fixed(text))
    }

    /// The spelling itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Fixed(text) => text,
            Text::Shared(text) => text,
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<Arc<str>> for Name {
    fn from(text: Arc<str>) -> Self {
        Self(Text::Shared(text))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Name> for &str {
    fn eq(&self, other: &Name) -> bool {
        *self == other.as_str()
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

/// A spelled name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ident {
    /// The spelling.
    pub name: Name,
    /// Where.
    pub span: Span,
}

/// A name with qualifiers and template arguments: `metal::vec<T, 4>`, `::f`, `Limits<T>::max`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Whether it begins with `::`.
    pub global: bool,
    /// Whether `struct`, `class`, `union` or `enum` stands before it, so that it names a type also where a
    /// variable or function hides that (\[basic.lookup.elab\]).
    pub elaborated: bool,
    /// At least one segment.
    pub segments: Segments,
    /// From the first to the last character.
    pub span: Span,
}

/// The names of a path. Most have one, which needs no memory of its own.
#[derive(Clone, Debug)]
pub enum Segments {
    /// One.
    One([PathSegment; 1]),
    /// Any number.
    Several(Vec<PathSegment>),
}

impl Segments {
    /// A path of one name.
    #[must_use]
    pub const fn new(segment: PathSegment) -> Self {
        Self::One([segment])
    }

    /// Adds a name at the end.
    pub fn push(&mut self, segment: PathSegment) {
        self.as_several().push(segment);
    }

    /// Takes the last name.
    pub fn pop(&mut self) -> Option<PathSegment> {
        self.as_several().pop()
    }

    fn as_several(&mut self) -> &mut Vec<PathSegment> {
        if let Self::One(_) = self
            && let Self::One([only]) = mem::replace(self, Self::Several(Vec::new()))
        {
            *self = Self::Several(vec![only]);
        }
        match self {
            Self::Several(segments) => segments,
            Self::One(_) => unreachable!("it was replaced above"),
        }
    }
}

impl Deref for Segments {
    type Target = [PathSegment];

    fn deref(&self) -> &[PathSegment] {
        match self {
            Self::One(segments) => segments,
            Self::Several(segments) => segments,
        }
    }
}

impl PartialEq for Segments {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// One name of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSegment {
    /// The name.
    pub ident: Ident,
    /// `<...>` after it; `None` where there is none, `Some(vec![])` for `<>`.
    pub arguments: Option<Vec<TemplateArgument>>,
}

/// What stands between the angle brackets of a use.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateArgument {
    /// Can only be a type.
    Type(Type),
    /// Can only be a value.
    Expr(Expr),
    /// A lone path, which may name either; `lower` knows.
    Ambiguous(Path),
    /// `argument...`: one for each element of the packs that it names.
    Expansion(Box<Self>, Span),
}
