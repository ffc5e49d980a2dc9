//! Formulas of expected values, in 64-bit floats: an oracle that shares nothing with kernels.
//!
//! `i` is the element's index, `NAME[expr]` an element of an input, `NAME` a zero-dimensional
//! input, `n(NAME)` its length, and `sum(k, from, to, expr)` a sum over `from <= k < to`.
//! Operators are those of C on numbers: `?:`, comparisons (1 or 0), `+ - * /`, `%` (of the floor,
//! so never negative for a positive divisor), and the functions of [`FUNCTIONS`].

use std::collections::BTreeMap;

/// Functions of one argument or two.
const FUNCTIONS: [&str; 24] = [
    "abs", "acos", "asin", "atan", "atan2", "ceil", "cos", "cosh", "erf", "exp", "exp2", "floor",
    "log", "log2", "max", "min", "pow", "round", "rsqrt", "sin", "sqrt", "tan", "tanh", "trunc",
];

/// A parsed formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    Number(f64),
    Variable(String),
    Element(String, Box<Self>),
    Length(String),
    Binary(Operator, Box<Self>, Box<Self>),
    Select(Box<[Self; 3]>),
    Call(&'static str, Vec<Self>),
    /// Variable, from, to, term.
    Sum(String, Box<[Self; 3]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}

/// What names mean.
pub(super) struct Scope<'a> {
    pub(super) arrays: &'a BTreeMap<String, Vec<f64>>,
    pub(super) variables: Vec<(String, f64)>,
}

impl Formula {
    /// Reads a formula.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            tokens: tokens(text)?,
            at: 0,
        };
        let formula = parser.select()?;
        match parser.tokens.get(parser.at) {
            None => Ok(formula),
            Some(token) => Err(format!("unexpected `{token}`")),
        }
    }

    /// Its value.
    pub(super) fn value(&self, scope: &mut Scope) -> Result<f64, String> {
        Ok(match self {
            Self::Number(value) => *value,
            Self::Variable(name) => scope.variable(name)?,
            Self::Length(name) => scope.array(name)?.len() as f64,
            Self::Element(name, index) => {
                let index = index.value(scope)?;
                let array = scope.array(name)?;
                let outside = || format!("`{name}` has no element {index}");
                *array
                    .get(index as usize)
                    .filter(|_| index >= 0.0)
                    .ok_or_else(outside)?
            }
            Self::Binary(operator, left, right) => {
                operator.of(left.value(scope)?, right.value(scope)?)
            }
            Self::Select(parts) => {
                let chosen = if parts[0].value(scope)? != 0.0 { 1 } else { 2 };
                parts[chosen].value(scope)?
            }
            Self::Call(function, args) => {
                let first = args[0].value(scope)?;
                let second = args.get(1).map_or(Ok(0.0), |arg| arg.value(scope))?;
                call(function, first, second)
            }
            Self::Sum(variable, parts) => {
                let (from, to) = (parts[0].value(scope)?, parts[1].value(scope)?);
                let mut sum = 0.0;
                for at in from as i64..to as i64 {
                    scope.variables.push((variable.clone(), at as f64));
                    sum += parts[2].value(scope)?;
                    scope.variables.pop();
                }
                sum
            }
        })
    }
}

impl Scope<'_> {
    fn variable(&self, name: &str) -> Result<f64, String> {
        let bound = self.variables.iter().rev().find(|(known, _)| known == name);
        match bound {
            Some((_, value)) => Ok(*value),
            None => self
                .array(name)?
                .first()
                .copied()
                .ok_or_else(|| format!("`{name}` is empty")),
        }
    }

    fn array(&self, name: &str) -> Result<&Vec<f64>, String> {
        self.arrays
            .get(name)
            .ok_or_else(|| format!("no input is called `{name}`"))
    }
}

impl Operator {
    fn of(self, a: f64, b: f64) -> f64 {
        let truth = |holds: bool| f64::from(u8::from(holds));
        match self {
            Self::Add => a + b,
            Self::Sub => a - b,
            Self::Mul => a * b,
            Self::Div => a / b,
            Self::Rem => a - b * (a / b).floor(),
            Self::Less => truth(a < b),
            Self::LessEqual => truth(a <= b),
            Self::Greater => truth(a > b),
            Self::GreaterEqual => truth(a >= b),
            Self::Equal => truth(a == b),
            Self::NotEqual => truth(a != b),
        }
    }

    /// By rising strength.
    fn levels() -> [&'static [(&'static str, Self)]; 4] {
        [
            &[("==", Self::Equal), ("!=", Self::NotEqual)],
            &[
                ("<", Self::Less),
                ("<=", Self::LessEqual),
                (">", Self::Greater),
                (">=", Self::GreaterEqual),
            ],
            &[("+", Self::Add), ("-", Self::Sub)],
            &[("*", Self::Mul), ("/", Self::Div), ("%", Self::Rem)],
        ]
    }
}

fn call(function: &str, x: f64, y: f64) -> f64 {
    match function {
        "abs" => x.abs(),
        "acos" => x.acos(),
        "asin" => x.asin(),
        "atan" => x.atan(),
        "atan2" => x.atan2(y),
        "ceil" => x.ceil(),
        "cos" => x.cos(),
        "cosh" => x.cosh(),
        "erf" => erf(x),
        "exp" => x.exp(),
        "exp2" => x.exp2(),
        "floor" => x.floor(),
        "log" => x.ln(),
        "log2" => x.log2(),
        "max" => x.max(y),
        "min" => x.min(y),
        "pow" => x.powf(y),
        "round" => x.round(),
        "rsqrt" => 1.0 / x.sqrt(),
        "sin" => x.sin(),
        "sqrt" => x.sqrt(),
        "tan" => x.tan(),
        "tanh" => x.tanh(),
        "trunc" => x.trunc(),
        other => unreachable!("`{other}` is in the list of functions"),
    }
}

