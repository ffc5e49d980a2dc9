//! Declarations of program, namespace and struct scope.

mod built_in;
mod function_constant;
mod variable;

pub(super) use built_in::FIRST as FIRST_BUILT_IN;
pub(super) use function_constant::FunctionConstants;
pub(super) use variable::{Static, StaticState};

use crate::lower::{
    Lowerer,
    record::RecordId,
    scope::{Entity, ScopeId, ScopeKind},
    spelling::Named,
    template::{AliasTemplate, RecordTemplate},
    ty::{QualTy, Ty, TyKind},
};
use crate::{
    ir::{Const, Scalar},
    source::{Origin, Span},
    stdlib,
    syntax::ast,
};

/// An enumeration.
pub(in crate::lower) struct EnumInfo {
    pub(in crate::lower) name: String,
    pub(in crate::lower) underlying: Scalar,
    pub(in crate::lower) scoped: bool,
    pub(in crate::lower) scope: ScopeId,
}

impl<'a> Lowerer<'a> {
    /// Declares a list of items.
    pub(in crate::lower) fn items(&mut self, items: &'a [ast::Item], scope: ScopeId) {
        for item in items {
            self.item(item, scope);
            if self.sources.file(item.span.file).origin == Origin::Builtin {
                self.library_until = self.clock;
            }
        }
    }

    /// Declares one item of any scope but a function's or a struct's.
    pub(in crate::lower) fn item(&mut self, item: &'a ast::Item, scope: ScopeId) {
        match &item.kind {
            ast::ItemKind::Function(function) => self.function_item(function, scope),
            ast::ItemKind::Variables(declaration) => self.statics(declaration, scope),
            ast::ItemKind::Instantiation(instantiation) => {
                self.refusals.declared.push(item.span);
                self.instantiations.push((instantiation, scope));
            }
            ast::ItemKind::Namespace { name, items } => self.namespace(name.as_ref(), items, scope),
            _ => self.local_item(item, scope),
        }
    }

    /// Declares what may stand in any scope.
    pub(in crate::lower) fn local_item(&mut self, item: &'a ast::Item, scope: ScopeId) {
        match &item.kind {
            ast::ItemKind::Record(record) => {
                self.refusals.declared.push(item.span);
                self.record_item(record, scope, item.span);
            }
            ast::ItemKind::Enum(definition) => self.enum_item(definition, scope),
            ast::ItemKind::Alias(alias) => self.alias_item(alias, scope),
            ast::ItemKind::UsingNamespace(path) => self.using_namespace(path, scope),
            ast::ItemKind::NamespaceAlias(name, path) => self.namespace_alias(name, path, scope),
            ast::ItemKind::UsingDeclaration(path) => self.using_declaration(path, scope),
            ast::ItemKind::StaticAssert(assertion) => self.static_assert(assertion, scope),
            ast::ItemKind::Empty | ast::ItemKind::Error => {}
            ast::ItemKind::Function(function) => {
                let (_, span) = crate::lower::function::function_name(&function.name);
                self.error(
                    "unsupported-feature",
                    span,
                    "a function cannot be declared here",
                );
            }
            ast::ItemKind::Variables(_)
            | ast::ItemKind::Namespace { .. }
            | ast::ItemKind::Instantiation(_) => {
                self.error(
                    "unsupported-feature",
                    item.span,
                    "this cannot be declared here",
                );
            }
        }
    }

    fn function_item(&mut self, function: &'a ast::Function, scope: ScopeId) {
        if let Some(owner) = &function.owner {
            return self.member_outside(function, owner, scope);
        }
        let special = function.template.as_ref().is_some_and(Vec::is_empty);
        if special || function.arguments.is_some() {
            let id = self.specialize_function(function, scope);
            self.function_specializations.push(id);
            return;
        }
        self.declare_function(function, scope, None);
    }

    fn namespace(&mut self, name: Option<&'a ast::Ident>, items: &'a [ast::Item], scope: ScopeId) {
        let inner = match name.and_then(|name| self.entity_of(scope, &name.name)) {
            Some(Entity::Namespace(known)) => *known,
            _ => {
                let inner = self.new_scope(Some(scope), ScopeKind::Namespace);
                match name {
                    Some(name) => self.declare(scope, name, Entity::Namespace(inner)),
                    None => self.scopes[scope.0].also.push(inner),
                }
                inner
            }
        };
        self.items(items, inner);
    }

