//! Random expressions, exact ones only: every back end gives the same bits (NaN for NaN).
//!
//! What would be undefined is guarded in the text around a child: divisors are odd, shift counts
//! and indices masked, floats clamped before they become integers.

use super::{
    Writer,
    tree::{Expr, Scalar, Ty},
};
use rand::RngExt;

/// Elements of each input, a power of two.
pub(super) const INPUT_ELEMENTS: usize = 64;

impl Writer {
    /// An expression of the type, of limited depth.
    pub(super) fn expr(&mut self, ty: Ty, depth: u32) -> Expr {
        if depth == 0 || self.chance(15) {
            return self.leaf(ty);
        }
        if self.chance(12) {
            let condition = self.expr(Ty::BOOL, depth - 1);
            let arms = [self.expr(ty, depth - 1), self.expr(ty, depth - 1)];
            return Expr::form(ty, "($ ? $ : $)", [condition].into_iter().chain(arms));
        }
        if let Some(call) = self.helper_call(ty, depth) {
            return call;
        }
        match (ty.lanes, ty.scalar) {
            (1, Scalar::Bool) => self.condition(depth),
            (1, scalar) if scalar.is_float() => self.float(scalar, depth),
            (1, scalar) => self.integer(scalar, depth),
            _ => self.vector(ty, depth),
        }
    }

    fn leaf(&mut self, ty: Ty) -> Expr {
        let known = self.scope.iter().filter(|variable| variable.ty == ty);
        let names: Vec<String> = known.map(|variable| variable.name.clone()).collect();
        if !names.is_empty() && self.chance(70) {
            let name = self.pick(&names).clone();
            return Expr::leaf(ty, name);
        }
        if ty.lanes > 1 {
            let scalar = self.leaf(Ty::of(ty.scalar));
            return Expr::form(ty, &format!("{}($)", ty.name()), [scalar]);
        }
        if self.in_kernel && self.chance(40) {
            return self.input(ty);
        }
        Expr::leaf(ty, self.literal(ty.scalar))
    }

    fn literal(&mut self, scalar: Scalar) -> String {
        let small = self.random.random_range(0..10);
        let text = |list: &[&str], random: usize| list[random % list.len()].to_owned();
        let random = self.random.random_range(0..1000usize);
        match scalar {
            Scalar::Bool => text(&["true", "false"], random),
            Scalar::Char => text(&["char(1)", "char(-128)", "char(127)", "char(-3)"], random),
            Scalar::Uchar => text(&["uchar(0)", "uchar(255)", "uchar(7)"], random),
            Scalar::Short => text(&["short(-32768)", "short(5)", "short(999)"], random),
            Scalar::Ushort => text(&["ushort(65535)", "ushort(2)", "ushort(300)"], random),
            Scalar::Int if random < 150 => text(
                &["2147483647", "(-2147483647 - 1)", "(-1)", "65536"],
                random,
            ),
            Scalar::Int => small.to_string(),
            Scalar::Uint if random < 150 => {
                text(&["4294967295u", "2147483648u", "0x9E3779B9u"], random)
            }
            Scalar::Uint => format!("{small}u"),
            Scalar::Long => text(
                &["3l", "(-1l)", "9223372036854775807l", "4294967296l"],
                random,
            ),
            Scalar::Ulong => text(&["1ul", "18446744073709551615ul", "77ul"], random),
            Scalar::Half => text(&["0.5h", "2.0h", "(-3.25h)", "60000.0h", "0.0001h"], random),
            Scalar::Bfloat => text(&["bfloat(1.5f)", "bfloat(-2.0f)", "bfloat(300.0f)"], random),
            Scalar::Float => text(
                &["0.5f", "1.0f", "(-2.75f)", "1e10f", "1e-3f", "3.0f", "0.1f"],
                random,
            ),
        }
    }

    /// An element of an input, converted.
    fn input(&mut self, ty: Ty) -> Expr {
        let index = self.index();
        let mask = INPUT_ELEMENTS - 1;
        let name = match ty.scalar {
            Scalar::Half => "half_in",
            Scalar::Float | Scalar::Bfloat => "float_in",
            Scalar::Uchar | Scalar::Ushort => "byte_in",
            Scalar::Long | Scalar::Ulong => "long_in",
            _ => "int_in",
        };
        let cast = match ty.scalar {
            Scalar::Bool => format!("({name}[($) & {mask}] > 0)"),
            other => format!("{}({name}[($) & {mask}])", other.name()),
        };
        Expr::form(ty, &cast, [index])
    }

    /// A small expression for an index.
    fn index(&mut self) -> Expr {
        match self.random.random_range(0..3) {
            0 if self.in_kernel => Expr::leaf(Ty::INT, "int(gid)"),
            1 => Expr::leaf(Ty::INT, self.random.random_range(0..64).to_string()),
            _ => self.expr(Ty::INT, 1),
        }
    }

