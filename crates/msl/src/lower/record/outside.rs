//! Members that are defined outside of their struct, and friends that are defined inside of one.

use super::RecordId;
use crate::lower::{
    Lowerer,
    function::{DeclId, Source, function_name},
    scope::{Entity, ScopeId, ScopeKind},
    spelling::Named,
    template::{TemplateArg, grouped},
    ty::TyKind,
};
use crate::syntax::ast;

impl<'a> Lowerer<'a> {
    /// `R A<T>::f(…) { … }`.
    pub(in crate::lower) fn member_outside(
        &mut self,
        function: &'a ast::Function,
        owner: &'a ast::Path,
        scope: ScopeId,
    ) {
        let last = owner.segments.last().expect("a path has a segment");
        if let Some(id) = self.template_called(owner, scope)
            && owner_template(function).is_some_and(|params| !params.is_empty())
        {
            self.record_templates[id].outside.push(function);
            let made: Vec<RecordId> = self
                .record_instances
                .iter()
                .filter(|((template, _), _)| *template == id)
                .map(|(_, record)| *record)
                .collect();
            for record in made {
                self.define_outside(record, function, false);
            }
            return;
        }
        match self.named(owner, scope) {
            Named::Type(ty) => match self.tys.record(ty.ty) {
                Some(record) => self.define_outside(record, function, true),
                None => {
                    let message = format!("`{}` is no struct", last.ident.name);
                    self.error("type-mismatch", last.ident.span, message);
                }
            },
            Named::Error => {}
            _ => self.undeclared(&last.ident.name, last.ident.span, scope),
        }
    }

    /// The class template of which `A<T>` or `n::A<T>` is written, with the template's own parameters.
    fn template_called(&self, owner: &ast::Path, scope: ScopeId) -> Option<usize> {
        let [before @ .., last] = &owner.segments[..] else {
            return None;
        };
        last.arguments.as_ref()?;
        let mut around: Option<ScopeId> = None;
        for segment in before {
            let name = segment.ident.name.as_str();
            let entity = match around {
                None => self.lookup(scope, name)?.0,
                Some(around) => self.entity_of(around, name)?.clone(),
            };
            around = match entity {
                Entity::Namespace(inner) => Some(inner),
                Entity::Type(ty) => self.records[self.tys.record(ty.ty)?.index()].scope,
                _ => return None,
            };
        }
        let name = last.ident.name.as_str();
        let entity = match around {
            None => self.lookup(scope, name)?.0,
            Some(around) => self.entity_of(around, name)?.clone(),
        };
        match entity {
            Entity::RecordTemplate(id) => Some(id),
            _ => None,
        }
    }

    /// Gives a member that a struct declares the body that stands outside.
    pub(super) fn define_outside(
        &mut self,
        record: RecordId,
        function: &'a ast::Function,
        must: bool,
    ) {
        let Some(scope) = self.outside_scope(record, function) else {
            return;
        };
        let (name, span) = function_name(&function.name);
        let mut candidates = self.members_called(record, function);
        // `template <> R A<int>::f()` takes the place of what the template says.
        let special = must && function.template.as_ref().is_some_and(Vec::is_empty);
        candidates.retain(|decl| {
            let open = self.functions[decl.0].ast.body().is_none();
            (open || special) && self.may_declare(*decl, function)
        });
        let found = match &candidates[..] {
            [] => None,
            [one] => Some(*one),
            several => self.same_signature(several, function, scope),
        };
        let Some(decl) = found else {
            if must {
                let name = format!("{}::{name}", self.records[record.index()].name);
                let message =
                    format!("no declaration in the struct fits this definition of `{name}`");
                self.error("unknown-member", span, message);
            }
            return;
        };
        let declared = self.functions[decl.0].ast.function();
        let since = self.now();
        let declaration = &mut self.functions[decl.0];
        declaration.defaults = declared;
        declaration.ast = Source::Function(function);
        declaration.scope = scope;
        declaration.signature = None;
        declaration.since = declaration.since.max(since);
        declaration.span = span;
    }

