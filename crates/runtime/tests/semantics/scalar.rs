//! Scalar types of the tables: their sizes, and the bits of a written value.

use half::{bf16, f16};

/// Scalars that are compared bit by bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) name: &'static str,
    pub(super) bits: u32,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Signed,
    Unsigned,
    Half,
    Bfloat,
    Float,
}

const fn scalar(name: &'static str, bits: u32, kind: Kind) -> Scalar {
    Scalar { name, bits, kind }
}

/// All scalars, the narrow ones first.
pub(super) const SCALARS: [Scalar; 12] = [
    scalar("bool", 8, Kind::Bool),
    scalar("char", 8, Kind::Signed),
    scalar("uchar", 8, Kind::Unsigned),
    scalar("short", 16, Kind::Signed),
    scalar("ushort", 16, Kind::Unsigned),
    scalar("int", 32, Kind::Signed),
    scalar("uint", 32, Kind::Unsigned),
    scalar("long", 64, Kind::Signed),
    scalar("ulong", 64, Kind::Unsigned),
    scalar("half", 16, Kind::Half),
    scalar("bfloat", 16, Kind::Bfloat),
    scalar("float", 32, Kind::Float),
];

impl Scalar {
    pub(super) fn named(name: &str) -> Option<Self> {
        SCALARS.into_iter().find(|scalar| scalar.name == name)
    }

    pub(super) fn is_float(self) -> bool {
        matches!(self.kind, Kind::Half | Kind::Bfloat | Kind::Float)
    }

    /// The bits of a value as it is written in a table; a float must be one of the type's values.
    pub(super) fn parse(self, text: &str) -> u64 {
        if !self.is_float() {
            let value: i128 = text.parse().unwrap_or_else(|_| panic!("`{text}`"));
            return self.truncated(value);
        }
        let value: f64 = text.parse().unwrap_or_else(|_| panic!("`{text}`"));
        let bits = self.float_bits(value);
        let back = self.float(bits);
        assert!(
            back == value || value.is_nan(),
            "{text} is no {}",
            self.name
        );
        bits
    }

    /// The low bits of an integer; of a bool, whether it is not 0.
    pub(super) fn truncated(self, value: i128) -> u64 {
        match self.kind {
            Kind::Bool => u64::from(value != 0),
            _ => value as u64 & (u64::MAX >> (64 - self.bits)),
        }
    }

    fn float_bits(self, value: f64) -> u64 {
        match self.kind {
            Kind::Half => u64::from(f16::from_f64(value).to_bits()),
            Kind::Bfloat => u64::from(bf16::from_f64(value).to_bits()),
            _ => u64::from((value as f32).to_bits()),
        }
    }

    /// The value of a float's bits.
    pub(super) fn float(self, bits: u64) -> f64 {
        match self.kind {
            Kind::Half => f16::from_bits(bits as u16).to_f64(),
            Kind::Bfloat => bf16::from_bits(bits as u16).to_f64(),
            _ => f64::from(f32::from_bits(bits as u32)),
        }
    }

    /// The value of an integer's bits.
    pub(super) fn integer(self, bits: u64) -> i128 {
        let unsigned = i128::from(bits);
        let negative = self.kind == Kind::Signed && bits >> (self.bits - 1) == 1;
        unsigned - if negative { 1 << self.bits } else { 0 }
    }

    /// Whether two values are the same: bit by bit, or both NaN.
    pub(super) fn same(self, one: u64, other: u64) -> bool {
        let nan = |bits| self.is_float() && self.float(bits).is_nan();
        one == other || (nan(one) && nan(other))
    }

    /// A value for a message.
    pub(super) fn show(self, bits: u64) -> String {
        if self.is_float() {
            format!("{:?}", self.float(bits))
        } else {
            self.integer(bits).to_string()
        }
    }

    /// An expression of this type for bits that an expression of type `ulong` gives.
    pub(super) fn reading(self, bits: &str) -> String {
        match self.kind {
            Kind::Bool => format!("(({bits}) != 0)"),
            Kind::Half | Kind::Bfloat => format!("as_type<{}>(ushort({bits}))", self.name),
            Kind::Float => format!("as_type<float>(uint({bits}))"),
            _ => format!("{}({bits})", self.name),
        }
    }

    /// An expression of type `ulong` for the bits of an expression of this type.
    pub(super) fn bits_of(self, value: &str) -> String {
        match (self.kind, self.bits) {
            (Kind::Half | Kind::Bfloat, _) => format!("ulong(as_type<ushort>({value}))"),
            (Kind::Float, _) => format!("ulong(as_type<uint>({value}))"),
            (Kind::Signed, 8) => format!("ulong(uchar({value}))"),
            (Kind::Signed, 16) => format!("ulong(ushort({value}))"),
            (Kind::Signed, 32) => format!("ulong(uint({value}))"),
            _ => format!("ulong({value})"),
        }
    }
}
