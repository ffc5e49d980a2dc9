//! Scopes: which name means what, from the innermost block out to the whole unit.
//!
//! Namespaces, structs, template parameter lists, functions and blocks are all scopes in one arena,
//! each with its parent. A template's instance gets a scope of its own between the template's
//! surroundings and its body.

use super::{
    Lowerer,
    function::DeclId,
    link::Refusals,
    record::RecordId,
    spelling::{STD, advice, metal_word},
    ty::{QualTy, Ty},
};
use crate::{
    diagnostic::{Diagnostic, Suggestion, closest},
    ir::Const,
    source::{Origin, Span},
    stdlib,
    syntax::ast,
};
use std::collections::{BTreeMap, BTreeSet};

/// A scope of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ScopeId(pub(super) usize);

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Namespace,
    Record(RecordId),
    /// Template parameters, function parameters or a block.
    Block,
}

/// Names of one region of text.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub(super) parent: Option<ScopeId>,
    pub(super) kind: ScopeKind,
    pub(super) names: BTreeMap<&'a str, Binding>,
    /// Scopes whose names are visible here too: `using namespace`, base classes.
    pub(super) also: Vec<ScopeId>,
}

/// A name's meaning.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) entity: Entity,
    /// When it was declared first.
    since: u32,
    /// When the last of several functions was declared.
    newest: u32,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Entity {
    /// A variable of a function, or its parameter.
    Local(usize),
    /// A variable of program, namespace or struct scope.
    Static(usize),
    /// Overloads.
    Functions(Vec<DeclId>),
    Type(QualTy),
    /// A class template with its specializations.
    RecordTemplate(usize),
    AliasTemplate(usize),
    /// A template value argument or an enumerator.
    Constant(Ty, Const),
    /// A variable template.
    StaticTemplate(usize),
    /// A function that is an argument of a template.
    Function(Ty),
    /// A pack of template arguments or function parameters.
    Pack(Vec<Self>),
    /// A field, with its struct.
    Field(RecordId, u32),
    /// A bit-field, by the field that it lies in and its place there.
    Bits(RecordId, u32, u32),
    Namespace(ScopeId),
    /// `using A = T;` of which an error was reported, and names that failed.
    Error,
    /// `using A = T;` where `T` has what is not supported.
    Refused(Refusals),
}

impl<'a> Lowerer<'a> {
    pub(super) fn new_scope(&mut self, parent: Option<ScopeId>, kind: ScopeKind) -> ScopeId {
        self.scopes.push(Scope {
            parent,
            kind,
            names: BTreeMap::new(),
            also: Vec::new(),
        });
        ScopeId(self.scopes.len() - 1)
    }

    /// Makes a name known. Overloads join; anything else must be new.
    pub(super) fn declare(&mut self, scope: ScopeId, ident: &'a ast::Ident, entity: Entity) {
        if self.is_declared_differently(scope, &ident.name, &entity)
            && !self.hides_library(scope, ident)
        {
            let diagnostic = Diagnostic::error(
                "redeclaration",
                ident.span,
                format!("`{}` is declared already in this scope", ident.name),
            );
            return self.report(diagnostic);
        }
        self.bind(scope, &ident.name, entity);
    }

    /// Whether a name of the unit takes the place of one of the library's, as it may where the library
    /// has more than Metal's own headers of some version.
    pub(super) fn hides_library(&self, scope: ScopeId, ident: &ast::Ident) -> bool {
        let binding = self.scopes[scope.0].names.get(ident.name.as_str());
        binding.is_some_and(|binding| binding.since <= self.library_until)
            && self.sources.file(ident.span.file).origin != Origin::Builtin
    }

    fn is_declared_differently(&self, scope: ScopeId, name: &str, entity: &Entity) -> bool {
        match (self.entity_of(scope, name), entity) {
            (None | Some(Entity::Error | Entity::Refused(_)), _) => false,
            (Some(Entity::Functions(_)), Entity::Functions(_)) => false,
            (Some(Entity::Type(old)), Entity::Type(new)) => old.ty != new.ty,
            // A field may have its struct's name (\[class.mem\]).
            (Some(Entity::Type(own)), Entity::Field(record, _)) => {
                self.tys.record(own.ty) != Some(*record)
            }
            (Some(Entity::Static(_)), Entity::Static(_)) => true,
            _ => true,
        }
    }