    fn condition(&mut self, depth: u32) -> Expr {
        let d = depth - 1;
        match self.random.random_range(0..8) {
            0 => {
                let operands = [self.expr(Ty::BOOL, d), self.expr(Ty::BOOL, d)];
                let operator = *self.pick(&["&&", "||", "!=", "=="]);
                Expr::form(Ty::BOOL, &format!("($ {operator} $)"), operands)
            }
            1 => {
                let operand = self.expr(Ty::BOOL, d);
                Expr::form(Ty::BOOL, "(!$)", [operand])
            }
            2 => {
                let ty = self.vector_type();
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                let (all, operator) = (*self.pick(&["any", "all"]), *self.pick(&["<", "==", ">="]));
                Expr::form(Ty::BOOL, &format!("{all}($ {operator} $)"), operands)
            }
            3 => {
                let scalar = *self.pick(&[Scalar::Half, Scalar::Float]);
                let operand = self.expr(Ty::of(scalar), d);
                let function = *self.pick(&["isnan", "isinf", "isfinite"]);
                Expr::form(Ty::BOOL, &format!("{function}($)"), [operand])
            }
            _ => {
                let scalar = self.number();
                let operands = [self.expr(Ty::of(scalar), d), self.expr(Ty::of(scalar), d)];
                let operator = *self.pick(&["<", "<=", ">", ">=", "==", "!="]);
                Expr::form(Ty::BOOL, &format!("($ {operator} $)"), operands)
            }
        }
    }