    fn namespace_alias(&mut self, name: &'a ast::Ident, path: &'a ast::Path, scope: ScopeId) {
        match self.named(path, scope) {
            Named::Namespace(inner) => self.bind(scope, &name.name, Entity::Namespace(inner)),
            Named::Unknown(ident)
                if ident.name == "metal" || stdlib::family(&ident.name).is_some() =>
            {
                // The library is found behind any namespace that does not have a name itself.
                let inner = self.new_scope(Some(scope), ScopeKind::Namespace);
                self.bind(scope, &name.name, Entity::Namespace(inner));
            }
            Named::Unknown(ident) => self.undeclared(&ident.name, ident.span, scope),
            Named::Error => {}
            _ => self.error("type-mismatch", path.span, "expected a namespace"),
        }
    }

    fn using_namespace(&mut self, path: &'a ast::Path, scope: ScopeId) {
        let library = path
            .segments
            .iter()
            .all(|s| matches!(s.ident.name.as_str(), "metal" | "fast" | "precise" | "simd"));
        match self.named(path, scope) {
            Named::Namespace(inner) => {
                if inner != scope && !self.scopes[scope.0].also.contains(&inner) {
                    self.scopes[scope.0].also.push(inner);
                }
            }
            _ if library => {}
            Named::Unknown(ident) if stdlib::family(&ident.name).is_some() => {}
            Named::Unknown(ident) => self.undeclared(&ident.name, ident.span, scope),
            Named::Error => {}
            _ => self.error("type-mismatch", path.span, "expected a namespace"),
        }
    }

    fn using_declaration(&mut self, path: &'a ast::Path, scope: ScopeId) {
        let name = &path.segments.last().expect("a path has a segment").ident;
        match self.named(path, scope) {
            Named::Type(ty) => self.bind(scope, &name.name, Entity::Type(ty)),
            Named::Functions(decls, _) => self.bind(scope, &name.name, Entity::Functions(decls)),
            Named::Entity(entity) => self.bind(scope, &name.name, entity),
            Named::Namespace(inner) => self.bind(scope, &name.name, Entity::Namespace(inner)),
            Named::Library(..) | Named::Error => {}
            Named::Unknown(ident) => {
                let report =
                    |lowerer: &mut Self| lowerer.undeclared(&ident.name, ident.span, scope);
                let ((), refusals) = self.declaring(report);
                self.note_refusals(&refusals);
                if !refusals.is_empty() {
                    self.bind(scope, &name.name, Entity::Refused(refusals));
                }
            }
        }
    }

    pub(in crate::lower) fn static_assert(
        &mut self,
        assertion: &'a ast::StaticAssert,
        scope: ScopeId,
    ) {
        if self.constant_bool(&assertion.condition, scope) == Some(false) {
            let message = match &assertion.message {
                Some(text) => format!("static assertion failed: {text}"),
                None => "static assertion failed".into(),
            };
            self.error("static-assertion", assertion.condition.span, message);
        }
    }

    fn alias_item(&mut self, alias: &'a ast::Alias, scope: ScopeId) {
        if alias.template.is_some() {
            let id = self.alias_templates.len();
            self.declare(scope, &alias.name, Entity::AliasTemplate(id));
            let since = self.now();
            let ast = alias;
            return self
                .alias_templates
                .push(AliasTemplate { scope, ast, since });
        }
        let (ty, mut refusals) = self.declaring(|lowerer| lowerer.spelled(&alias.ty, scope));
        refusals.extend(self.syntax_refusals(alias.ty.span.to(alias.name.span)));
        self.note_refusals(&refusals);
        let entity = if !refusals.is_empty() {
            Entity::Refused(refusals)
        } else if ty.ty == Ty::ERROR {
            Entity::Error
        } else {
            Entity::Type(ty)
        };
        self.declare(scope, &alias.name, entity);
    }

