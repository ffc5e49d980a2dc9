//! Pointers to functions that are known only when the kernel runs.
//!
//! The IR has neither addresses of functions nor calls through them. A pointer is a number: 0 for a null pointer,
//! and for every function whose address is taken the next one. A call through a pointer calls a function of our
//! own, one for each type, that chooses by the number:
//!
//! ```text
//! float call_pointer(ulong function, float x) {
//!     switch (function) { case 1: return square(x); case 2: return cube(x); }
//!     return *(float*)nullptr;
//! }
//! ```
//!
//! Its body is made when all functions are known whose addresses are taken. A number that is known while the text
//! is compiled is the function itself, as in a constant table with a constant index. A call through a null pointer is
//! an access through one: a finding of the checker, undefined in C++.
//!
//! Not for the names of functions, which have a type each ([`function_value`](Lowerer::function_value)): what they are
//! given to is made once for each.

use super::{DeclId, FunctionDecl, Signature, Source};
use crate::{
    ir::{AddressSpace, Case, Const, Function, FunctionBuilder, Op, Param, Stmt},
    lower::{
        ContextKind, Lowerer, Return,
        conversion::Purpose,
        expr::operand::Operand,
        function::State,
        link::Refusals,
        ty::{Ty, TyKind},
    },
    source::Span,
};
use std::{collections::BTreeMap, rc::Rc};

/// What our own functions are called.
const NAME: &str = "call_pointer";

/// The functions whose addresses are taken.
#[derive(Default)]
pub(in crate::lower) struct Pointed {
    /// The types of the pointers and those that stand for the functions; the first has number 1.
    functions: Vec<(Ty, Ty)>,
    numbers: BTreeMap<(Ty, Ty), u64>,
    /// For each type of pointers the instance that calls go to.
    callers: BTreeMap<Ty, usize>,
}

