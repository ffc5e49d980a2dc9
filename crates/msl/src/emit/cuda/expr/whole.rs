//! Vectors, structs and arrays from their parts, and parts of them.

use super::{super::function::Writer, name_of};
use crate::ir::{Op, Type, ValueId};

impl Writer<'_> {
    pub(super) fn whole(&mut self, id: ValueId) {
        match self.op(id) {
            Op::Splat(from) => {
                let from = self.operand(*from);
                self.define_each(id, |_, _| from.clone());
            }
            Op::Compose(parts) => {
                let parts = self.operands(parts);
                let text = match self.ty(id) {
                    Type::Array { .. } => format!("{{{{{parts}}}}}"),
                    _ => format!("{{{parts}}}"),
                };
                self.define(id, &text);
            }
            Op::Extract { whole, index } => {
                let part = self.part(*whole, *index as usize);
                self.define(id, &part);
            }
            Op::ExtractDynamic { whole, index } => {
                // A negative number becomes one beyond the last.
                let (whole, index) = (self.operand(*whole), self.operand(*index));
                self.define(id, &format!("ks_component({whole}, (ks_u64){index})"));
            }
            Op::Swizzle { whole, order } => {
                let (whole, order) = (*whole, order.clone());
                self.define_each(id, |writer, at| {
                    writer.component(whole, usize::from(order[at]))
                });
            }
            _ => unreachable!("`eval` hands over these only"),
        }
    }

    fn part(&mut self, whole: ValueId, index: usize) -> String {
        let ty = self.function.ty(whole);
        match self.ty(whole) {
            Type::Struct { .. } => {
                let field = self.unit.names.field(ty, index).to_owned();
                format!("{}.{field}", self.operand(whole))
            }
            Type::Vector { .. } => format!("{}.{}", self.operand(whole), name_of(index)),
            _ => format!("{}.at[{index}]", self.operand(whole)),
        }
    }
}
