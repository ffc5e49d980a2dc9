//! Function constants: `constant T name [[function_constant(n)]];` (clause 5.8.1).
//!
//! A value that the host gives is a constant from here on. Without one it is a table whose content
//! nobody knows, and so is every constant that follows from it; whatever needs a constant expression
//! refuses those, as the specification does.

use crate::lower::{
    Lowerer, Storage,
    item::{Static, StaticState},
    link::Refusals,
    mutation::{Node, walk_expr, walk_initializer},
    scope::{Entity, ScopeId},
    spelling::Named,
    ty::Ty,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Const, ConstantValue, FunctionConstant, GlobalId, HostValue},
    lower::expr::{arithmetic::from_components, operand::Operand},
    source::Span,
    syntax::ast,
};
use std::collections::{BTreeMap, BTreeSet};

/// The largest index (clause 5.8.1).
const MAX_INDEX: u64 = 65535;

/// The function constants of a compilation.
#[derive(Default)]
pub(in crate::lower) struct FunctionConstants {
    /// What the host gives, by name; `None` while that is not known.
    pub(in crate::lower) given: Option<BTreeMap<String, ConstantValue>>,
    pub(in crate::lower) declared: Vec<FunctionConstant>,
    /// Places in `declared`, by the number of the static.
    by_static: BTreeMap<usize, usize>,
    /// What stands for whether a constant is given.
    defined: BTreeMap<usize, GlobalId>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn function_constant(
        &mut self,
        variable: &'a ast::Variable,
        attribute: &'a ast::Attribute,
        scope: ScopeId,
    ) {
        let name = &variable.name;
        let Some((index, ty)) = self.declared_constant(variable, attribute, scope) else {
            return self.bind(scope, &name.name, Entity::Error);
        };
        let given = self.function_constants.given.as_ref();
        let given = given
            .and_then(|given| given.get(name.name.as_str()))
            .cloned();
        let storage = match given {
            Some(value) => self.given_value(ty, &value, name),
            None => {
                let global = self.host_global(&name.name, ty, HostValue::Given(index), name.span);
                Storage::Global(global)
            }
        };
        let id = self.statics.len();
        self.declare(scope, name, Entity::Static(id));
        let since = self.now();
        self.statics.push(Static {
            variable,
            scope,
            since,
            state: StaticState::Done(ty, storage),
            refusals: Refusals::new(),
        });
        let constants = &mut self.function_constants;
        constants.by_static.insert(id, constants.declared.len());
        let ty = self.ir(ty);
        self.function_constants.declared.push(FunctionConstant {
            name: name.name.to_string(),
            index,
            ty,
            span: name.span,
        });
    }

    /// Index and type, if all is well with the declaration.
    fn declared_constant(
        &mut self,
        variable: &'a ast::Variable,
        attribute: &'a ast::Attribute,
        scope: ScopeId,
    ) -> Option<(u32, Ty)> {
        let name = &variable.name;
        let argument = attribute.arguments.first();
        let index = argument.and_then(|index| self.constant_integer(index, scope));
        let Some((_, index @ 0..=MAX_INDEX)) = index else {
            let message = "expected an index from 0 to 65535 in `function_constant(...)`";
            self.error("type-mismatch", attribute.name.span, message);
            return None;
        };
        if variable.init.is_some() {
            let message = "the value of a function constant is given when a pipeline is made";
            let diagnostic = Diagnostic::error("type-mismatch", name.span, message)
                .with_help("use `is_function_constant_defined` in a second constant for a default");
            self.report(diagnostic);
            return None;
        }
        let ty = self.spelled(&variable.ty, scope).ty;
        if self.tys.shape(ty).is_none() {
            if ty != Ty::ERROR {
                let message = format!(
                    "a function constant is a number or a vector, found `{}`",
                    self.ty_name(ty)
                );
                self.error("type-mismatch", variable.ty.span, message);
            }
            return None;
        }
        let index = u32::try_from(index).expect("matched above");
        let declared = &self.function_constants.declared;
        if let Some(other) = declared.iter().find(|other| other.index == index) {
            let message = format!(
                "the function constant `{}` has this index already",
                other.name
            );
            let diagnostic = Diagnostic::error("redeclaration", attribute.name.span, message)
                .with_related(other.span, "declared here");
            self.report(diagnostic);
            return None;
        }
        Some((index, ty))
    }

    fn given_value(&mut self, ty: Ty, value: &ConstantValue, name: &ast::Ident) -> Storage {
        let (scalar, lanes) = self.tys.shape(ty).expect("checked with the declaration");
        if (value.scalar(), value.bits().len()) != (scalar, usize::from(lanes)) {
            let (expected, found) = (self.ty_name(ty), value.type_name());
            let message = format!(
                "expected a `{expected}` for the function constant `{}`, found a `{found}`",
                name.name
            );
            self.error("type-mismatch", name.span, message);
            return Storage::Error;
        }
        Storage::Const(from_components(value.bits().to_vec()))
    }

