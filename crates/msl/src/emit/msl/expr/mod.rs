//! Operations: places, values and effects.

mod spelling;
mod store;

pub(super) use spelling::quoted;

use crate::emit::msl::{constant, function::Writer, ty::spell};
use crate::{
    emit::Error,
    ir::{
        AtomicOp, BinaryOp, LogConversion, LogPart, MathFn, MemoryOrder, Op, SimdOp, Type, TypeId,
        ValueId,
    },
    source::Span,
    stdlib,
};
use spelling::{barrier, compare, component, flag_names, is_address, namespace, order_name, unary};

impl<'a> Writer<'a> {
    fn op(&self, id: ValueId) -> &'a Op {
        &self.function.values[id].op
    }

    pub(in crate::emit::msl) fn ty(&self, id: ValueId) -> &'a Type {
        &self.module.types[self.function.ty(id)]
    }

    fn spell(&self, id: TypeId) -> String {
        spell(self.module, self.names, id)
    }

    /// A value where it is used.
    pub(in crate::emit::msl) fn operand(&mut self, id: ValueId) -> String {
        match self.op(id) {
            Op::Const(constant) => {
                let ty = self.function.ty(id);
                constant::expression(self.module, self.names, ty, constant)
            }
            Op::Param(index) => self.params[*index as usize].clone(),
            Op::PointerCast(from) => {
                let ty = self.spell(self.function.ty(id));
                format!("(({ty}){})", self.operand(*from))
            }
            op if is_address(op) => format!("&{}", self.place(id)),
            _ => self.variable(id),
        }
    }

    fn operands(&mut self, ids: &[ValueId]) -> String {
        let operands: Vec<_> = ids.iter().map(|&id| self.operand(id)).collect();
        operands.join(", ")
    }

    /// What a pointer points to, as an expression that `.`, `[]` and `&` may be put to.
    fn place(&mut self, pointer: ValueId) -> String {
        match self.op(pointer) {
            Op::LocalAddress(local) => self.local(*local).to_owned(),
            Op::GlobalAddress(global) => self.names.global(*global).to_owned(),
            Op::Field { pointer, index } => {
                let field = match *self.ty(*pointer) {
                    Type::Pointer { pointee, .. } => self.names.field(pointee, *index as usize),
                    _ => unreachable!("a valid field is of a pointer"),
                };
                format!("{}.{field}", self.place(*pointer))
            }
            Op::Element { pointer, index } => {
                let index = self.operand(*index);
                format!("{}[{index}]", self.place(*pointer))
            }
            Op::Offset { pointer, index } => {
                let index = self.operand(*index);
                let base = self.operand(*pointer);
                match base.strip_prefix('&') {
                    Some(_) => format!("({base})[{index}]"),
                    None => format!("{base}[{index}]"),
                }
            }
            _ => format!("(*{})", self.operand(pointer)),
        }
    }

    /// What stands where a value is evaluated.
    pub(in crate::emit::msl) fn eval(&mut self, id: ValueId) -> Result<(), Error> {
        let value = &self.function.values[id];
        match &value.op {
            op if is_address(op) => {}
            Op::Load(pointer) => {
                let from = self.place(*pointer);
                self.copy_out(id, &from);
            }
            Op::Store { pointer, value } => self.store(*pointer, *value),
            Op::Forget(local) => self.forget(*local),
            Op::Compose(parts) => self.compose(id, parts),
            Op::Extract { whole, index } => {
                let from = self.member(*whole, *index);
                self.copy_out(id, &from);
            }
            Op::Atomic {
                op: AtomicOp::CompareExchange,
                pointer,
                args,
                order,
            } => self.compare_exchange(id, *pointer, args, *order),
            Op::Matrix { op, args } => self.matrix(id, *op, args),
            Op::Simd {
                op: SimdOp::MultiplyMatrices,
                args,
            } => self.multiply(id, args),
            Op::Math {
                function: function @ (MathFn::FrexpMantissa | MathFn::FrexpExponent),
                args,
                precision,
            } => self.frexp(id, *function, args[0], *precision),
            Op::Select {
                condition,
                accept,
                reject,
            } if matches!(self.ty(id), Type::Array { .. }) => {
                let [condition, accept, reject] =
                    [*condition, *accept, *reject].map(|value| self.operand(value));
                let from = format!("({condition} ? {accept} : {reject})");
                self.copy_out(id, &from);
            }
            Op::Convert(from) | Op::Splat(from) => {
                let text = format!("{}({})", self.spell(value.ty), self.operand(*from));
                self.define(id, &text);
            }
            Op::Bitcast(from) => {
                let text = format!("as_type<{}>({})", self.spell(value.ty), self.operand(*from));
                self.define(id, &text);
            }
            op => {
                let text = self.expression(op, value.span)?;
                self.define(id, &text);
            }
        }
        Ok(())
    }

    /// The operations that are one expression.
    fn expression(&mut self, op: &Op, span: Span) -> Result<String, Error> {
        Ok(match op {
            Op::PointerDifference { left, right } => {
                let (left, right) = (self.operand(*left), self.operand(*right));
                format!("({left}) - ({right})")
            }
            Op::Address(pointer) => format!("reinterpret_cast<ulong>({})", self.operand(*pointer)),
            Op::Unary(op, a) => format!("{}{}", unary(*op), self.operand(*a)),
            Op::Binary(op, a, b) => self.binary(*op, *a, *b),
            Op::Compare(op, a, b) => {
                let (a, b) = (self.operand(*a), self.operand(*b));
                format!("{a} {} {b}", compare(*op))
            }
            Op::Select {
                condition,
                accept,
                reject,
            } => {
                let by_component = self.ty(*condition).lanes() != Some(1);
                let [condition, accept, reject] =
                    [*condition, *accept, *reject].map(|value| self.operand(value));
                if by_component {
                    format!("select({reject}, {accept}, {condition})")
                } else {
                    format!("{condition} ? {accept} : {reject}")
                }
            }
            Op::ExtractDynamic { whole, index } => {
                format!("{}[{}]", self.operand(*whole), self.operand(*index))
            }
            Op::Swizzle { whole, order } => {
                let order: String = order.iter().map(|&at| component(at.into())).collect();
                format!("{}.{order}", self.operand(*whole))
            }
            Op::Math {
                function,
                args,
                precision,
            } => {
                let Some(name) = stdlib::math_name(*function) else {
                    return Err(Self::unsupported(&format!("`{function:?}`"), span));
                };
                format!("{}{name}({})", namespace(*precision), self.operands(args))
            }
            Op::Call { function, args } => {
                format!(
                    "{}({})",
                    self.names.function(*function),
                    self.operands(args)
                )
            }
            Op::Simd { op, args } => self.simd(*op, args),
            Op::Atomic {
                op,
                pointer,
                args,
                order,
            } => self.atomic(*op, *pointer, args, *order),
            Op::Barrier { scope, flags } => barrier(*scope, *flags),
            Op::Log { format, args } => self.log(*format, args),
            Op::Fence { flags, order } => {
                let (flags, order) = (flag_names(*flags), order_name(*order));
                format!("atomic_thread_fence({flags}, {order})")
            }
            Op::Const(_)
            | Op::Param(_)
            | Op::LocalAddress(_)
            | Op::GlobalAddress(_)
            | Op::Load(_)
            | Op::Store { .. }
            | Op::Field { .. }
            | Op::Element { .. }
            | Op::Offset { .. }
            | Op::PointerCast(_)
            | Op::Forget(_)
            | Op::Matrix { .. }
            | Op::Convert(_)
            | Op::Bitcast(_)
            | Op::Splat(_)
            | Op::Compose(_)
            | Op::Extract { .. } => unreachable!("`eval` and `operand` write these"),
        })
    }

    /// C++ computes small integers as `int`, where a shift's count would be masked by 31.
    fn binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> String {
        let bits = match self.ty(a) {
            Type::Scalar(scalar) => scalar.size_bytes() * 8,
            _ => 32,
        };
        let (a, mut b) = (self.operand(a), self.operand(b));
        if bits < 32 && matches!(op, BinaryOp::Shl | BinaryOp::Shr) {
            b = format!("({b} & {})", bits - 1);
        }
        format!("{a} {} {b}", binary(op))
    }

    /// A message, with the strings for its `%s` between the values.
    fn log(&mut self, format: u32, args: &[ValueId]) -> String {
        let format = &self.module.logs[format as usize];
        let mut args = args.iter();
        let mut operands = vec![quoted(&format.text().0)];
        for part in &format.parts {
            match part {
                LogPart::Text(_) => {}
                LogPart::String(_, string) => operands.push(quoted(string)),
                LogPart::Value(spec, ..) => {
                    let arg = *args.next().expect("a valid message has all of its values");
                    operands.push(self.logged(*spec, arg));
                }
            }
        }
        let logger = self.names.logger(format.logger.as_ref());
        format!(
            "{logger}.{}({})",
            format.level.method(),
            operands.join(", ")
        )
    }

    /// A value as `%p` wants it, or as it is.
    fn logged(&mut self, spec: LogConversion, value: ValueId) -> String {
        match (spec.letter, self.op(value)) {
            ('p', Op::Address(pointer)) => self.operand(*pointer),
            _ => self.operand(value),
        }
    }

    fn simd(&mut self, op: SimdOp, args: &[ValueId]) -> String {
        let call = format!("{}({})", stdlib::simd_name(op), self.operands(args));
        match op {
            // These are of type `simd_vote`, which is converted explicitly to its own integer.
            SimdOp::Ballot | SimdOp::ActiveThreads => format!("ulong({call})"),
            SimdOp::QuadBallot | SimdOp::QuadActiveThreads => format!("ulong({call})"),
            _ => call,
        }
    }

    fn atomic(
        &mut self,
        op: AtomicOp,
        pointer: ValueId,
        args: &[ValueId],
        order: MemoryOrder,
    ) -> String {
        let object = self.operand(pointer);
        let operand: String = args
            .iter()
            .map(|&arg| format!(", {}", self.operand(arg)))
            .collect();
        let name = match op {
            AtomicOp::Load => "load",
            AtomicOp::Store => "store",
            AtomicOp::Exchange => "exchange",
            AtomicOp::CompareExchange => "compare_exchange_weak",
            AtomicOp::Add => "fetch_add",
            AtomicOp::Sub => "fetch_sub",
            AtomicOp::Min => "fetch_min",
            AtomicOp::Max => "fetch_max",
            AtomicOp::And => "fetch_and",
            AtomicOp::Or => "fetch_or",
            AtomicOp::Xor => "fetch_xor",
        };
        format!(
            "atomic_{name}_explicit({object}{operand}, {})",
            order_name(order)
        )
    }
}

const fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}