    fn enum_item(&mut self, definition: &'a ast::Enum, scope: ScopeId) {
        let underlying = match &definition.underlying {
            Some(ty) => {
                let ty = self.spelled(ty, scope).ty;
                self.tys.component(ty).unwrap_or(Scalar::I32)
            }
            None => Scalar::I32,
        };
        let inner = self.new_scope(Some(scope), ScopeKind::Block);
        let id = u32::try_from(self.enums.len()).expect("enumerations are few");
        let name = definition
            .name
            .as_ref()
            .map_or("<enum>", |name| &name.name)
            .to_owned();
        self.enums.push(EnumInfo {
            name,
            underlying,
            scoped: definition.scoped,
            scope: inner,
        });
        let ty = self.tys.intern(TyKind::Enum(id));
        let mut next: u64 = 0;
        for (name, value) in &definition.variants {
            if let Some(value) = value
                && let Some((scalar, bits)) = self.constant_integer(value, inner)
            {
                next =
                    crate::lower::constant::fold::convert(scalar, underlying, bits).unwrap_or(bits);
            }
            let entity = Entity::Constant(ty, Const::Scalar(next));
            self.declare(inner, name, entity.clone());
            if !definition.scoped {
                self.declare(scope, name, entity);
            }
            let following =
                crate::lower::constant::fold::integer(underlying, next).unwrap_or(0) + 1;
            next = crate::lower::constant::fold::wrap(underlying, following);
        }
        if let Some(name) = &definition.name {
            self.declare(scope, name, Entity::Type(QualTy::plain(ty)));
        }
    }

    fn record_item(&mut self, record: &'a ast::Record, scope: ScopeId, span: Span) {
        let Some(name) = &record.name else {
            return self.error("unsupported-feature", span, "a struct needs a name here");
        };
        if record.arguments.is_some() {
            return self.specialize_record(record, name, scope);
        }
        if record.template.is_some() {
            return self.record_template(record, name, scope);
        }
        let known = match self.entity_of(scope, &name.name) {
            Some(Entity::Type(ty)) => self.tys.record(ty.ty),
            _ => None,
        };
        let id = match known.filter(|id| !self.records[id.index()].complete) {
            Some(id) => id,
            None => {
                let id = self.new_record(&name.name, name.span, None);
                let ty = self.tys.intern(TyKind::Record(id));
                self.declare(scope, name, Entity::Type(QualTy::plain(ty)));
                id
            }
        };
        if record.members.is_some() {
            self.define_record(id, record, scope);
        }
    }

    fn record_template(&mut self, record: &'a ast::Record, name: &'a ast::Ident, scope: ScopeId) {
        if let Some(&Entity::RecordTemplate(known)) = self.entity_of(scope, &name.name)
            && !self.hides_library(scope, name)
        {
            let since = self.now();
            let template = &mut self.record_templates[known];
            if template.primary.members.is_none() {
                template.primary = record;
                template.since = since;
            } else if record.members.is_some() {
                let message = format!("`{}` is declared already in this scope", name.name);
                self.error("redeclaration", name.span, message);
            }
            return;
        }
        let id = self.record_templates.len();
        self.declare(scope, name, Entity::RecordTemplate(id));
        let since = self.now();
        self.record_templates.push(RecordTemplate {
            name: &name.name,
            scope,
            primary: record,
            since,
            specializations: Vec::new(),
            outside: Vec::new(),
        });
    }

    fn specialize_record(&mut self, record: &'a ast::Record, name: &'a ast::Ident, scope: ScopeId) {
        match self.lookup(scope, &name.name) {
            Some((Entity::RecordTemplate(id), _)) => {
                let since = self.now();
                let specializations = &mut self.record_templates[id].specializations;
                specializations.push((record, since));
            }
            _ => {
                let message = format!("`{}` is no class template", name.name);
                self.error("undeclared-identifier", name.span, message);
            }
        }
    }

    /// A struct that is defined where its type is used.
    pub(in crate::lower) fn declare_record_in_place(
        &mut self,
        record: &'a ast::Record,
        scope: ScopeId,
        span: Span,
    ) -> Ty {
        let name = record
            .name
            .as_ref()
            .map_or("<struct>", |name| name.name.as_str());
        let id = self.new_record(name, span, None);
        let ty = self.tys.intern(TyKind::Record(id));
        if let Some(name) = &record.name {
            self.declare(scope, name, Entity::Type(QualTy::plain(ty)));
        }
        self.define_record(id, record, scope);
        ty
    }

    /// The record whose members a scope holds, if it is a struct's.
    pub(in crate::lower) fn record_of_scope(&self, scope: ScopeId) -> Option<RecordId> {
        match self.scopes[scope.0].kind {
            ScopeKind::Record(id) => Some(id),
            _ => None,
        }
    }
}