    fn host_global(&mut self, name: &str, ty: Ty, host: HostValue, span: Span) -> GlobalId {
        let global = self.global(name, ty, Const::Zero, span);
        self.globals[global].host = Some(host);
        global
    }

    /// `is_function_constant_defined(name)`.
    pub(in crate::lower) fn is_function_constant_defined(
        &mut self,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        let scope = self.scope();
        let known = match args {
            [
                ast::Expr {
                    kind: ast::ExprKind::Path(path),
                    ..
                },
            ] => match self.named(path, scope) {
                Named::Entity(Entity::Static(id)) => {
                    self.function_constants.by_static.get(&id).copied()
                }
                Named::Error => return Operand::error(span),
                Named::Unknown(ident) => {
                    self.undeclared(&ident.name, ident.span, scope);
                    return Operand::error(span);
                }
                _ => None,
            },
            _ => None,
        };
        let Some(at) = known else {
            let message = "`is_function_constant_defined` takes the name of a function constant";
            self.error("type-mismatch", span, message);
            return Operand::error(span);
        };
        let constant = &self.function_constants.declared[at];
        if let Some(given) = &self.function_constants.given {
            let defined = given.contains_key(&constant.name);
            return Operand::bits(Ty::BOOL, u64::from(defined), span);
        }
        let global = match self.function_constants.defined.get(&at) {
            Some(&known) => known,
            None => {
                let (index, declared) = (constant.index, constant.span);
                let name = format!("{}_is_defined", constant.name);
                let host = HostValue::Defined(index);
                let global = self.host_global(&name, Ty::BOOL, host, declared);
                self.function_constants.defined.insert(at, global);
                global
            }
        };
        self.stored(Ty::BOOL, true, &Storage::Global(global), span)
    }

    /// The value of a constant that follows from function constants whose values are not known.
    pub(super) fn derived_constant(
        &mut self,
        variable: &'a ast::Variable,
        scope: ScopeId,
    ) -> Option<(Ty, Storage)> {
        let init = variable.init.as_ref()?;
        if self.function_constants.declared.is_empty() {
            return None;
        }
        let mut paths = Vec::new();
        walk_initializer(init, &mut |node| paths.extend(path_of(node)));
        let indices = self.unknown_constants(&paths, scope);
        if indices.is_empty() {
            return None;
        }
        let known = self.attempt(|lowerer| lowerer.constant_variable(variable, scope));
        if let Some((ty, storage)) = known
            && ty != Ty::ERROR
        {
            return Some((ty, storage));
        }
        let kind = crate::lower::ContextKind::Unevaluated;
        let (operand, _) = self.scratch(kind, scope, variable.span, |lowerer| {
            lowerer.initial_value(variable, scope)
        });
        let ty = operand
            .filter(|operand| !operand.is_error())
            .map(|operand| operand.ty);
        let Some(ty) = ty else {
            return Some((Ty::ERROR, Storage::Error));
        };
        let name = &variable.name;
        let host = HostValue::Derived(indices);
        let global = self.host_global(&name.name, ty, host, name.span);
        Some((ty, Storage::Global(global)))
    }

    /// The function constants without a value that these names lead to, by index.
    fn unknown_constants(&mut self, paths: &[&'a ast::Path], scope: ScopeId) -> BTreeSet<u32> {
        let mut indices = BTreeSet::new();
        for path in paths {
            let found = self.attempt(|lowerer| match lowerer.named(path, scope) {
                Named::Entity(Entity::Static(id)) => Some(lowerer.static_value(id, path.span).1),
                _ => None,
            });
            if let Some(Some(Storage::Global(global))) = found
                && let Some(host) = &self.globals[global].host
            {
                indices.extend(host.indices());
            }
        }
        indices
    }

    /// What `[[function_constant(condition)]]` says of a parameter: whether it exists, or what that
    /// follows from.
    pub(in crate::lower) fn parameter_exists(
        &mut self,
        attribute: &'a ast::Attribute,
        scope: ScopeId,
    ) -> Result<bool, BTreeSet<u32>> {
        let Some(condition) = attribute.arguments.first() else {
            let message = "expected the name of a function constant in `function_constant(...)`";
            self.error("type-mismatch", attribute.name.span, message);
            return Ok(true);
        };
        let mut paths = Vec::new();
        walk_expr(condition, &mut |node| paths.extend(path_of(node)));
        let indices = self.unknown_constants(&paths, scope);
        if indices.is_empty() {
            return Ok(self.constant_bool(condition, scope).unwrap_or(true));
        }
        match self.attempt(|lowerer| lowerer.constant_bool(condition, scope)) {
            Some(Some(known)) => Ok(known),
            _ => Err(indices),
        }
    }
}

fn path_of(node: Node<'_>) -> Option<&ast::Path> {
    match node {
        Node::Expr(ast::Expr {
            kind: ast::ExprKind::Path(path),
            ..
        }) => Some(path),
        _ => None,
    }
}
