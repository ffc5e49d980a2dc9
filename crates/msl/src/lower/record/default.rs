//! What `T()`, missing values of a list and missing initializers give.

use super::{FieldInfo, Record, RecordId};
use crate::lower::{
    Lowerer,
    conversion::Purpose,
    expr::operand::Operand,
    ty::{Target, Ty, TyKind},
};
use crate::{
    ir::{Const, ValueId},
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    /// What `T()` and missing initializers give.
    pub(in crate::lower) fn default_value(&mut self, ty: Ty, span: Span) -> Operand {
        match self.tys[ty].clone() {
            TyKind::Error => Operand::error(span),
            TyKind::Scalar(_) | TyKind::Enum(_) => Operand::bits(ty, 0, span),
            TyKind::Record(record) => {
                let Record {
                    constructors,
                    fields,
                    ..
                } = &self.records[record.index()];
                if !constructors.is_empty() {
                    return self.construct(ty, Vec::new(), span);
                }
                if fields.is_empty() || self.is_plain(ty) {
                    return Operand::constant(ty, Const::Zero, span);
                }
                self.aggregate(ty, Vec::new(), span)
            }
            TyKind::Array { element, .. } if !self.is_plain(ty) => {
                let member = self.default_value(element, span);
                self.fill(ty, vec![member], span)
            }
            TyKind::Reference(_) => {
                self.error(
                    "type-mismatch",
                    span,
                    "a reference needs something to refer to",
                );
                Operand::error(span)
            }
            _ => Operand::constant(ty, Const::Zero, span),
        }
    }

    /// Whether all bits zero are the default value.
    fn is_plain(&self, ty: Ty) -> bool {
        match &self.tys[ty] {
            TyKind::Reference(_) => false,
            TyKind::Array { element, .. } => self.is_plain(*element),
            TyKind::Record(record) => {
                let record = &self.records[record.index()];
                record.constructors.is_empty()
                    && record
                        .fields
                        .iter()
                        .all(|f| f.default.is_none() && self.is_plain(f.ty))
            }
            _ => true,
        }
    }

    /// Whether a variable without initializer gets content all the same.
    pub(in crate::lower) fn has_default(&self, ty: Ty) -> bool {
        match &self.tys[ty] {
            TyKind::Array { element, .. } => self.has_default(*element),
            TyKind::Record(record) => {
                let record = &self.records[record.index()];
                !record.constructors.is_empty()
                    || record.fields.iter().any(|f| {
                        f.default.is_some() || !f.bits.is_empty() || self.has_default(f.ty)
                    })
            }
            _ => false,
        }
    }

    /// A field's own initializer; `object` is the struct that it belongs to, if it may be named.
    pub(in crate::lower) fn field_default(
        &mut self,
        record: RecordId,
        field: &FieldInfo<'a>,
        init: &'a ast::Initializer,
        object: Option<(ValueId, Target)>,
    ) -> Operand {
        let scope = self.record_scope(record);
        let since = self.records[record.index()].since;
        let ty = field.ty;
        let outer = std::mem::replace(&mut self.cx().this, object);
        let value = self.as_of(since, |lowerer| {
            lowerer.in_scope(scope, |lowerer| {
                let source = lowerer.initializer(init);
                lowerer.initialize(ty, source, Purpose::Initialize, field.span)
            })
        });
        self.cx().this = outer;
        value
    }

    /// Whether a field's own initializer may name other fields.
    pub(super) fn default_names_fields(&self, record: RecordId) -> bool {
        let fields = &self.records[record.index()].fields;
        fields.iter().filter_map(|field| field.default).any(|init| {
            let mut names = false;
            crate::lower::mutation::walk_initializer(init, &mut |node| {
                if let crate::lower::mutation::Node::Expr(expr) = node {
                    names |= match &expr.kind {
                        ast::ExprKind::This => true,
                        ast::ExprKind::Path(path) => {
                            let name = path.segments.first().map(|segment| &segment.ident.name);
                            fields
                                .iter()
                                .any(|field| name.is_some_and(|name| *name == field.name))
                        }
                        _ => false,
                    };
                }
            });
            names
        })
    }
}