/// By Simpson's rule over the integral that defines it.
fn erf(x: f64) -> f64 {
    let end = x.abs().min(6.0);
    let steps = 2000;
    let width = end / f64::from(steps);
    let density = |t: f64| (-t * t).exp();
    let inner: f64 = (1..steps)
        .map(|at| density(width * f64::from(at)) * if at % 2 == 1 { 4.0 } else { 2.0 })
        .sum();
    let integral = (density(0.0) + inner + density(end)) * width / 3.0;
    (2.0 / std::f64::consts::PI.sqrt() * integral).copysign(x)
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let mut length = rest.find(|c: char| !word(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() && rest[..length].ends_with(['e', 'E']) && !rest.starts_with("0x")
        {
            // The sign of an exponent and its digits.
            let exponent = &rest[length..];
            let sign = usize::from(exponent.starts_with(['+', '-']));
            let digits = exponent[sign..].find(|c: char| !c.is_ascii_digit());
            length += sign + digits.unwrap_or(exponent.len() - sign);
        }
        if length == 0 {
            let two = ["<=", ">=", "==", "!="];
            let double = two.iter().any(|operator| rest.starts_with(operator));
            if !"+-*/%<>=!?:()[],".contains(first) {
                return Err(format!("unexpected `{first}`"));
            }
            length = if double { 2 } else { 1 };
        }
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<String>,
    at: usize,
}

impl Parser {
    fn take(&mut self, token: &str) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|next| next == token);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) {
            return Ok(());
        }
        let found = self.tokens.get(self.at).map_or("the end", String::as_str);
        Err(format!("expected `{token}`, found `{found}`"))
    }

    fn select(&mut self) -> Result<Formula, String> {
        let condition = self.binary(0)?;
        if !self.take("?") {
            return Ok(condition);
        }
        let accept = self.select()?;
        self.expect(":")?;
        let reject = self.select()?;
        Ok(Formula::Select(Box::new([condition, accept, reject])))
    }

    fn binary(&mut self, level: usize) -> Result<Formula, String> {
        let Some(operators) = Operator::levels().get(level).copied() else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(text, _)| self.take(text)) {
            let right = self.binary(level + 1)?;
            left = Formula::Binary(*operator, left.into(), right.into());
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Formula, String> {
        if self.take("-") {
            let operand = self.unary()?;
            let zero = Formula::Number(-1.0);
            return Ok(Formula::Binary(Operator::Mul, zero.into(), operand.into()));
        }
        if self.take("(") {
            let inner = self.select()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let token = self
            .tokens
            .get(self.at)
            .cloned()
            .ok_or("expected a value, found the end")?;
        self.at += 1;
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            let number = super::values::float(&token);
            return number
                .map(Formula::Number)
                .ok_or(format!("`{token}` is no number"));
        }
        self.name(token)
    }

    fn name(&mut self, name: String) -> Result<Formula, String> {
        if self.take("[") {
            let index = self.select()?;
            self.expect("]")?;
            return Ok(Formula::Element(name, index.into()));
        }
        if !self.take("(") {
            return Ok(match name.as_str() {
                "inf" => Formula::Number(f64::INFINITY),
                "nan" => Formula::Number(f64::NAN),
                _ => Formula::Variable(name),
            });
        }
        let mut args = vec![self.select()?];
        while self.take(",") {
            args.push(self.select()?);
        }
        self.expect(")")?;
        match (name.as_str(), args.as_slice()) {
            ("n", [Formula::Variable(array)]) => Ok(Formula::Length(array.clone())),
            ("sum", [Formula::Variable(variable), from, to, term]) => Ok(Formula::Sum(
                variable.clone(),
                Box::new([from.clone(), to.clone(), term.clone()]),
            )),
            _ => match FUNCTIONS.iter().find(|known| **known == name) {
                Some(known) => Ok(Formula::Call(known, args)),
                None => Err(format!("no function is called `{name}`")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        let arrays = BTreeMap::from([("a".to_owned(), vec![1.0, 2.0, 4.0])]);
        let variables = vec![("i".to_owned(), 2.0)];
        let mut scope = Scope {
            arrays: &arrays,
            variables,
        };
        Formula::parse(text).unwrap().value(&mut scope).unwrap()
    }

    #[test]
    fn formulas() {
        let rows = [
            ("1 + 2 * 3 - 4 / 2", 5.0),
            ("-(1 + 2) % 5", 2.0),
            ("a[i] * 10 + n(a)", 43.0),
            ("i >= 2 ? 7 : 8", 7.0),
            ("i == 1 ? 7 : i < 9 ? 5 : 6", 5.0),
            ("sum(k, 0, n(a), a[k] * k)", 10.0),
            ("max(sqrt(16), abs(-3))", 4.0),
            ("1.5e-3 * 1e3", 1.5),
            ("0x10 + 1", 17.0),
            ("a + 1", 2.0),
        ];
        for (text, expected) in rows {
            assert_eq!(value(text), expected, "{text}");
        }
        assert!((value("erf(0.5)") - 0.520_499_877_813_046_5).abs() < 1e-12);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("1 +", "expected a value, found the end"),
            ("foo(1)", "no function is called `foo`"),
            ("(1", "expected `)`, found `the end`"),
            ("1 2", "unexpected `2`"),
            ("1 & 2", "unexpected `&`"),
        ] {
            assert_eq!(Formula::parse(text), Err(message.to_owned()), "{text}");
        }
    }
}
