//! Functions of the math library.

use super::super::function::Writer;
use crate::ir::{MathFn, MathMode, Precision, ValueId};

impl Writer<'_> {
    pub(super) fn math(
        &mut self,
        id: ValueId,
        function: MathFn,
        args: &[ValueId],
        precision: Precision,
    ) {
        match function {
            MathFn::Dot => return self.dot(id, [args[0], args[1]]),
            MathFn::Any => return self.joined(id, args[0], " || "),
            MathFn::All => return self.joined(id, args[0], " && "),
            _ => {}
        }
        let of_floats = self.scalar(args[0]).is_float();
        let fast = match precision {
            Precision::Default => self.unit.module.math_mode == MathMode::Fast,
            Precision::Fast => true,
            Precision::Precise => false,
        };
        let name = match name(function) {
            name if !of_floats => format!("ks_int_{name}"),
            name if fast && HAS_FAST.contains(&function) => format!("ks_math_fast_{name}"),
            name => format!("ks_math_{name}"),
        };
        let args = args.to_vec();
        self.define_each(id, |writer, at| {
            let args: Vec<_> = args.iter().map(|&arg| writer.component(arg, at)).collect();
            format!("{name}({})", args.join(", "))
        });
    }

    /// Products and sums in order, each rounded.
    fn dot(&mut self, id: ValueId, [a, b]: [ValueId; 2]) {
        let lanes = usize::from(self.ty(a).lanes().unwrap_or(1));
        let mut sum = String::new();
        for at in 0..lanes {
            let (a, b) = (self.component(a, at), self.component(b, at));
            let product = format!("ks_mul({a}, {b})");
            sum = match at {
                0 => product,
                _ => format!("ks_add({sum}, {product})"),
            };
        }
        self.define(id, &sum);
    }

    fn joined(&mut self, id: ValueId, vector: ValueId, by: &str) {
        let lanes = usize::from(self.ty(vector).lanes().unwrap_or(1));
        let parts: Vec<_> = (0..lanes).map(|at| self.component(vector, at)).collect();
        self.define(id, &parts.join(by));
    }
}

/// What has a form of less precision.
const HAS_FAST: [MathFn; 11] = [
    MathFn::Cos,
    MathFn::Exp,
    MathFn::Exp2,
    MathFn::Exp10,
    MathFn::Log,
    MathFn::Log2,
    MathFn::Log10,
    MathFn::Pow,
    MathFn::Powr,
    MathFn::Sin,
    MathFn::Tan,
];

/// The prelude's name behind `ks_math_` or `ks_int_`.
const fn name(function: MathFn) -> &'static str {
    match function {
        MathFn::Acos => "acos",
        MathFn::Acosh => "acosh",
        MathFn::Asin => "asin",
        MathFn::Asinh => "asinh",
        MathFn::Atan => "atan",
        MathFn::Atan2 => "atan2",
        MathFn::Atanh => "atanh",
        MathFn::Ceil => "ceil",
        MathFn::CopySign => "copysign",
        MathFn::Cos => "cos",
        MathFn::Cosh => "cosh",
        MathFn::CosPi => "cospi",
        MathFn::Erf => "erf",
        MathFn::Exp => "exp",
        MathFn::Exp2 => "exp2",
        MathFn::Exp10 => "exp10",
        MathFn::Expm1 => "expm1",
        MathFn::Fabs => "fabs",
        MathFn::Fdim => "fdim",
        MathFn::Floor => "floor",
        MathFn::Fma => "fma",
        MathFn::Fmax => "fmax",
        MathFn::Fmin => "fmin",
        MathFn::Fmod => "fmod",
        MathFn::Fract => "fract",
        MathFn::FrexpMantissa => "frexp_mantissa",
        MathFn::FrexpExponent => "frexp_exponent",
        MathFn::Ldexp => "ldexp",
        MathFn::Ilogb => "ilogb",
        MathFn::Log => "log",
        MathFn::Log1p => "log1p",
        MathFn::Log2 => "log2",
        MathFn::Log10 => "log10",
        MathFn::NextAfter => "nextafter",
        MathFn::Pow => "pow",
        MathFn::Powr => "powr",
        MathFn::Rint => "rint",
        MathFn::Round => "round",
        MathFn::Rsqrt => "rsqrt",
        MathFn::Sign => "sign",
        MathFn::Sin => "sin",
        MathFn::Sinh => "sinh",
        MathFn::SinPi => "sinpi",
        MathFn::Sqrt => "sqrt",
        MathFn::Tan => "tan",
        MathFn::Tanh => "tanh",
        MathFn::TanPi => "tanpi",
        MathFn::Trunc => "trunc",
        MathFn::Saturate => "saturate",
        MathFn::Mix => "mix",
        MathFn::Step => "step",
        MathFn::Smoothstep => "smoothstep",
        MathFn::IsNan => "isnan",
        MathFn::IsInf => "isinf",
        MathFn::IsFinite => "isfinite",
        MathFn::IsNormal => "isnormal",
        MathFn::SignBit => "signbit",
        MathFn::Abs => "abs",
        MathFn::AbsDiff => "absdiff",
        MathFn::AddSat => "addsat",
        MathFn::SubSat => "subsat",
        MathFn::Hadd => "hadd",
        MathFn::Rhadd => "rhadd",
        MathFn::MulHi => "mulhi",
        MathFn::Clz => "clz",
        MathFn::Ctz => "ctz",
        MathFn::Popcount => "popcount",
        MathFn::ReverseBits => "reverse_bits",
        MathFn::Rotate => "rotate",
        MathFn::ExtractBits => "extract_bits",
        MathFn::InsertBits => "insert_bits",
        MathFn::Min => "min",
        MathFn::Max => "max",
        MathFn::Dot => "dot",
        MathFn::Any => "any",
        MathFn::All => "all",
    }
}
