//! Pure operations: which instructions they are.

use super::{
    Operand,
    emit::Emitter,
    value::{Value, is_wide},
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{
        NodeId, NodeOp, Pure,
        shape::{Shape, Stride},
        signed,
    },
};
use kernsmith_msl::ir::{BinaryOp, CompareOp, MathFn, Scalar, UnaryOp};

impl Emitter<'_> {
    /// Evaluates a node here.
    pub(super) fn pure(&mut self, node: NodeId) -> Value {
        let it = self.kernel.nodes[node.0 as usize];
        let NodeOp::Pure(op, args) = it.op else {
            return self.value(node);
        };
        let args = args.as_slice();
        if let Shape::Affine { x, y, .. } = self.shape(node) {
            return self.affine(op, args, it.ty, [x, y]);
        }
        let from = self.kernel.ty(args[0]);
        let operands: Vec<_> = args.iter().map(|&arg| self.operand(arg)).collect();
        if let (Pure::Binary(BinaryOp::Add), Scalar::F32) = (op, it.ty)
            && let Some(sum) = self.multiply_add(args, &operands)
        {
            return Value::In(sum);
        }
        Value::In(self.select(op, &operands, from, it.ty))
    }

    /// An affine result: the operation on bases, and on the strides that are not known.
    fn affine(&mut self, op: Pure, args: &[NodeId], ty: Scalar, strides: [Stride; 2]) -> Value {
        let parts: Vec<_> = args.iter().map(|&arg| self.parts(arg)).collect();
        let from = self.kernel.ty(args[0]);
        let bases: Vec<_> = parts.iter().map(|part| part[0]).collect();
        let base = self.select(op, &bases, from, ty);
        let mut grown = [base; 2];
        for (at, stride) in strides.into_iter().enumerate() {
            grown[at] = match stride {
                Stride::Known(by) if is_wide(ty) => self.constant(by as u64),
                Stride::Known(by) => self.constant(u64::from(by as u32)),
                Stride::Runtime => self.runtime_stride(op, args, &parts, at + 1),
            };
        }
        Value::Affine {
            base,
            sx: grown[0],
            sy: grown[1],
        }
    }

    fn runtime_stride(
        &mut self,
        op: Pure,
        args: &[NodeId],
        parts: &[[Operand; 3]],
        at: usize,
    ) -> Operand {
        let ty = self.kernel.ty(args[0]);
        let stride = |index: usize| parts[index][at];
        match op {
            Pure::Binary(BinaryOp::Mul) => {
                // One factor is uniform: the other one's stride grows by it.
                let (grows, by) = if self.shape(args[1]) == Shape::Uniform {
                    (0, 1)
                } else {
                    (1, 0)
                };
                self.select(op, &[stride(grows), parts[by][0]], ty, ty)
            }
            Pure::Binary(BinaryOp::Shl) => self.select(op, &[stride(0), parts[1][0]], ty, ty),
            Pure::Binary(_) => self.select(op, &[stride(0), stride(1)], ty, ty),
            Pure::Convert if is_wide(ty) => self.op(Opcode::I64ToI32, false, &[stride(0)]),
            _ => self.select(op, &[stride(0)], ty, ty),
        }
    }

    /// The instructions of an operation, on operands of type `from`.
    fn select(&mut self, op: Pure, operands: &[Operand], from: Scalar, to: Scalar) -> Operand {
        match op {
            Pure::Unary(op) => self.unary(op, operands[0], to),
            Pure::Binary(op) => self.binary(op, operands, to),
            Pure::Compare(op) => self.compare(op, operands[0], operands[1], from),
            Pure::Select => {
                let op = if is_wide(to) {
                    Opcode::Select64
                } else {
                    Opcode::Select32
                };
                self.op(op, is_wide(to), operands)
            }
            Pure::Convert => self.convert(operands[0], from, to),
            Pure::Bitcast => self.bitcast(operands[0], from, to),
            Pure::Math(function) => self.math(function, operands, from, to),
        }
    }

    fn unary(&mut self, op: UnaryOp, a: Operand, ty: Scalar) -> Operand {
        let zero = self.constant(0);
        match (op, is_wide(ty)) {
            (UnaryOp::Negate, _) if ty.is_float() => self.op(Opcode::NegF32, false, &[a]),
            (UnaryOp::Negate, true) => self.op(Opcode::SubI64, true, &[zero, a]),
            (UnaryOp::Negate, false) => {
                let negated = self.op(Opcode::SubI32, false, &[zero, a]);
                self.wrapped(negated, ty)
            }
            (UnaryOp::Not | UnaryOp::Complement, true) => {
                let ones = self.constant(u64::MAX);
                self.op(Opcode::Xor64, true, &[a, ones])
            }
            (UnaryOp::Not | UnaryOp::Complement, false) => {
                let ones = self.constant(u64::from(u32::MAX));
                let flipped = self.op(Opcode::Xor32, false, &[a, ones]);
                self.wrapped(flipped, ty)
            }
        }
    }

    fn binary(&mut self, op: BinaryOp, operands: &[Operand], ty: Scalar) -> Operand {
        if ty.is_float() {
            let result = self.op(float_op(op), false, operands);
            return self.rounded(result, ty);
        }
        let opcode = integer_op(op, ty);
        if is_wide(ty) {
            return self.op(opcode, true, operands);
        }
        let mut operands = [operands[0], operands[1]];
        let shifts = matches!(op, BinaryOp::Shl | BinaryOp::Shr);
        if shifts && ty.size_bytes() < 4 {
            let mask = self.constant(u64::from(ty.size_bytes() * 8 - 1));
            operands[1] = self.op(Opcode::And32, false, &[operands[1], mask]);
        }
        let result = self.op(opcode, false, &operands);
        match op {
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Shr => result,
            _ => self.wrapped(result, ty),
        }
    }

    fn compare(&mut self, op: CompareOp, a: Operand, b: Operand, ty: Scalar) -> Operand {
        let kind = match ty {
            _ if ty.is_float() => 0,
            Scalar::I64 => 3,
            Scalar::U64 => 4,
            _ if ty.is_signed() => 1,
            _ => 2,
        };
        const LESS: [Opcode; 5] = [
            Opcode::LtF32,
            Opcode::LtI32,
            Opcode::LtU32,
            Opcode::LtI64,
            Opcode::LtU64,
        ];
        const AT_MOST: [Opcode; 5] = [
            Opcode::LeF32,
            Opcode::LeI32,
            Opcode::LeU32,
            Opcode::LeI64,
            Opcode::LeU64,
        ];
        const SAME: [Opcode; 5] = [
            Opcode::EqF32,
            Opcode::EqI32,
            Opcode::EqI32,
            Opcode::EqI64,
            Opcode::EqI64,
        ];
        const OTHER: [Opcode; 5] = [
            Opcode::NeF32,
            Opcode::NeI32,
            Opcode::NeI32,
            Opcode::NeI64,
            Opcode::NeI64,
        ];
        let (opcode, operands) = match op {
            CompareOp::Equal => (SAME[kind], [a, b]),
            CompareOp::NotEqual => (OTHER[kind], [a, b]),
            CompareOp::Less => (LESS[kind], [a, b]),
            CompareOp::LessEqual => (AT_MOST[kind], [a, b]),
            CompareOp::Greater => (LESS[kind], [b, a]),
            CompareOp::GreaterEqual => (AT_MOST[kind], [b, a]),
        };
        self.op(opcode, false, &operands)
    }

    fn math(
        &mut self,
        function: MathFn,
        operands: &[Operand],
        from: Scalar,
        to: Scalar,
    ) -> Operand {
        if !from.is_float() {
            return self.integer_math(function, operands, from, to);
        }
        let normal = (function, from);
        if normal == (MathFn::IsNormal, Scalar::F16) {
            // A subnormal half is a normal float.
            let least = self.constant(signed(u64::from(0x3880_0000u32), Scalar::U32) as u64);
            let abs = self.op(Opcode::Fabs, false, operands);
            let large = self.op(Opcode::LeF32, false, &[least, abs]);
            let finite = self.op(Opcode::IsFinite, false, operands);
            return self.op(Opcode::And32, false, &[large, finite]);
        }
        let opcode = match (function, from) {
            (MathFn::Fma, Scalar::F16 | Scalar::BF16) => Opcode::FmaNarrow,
            _ => float_function(function),
        };
        let result = self.op(opcode, false, operands);
        if to.is_float() {
            self.rounded(result, to)
        } else {
            result
        }
    }

    fn integer_math(
        &mut self,
        function: MathFn,
        operands: &[Operand],
        from: Scalar,
        to: Scalar,
    ) -> Operand {
        let signed = from.is_signed();
        let opcode = match (function, from.size_bytes()) {
            (MathFn::Min, 1 | 2 | 4) if signed => Some(Opcode::MinI32),
            (MathFn::Min, 1 | 2 | 4) => Some(Opcode::MinU32),
            (MathFn::Max, 1 | 2 | 4) if signed => Some(Opcode::MaxI32),
            (MathFn::Max, 1 | 2 | 4) => Some(Opcode::MaxU32),
            (MathFn::Abs, 4) if signed => Some(Opcode::AbsI32),
            (MathFn::Clz, 4) => Some(Opcode::ClzU32),
            (MathFn::Ctz, 4) => Some(Opcode::CtzU32),
            (MathFn::Popcount, 4) => Some(Opcode::PopcountU32),
            (MathFn::MulHi, 4) if signed => Some(Opcode::MulHiI32),
            (MathFn::MulHi, 4) => Some(Opcode::MulHiU32),
            _ => None,
        };
        match opcode {
            Some(opcode) => self.op(opcode, false, operands),
            None => {
                let result = self.integer_function(function, from, operands);
                // The difference of signed integers is unsigned.
                if is_wide(to) {
                    result
                } else {
                    self.wrapped(result, to)
                }
            }
        }
    }
}

