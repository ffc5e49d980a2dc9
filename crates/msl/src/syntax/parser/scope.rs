//! Which names are types and templates, by scope.

use crate::{hash::HashMap, syntax::token::Symbol};

/// What the parser needs to know of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A type.
    Type,
    /// A class or alias template: a type once it has arguments.
    TypeTemplate,
    /// A function or variable template.
    ValueTemplate,
    /// Anything else; it hides a type of an outer scope.
    Value,
    /// A namespace.
    Namespace,
}

impl NameKind {
    /// Whether `<` after the name begins template arguments.
    pub(super) fn is_template(self) -> bool {
        matches!(self, Self::TypeTemplate | Self::ValueTemplate)
    }

    /// Whether the name, with arguments where it needs them, is a type.
    pub(super) fn is_type(self) -> bool {
        matches!(self, Self::Type | Self::TypeTemplate)
    }
}

/// The names in scope.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// For each name its meanings from outer to inner, with the depth of their scope.
    names: HashMap<Symbol, Vec<(usize, NameKind)>>,
    /// For each open scope the names it declared.
    open: Vec<Vec<Symbol>>,
    /// What was declared in any namespace or record, for qualified names.
    members: HashMap<Symbol, NameKind>,
    /// What each record declared, for members that are defined outside of it.
    of_records: HashMap<Symbol, Vec<(Symbol, NameKind)>>,
}

impl Scopes {
    /// Begins a scope.
    pub(super) fn enter(&mut self) {
        self.open.push(Vec::new());
    }

    /// Ends the innermost scope.
    pub(super) fn leave(&mut self) {
        for name in self.open.pop().unwrap_or_default() {
            if let Some(meanings) = self.names.get_mut(&name) {
                meanings.pop();
            }
        }
    }

    /// Keeps what the innermost scope, a record's, declared.
    pub(super) fn keep_members_of(&mut self, record: Symbol) {
        let names = self.open.last().cloned().unwrap_or_default();
        let kinds = names
            .into_iter()
            .filter_map(|name| Some((name, self.find(name)?)));
        let kept: Vec<(Symbol, NameKind)> = kinds.collect();
        self.of_records.insert(record, kept);
    }

    /// Declares the members of a record in the innermost scope.
    pub(super) fn declare_members_of(&mut self, record: Symbol) {
        for (name, kind) in self.of_records.get(&record).cloned().unwrap_or_default() {
            self.declare(name, kind);
        }
    }

    /// Declares a name in the innermost scope.
    pub(super) fn declare(&mut self, name: Symbol, kind: NameKind) {
        let depth = self.open.len();
        let meanings = self.names.entry(name).or_default();
        if let Some(last) = meanings.last_mut().filter(|(known, _)| *known == depth) {
            last.1 = kind;
            return;
        }
        meanings.push((depth, kind));
        if let Some(scope) = self.open.last_mut() {
            scope.push(name);
        }
    }

    /// Declares a name that is reached through `::` from elsewhere.
    pub(super) fn declare_member(&mut self, name: Symbol, kind: NameKind) {
        self.members.insert(name, kind);
    }

    /// The innermost meaning.
    pub(super) fn find(&self, name: Symbol) -> Option<NameKind> {
        self.names.get(&name)?.last().map(|(_, kind)| *kind)
    }

    /// The meaning of a name after `::` or a dot.
    pub(super) fn find_member(&self, name: Symbol) -> Option<NameKind> {
        self.members.get(&name).copied()
    }

    /// All names that are types here, for suggestions.
    pub(super) fn types(&self) -> Vec<Symbol> {
        let is_type = |meanings: &[(usize, NameKind)]| {
            meanings.last().is_some_and(|(_, kind)| kind.is_type())
        };
        let mut types: Vec<Symbol> = self
            .names
            .iter()
            .filter(|(_, meanings)| is_type(meanings))
            .map(|(name, _)| *name)
            .collect();
        types.sort_unstable();
        types
    }
}
