//! Functions as values: what a name of a function gives where it is not called, and pointers to
//! functions.
//!
//! A function that is named becomes a value of a type of its own, like a lambda without captures, and
//! what takes a pointer to a function is made once for each function that it is given. Pointers that are
//! known only when the kernel runs are numbers ([`Pointed`](crate::lower::function::Pointed)).

use super::{
    Closure,
    lambda::Code,
    operand::{Operand, OperandKind},
};
use crate::{
    lower::{
        ContextKind, Lowerer,
        function::{DeclId, Signature},
        overload::{CallSite, Candidate, Selection},
        scope::ScopeId,
        template::{TemplateArg, flattened, grouped},
        ty::{QualTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The type that stands for a function by its name.
    pub(in crate::lower) fn function_value(
        &mut self,
        decls: Vec<DeclId>,
        explicit: Option<&'a [ast::TemplateArgument]>,
        scope: ScopeId,
        _span: Span,
    ) -> Option<Ty> {
        let explicit = match explicit {
            Some(written) => Some(self.template_arguments(written, scope)?),
            None => None,
        };
        Some(self.function_type(decls, explicit))
    }

    fn function_type(&mut self, decls: Vec<DeclId>, explicit: Option<Vec<TemplateArg>>) -> Ty {
        let key = (decls, explicit);
        if let Some(&known) = self.function_values.get(&key) {
            return known;
        }
        let id = u32::try_from(self.closures.len()).expect("functions are few");
        self.closures.push(Closure {
            code: Code::Functions(key.0.clone(), key.1.clone()),
            captures: Vec::new(),
            this: None,
            generic: false,
            changes: false,
        });
        let ty = self.tys.intern(TyKind::Closure(id));
        self.function_values.insert(key, ty);
        ty
    }

    /// The one value of such a type.
    pub(in crate::lower) fn function_operand(&self, ty: Ty, span: Span) -> Operand {
        Operand::new(ty, OperandKind::Closure(Vec::new()), span)
    }

    /// The call of a function by its value.
    pub(super) fn call_functions(
        &mut self,
        decls: &[DeclId],
        explicit: Option<Vec<TemplateArg>>,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let name = decls.first().map_or("", |decl| self.functions[decl.0].name);
        let site = CallSite {
            name,
            decls,
            explicit,
            args: &args,
            this: None,
            span,
        };
        match self.selected(&site) {
            Some(candidate) => self.call_candidate(&candidate, None, args, span),
            None => Operand::error(span),
        }
    }

    /// The function among those of a value that has this type exactly (\[over.over\]).
    pub(in crate::lower) fn function_as(&mut self, from: Ty, to: Ty, span: Span) -> Option<Ty> {
        let (TyKind::Closure(id), TyKind::Function { params, ret, .. }) =
            (self.tys[from].clone(), self.tys[to].clone())
        else {
            return None;
        };
        let closure = &self.closures[id as usize];
        let (decls, explicit) = match closure.code.clone() {
            Code::Lambda { lambda, .. } => {
                let fits = closure.captures.is_empty() && lambda.params.len() == params.len();
                return fits.then_some(from);
            }
            Code::Functions(decls, explicit) => (decls, explicit),
        };
        let scope = self.scope();
        let (found, _) = self.scratch(ContextKind::Unevaluated, scope, span, |lowerer| {
            let args: Vec<Operand> = params
                .iter()
                .map(|&param| lowerer.stand_in_for(param, span))
                .collect();
            let site = CallSite {
                name: "",
                decls: &decls,
                explicit,
                args: &args,
                this: None,
                span,
            };
            match lowerer.select(&site) {
                Selection::One(candidate) => Some(candidate),
                Selection::None | Selection::Several(_) => None,
            }
        });
        let candidate = found?;
        let Signature {
            params: own,
            ret: own_ret,
            ..
        } = &*candidate.signature;
        let same_ret = own_ret.is_none_or(|own| own == ret);
        if own[..] != params[..] || !same_ret {
            return None;
        }
        let arguments = flattened(&candidate.arguments);
        let explicit = (!candidate.arguments.is_empty()).then_some(arguments);
        Some(self.function_type(vec![candidate.decl], explicit))
    }

    /// The type of the one function that a value stands for, as `decltype` gives it. Of kernels and of
    /// overloads there is none, unless the template arguments fit only one of them.
    pub(in crate::lower) fn type_of_function(&mut self, of: Ty) -> Option<Ty> {
        let TyKind::Closure(id) = self.tys[of] else {
            return None;
        };
        let Code::Functions(decls, explicit) = self.closures[id as usize].code.clone() else {
            return None;
        };
        let mut found = decls
            .iter()
            .filter_map(|&decl| self.signature_with(decl, explicit.as_deref()));
        let signature = found.next()?;
        if found.next().is_some() {
            return None;
        }
        let params = signature.params.clone();
        let ret = signature.ret?;
        let pointer = false;
        Some(self.tys.intern(TyKind::Function {
            params,
            ret,
            pointer,
        }))
    }

    /// The signature of a function that is no kernel, with all its template arguments.
    fn signature_with(
        &mut self,
        decl: DeclId,
        explicit: Option<&[TemplateArg]>,
    ) -> Option<Rc<Signature>> {
        let declaration = self.functions[decl.0].clone();
        let ast = declaration.ast.function()?;
        if ast.specifiers.kernel {
            return None;
        }
        match (declaration.template(), explicit) {
            (Some(params), Some(explicit)) => {
                let found = grouped(params, explicit.to_vec());
                let bound = self.bound_signature(decl, params, &found, declaration.span)?;
                Some(bound.1)
            }
            (Some(_), None) | (None, Some(_)) => None,
            (None, None) => Some(self.signature(decl)),
        }
    }

    /// Something that a parameter of this type takes as it is.
    pub(in crate::lower) fn stand_in_for(&mut self, param: Ty, span: Span) -> Operand {
        match self.tys[param] {
            TyKind::Reference(target) => {
                let pointer =
                    self.local_place("", target.ty, crate::ir::AddressSpace::Thread, span);
                self.place_at(pointer, target, span)
            }
            TyKind::Closure(_) => self.function_operand(param, span),
            _ => {
                let mut operand = self.stand_in(param, span);
                let ir = self.ir(param);
                if let OperandKind::Place(place) = operand.kind {
                    let value = self.eval(crate::ir::Op::Load(place.pointer), ir, span);
                    operand = Operand::value(param, value, span);
                }
                operand
            }
        }
    }

    /// A function as the argument of a template parameter of a pointer type.
    pub(in crate::lower) fn function_argument(
        &mut self,
        function: Ty,
        to: Ty,
        span: Span,
    ) -> Option<TemplateArg> {
        if to == Ty::ERROR {
            return None;
        }
        let found = self.function_as(function, to, span);
        if found.is_none() {
            let message = format!(
                "expected a function of type `{}`, found `{}`",
                self.ty_name(to),
                self.ty_name(function)
            );
            self.error("type-mismatch", span, message);
        }
        found.map(TemplateArg::Function)
    }

    /// A function's signature with the functions that a call gives for its pointers to functions,
    /// and those functions' types; or the pointers' where the function is not known.
    pub(super) fn with_functions(
        &mut self,
        candidate: &Candidate,
        args: &mut [Operand],
    ) -> Option<(Rc<Signature>, Vec<TemplateArg>)> {
        let mut signature = Rc::clone(&candidate.signature);
        let mut functions = Vec::new();
        let takes = |lowerer: &Self, ty| matches!(lowerer.tys[ty], TyKind::Function { .. });
        for at in 0..signature.params.len() {
            let to = signature.params[at];
            if !takes(self, to) {
                continue;
            }
            if let Some(arg) = args.get_mut(at) {
                *arg = self.function_or_pointer(arg, to)?;
                Rc::make_mut(&mut signature).params[at] = arg.ty;
            }
            let ty = signature.params[at];
            functions.push(TemplateArg::Type(QualTy::plain(ty)));
        }
        Some((signature, functions))
    }
}
