//! What a variable holds first: its initializer, a constructor's work, or defaults of fields.

use super::Init;
use crate::{
    ir::{AddressSpace, Const, Op, Scalar},
    lower::{
        Lowerer, MAX_OBJECT_BYTES, Storage,
        conversion::Purpose,
        expr::operand::{Operand, OperandKind, Place},
        mutation::{Node, walk_initializer},
        scope::{Entity, ScopeId},
        ty::{QualTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, Initializer},
};

impl<'a> Lowerer<'a> {
    /// Evaluates an initializer's parts.
    pub(in crate::lower) fn initializer(&mut self, init: &'a Initializer) -> Init {
        match init {
            Initializer::Assign(expr) => {
                let operand = self.expr(expr);
                match operand.kind {
                    OperandKind::Braces(list) => Init::List(list),
                    _ => Init::Value(operand),
                }
            }
            Initializer::Parens(list) => Init::Args(self.exprs(list)),
            Initializer::Braces(list) => Init::List(self.exprs(list)),
        }
    }

    /// The initializer's value as a type.
    pub(in crate::lower) fn initialize(
        &mut self,
        ty: Ty,
        init: Init,
        purpose: Purpose,
        span: Span,
    ) -> Operand {
        if let TyKind::Reference(target) = self.tys[ty] {
            let mut list = match init {
                Init::Value(operand) => vec![operand],
                Init::List(list) | Init::Args(list) => list,
            };
            let Some(operand) = list.pop() else {
                self.error(
                    "type-mismatch",
                    span,
                    "a reference needs something to refer to",
                );
                return Operand::error(span);
            };
            return match self.bind_reference(operand, target, purpose) {
                Some(pointer) => Operand::value(ty, pointer, span),
                None => Operand::error(span),
            };
        }
        match init {
            Init::Value(operand) => match self.string_array(ty, &operand) {
                Some(array) => array,
                None => self.convert(operand, ty, purpose),
            },
            Init::List(list) => self.list_value(ty, list, span),
            Init::Args(mut args) => match self.tys[ty] {
                TyKind::Record(_) | TyKind::Vector { .. } | TyKind::Matrix(_) => {
                    self.construct_type(ty, args, span)
                }
                _ if args.len() == 1 => {
                    let one = args.swap_remove(0);
                    self.convert(one, ty, purpose)
                }
                _ => self.construct_type(ty, args, span),
            },
        }
    }

    /// A string as the content of an array of `char`, with zeros behind it (\[dcl.init.string\]).
    fn string_array(&mut self, ty: Ty, string: &Operand) -> Option<Operand> {
        let TyKind::Array { element, length } = self.tys[ty] else {
            return None;
        };
        let TyKind::Array { element: chars, .. } = self.tys[string.ty] else {
            return None;
        };
        if element != chars {
            return None;
        }
        let mut content = self.table_content(string)?;
        let length = length as usize;
        if content.len() > length {
            let message = format!(
                "a string of {} characters, its end included, does not fit in {length}",
                content.len()
            );
            self.error("type-mismatch", string.span, message);
            return Some(Operand::error(string.span));
        }
        content.resize(length, Const::Scalar(0));
        Some(Operand::constant(
            ty,
            Const::Composite(content),
            string.span,
        ))
    }

    /// The elements of an array of `char` that lies in a table of constant memory.
    pub(in crate::lower) fn table_content(&mut self, operand: &Operand) -> Option<Vec<Const>> {
        let OperandKind::Place(place) = &operand.kind else {
            return None;
        };
        let chars = Ty::scalar(Scalar::I8);
        if !matches!(self.tys[operand.ty], TyKind::Array { element, .. } if element == chars) {
            return None;
        }
        let function = self.cx().builder.function();
        let Op::GlobalAddress(global) = function.values[place.pointer].op else {
            return None;
        };
        match &self.globals[global].init {
            Const::Composite(content) => Some(content.clone()),
            _ => None,
        }
    }

    pub(in crate::lower::stmt) fn initialized(
        &mut self,
        variable: &'a ast::Variable,
        ty: QualTy,
        init: Init,
        in_memory: bool,
    ) {
        if self.construct_in_place(variable, ty, &init) {
            return;
        }
        let name = &variable.name;
        self.declaring = Some(&variable.ty);
        let value = self.initialize(ty.ty, init, Purpose::Initialize, variable.span);
        self.declaring = None;
        let (ty, value) = self.changing_function(name, ty, value);
        if value.is_error() {
            return self.declare_failed(name, ty);
        }
        if let TyKind::Reference(target) = self.tys[ty.ty] {
            let pointer = self.value(&value);
            let storage = Storage::Place(pointer, target.space);
            let ty = QualTy::of(target.ty, target.constant);
            return self.declare_local(name, ty, storage, false);
        }
        if let OperandKind::Closure(values) = value.kind {
            if self.changes_itself(value.ty) && !writes_lambda(variable) {
                self.unsupported("a copy of a `mutable` lambda", name.span);
            }
            let ty = QualTy::of(value.ty, true);
            return self.declare_local(name, ty, Storage::Closure(values), false);
        }
        if in_memory || self.needs_memory(name, ty.ty) {
            self.declare_in_memory(variable, ty, &value);
        } else {
            self.declare_value(variable, ty, value);
        }
    }

    /// A variable whose initializer is wrong. Its type is known all the same, unless it is a reference.
    fn declare_failed(&mut self, name: &'a ast::Ident, ty: QualTy) {
        if let TyKind::Reference(_) = self.tys[ty.ty] {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Thread, name.span);
        let storage = Storage::Place(pointer, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }

    /// Whether something may change a variable, or it has parts that are named one by one.
    fn needs_memory(&mut self, name: &ast::Ident, ty: Ty) -> bool {
        let pointer = matches!(self.tys[ty], TyKind::Pointer(_) | TyKind::Function { .. });
        let aggregate = matches!(self.tys[ty], TyKind::Record(_) | TyKind::Array { .. });
        aggregate || self.cx().mutated.contains(&name.name, pointer)
    }

    /// A variable that nothing changes: its value, or a constant.
    fn declare_value(&mut self, variable: &'a ast::Variable, ty: QualTy, value: Operand) {
        // A constant of a type that C++ lets constant expressions use (\[expr.const\]/2).
        let integer = self.is_switchable(ty.ty).is_some();
        let candidate = ty.constant && integer;
        let (storage, usable) = match value.kind {
            OperandKind::Const(constant) => (Storage::Const(constant), candidate),
            _ => match self.computed_constant(variable).filter(|_| candidate) {
                Some(constant) => (Storage::Const(constant), true),
                None => (Storage::Value(self.value(&value)), false),
            },
        };
        let ty = QualTy::of(ty.ty, ty.constant);
        self.declare_local(&variable.name, ty, storage, usable);
    }

    fn declare_in_memory(&mut self, variable: &'a ast::Variable, ty: QualTy, value: &Operand) {
        let name = &variable.name;
        self.check_size(ty.ty, name.span);
        let value = self.content_value(value);
        let place = self.local_place(&name.name, ty.ty, AddressSpace::Thread, name.span);
        self.store_value(place, value, variable.span);
        self.mark_initialized(place);
        let storage = Storage::Place(place, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }

    /// A variable that is `auto` of a function and is assigned another one later is a pointer.
    fn changing_function(
        &mut self,
        name: &ast::Ident,
        ty: QualTy,
        value: Operand,
    ) -> (QualTy, Operand) {
        let changes = self.cx().mutated.contains(&name.name, true);
        match self.type_of_function(value.ty).filter(|_| changes) {
            Some(of) => {
                let to = self.tys.function_pointer(of);
                let value = self.convert(value, to, Purpose::Initialize);
                (QualTy { ty: to, ..ty }, value)
            }
            None => (ty, value),
        }
    }

    /// What an initializer that calls a function of the unit gives, if that is a constant.
    fn computed_constant(&mut self, variable: &'a ast::Variable) -> Option<Const> {
        let init = variable.init.as_ref()?;
        let mut calls = false;
        walk_initializer(init, &mut |node| {
            if let Node::Expr(ast::Expr {
                kind: ast::ExprKind::Call(callee, _),
                ..
            }) = node
                && let ast::ExprKind::Path(path) = &callee.kind
            {
                let name = path
                    .segments
                    .last()
                    .map(|segment| segment.ident.name.as_str());
                calls |= name.is_some_and(|name| self.changing_functions.contains_key(name));
            }
        });
        let scope = self.scope();
        if !calls || self.needs_run(init, scope) {
            return None;
        }
        let found = self.attempt(|lowerer| {
            lowerer.try_constant(scope, variable.span, |lowerer| {
                let value = lowerer.initial_value(variable, scope);
                value.unwrap_or_else(|| Operand::error(variable.span))
            })
        });
        found.flatten()?.ok().map(|(_, constant)| constant)
    }

    /// Whether an initializer names a variable that has its value only when the kernel runs. That is seen
    /// without lowering it; what stands in a lambda may mean the lambda's own.
    fn needs_run(&self, init: &'a Initializer, scope: ScopeId) -> bool {
        let (mut found, mut lambda) = (false, false);
        walk_initializer(init, &mut |node| {
            let Node::Expr(expr) = node else { return };
            match &expr.kind {
                ast::ExprKind::Lambda(_) => lambda = true,
                ast::ExprKind::Path(path) if !found => {
                    let [one] = &path.segments[..] else { return };
                    if let Some((Entity::Local(index), _)) = self.lookup(scope, &one.ident.name) {
                        let storage = &self.variables[index].storage;
                        found = matches!(storage, Storage::Value(_) | Storage::Place(..));
                    }
                }
                _ => {}
            }
        });
        found && !lambda
    }

    /// A struct whose constructor runs on the variable itself. False where that is not the case.
    fn construct_in_place(&mut self, variable: &'a ast::Variable, ty: QualTy, init: &Init) -> bool {
        let Some(record) = self.tys.record(ty.ty) else {
            return false;
        };
        let (Init::List(args) | Init::Args(args)) = init else {
            return false;
        };
        let plain = self.records[record.index()].constructors.is_empty();
        if plain || args.iter().any(|arg| arg.is_error() || arg.ty == ty.ty) {
            return false;
        }
        let name = &variable.name;
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Thread, name.span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        self.construct_at(place, ty.ty, args.clone(), variable.span);
        let storage = Storage::Place(pointer, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
        true
    }

    pub(super) fn check_size(&mut self, ty: Ty, span: Span) {
        let ir = self.ir(ty);
        let size = crate::analysis::layout::layout(&self.types, ir).size_bytes;
        if size > MAX_OBJECT_BYTES {
            self.error(
                "object-too-large",
                span,
                "this variable is larger than 64 MiB",
            );
        }
    }
}

/// Whether a variable's value is written as a lambda, so that it is no copy of another variable's.
fn writes_lambda(variable: &ast::Variable) -> bool {
    let value = match &variable.init {
        Some(Initializer::Assign(value)) => value,
        Some(Initializer::Parens(list) | Initializer::Braces(list)) => match &list[..] {
            [value] => value,
            _ => return false,
        },
        None => return false,
    };
    matches!(value.kind, ast::ExprKind::Lambda(_))
}
