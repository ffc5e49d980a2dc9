//! What a path means: a name of the unit, or of the library, with its template arguments.

use crate::lower::{
    Lowerer,
    function::DeclId,
    scope::{Entity, ScopeId, ScopeKind},
    ty::{QualTy, Ty, TyKind},
};
use crate::{
    diagnostic::{Diagnostic, closest},
    ir::Const,
    stdlib,
    syntax::ast,
};

/// What a path names.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Named<'a> {
    Type(QualTy),
    Functions(Vec<DeclId>, Option<&'a [ast::TemplateArgument]>),
    /// A function of the library.
    Library(stdlib::Namespace),
    Entity(Entity),
    Namespace(ScopeId),
    /// Reported.
    Error,
    /// Not found: the name and where it stands.
    Unknown(&'a ast::Ident),
}

impl<'a> Lowerer<'a> {
    /// What a path means.
    pub(in crate::lower) fn named(&mut self, path: &'a ast::Path, scope: ScopeId) -> Named<'a> {
        let first = path.segments[0].ident.name.as_str();
        if let Some(diagnostic) = self.misnamed_flag(path, scope) {
            self.report(diagnostic);
            return Named::Error;
        }
        let last = path.segments.last().map_or("", |last| &last.ident.name);
        if let Some(value) = stdlib::named_constant(last)
            && self.lookup(scope, first).is_none_or(|_| first == "metal")
        {
            let constant = Entity::Constant(Ty::UINT, Const::Scalar(value));
            return Named::Entity(constant);
        }
        let start = path.global.then_some(self.root);
        self.named_from(path, start, scope)
    }

    /// What is wrong with a path that looks like one of `mem_flags`'s enumerators.
    fn misnamed_flag(&self, path: &ast::Path, scope: ScopeId) -> Option<Diagnostic> {
        const ENUM: &str = "mem_flags";
        let [before @ .., last] = &path.segments[..] else {
            return None;
        };
        let (name, span) = (&last.ident.name, last.ident.span);
        match before.last() {
            Some(owner) if owner.ident.name == ENUM => {
                let unknown = !stdlib::is_memory_flag(name) && self.lookup(scope, ENUM).is_none();
                let message = format!("`{ENUM}` has no member `{name}`");
                let diagnostic = Diagnostic::error("unknown-member", span, message);
                unknown.then(|| match closest(name, stdlib::memory_flag_names()) {
                    Some(meant) => diagnostic.with_meant(name, meant),
                    None => diagnostic,
                })
            }
            None if stdlib::is_memory_flag(name) && self.lookup(scope, name).is_none() => {
                let message = format!("`{name}` is not declared here");
                let diagnostic = Diagnostic::error("undeclared-identifier", span, message);
                Some(diagnostic.with_meant(name, &format!("{ENUM}::{name}")))
            }
            _ => None,
        }
    }

    /// What a path means after `decltype(e)::`.
    pub(in crate::lower) fn named_in_type(
        &mut self,
        of: &'a ast::Type,
        path: &'a ast::Path,
        scope: ScopeId,
    ) -> Named<'a> {
        let ty = self.spelled(of, scope).ty;
        let first = &path.segments[0];
        match self.scope_of_type(ty, first) {
            Some(inner) => self.named_from(path, Some(inner), scope),
            None => Named::Error,
        }
    }

    /// What a path means from a scope on, or where there is none, from the text's own.
    fn named_from(
        &mut self,
        path: &'a ast::Path,
        start: Option<ScopeId>,
        scope: ScopeId,
    ) -> Named<'a> {
        let mut at = 0;
        let mut library = stdlib::Namespace::Plain;
        let mut current = start;
        loop {
            let segment = &path.segments[at];
            let last = at + 1 == path.segments.len();
            let name = segment.ident.name.as_str();
            let found = match current {
                None if path.elaborated => self.lookup_tag(scope, name),
                None => self.lookup(scope, name),
                Some(current) => self.lookup_in(current, name).map(|found| (found, current)),
            };
            let of_library = matches!(name, "metal" | "fast" | "precise" | "simd");
            if found.is_none() && !last && of_library {
                library = match name {
                    "fast" => stdlib::Namespace::Fast,
                    "precise" => stdlib::Namespace::Precise,
                    _ => library,
                };
                at += 1;
                continue;
            }
            let inside_type =
                current.is_some_and(|s| self.scopes[s.0].kind != ScopeKind::Namespace);
            let named = match found {
                Some((entity, _)) if library == stdlib::Namespace::Plain => {
                    self.meaning(entity, segment, scope)
                }
                _ if inside_type => Named::Unknown(&segment.ident),
                _ => self.library_name(library, segment, scope),
            };
            if last {
                return named;
            }
            current = match named {
                Named::Namespace(inner) => Some(inner),
                Named::Type(ty) => match self.scope_of_type(ty.ty, segment) {
                    Some(inner) => Some(inner),
                    None => return Named::Error,
                },
                Named::Error => return Named::Error,
                Named::Unknown(ident) => return Named::Unknown(ident),
                Named::Functions(..) | Named::Library(..) | Named::Entity(..) => {
                    let message = format!("`{name}` is neither a type nor a namespace");
                    self.error("type-mismatch", segment.ident.span, message);
                    return Named::Error;
                }
            };
            at += 1;
        }
    }

    fn scope_of_type(&mut self, ty: Ty, segment: &'a ast::PathSegment) -> Option<ScopeId> {
        match self.tys[ty] {
            TyKind::Record(id) => Some(self.record_scope(id)),
            TyKind::Enum(id) => Some(self.enums[id as usize].scope),
            TyKind::Error => None,
            _ => {
                let message = format!("`{}` has no members to name", self.ty_name(ty));
                self.error("unknown-member", segment.ident.span, message);
                None
            }
        }
    }

    /// What a name found in a scope means with its template arguments.
    fn meaning(
        &mut self,
        entity: Entity,
        segment: &'a ast::PathSegment,
        scope: ScopeId,
    ) -> Named<'a> {
        let arguments = segment.arguments.as_deref();
        match entity {
            Entity::Type(ty) => match arguments {
                // Inside of a class template its own name stands for the instance at work.
                Some(arguments) => match self.origin_of(ty.ty) {
                    Some(id) => {
                        let ty = self.record_of(id, arguments, scope, segment.ident.span);
                        Named::Type(QualTy::plain(ty))
                    }
                    None => {
                        let message = format!("`{}` is no template", segment.ident.name);
                        self.error("type-mismatch", segment.ident.span, message);
                        Named::Error
                    }
                },
                None => {
                    self.use_type(ty.ty, &segment.ident);
                    Named::Type(ty)
                }
            },
            Entity::Refused(refusals) => {
                self.use_refused(&refusals, &segment.ident.name, segment.ident.span);
                Named::Error
            }
            Entity::Namespace(inner) => Named::Namespace(inner),
            Entity::Functions(decls) => Named::Functions(decls, arguments),
            Entity::RecordTemplate(id) => match arguments {
                Some(arguments) => {
                    let ty = self.record_of(id, arguments, scope, segment.ident.span);
                    Named::Type(QualTy::plain(ty))
                }
                None => {
                    let message =
                        format!("expected template arguments after `{}`", segment.ident.name);
                    self.error("no-template-argument", segment.ident.span, message);
                    Named::Error
                }
            },
            Entity::AliasTemplate(id) => {
                let arguments = arguments.unwrap_or(&[]);
                Named::Type(self.alias_of(id, arguments, scope, segment.ident.span))
            }
            Entity::Error => Named::Error,
            Entity::StaticTemplate(id) => {
                let arguments = arguments.unwrap_or(&[]);
                match self.static_of(id, arguments, scope, segment.ident.span) {
                    Some(id) => Named::Entity(Entity::Static(id)),
                    None => Named::Error,
                }
            }
            other @ (Entity::Local(_)
            | Entity::Static(_)
            | Entity::Constant(..)
            | Entity::Function(_)
            | Entity::Pack(_)
            | Entity::Field(..)
            | Entity::Bits(..)) => Named::Entity(other),
        }
    }

    /// The template that a struct is an instance of.
    fn origin_of(&self, ty: Ty) -> Option<usize> {
        let record = self.tys.record(ty)?;
        self.records[record.index()]
            .origin
            .as_ref()
            .map(|(template, _)| *template)
    }
}

/// A path as a message spells it.
pub(in crate::lower) fn path_text(path: &ast::Path) -> String {
    let names: Vec<&str> = path
        .segments
        .iter()
        .map(|s| s.ident.name.as_str())
        .collect();
    names.join("::")
}