impl Lowerer<'_> {
    /// A function by its name as a pointer of a type; `None` if none of them has that type.
    pub(in crate::lower) fn pointer_to_function(
        &mut self,
        from: &Operand,
        to: Ty,
    ) -> Option<Operand> {
        let function = self.function_as(from.ty, to, from.span)?;
        let number = match self.pointed.numbers.get(&(to, function)) {
            Some(&known) => known,
            None => {
                self.pointed.functions.push((to, function));
                let number = self.pointed.functions.len() as u64;
                self.pointed.numbers.insert((to, function), number);
                self.ask_for(function, to, from.span);
                number
            }
        };
        Some(Operand::bits(to, number, from.span))
    }

    /// Asks for the instance that a pointer leads to, as part of what is at work.
    fn ask_for(&mut self, function: Ty, pointer: Ty, span: Span) {
        let TyKind::Function { params, .. } = self.tys[pointer].clone() else {
            return;
        };
        let scope = self.scope();
        self.scratch(ContextKind::Unevaluated, scope, span, |lowerer| {
            let args = params.iter().map(|&ty| lowerer.stand_in_for(ty, span));
            let args = args.collect();
            let function = lowerer.function_operand(function, span);
            lowerer.call_object(function, args, span);
        });
    }

    /// The function that a pointer leads to, where that is known now.
    pub(in crate::lower) fn known_function(&mut self, pointer: &Operand) -> Option<Operand> {
        let TyKind::Function { .. } = self.tys[pointer.ty] else {
            return None;
        };
        let pointer = self.rvalue(pointer.clone());
        let index = usize::try_from(pointer.known()?).ok()?.checked_sub(1)?;
        let (_, function) = *self.pointed.functions.get(index)?;
        Some(self.function_operand(function, pointer.span))
    }

    /// A pointer to a function as the number that it is.
    pub(in crate::lower) fn function_number(&mut self, pointer: Operand) -> Operand {
        let ty = Ty::ULONG;
        Operand {
            ty,
            ..self.rvalue(pointer)
        }
    }

    /// `f(args)` where `f` is a pointer.
    pub(in crate::lower) fn call_pointer(
        &mut self,
        callee: Operand,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if let Some(function) = self.known_function(&callee) {
            return self.call_object(function, args, span);
        }
        let TyKind::Function { params, .. } = self.tys[callee.ty].clone() else {
            return Operand::error(span);
        };
        if params.len() != args.len() {
            let message = format!(
                "`{}` takes {} arguments, found {}",
                self.ty_name(callee.ty),
                params.len(),
                args.len()
            );
            self.error("wrong-argument-count", span, message);
            return Operand::error(span);
        }
        let caller = self.caller_of(callee.ty, span);
        let number = self.function_number(callee);
        let mut values = vec![self.value(&number)];
        for (arg, &ty) in args.into_iter().zip(&params) {
            if self.argument(arg, ty, &mut values).is_none() {
                return Operand::error(span);
            }
        }
        match caller {
            Some(caller) => self.call_instance(caller, values, span),
            None => Operand::error(span),
        }
    }

    /// The instance that calls through pointers of a type go to.
    fn caller_of(&mut self, pointer: Ty, span: Span) -> Option<usize> {
        if let Some(&known) = self.pointed.callers.get(&pointer) {
            return Some(known);
        }
        let TyKind::Function { params, ret, .. } = self.tys[pointer].clone() else {
            return None;
        };
        let decl = DeclId(self.functions.len());
        let since = self.now();
        self.functions.push(FunctionDecl {
            ast: Source::Pointer(pointer),
            name: NAME,
            span,
            scope: self.root,
            record: None,
            constructor: false,
            since,
            defaults: None,
            signature: None,
        });
        let origins = (0..params.len()).collect();
        let signature = Rc::new(Signature {
            params,
            origins,
            ret: Some(ret),
            scope: self.root,
        });
        let caller = self.instance((decl, Vec::new(), None), signature, span)?;
        // It is lowered when all that it calls is known.
        self.pending.retain(|pending| *pending != caller);
        self.pointed.callers.insert(pointer, caller);
        Some(caller)
    }

    /// Makes the bodies of all callers, and of what they ask for.
    pub(super) fn lower_callers(&mut self) {
        let mut made = None;
        while made != Some(self.pointed.functions.len()) {
            made = Some(self.pointed.functions.len());
            let callers: Vec<usize> = self.pointed.callers.values().copied().collect();
            for caller in callers {
                self.instances[caller].refusals = Refusals::new();
                self.instances[caller].state = State::Pending;
                self.lower_instance(caller);
            }
            self.lower_pending();
        }
    }

    /// A switch over the functions that pointers of a type lead to.
    pub(super) fn caller_body(&mut self, id: usize, pointer: Ty, span: Span) -> Option<Function> {
        let TyKind::Function { params, ret, .. } = self.tys[pointer].clone() else {
            return None;
        };
        let functions = self.pointed.functions.iter().enumerate();
        let functions = functions.filter(|(_, (of, _))| *of == pointer);
        let functions: Vec<(usize, Ty)> = functions.map(|(at, (_, to))| (at + 1, *to)).collect();
        let builder = self.caller_builder(&params, ret, span);
        let mut context = self.context(builder, self.root, ContextKind::Function);
        context.ret = Return::Known(ret);
        context.depth = self.instances[id].depth;
        context.instance = Some(id);
        self.contexts.push(context);
        let selector = self.cx().builder.param(0);
        let cases = functions.into_iter().map(|(number, function)| {
            let function = self.function_operand(function, span);
            Case {
                labels: vec![number as i64],
                default: false,
                body: self.caller_case(function, &params, ret),
                falls_through: false,
            }
        });
        let cases = cases.collect();
        self.cx().builder.stmt(Stmt::Switch {
            selector,
            cases,
            span,
        });
        self.call_of_null(ret, span);
        let context = self.contexts.pop().expect("pushed above");
        Some(self.finish_instance(id, context, Some(ret)))
    }

    fn caller_builder(&mut self, params: &[Ty], ret: Ty, span: Span) -> FunctionBuilder {
        let number = Param {
            name: "function".into(),
            ty: self.ir(Ty::ULONG),
            span,
        };
        let mut own = vec![number];
        for &param in params {
            let ty = self.ir(param);
            let name = String::new();
            own.push(Param { name, ty, span });
        }
        let ret = self.ir(ret);
        FunctionBuilder::new(NAME, own, ret, span)
    }

    /// The call of a function with the caller's own parameters.
    fn caller_case(&mut self, function: Operand, params: &[Ty], ret: Ty) -> Vec<Stmt> {
        let span = function.span;
        self.cx().builder.open();
        let mut args = Vec::new();
        for (at, &ty) in (1..).zip(params) {
            let value = self.cx().builder.param(at);
            args.push(match self.tys[ty] {
                TyKind::Reference(target) => self.place_at(value, target, span),
                _ => Operand::value(ty, value, span),
            });
        }
        let result = self.call_object(function, args, span);
        if let Some(value) = self.returned(result, ret, span) {
            self.cx().builder.stmt(Stmt::Return(value, span));
        }
        self.cx().builder.close()
    }

    /// What a call through a null pointer does: it reads its result through one.
    fn call_of_null(&mut self, ret: Ty, span: Span) {
        let read = if ret == Ty::VOID { Ty::BOOL } else { ret };
        let read = self.ir(read);
        let pointer = self.types.pointer(AddressSpace::Thread, read);
        let null = self.cx().builder.constant(pointer, Const::Zero, span);
        let value = self.eval(Op::Load(null), read, span);
        let value = (ret != Ty::VOID).then_some(value);
        self.cx().builder.stmt(Stmt::Return(value, span));
    }

    /// A pointer of this type to a function that is known while the text is compiled, as a function; other arguments
    /// are converted to the pointer.
    pub(in crate::lower) fn function_or_pointer(
        &mut self,
        arg: &Operand,
        to: Ty,
    ) -> Option<Operand> {
        if let Some(ty) = self.function_as(arg.ty, to, arg.span) {
            return Some(Operand { ty, ..arg.clone() });
        }
        let pointer = self.convert(arg.clone(), to, Purpose::Argument);
        if pointer.is_error() {
            return None;
        }
        Some(self.known_function(&pointer).unwrap_or(pointer))
    }

    /// `==` and `!=` of pointers to functions.
    pub(in crate::lower) fn function_pointers(
        &mut self,
        left: Operand,
        right: Operand,
    ) -> Option<(Operand, Operand)> {
        let is_pointer = |ty| matches!(self.tys[ty], TyKind::Function { .. });
        let to = [left.ty, right.ty].into_iter().find(|ty| is_pointer(*ty))?;
        let left = self.convert(left, to, Purpose::Operand);
        let right = self.convert(right, to, Purpose::Operand);
        if left.is_error() || right.is_error() {
            return None;
        }
        Some((self.function_number(left), self.function_number(right)))
    }
}
