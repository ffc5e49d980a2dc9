//! Values into variables: definitions, copies, and wholes from their parts.

use super::spelling::{component, namespace, order_name};
use crate::emit::msl::{constant, function::Writer, ty::declare};
use crate::ir::{Const, MathFn, MemoryOrder, Op, Precision, Type, TypeId, ValueId};

impl<'a> Writer<'a> {
    /// `T v1 = text;`, or the text alone where there is no result.
    pub(in crate::emit::msl) fn define(&mut self, id: ValueId, text: &str) {
        let ty = self.function.ty(id);
        if self.module.types[ty] == Type::Void {
            self.line(&format!("{text};"));
            return;
        }
        let name = self.variable(id);
        let declared = declare(self.module, self.names, ty, &name);
        self.line(&format!("{declared} = {text};"));
    }

    /// Defines a value as what an expression holds, be it an array.
    pub(super) fn copy_out(&mut self, id: ValueId, from: &str) {
        let ty = self.function.ty(id);
        if !matches!(self.module.types[ty], Type::Array { .. }) {
            return self.define(id, from);
        }
        let name = self.variable(id);
        let declared = declare(self.module, self.names, ty, &name);
        self.line(&format!("{declared};"));
        self.assign(ty, &name, from);
    }

    /// Assigns arrays by their elements, which C++ does not.
    fn assign(&mut self, ty: TypeId, to: &str, from: &str) {
        let Type::Array { element, length } = self.module.types[ty] else {
            return self.line(&format!("{to} = {from};"));
        };
        let index = self.namer.name("at");
        self.line(&format!(
            "for (uint {index} = 0u; {index} < {length}u; ++{index}) {{"
        ));
        self.indent += 1;
        self.assign(
            element,
            &format!("{to}[{index}]"),
            &format!("{from}[{index}]"),
        );
        self.indent -= 1;
        self.line("}");
    }

    pub(super) fn store(&mut self, pointer: ValueId, value: ValueId) {
        let ty = self.function.ty(value);
        let to = self.place(pointer);
        if let (Type::Array { .. }, Op::Const(constant)) = (self.ty(value), self.op(value)) {
            return self.assign_const(ty, &to, constant);
        }
        let from = self.operand(value);
        self.assign(ty, &to, &from);
    }

    fn assign_const(&mut self, ty: TypeId, to: &str, content: &Const) {
        match (&self.module.types[ty], content) {
            (Type::Array { element, .. }, Const::Composite(parts)) => {
                for (index, part) in parts.iter().enumerate() {
                    self.assign_const(*element, &format!("{to}[{index}]"), part);
                }
            }
            (Type::Array { element, length }, _) => {
                let index = self.namer.name("at");
                self.line(&format!(
                    "for (uint {index} = 0u; {index} < {length}u; ++{index}) {{"
                ));
                self.indent += 1;
                self.assign_const(*element, &format!("{to}[{index}]"), content);
                self.indent -= 1;
                self.line("}");
            }
            _ => {
                let from = constant::expression(self.module, self.names, ty, content);
                self.line(&format!("{to} = {from};"));
            }
        }
    }

    /// A vector from scalars; a struct or array member by member.
    pub(super) fn compose(&mut self, id: ValueId, parts: &[ValueId]) {
        let ty = self.function.ty(id);
        if let Type::Vector { .. } = self.ty(id) {
            let text = format!("{}({})", self.spell(ty), self.operands(parts));
            return self.define(id, &text);
        }
        let name = self.variable(id);
        let declared = declare(self.module, self.names, ty, &name);
        self.line(&format!("{declared};"));
        for (index, &part) in parts.iter().enumerate() {
            let to = match self.ty(id) {
                Type::Struct { .. } => format!("{name}.{}", self.names.field(ty, index)),
                _ => format!("{name}[{index}]"),
            };
            let part_ty = self.function.ty(part);
            if let (Type::Array { .. }, Op::Const(constant)) = (self.ty(part), self.op(part)) {
                self.assign_const(part_ty, &to, constant);
            } else {
                let from = self.operand(part);
                self.assign(part_ty, &to, &from);
            }
        }
    }

    pub(super) fn member(&mut self, whole: ValueId, index: u32) -> String {
        let ty = self.function.ty(whole);
        let text = self.operand(whole);
        match self.ty(whole) {
            Type::Struct { .. } => format!("{text}.{}", self.names.field(ty, index as usize)),
            Type::Vector { .. } => format!("{text}.{}", component(index as usize)),
            _ => format!("{text}[{index}]"),
        }
    }

    /// The former content is what the function writes to `*expected`.
    pub(super) fn compare_exchange(
        &mut self,
        id: ValueId,
        pointer: ValueId,
        args: &[ValueId],
        order: MemoryOrder,
    ) {
        let expected = self.operand(args[0]);
        self.define(id, &expected);
        let (object, found) = (self.operand(pointer), self.variable(id));
        let (desired, order) = (self.operand(args[1]), order_name(order));
        self.line(&format!(
            "atomic_compare_exchange_weak_explicit({object}, &{found}, {desired}, {order}, \
             memory_order_relaxed);"
        ));
    }

    pub(super) fn frexp(
        &mut self,
        id: ValueId,
        function: MathFn,
        x: ValueId,
        precision: Precision,
    ) {
        let lanes = self.ty(x).lanes().unwrap_or(1);
        let int = match lanes {
            1 => "int".to_owned(),
            lanes => format!("int{lanes}"),
        };
        let exponent = self.namer.name("exponent");
        self.line(&format!("{int} {exponent};"));
        let call = format!(
            "{}frexp({}, {exponent})",
            namespace(precision),
            self.operand(x)
        );
        if function == MathFn::FrexpMantissa {
            self.define(id, &call);
        } else {
            self.line(&format!("{call};"));
            self.define(id, &exponent);
        }
    }
}