    /// As [`declare`](Self::declare), for names that cannot clash.
    pub(super) fn bind(&mut self, scope: ScopeId, name: &'a str, entity: Entity) {
        let since = self.now();
        let newest = match &entity {
            Entity::Functions(decls) => {
                let times = decls.iter().map(|decl| self.functions[decl.0].since);
                times.max().unwrap_or(since)
            }
            _ => since,
        };
        let names = &mut self.scopes[scope.0].names;
        let Some(binding) = names.get_mut(name) else {
            let binding = Binding {
                entity,
                since,
                newest,
            };
            names.insert(name, binding);
            return;
        };
        binding.newest = binding.newest.max(newest);
        match (&mut binding.entity, entity) {
            (Entity::Functions(old), Entity::Functions(new)) => old.extend(new),
            (old, new) => *old = new,
        }
    }

    /// The meaning of a name in one scope alone, whenever it was declared.
    pub(super) fn entity_of(&self, scope: ScopeId, name: &str) -> Option<&Entity> {
        let binding = self.scopes[scope.0].names.get(name);
        binding.map(|binding| &binding.entity)
    }

    /// When something is declared that is declared now: what a function's body declares was
    /// declared with the function.
    pub(super) fn now(&mut self) -> u32 {
        if self.horizon == u32::MAX {
            self.clock += 1;
            return self.clock;
        }
        self.horizon
    }

    /// Runs `work` for text that knows what was declared up to `time` (\[basic.scope.declarative\]).
    pub(super) fn as_of<R>(&mut self, time: u32, work: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::replace(&mut self.horizon, time);
        let result = work(self);
        self.horizon = outer;
        result
    }

    /// What of a binding the text at work knows: all of it outside of namespaces.
    fn known(&self, scope: &Scope<'a>, binding: &Binding) -> Option<Entity> {
        if scope.kind != ScopeKind::Namespace {
            return Some(binding.entity.clone());
        }
        match &binding.entity {
            Entity::Functions(decls) if binding.newest > self.horizon => {
                let known = |decl: &&DeclId| self.functions[decl.0].since <= self.horizon;
                let known: Vec<DeclId> = decls.iter().filter(known).copied().collect();
                (!known.is_empty()).then_some(Entity::Functions(known))
            }
            Entity::Functions(_) => Some(binding.entity.clone()),
            other => (binding.since <= self.horizon).then(|| other.clone()),
        }
    }

    /// The meaning of a name in one scope and the scopes it includes.
    pub(super) fn lookup_in(&self, scope: ScopeId, name: &str) -> Option<Entity> {
        let own = &self.scopes[scope.0];
        if own.also.is_empty() {
            return self.known(own, own.names.get(name)?);
        }
        self.lookup_joined(scope, name)
    }

    /// The meaning of a name in a scope that includes others.
    fn lookup_joined(&self, scope: ScopeId, name: &str) -> Option<Entity> {
        let mut seen = vec![scope];
        let mut at = 0;
        let mut functions: Vec<DeclId> = Vec::new();
        while at < seen.len() {
            let current = &self.scopes[seen[at].0];
            let binding = current.names.get(name);
            match binding.and_then(|binding| self.known(current, binding)) {
                Some(Entity::Functions(found)) => join(&mut functions, found),
                Some(other) if functions.is_empty() => return Some(other),
                _ => {}
            }
            for &also in &current.also {
                if !seen.contains(&also) {
                    seen.push(also);
                }
            }
            at += 1;
        }
        (!functions.is_empty()).then_some(Entity::Functions(functions))
    }

    /// The meaning of an unqualified name, and the scope it was found in.
    pub(super) fn lookup(&self, from: ScopeId, name: &str) -> Option<(Entity, ScopeId)> {
        let mut scope = Some(from);
        while let Some(current) = scope {
            if let Some(found) = self.lookup_in(current, name) {
                return Some((found, current));
            }
            scope = self.scopes[current.0].parent;
        }
        None
    }

    /// The type that an unqualified name means after `struct` or `enum`, which sees through variables and
    /// functions of that name.
    pub(super) fn lookup_tag(&self, from: ScopeId, name: &str) -> Option<(Entity, ScopeId)> {
        let is_type = |entity: &Entity| {
            matches!(
                entity,
                Entity::Type(_) | Entity::RecordTemplate(_) | Entity::Refused(_) | Entity::Error
            )
        };
        let mut scope = Some(from);
        while let Some(current) = scope {
            if let Some(found) = self.lookup_in(current, name).filter(is_type) {
                return Some((found, current));
            }
            scope = self.scopes[current.0].parent;
        }
        None
    }

