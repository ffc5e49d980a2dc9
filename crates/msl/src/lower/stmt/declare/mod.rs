//! Variables of functions.

mod declared_type;
mod initial;
mod uninitialized;

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{AddressSpace, Op, ValueId},
    lower::{
        Breakable, ContextKind, Lowerer, Storage,
        expr::operand::Operand,
        spelling::base_name,
        ty::{QualTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, Initializer, TypeKind},
};

/// How a variable or field is initialized.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Init {
    /// `= e`.
    Value(Operand),
    /// `{a, b}` and `= {a, b}`.
    List(Vec<Operand>),
    /// `(a, b)`.
    Args(Vec<Operand>),
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower::stmt) fn declaration(&mut self, declaration: &'a ast::Declaration) {
        for variable in &declaration.variables {
            self.variable(declaration, variable, false);
        }
    }

    /// As [`declaration`](Self::declaration), with every variable in memory.
    pub(in crate::lower::stmt) fn declaration_in_memory(
        &mut self,
        declaration: &'a ast::Declaration,
    ) {
        for variable in &declaration.variables {
            self.variable(declaration, variable, true);
        }
    }

    fn variable(
        &mut self,
        declaration: &'a ast::Declaration,
        variable: &'a ast::Variable,
        in_memory: bool,
    ) {
        let name = &variable.name;
        let written = outer_space(&variable.ty);
        let table = written == Some(AddressSpace::Constant) || declaration.is_static;
        // A lambda is no object, so there is nothing of it to work out.
        let lambda = matches!(
            &variable.init,
            Some(Initializer::Assign(ast::Expr {
                kind: ast::ExprKind::Lambda(_),
                ..
            }))
        );
        if (declaration.constexpr || table) && !lambda {
            let scope = self.scope();
            let (ty, storage) = self.constant_variable(variable, scope);
            if let (false, Storage::Global(global)) = (table, &storage) {
                self.local_tables.insert(*global);
            }
            return self.declare_local(name, QualTy::of(ty, true), storage, true);
        }
        if written == Some(AddressSpace::Threadgroup) && !is_indirect(&variable.ty) {
            return self.threadgroup_variable(variable);
        }
        if written == Some(AddressSpace::Device) && !is_indirect(&variable.ty) {
            let message = "a variable cannot lie in `device` memory, only a pointer can lead there";
            let mut diagnostic = Diagnostic::error("address-space-mismatch", name.span, message)
                .with_help("leave `device` out: a variable lies in `thread` memory");
            let first = base_name(&variable.ty);
            let word = first.and_then(|first| self.access_operator(first, "device"));
            let change = word.map(|word| Suggestion::replace(word, "device", "thread"));
            diagnostic.suggestions.extend(change);
            self.report(diagnostic);
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        let init = variable.init.as_ref().map(|init| self.initializer(init));
        let scope = self.scope();
        let Some(ty) = self.variable_type(variable, init.as_ref(), scope) else {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        };
        match init {
            None => self.uninitialized(variable, ty),
            Some(init) => self.initialized(variable, ty, init, in_memory),
        }
    }

    /// Each time that a loop comes to a declaration, its variable begins anew.
    fn forget(&mut self, variable: ValueId, span: Span) {
        let in_loop = self.cx().breakable.contains(&Breakable::Loop);
        if let (true, Some(local)) = (in_loop, self.cx().builder.function().local_of(variable)) {
            let void = self.ir(Ty::VOID);
            self.eval(Op::Forget(local), void, span);
        }
    }

    /// Zeros are written by kernels that go on to store what they need; nothing else compiles.
    fn threadgroup_initializer(&mut self, init: &'a Initializer, span: Span) {
        let (empty, zero) = match init {
            Initializer::Braces(list) | Initializer::Parens(list) => {
                (list.is_empty(), list.iter().all(is_zero))
            }
            Initializer::Assign(expr) => (false, is_zero(expr)),
        };
        if zero && !empty {
            let message =
                "this leaves a `threadgroup` variable as it is; store to it and wait at a barrier";
            let diagnostic = Diagnostic::warning("address-space-mismatch", span, message);
            return self.report(diagnostic);
        }
        if !zero {
            let message =
                "a `threadgroup` variable cannot be initialized; store to it and wait at a barrier";
            self.error("address-space-mismatch", span, message);
        }
    }

    fn threadgroup_variable(&mut self, variable: &'a ast::Variable) {
        let name = &variable.name;
        if self.cx().kind != ContextKind::Kernel {
            let diagnostic = Diagnostic::error(
                "address-space-mismatch",
                name.span,
                "only a kernel can declare a `threadgroup` variable",
            )
            .with_help("declare it in the kernel and pass a pointer to it");
            self.report(diagnostic);
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        if let Some(init) = &variable.init {
            self.threadgroup_initializer(init, variable.span);
        }
        let scope = self.scope();
        let Some(ty) = self.variable_type(variable, None, scope) else {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        };
        if matches!(self.tys[ty.ty], TyKind::Reference(_)) {
            self.error(
                "type-mismatch",
                name.span,
                "a reference needs something to refer to",
            );
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        self.check_size(ty.ty, name.span);
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Threadgroup, name.span);
        let storage = Storage::Place(pointer, AddressSpace::Threadgroup);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }
}

/// Whether an expression is `0`, or braces around nothing else.
fn is_zero(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Literal(ast::Literal::Int { value, .. }) => *value == 0,
        ast::ExprKind::Literal(ast::Literal::Float(value, _)) => *value == 0.0,
        ast::ExprKind::InitList(list) => list.iter().all(is_zero),
        _ => false,
    }
}

/// The address space written for the variable itself.
fn outer_space(ty: &ast::Type) -> Option<AddressSpace> {
    let own = ty.qualifiers.space.map(crate::lower::spelling::space);
    match &ty.kind {
        TypeKind::Array(element, _) => own.or_else(|| outer_space(element)),
        _ => own,
    }
}

/// Whether a type's own address space is that of what it leads to: the parser puts
/// `threadgroup float* p` on the pointee, so a space on the pointer itself is the variable's.
const fn is_indirect(ty: &ast::Type) -> bool {
    matches!(ty.kind, TypeKind::Reference(_))
}
