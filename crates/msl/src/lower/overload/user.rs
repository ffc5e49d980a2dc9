//! Conversions that a struct of the unit defines: constructors and conversion functions.

use super::{CallSite, Candidate};
use crate::ir::AddressSpace;
use crate::lower::{
    Lowerer,
    conversion::Rank,
    expr::operand::{Operand, OperandKind},
    function::DeclId,
    record::RecordId,
    template::Deduction,
    ty::{QualTy, Ty, TyKind},
};
use crate::syntax::ast;

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
            let one = !params.is_empty()
                && (1..params.len()).all(|at| self.functions[decl.0].default(at).is_some());
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
                    let wanted = match self.tys[param] {
                        TyKind::Reference(target) => target.ty,
                        _ => param,
                    };
                    // One conversion of the unit's own, not two: a struct is one already.
                    let is_record = self.tys.record(wanted).is_some();
                    let is_one = from.ty == wanted || self.is_base(wanted, from.ty);
                    (!is_record || is_one)
                        && self.rank(from, param).is_some_and(|rank| rank < Rank::User)
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
        let decls = self.conversions_of(record);
        let same = |lowerer: &mut Self, decl: DeclId| lowerer.signature(decl).ret;
        let decl = *decls.first()?;
        if decls
            .iter()
            .any(|decl| self.functions[decl.0].template().is_some())
        {
            return None;
        }
        // Several are one where they differ by the object's memory alone.
        let first = same(self, decl);
        if decls.iter().any(|decl| same(self, *decl) != first) {
            return None;
        }
        let ret = first?;
        let plain = matches!(self.tys[ret], TyKind::Pointer(_) | TyKind::Enum(_));
        (plain || self.tys.shape(ret).is_some()).then_some(decl)
    }

    /// The function `operator T()` that leads from an object to a type.
    pub(in crate::lower) fn conversion_function(
        &mut self,
        record: RecordId,
        from: &Operand,
        to: Ty,
    ) -> Option<Candidate> {
        let mut best = None;
        for decl in self.conversions_of(record) {
            if !self.takes_object(decl, from) {
                continue;
            }
            let Some(candidate) = self.conversion_candidate(decl, to) else {
                continue;
            };
            let Some(ret) = candidate.signature.ret else {
                continue;
            };
            if ret == to {
                return Some(candidate);
            }
            if best.is_none()
                && self.tys.component(ret).is_some()
                && self.tys.component(to).is_some()
            {
                best = Some(candidate);
            }
        }
        best
    }

    /// The conversion functions of a struct and of its base classes.
    fn conversions_of(&self, record: RecordId) -> Vec<DeclId> {
        let mut found = self.records[record.index()].conversions.clone();
        for base in self.bases_of(record) {
            found.extend(&self.records[base.index()].conversions);
        }
        found
    }

    /// A conversion function as a candidate; a template leads to this type or not at all.
    fn conversion_candidate(&mut self, decl: DeclId, to: Ty) -> Option<Candidate> {
        let declaration = self.functions[decl.0].clone();
        let Some(params) = declaration.template() else {
            return Some(Candidate {
                decl,
                arguments: Vec::new(),
                signature: self.signature(decl),
                ranks: Vec::new(),
            });
        };
        let ast = declaration.ast.function()?;
        let ast::FunctionName::Conversion(pattern, _) = &ast.name else {
            return None;
        };
        let mut deduction = Deduction::new(params, declaration.scope);
        if !self.deduce(&mut deduction, pattern, QualTy::plain(to)) {
            return None;
        }
        let found = deduction.found;
        let (arguments, signature) =
            self.bound_signature(decl, params, &found, declaration.span)?;
        Some(Candidate {
            decl,
            arguments,
            signature,
            ranks: Vec::new(),
        })
    }

    /// Whether a method is for objects where this one lies.
    fn takes_object(&self, decl: DeclId, object: &Operand) -> bool {
        let qualifiers = self.functions[decl.0]
            .ast
            .function()
            .map(|ast| ast.method_qualifiers);
        let space = match &object.kind {
            OperandKind::Place(place) => place.space,
            _ => AddressSpace::Thread,
        };
        qualifiers
            .and_then(|qualifiers| qualifiers.space)
            .is_none_or(|written| crate::lower::spelling::space(written) == space)
    }
}