    /// The innermost namespace around a scope.
    pub(super) fn namespace_of(&self, mut scope: ScopeId) -> ScopeId {
        while self.scopes[scope.0].kind != ScopeKind::Namespace {
            scope = self.scopes[scope.0]
                .parent
                .expect("the outermost scope is a namespace");
        }
        scope
    }

    /// The name in scope that is spelled most alike, if it is close.
    pub(super) fn similar_name(&self, from: ScopeId, name: &str) -> Option<String> {
        let mut candidates: Vec<&str> = Vec::new();
        let mut scope = Some(from);
        while let Some(current) = scope {
            let current = &self.scopes[current.0];
            candidates.extend(current.names.keys());
            for also in &current.also {
                candidates.extend(self.scopes[also.0].names.keys());
            }
            scope = current.parent;
        }
        candidates.extend(stdlib::function_names());
        closest(name, candidates).map(str::to_owned)
    }

    pub(super) fn undeclared(&mut self, name: &str, span: Span, from: ScopeId) {
        if let Some(later) = self.declared_later(name, from) {
            let message = format!("`{name}` is used before it is declared");
            let diagnostic = Diagnostic::error("undeclared-identifier", span, message)
                .with_related(later, "declared here")
                .with_help("move its declaration up, or declare it before this use as well");
            return self.report(diagnostic);
        }
        if self.is_absent(name, span) {
            return;
        }
        let mut diagnostic = Diagnostic::error(
            "undeclared-identifier",
            span,
            format!("`{name}` is not declared here"),
        );
        let mut built_ins = crate::ir::BuiltIn::ALL.iter();
        if let Some((built_in, _)) = built_ins.find(|(_, spelled)| *spelled == name) {
            let ty = if built_in.is_vector() {
                "uint3"
            } else {
                "uint"
            };
            diagnostic = diagnostic
                .with_note("only a kernel has it, and other functions see it if it is passed to them")
                .with_help(format!("declare it as a parameter: `{ty} {name} [[{name}]]` in a kernel, `{ty} {name}` in another function"));
            diagnostic
                .suggestions
                .extend(self.built_in_parameter(name, ty));
        } else if let Some(advice) = advice(name) {
            if name == STD {
                let note = "Metal has no C++ library; `metal` has functions and type traits of the same names";
                diagnostic = diagnostic.with_note(note);
            }
            diagnostic = diagnostic.with_help(advice);
            let word = metal_word(name);
            let change = word.map(|word| Suggestion::replace(span, name, word));
            diagnostic.suggestions.extend(change);
        } else if let Some(similar) = self.similar_name(from, name) {
            diagnostic = diagnostic.with_meant(name, &similar);
        }
        self.report(diagnostic);
    }

    /// Whether Metal's library has the name and this compiler leaves it out; says so.
    pub(super) fn is_absent(&mut self, name: &str, span: Span) -> bool {
        let family = stdlib::family(name).filter(|_| self.is_of_library(name, span));
        if let Some(family) = family {
            let message = match stdlib::type_family(name) {
                Some(_) => format!("the type `{name}` is not supported"),
                None => format!("`{name}` belongs to {family}, and that is not supported"),
            };
            self.error("unsupported-feature", span, message);
        }
        family.is_some()
    }

    /// Whether a use of a name can mean the library's, and not a variable that someone forgot to declare: it is a type's
    /// or a longer word, is called, or something is named in it.
    fn is_of_library(&self, name: &str, span: Span) -> bool {
        let text = &self.sources.file(span.file).text;
        let after = text.get(span.end as usize..).unwrap_or("").trim_start();
        stdlib::type_family(name).is_some()
            || name.contains('_')
            || after.starts_with(['(', '<'])
            || after.starts_with("::")
    }

    /// Where a function or variable is declared that the text at work does not know yet.
    fn declared_later(&mut self, name: &str, from: ScopeId) -> Option<Span> {
        let found = self.as_of(u32::MAX, |lowerer| lowerer.lookup(from, name));
        match found?.0 {
            Entity::Functions(decls) => decls.first().map(|decl| self.functions[decl.0].span),
            Entity::Static(id) => Some(self.statics[id].variable.name.span),
            _ => None,
        }
    }
}

/// Adds what is not there yet.
pub(super) fn join(functions: &mut Vec<DeclId>, found: Vec<DeclId>) {
    if functions.is_empty() {
        *functions = found;
        return;
    }
    if *functions == found {
        return;
    }
    let known: BTreeSet<DeclId> = functions.iter().copied().collect();
    functions.extend(found.into_iter().filter(|decl| !known.contains(decl)));
}
