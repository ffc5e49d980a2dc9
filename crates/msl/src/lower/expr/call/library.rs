//! Calls of the library: which of its functions, and their arguments.

use super::Called;
use crate::lower::expr::operand::{Operand, OperandKind};
use crate::{
    diagnostic::Diagnostic,
    ir::{Type, TypeId, ValueId},
    lower::{
        Lowerer,
        conversion::Purpose,
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    stdlib,
};

impl<'a> Lowerer<'a> {
    pub(super) fn library_call(
        &mut self,
        namespace: stdlib::Namespace,
        name: &str,
        forced: Option<QualTy>,
        args: &[Operand],
    ) -> Result<stdlib::Resolved, stdlib::Mismatch> {
        let arguments: Vec<stdlib::Argument> = args
            .iter()
            .map(|arg| {
                let mut ty = self.decayed(arg);
                if let TyKind::Vector {
                    scalar,
                    lanes,
                    packed: true,
                } = self.tys[ty]
                {
                    ty = self.tys.vector(scalar, lanes);
                }
                if let Some(forced) = forced
                    && self.tys.shape(ty).is_some()
                    && self.tys.shape(forced.ty).is_some()
                {
                    ty = forced.ty;
                }
                let constant = arg.known().filter(|_| !self.is_float(arg.ty));
                let literal = arg.literal && forced.is_none();
                stdlib::Argument {
                    ty: self.ir(ty),
                    literal,
                    constant,
                }
            })
            .collect();
        stdlib::resolve(name, namespace, &arguments, &mut self.types)
    }

    fn is_float(&self, ty: Ty) -> bool {
        self.tys
            .component(ty)
            .is_some_and(crate::ir::Scalar::is_float)
    }

    pub(super) fn emit_library(
        &mut self,
        resolved: &stdlib::Resolved,
        args: Vec<Operand>,
        name: &str,
        span: Span,
    ) -> Operand {
        let mut values = Vec::new();
        for (arg, &param) in args.into_iter().zip(&resolved.params) {
            match self.library_argument(arg, param, name) {
                Some(value) => values.push(value),
                None => return Operand::error(span),
            }
        }
        let context = self.contexts.last_mut().expect("calls stand in a context");
        let value = stdlib::emit(
            resolved,
            &values,
            span,
            &mut context.builder,
            &mut self.types,
        );
        let ty = self.ty_of_ir(resolved.ret);
        Operand::value(ty, value, span)
    }

    fn library_argument(&mut self, arg: Operand, param: TypeId, name: &str) -> Option<ValueId> {
        let span = arg.span;
        let decayed = self.decayed(&arg);
        let pointer = matches!(self.tys[decayed], TyKind::Pointer(_) | TyKind::Null);
        match self.types[param].clone() {
            // A reference: the argument's place.
            Type::Pointer { space, pointee } if !pointer => match &arg.kind {
                OperandKind::Place(place) if place.space == space && self.ir(arg.ty) == pointee => {
                    if place.constant {
                        self.error(
                            "const-violation",
                            span,
                            format!("`{name}` changes this argument"),
                        );
                        return None;
                    }
                    Some(place.pointer)
                }
                _ => {
                    let message = format!(
                        "`{name}` changes this argument, which needs to be a variable of thread memory"
                    );
                    self.error("not-assignable", span, message);
                    None
                }
            },
            Type::Pointer { .. } => {
                let pointer = self.rvalue(arg);
                let value = self.value(&pointer);
                Some(value)
            }
            _ => {
                let to = self.ty_of_ir(param);
                let arg = self.unpacked(arg);
                let converted = match (self.tys.shape(arg.ty), self.tys.shape(to)) {
                    (Some((_, a)), Some((_, b))) if a == b => self.convert_value(&arg, to),
                    _ => self.convert(arg, to, Purpose::Argument),
                };
                (!converted.is_error()).then(|| self.value(&converted))
            }
        }
    }

    /// The type of the language that an IR type of a library function stands for.
    fn ty_of_ir(&mut self, ty: TypeId) -> Ty {
        match self.types[ty].clone() {
            Type::Void => Ty::VOID,
            Type::Scalar(scalar) => Ty::scalar(scalar),
            Type::Vector {
                scalar,
                lanes,
                packed,
            } => self.tys.intern(TyKind::Vector {
                scalar,
                lanes,
                packed,
            }),
            Type::Atomic(scalar) => self.tys.intern(TyKind::Atomic(scalar)),
            Type::Pointer { space, pointee } => {
                let ty = self.ty_of_ir(pointee);
                self.tys.pointer(Target {
                    ty,
                    space,
                    constant: false,
                })
            }
            Type::Array { .. } | Type::Struct { .. } => Ty::ERROR,
        }
    }

    pub(super) fn library_mismatch(
        &mut self,
        called: &Called<'a>,
        mismatch: stdlib::Mismatch,
        count: usize,
        span: Span,
    ) -> Operand {
        let name = match mismatch.kind {
            stdlib::MismatchKind::Count => "wrong-argument-count",
            stdlib::MismatchKind::Types => "no-matching-function",
            stdlib::MismatchKind::Ambiguous => "ambiguous-call",
            stdlib::MismatchKind::NotConstant => "not-a-constant",
        };
        let mut diagnostic = Diagnostic::error(name, called.span, mismatch.message);
        for candidate in mismatch.candidates.iter().take(6) {
            diagnostic = diagnostic.with_note(format!("there is {candidate}"));
        }
        if let Some(help) = mismatch.help {
            diagnostic = diagnostic.with_help(help);
        }
        if let (Some(missing), "wrong-argument-count") = (missing(called.name, count), name) {
            diagnostic = self.with_last_argument(diagnostic, missing, span);
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    /// Says which argument is missing at the end of a call.
    fn with_last_argument(&self, diagnostic: Diagnostic, missing: &str, call: Span) -> Diagnostic {
        let help = format!("add `{missing}`");
        let Some(before) = self.text(call).strip_suffix(')') else {
            return diagnostic.with_help(help);
        };
        let comma = if before.trim_end().ends_with('(') {
            ""
        } else {
            ", "
        };
        let whole = format!("{before}{comma}{missing})");
        self.rewriting(diagnostic, call, &whole).with_help(help)
    }
}

/// The argument that a call of so many lacks, where there is one that is nearly always meant.
fn missing(name: &str, count: usize) -> Option<&'static str> {
    match (name, count) {
        ("threadgroup_barrier" | "simdgroup_barrier", 0) => Some("mem_flags::mem_threadgroup"),
        ("atomic_load_explicit", 1)
        | (
            "atomic_store_explicit"
            | "atomic_exchange_explicit"
            | "atomic_fetch_add_explicit"
            | "atomic_fetch_sub_explicit"
            | "atomic_fetch_min_explicit"
            | "atomic_fetch_max_explicit"
            | "atomic_fetch_and_explicit"
            | "atomic_fetch_or_explicit"
            | "atomic_fetch_xor_explicit",
            2,
        ) => Some("memory_order_relaxed"),
        _ => None,
    }
}