fn float_op(op: BinaryOp) -> Opcode {
    match op {
        BinaryOp::Add => Opcode::AddF32,
        BinaryOp::Sub => Opcode::SubF32,
        BinaryOp::Mul => Opcode::MulF32,
        _ => Opcode::DivF32,
    }
}

fn integer_op(op: BinaryOp, ty: Scalar) -> Opcode {
    let signed = ty.is_signed();
    match (op, is_wide(ty)) {
        (BinaryOp::Add, false) => Opcode::AddI32,
        (BinaryOp::Add, true) => Opcode::AddI64,
        (BinaryOp::Sub, false) => Opcode::SubI32,
        (BinaryOp::Sub, true) => Opcode::SubI64,
        (BinaryOp::Mul, false) => Opcode::MulI32,
        (BinaryOp::Mul, true) => Opcode::MulI64,
        (BinaryOp::Div, false) if signed => Opcode::DivI32,
        (BinaryOp::Div, false) => Opcode::DivU32,
        (BinaryOp::Div, true) if signed => Opcode::DivI64,
        (BinaryOp::Div, true) => Opcode::DivU64,
        (BinaryOp::Rem, false) if signed => Opcode::RemI32,
        (BinaryOp::Rem, false) => Opcode::RemU32,
        (BinaryOp::Rem, true) if signed => Opcode::RemI64,
        (BinaryOp::Rem, true) => Opcode::RemU64,
        (BinaryOp::Shl, false) => Opcode::ShlI32,
        (BinaryOp::Shl, true) => Opcode::ShlI64,
        (BinaryOp::Shr, false) if signed => Opcode::ShrI32,
        (BinaryOp::Shr, false) => Opcode::ShrU32,
        (BinaryOp::Shr, true) if signed => Opcode::ShrI64,
        (BinaryOp::Shr, true) => Opcode::ShrU64,
        (BinaryOp::And, false) => Opcode::And32,
        (BinaryOp::And, true) => Opcode::And64,
        (BinaryOp::Or, false) => Opcode::Or32,
        (BinaryOp::Or, true) => Opcode::Or64,
        (BinaryOp::Xor, false) => Opcode::Xor32,
        (BinaryOp::Xor, true) => Opcode::Xor64,
    }
}