    /// Where the names of a definition outside are looked up: in the struct, behind the names that
    /// it has for the struct's template parameters.
    fn outside_scope(&mut self, record: RecordId, function: &'a ast::Function) -> Option<ScopeId> {
        let inner = self.record_scope(record);
        let origin = self.records[record.index()].origin.clone();
        let (Some(params), Some((_, arguments))) = (owner_template(function), origin) else {
            return Some(inner);
        };
        let scope = self.new_scope(Some(inner), ScopeKind::Block);
        let given = match arguments.len() == params.len() {
            true => arguments.into_iter().map(Some).collect(),
            false => grouped(params, arguments),
        };
        for (param, argument) in params.iter().zip(given) {
            if let (Some(name), Some(argument)) = (&param.name, argument) {
                let entity = TemplateArg::entity(&argument);
                self.bind(scope, &name.name, entity);
            }
        }
        Some(scope)
    }

    fn members_called(&self, record: RecordId, function: &ast::Function) -> Vec<DeclId> {
        let known = &self.records[record.index()];
        if let ast::FunctionName::Conversion(..) = function.name {
            return known.conversions.clone();
        }
        if function.ret.is_none() {
            return known.constructors.clone();
        }
        let (name, _) = function_name(&function.name);
        match known.scope.and_then(|scope| self.entity_of(scope, name)) {
            Some(Entity::Functions(decls)) => decls.clone(),
            _ => Vec::new(),
        }
    }

    fn may_declare(&self, decl: DeclId, function: &ast::Function) -> bool {
        let Some(ast) = self.functions[decl.0].ast.function() else {
            return false;
        };
        let own_template = member_template(function).map(<[_]>::len);
        let qualifiers = |function: &ast::Function| {
            let ast::Qualifiers {
                constant, space, ..
            } = function.method_qualifiers;
            (constant, space)
        };
        ast.params.len() == function.params.len()
            && ast.template.as_ref().map(Vec::len) == own_template
            && qualifiers(ast) == qualifiers(function)
    }

    fn same_signature(
        &mut self,
        candidates: &[DeclId],
        function: &'a ast::Function,
        scope: ScopeId,
    ) -> Option<DeclId> {
        if member_template(function).is_some() {
            return candidates.first().copied();
        }
        let (params, _) = self.parameter_types(&function.params, scope);
        candidates
            .iter()
            .copied()
            .find(|decl| self.signature(*decl).params == params)
    }

    /// A function that a struct calls its friend: it stands in the namespace around, and its names
    /// are looked up in the struct.
    pub(super) fn friend(&mut self, function: &'a ast::Function, scope: ScopeId) {
        if function.body.is_none() {
            return;
        }
        let around = self.namespace_of(scope);
        let (name, _) = function_name(&function.name);
        let id = self.new_function(function, scope);
        self.note_changes(name, function);
        self.bind(around, name, Entity::Functions(vec![id]));
    }

    /// A static member that is defined outside of its struct.
    pub(in crate::lower) fn static_outside(
        &mut self,
        variable: &'a ast::Variable,
        owner: &'a ast::Path,
        scope: ScopeId,
    ) {
        if variable.init.is_none() {
            // What the struct says is the definition.
            return;
        }
        let Named::Type(ty) = self.named(owner, scope) else {
            return self.unsupported("this definition of a static member", variable.name.span);
        };
        let TyKind::Record(record) = self.tys[ty.ty] else {
            return self.error("type-mismatch", owner.span, "expected a struct");
        };
        let inner = self.record_scope(record);
        match self.entity_of(inner, &variable.name.name) {
            Some(&Entity::Static(id)) => self.statics[id].variable = variable,
            _ => {
                let message = format!("the struct has no static member `{}`", variable.name.name);
                self.error("unknown-member", variable.name.span, message);
            }
        }
    }
}

/// The template parameters that a definition outside gives its struct.
fn owner_template(function: &ast::Function) -> Option<&[ast::TemplateParameter]> {
    let owner = function.owner.as_ref()?.segments.last()?;
    match &function.outer_template {
        Some(outer) => Some(outer),
        None if owner.arguments.is_some() => function.template.as_deref(),
        None => None,
    }
}

/// The template parameters of a member itself that is defined outside.
pub(in crate::lower) fn member_template(
    function: &ast::Function,
) -> Option<&[ast::TemplateParameter]> {
    let of_owner = function.outer_template.is_none() && owner_template(function).is_some();
    let own = function.template.as_deref().filter(|_| !of_owner);
    own.filter(|params| function.owner.is_none() || !params.is_empty())
}
