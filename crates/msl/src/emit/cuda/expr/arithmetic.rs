//! Operators, component by component.

use super::super::{function::Writer, ty};
use crate::ir::{BinaryOp, CompareOp, Const, Op, Scalar, Type, UnaryOp, ValueId};

impl Writer<'_> {
    pub(super) fn unary(&mut self, id: ValueId, op: UnaryOp, a: ValueId) {
        let scalar = self.scalar(id);
        let name = ty::scalar(scalar);
        self.define_each(id, |writer, at| {
            let a = writer.component(a, at);
            match op {
                UnaryOp::Not => format!("!{a}"),
                UnaryOp::Complement => format!("({name})~{a}"),
                UnaryOp::Negate if scalar.is_float() => format!("ks_neg({a})"),
                UnaryOp::Negate => format!("({name})(0 - ({}){a})", wrapping(scalar)),
            }
        });
    }

    pub(super) fn binary(&mut self, id: ValueId, op: BinaryOp, [a, b]: [ValueId; 2]) {
        let scalar = self.scalar(id);
        self.define_each(id, |writer, at| {
            let count = writer.constant(b, at);
            let (a, b) = (writer.component(a, at), writer.component(b, at));
            if scalar.is_float() {
                of_floats(op, scalar, &a, &b)
            } else {
                of_integers(op, scalar, (&a, &b), count)
            }
        });
    }

    /// Pointers too.
    pub(super) fn compare(&mut self, id: ValueId, op: CompareOp, [a, b]: [ValueId; 2]) {
        let op = match op {
            CompareOp::Equal => "==",
            CompareOp::NotEqual => "!=",
            CompareOp::Less => "<",
            CompareOp::LessEqual => "<=",
            CompareOp::Greater => ">",
            CompareOp::GreaterEqual => ">=",
        };
        let narrow = matches!(self.ty(a).scalar(), Some(Scalar::F16 | Scalar::BF16));
        let pointers = matches!(self.ty(a), Type::Pointer { .. });
        self.define_each(id, |writer, at| {
            let [a, b] = [a, b].map(|value| match pointers {
                true => writer.operand(value),
                false => writer.component(value, at),
            });
            if narrow {
                format!("ks_f32({a}) {op} ks_f32({b})")
            } else {
                format!("{a} {op} {b}")
            }
        });
    }

    pub(super) fn select(
        &mut self,
        id: ValueId,
        condition: ValueId,
        [accept, reject]: [ValueId; 2],
    ) {
        if self.ty(condition).lanes() == Some(1) {
            let text = [condition, accept, reject].map(|value| self.operand(value));
            let [condition, accept, reject] = text;
            return self.define(id, &format!("{condition} ? {accept} : {reject}"));
        }
        self.define_each(id, |writer, at| {
            let text = [condition, accept, reject].map(|value| writer.component(value, at));
            let [condition, accept, reject] = text;
            format!("{condition} ? {accept} : {reject}")
        });
    }

    /// The scalar of a number or vector of numbers.
    pub(super) fn scalar(&self, id: ValueId) -> Scalar {
        self.ty(id)
            .scalar()
            .expect("a valid operand is a number or a vector of numbers")
    }

    /// The bits of a component that is known.
    fn constant(&self, id: ValueId, at: usize) -> Option<u64> {
        match self.op(id) {
            Op::Const(Const::Scalar(bits)) => Some(*bits),
            Op::Const(Const::Composite(parts)) => match parts[at] {
                Const::Scalar(bits) => Some(bits),
                _ => Some(0),
            },
            _ => None,
        }
    }
}

fn of_floats(op: BinaryOp, scalar: Scalar, a: &str, b: &str) -> String {
    let (sign, name) = match op {
        BinaryOp::Add => ('+', "ks_add"),
        BinaryOp::Sub => ('-', "ks_sub"),
        BinaryOp::Mul => ('*', "ks_mul"),
        BinaryOp::Div => ('/', "ks_div"),
        _ => unreachable!("a valid operation of floats is one of the four"),
    };
    match scalar {
        Scalar::F32 => format!("{a} {sign} {b}"),
        _ => format!("{name}({a}, {b})"),
    }
}

/// `known` is the second operand where it is a constant.
fn of_integers(op: BinaryOp, scalar: Scalar, (a, b): (&str, &str), known: Option<u64>) -> String {
    let name = ty::scalar(scalar);
    let wide = wrapping(scalar);
    let bits = u64::from(scalar.size_bytes() * 8);
    let plain = known.is_some_and(|divisor| divisor != 0 && divisor >> (bits - 1) & 1 == 0);
    let count = match known {
        Some(count) => format!("{}", count & (bits - 1)),
        None => format!("({b} & {})", bits - 1),
    };
    let signs = |sign| match scalar {
        Scalar::U32 | Scalar::U64 => format!("{a} {sign} {b}"),
        _ => format!("({name})(({wide}){a} {sign} ({wide}){b})"),
    };
    match op {
        BinaryOp::Add => signs('+'),
        BinaryOp::Sub => signs('-'),
        BinaryOp::Mul => signs('*'),
        BinaryOp::Div if plain => format!("({name})({a} / {b})"),
        BinaryOp::Rem if plain => format!("({name})({a} % {b})"),
        BinaryOp::Div => format!("ks_div({a}, {b})"),
        BinaryOp::Rem => format!("ks_rem({a}, {b})"),
        BinaryOp::Shl => format!("({name})(({wide}){a} << {count})"),
        BinaryOp::Shr => format!("({name})({a} >> {count})"),
        BinaryOp::And => format!("({name})({a} & {b})"),
        BinaryOp::Or => format!("({name})({a} | {b})"),
        BinaryOp::Xor => format!("({name})({a} ^ {b})"),
    }
}

/// The unsigned type in which C++ computes what wraps.
const fn wrapping(scalar: Scalar) -> &'static str {
    match scalar.size_bytes() {
        8 => "ks_u64",
        _ => "ks_u32",
    }
}