fn float_function(function: MathFn) -> Opcode {
    use MathFn as F;
    match function {
        F::Acos => Opcode::Acos,
        F::Acosh => Opcode::Acosh,
        F::Asin => Opcode::Asin,
        F::Asinh => Opcode::Asinh,
        F::Atan => Opcode::Atan,
        F::Atan2 => Opcode::Atan2,
        F::Atanh => Opcode::Atanh,
        F::Ceil => Opcode::Ceil,
        F::CopySign => Opcode::CopySign,
        F::Cos => Opcode::Cos,
        F::Cosh => Opcode::Cosh,
        F::CosPi => Opcode::CosPi,
        F::Erf => Opcode::Erf,
        F::Exp => Opcode::Exp,
        F::Exp2 => Opcode::Exp2,
        F::Exp10 => Opcode::Exp10,
        F::Expm1 => Opcode::Expm1,
        F::Fdim => Opcode::Fdim,
        F::Floor => Opcode::Floor,
        F::Fma => Opcode::FmaF32,
        F::Fmax | F::Max => Opcode::Fmax,
        F::Fmin | F::Min => Opcode::Fmin,
        F::Fmod => Opcode::Fmod,
        F::Fract => Opcode::Fract,
        F::FrexpMantissa => Opcode::FrexpMantissa,
        F::FrexpExponent => Opcode::FrexpExponent,
        F::Ldexp => Opcode::Ldexp,
        F::Ilogb => Opcode::Ilogb,
        F::Log => Opcode::Log,
        F::Log1p => Opcode::Log1p,
        F::Log2 => Opcode::Log2,
        F::Log10 => Opcode::Log10,
        F::NextAfter => Opcode::NextAfter,
        F::Pow => Opcode::Pow,
        F::Powr => Opcode::Powr,
        F::Rint => Opcode::Rint,
        F::Round => Opcode::Round,
        F::Rsqrt => Opcode::Rsqrt,
        F::Sign => Opcode::Sign,
        F::Sin => Opcode::Sin,
        F::Sinh => Opcode::Sinh,
        F::SinPi => Opcode::SinPi,
        F::Sqrt => Opcode::Sqrt,
        F::Tan => Opcode::Tan,
        F::Tanh => Opcode::Tanh,
        F::TanPi => Opcode::TanPi,
        F::Trunc => Opcode::Trunc,
        F::Saturate => Opcode::Saturate,
        F::Mix => Opcode::Mix,
        F::Step => Opcode::Step,
        F::Smoothstep => Opcode::Smoothstep,
        F::IsNan => Opcode::IsNan,
        F::IsInf => Opcode::IsInf,
        F::IsFinite => Opcode::IsFinite,
        F::IsNormal => Opcode::IsNormal,
        F::SignBit => Opcode::SignBit,
        _ => Opcode::Fabs,
    }
}