    fn integer(&mut self, scalar: Scalar, depth: u32) -> Expr {
        let (ty, d) = (Ty::of(scalar), depth - 1);
        let name = scalar.name();
        match self.random.random_range(0..10) {
            0..4 => {
                let operator = *self.pick(&["+", "-", "*", "&", "|", "^"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("{name}($ {operator} $)"), operands)
            }
            4 => {
                let operator = *self.pick(&["/", "%"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("{name}($ {operator} ($ | 1))"), operands)
            }
            5 => {
                let operator = *self.pick(&["<<", ">>"]);
                // A promoted operand is 32 bits wide.
                let mask = scalar.bits().max(32) - 1;
                let operands = [self.expr(ty, d), self.expr(Ty::INT, d)];
                Expr::form(ty, &format!("{name}($ {operator} ($ & {mask}))"), operands)
            }
            6 => {
                let operator = *self.pick(&["-", "~"]);
                let operand = self.expr(ty, d);
                Expr::form(ty, &format!("{name}({operator}$)"), [operand])
            }
            7 => self.convert(ty, d),
            8 => self.component(ty, d),
            _ => self.integer_function(ty, d),
        }
    }

    fn integer_function(&mut self, ty: Ty, d: u32) -> Expr {
        let one = ["popcount", "clz", "ctz", "reverse_bits"];
        let two = [
            "min", "max", "addsat", "subsat", "hadd", "rhadd", "mulhi", "rotate", "absdiff",
        ];
        let name = ty.name();
        if self.chance(30) {
            let function = *self.pick(&one);
            let operand = self.expr(ty, d);
            return Expr::form(ty, &format!("{name}({function}($))"), [operand]);
        }
        if self.chance(20) {
            let operands = [self.expr(ty, d), self.expr(ty, d), self.expr(Ty::BOOL, d)];
            return Expr::form(ty, "select($, $, $)", operands);
        }
        let function = *self.pick(&two);
        let operands = [self.expr(ty, d), self.expr(ty, d)];
        Expr::form(ty, &format!("{name}({function}($, $))"), operands)
    }

    fn float(&mut self, scalar: Scalar, depth: u32) -> Expr {
        let (ty, d) = (Ty::of(scalar), depth - 1);
        match self.random.random_range(0..10) {
            0..4 => {
                let operator = *self.pick(&["+", "-", "*", "/"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("($ {operator} $)"), operands)
            }
            4 => {
                let operand = self.expr(ty, d);
                Expr::form(ty, "(-$)", [operand])
            }
            5 | 6 => self.convert(ty, d),
            7 => self.component(ty, d),
            _ if scalar == Scalar::Bfloat => self.convert(ty, d),
            8 => {
                let function = *self.pick(&["abs", "floor", "ceil", "trunc", "rint", "round"]);
                let operand = self.expr(ty, d);
                Expr::form(ty, &format!("{function}($)"), [operand])
            }
            _ => self.float_function(ty, d),
        }
    }

    fn float_function(&mut self, ty: Ty, d: u32) -> Expr {
        match self.random.random_range(0..4) {
            0 => {
                let operands = [self.expr(ty, d), self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, "fma($, $, $)", operands)
            }
            1 => {
                let operand = self.expr(ty, d);
                Expr::form(ty, &format!("{}(sqrt($))", ty.name()), [operand])
            }
            2 => {
                let operands = [self.expr(ty, d), self.expr(ty, d), self.expr(Ty::BOOL, d)];
                Expr::form(ty, "select($, $, $)", operands)
            }
            _ => {
                let function = *self.pick(&["min", "max"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("{function}($, $)"), operands)
            }
        }
    }

    /// A number of another type, converted.
    fn convert(&mut self, ty: Ty, d: u32) -> Expr {
        let from = *self.pick(&Scalar::ALL);
        let name = ty.name();
        if !from.is_float() || ty.scalar.is_float() {
            let operand = self.expr(Ty::of(from), d);
            return Expr::form(ty, &format!("{name}($)"), [operand]);
        }
        // Within the range of every integer type but the unsigned ones, which get a magnitude.
        let operand = self.expr(Ty::of(from), d);
        let clamped = format!("{name}(clamp(abs(float($)), 0.0f, 100.0f))");
        Expr::form(ty, &clamped, [operand])
    }

    /// A component of a vector.
    fn component(&mut self, ty: Ty, d: u32) -> Expr {
        let lanes = if self.chance(50) { 2 } else { 4 };
        if !Self::has_vectors(ty.scalar) {
            return self.leaf(ty);
        }
        let vector = self.expr(
            Ty {
                scalar: ty.scalar,
                lanes,
            },
            d,
        );
        if self.chance(40) {
            let index = self.index();
            return Expr::form(ty, &format!("$[($) & {}]", lanes - 1), [vector, index]);
        }
        let component = &"xyzw"[..lanes as usize];
        let at = self.random.random_range(0..lanes as usize);
        Expr::form(ty, &format!("$.{}", &component[at..=at]), [vector])
    }

    fn has_vectors(scalar: Scalar) -> bool {
        matches!(
            scalar,
            Scalar::Int | Scalar::Uint | Scalar::Float | Scalar::Half | Scalar::Short
        )
    }

    pub(super) fn vector_type(&mut self) -> Ty {
        let scalars = [
            Scalar::Int,
            Scalar::Uint,
            Scalar::Float,
            Scalar::Half,
            Scalar::Short,
        ];
        Ty {
            scalar: *self.pick(&scalars),
            lanes: self.random.random_range(2..=4),
        }
    }

    /// A scalar type that has an order.
    fn number(&mut self) -> Scalar {
        *self.pick(&Scalar::ALL[1..])
    }

    fn vector(&mut self, ty: Ty, depth: u32) -> Expr {
        let d = depth - 1;
        let name = ty.name();
        let scalar = Ty::of(ty.scalar);
        match self.random.random_range(0..8) {
            0 | 1 => {
                let parts: Vec<Expr> = (0..ty.lanes).map(|_| self.expr(scalar, d)).collect();
                let holes = vec!["$"; ty.lanes as usize].join(", ");
                Expr::form(ty, &format!("{name}({holes})"), parts)
            }
            2 => {
                let lanes = self.random.random_range(2..=4u8);
                let whole = self.expr(Ty { lanes, ..ty }, d);
                let letters: Vec<char> = "xyzw".chars().take(lanes as usize).collect();
                let order: String = (0..ty.lanes).map(|_| *self.pick(&letters)).collect();
                Expr::form(ty, &format!("$.{order}"), [whole])
            }
            3 => {
                let operand = self.expr(ty, d);
                Expr::form(ty, "(-$)", [operand])
            }
            4 => {
                let function = *self.pick(&["min", "max"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("{function}($, $)"), operands)
            }
            5 => {
                let operands = [self.expr(ty, d), self.expr(scalar, d)];
                Expr::form(ty, "($ * $)", operands)
            }
            _ => {
                let operator = *self.pick(&["+", "-", "*"]);
                let operands = [self.expr(ty, d), self.expr(ty, d)];
                Expr::form(ty, &format!("($ {operator} $)"), operands)
            }
        }
    }

    /// A call of a helper that returns the type.
    fn helper_call(&mut self, ty: Ty, depth: u32) -> Option<Expr> {
        let fitting = self.helpers.iter().filter(|helper| helper.ret == ty);
        let fitting: Vec<_> = fitting.cloned().collect();
        if fitting.is_empty() || !self.chance(15) {
            return None;
        }
        let helper = self.pick(&fitting).clone();
        let args: Vec<Expr> = helper
            .params
            .iter()
            .map(|&param| self.expr(param, depth - 1))
            .collect();
        let holes = vec!["$"; args.len()].join(", ");
        Some(Expr::form(ty, &format!("{}({holes})", helper.name), args))
    }

    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    pub(super) fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.random.random_range(0..list.len())]
    }
}
