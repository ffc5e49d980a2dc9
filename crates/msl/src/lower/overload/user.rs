//! Conversions that a struct of the unit defines: constructors and conversion functions.

use super::CallSite;
use crate::lower::{
    Lowerer,
    conversion::Rank,
    expr::operand::Operand,
    function::DeclId,
    record::RecordId,
    ty::{Ty, TyKind},
};

impl<'a> Lowerer<'a> {
    /// The constructor that turns one operand into a struct, as an implicit conversion.
    pub(in crate::lower) fn converting_constructor(
        &mut self,
        record: RecordId,
        from: &Operand,
    ) -> Option<DeclId> {
        if self.tys.record(from.ty) == Some(record) {
            return None;
        }
        let decls = self.records[record.index()].constructors.clone();
        for decl in decls {
            let params = self.functions[decl.0].ast.params();
            let one =
                !params.is_empty() && params.iter().skip(1).all(|param| param.default.is_some());
            if !one {
                continue;
            }
            let fits = match self.functions[decl.0].template() {
                // A template constructor is tried; its constraints decide.
                Some(template) => {
                    let args = [from.clone()];
                    let site = CallSite {
                        name: "",
                        decls: &[decl],
                        explicit: None,
                        args: &args,
                        this: None,
                        span: from.span,
                    };
                    self.deduce_call(decl, template, &site).is_ok()
                }
                None => {
                    let param = self.signature(decl).params[0];
                    let of_record = match self.tys[param] {
                        TyKind::Reference(target) => self.tys.record(target.ty).is_some(),
                        TyKind::Record(_) => true,
                        _ => false,
                    };
                    !of_record && self.rank(from, param).is_some_and(|rank| rank < Rank::User)
                }
            };
            if fits {
                return Some(decl);
            }
        }
        None
    }

    /// The conversion function of a struct that has one alone, to a number or a pointer.
    pub(in crate::lower) fn only_conversion(&mut self, record: RecordId) -> Option<DeclId> {
        let &[decl] = &self.records[record.index()].conversions[..] else {
            return None;
        };
        if self.functions[decl.0].template().is_some() {
            return None;
        }
        let ret = self.signature(decl).ret?;
        let plain = matches!(self.tys[ret], TyKind::Pointer(_) | TyKind::Enum(_));
        (plain || self.tys.shape(ret).is_some()).then_some(decl)
    }

    /// The function `operator T()` that leads to a type.
    pub(in crate::lower) fn conversion_function(
        &mut self,
        record: RecordId,
        to: Ty,
    ) -> Option<DeclId> {
        let decls = self.records[record.index()].conversions.clone();
        let mut best = None;
        for decl in decls {
            if self.functions[decl.0].template().is_some() {
                continue;
            }
            let Some(ret) = self.signature(decl).ret else {
                continue;
            };
            if ret == to {
                return Some(decl);
            }
            if best.is_none()
                && self.tys.component(ret).is_some()
                && self.tys.component(to).is_some()
            {
                best = Some(decl);
            }
        }
        best
    }
}
