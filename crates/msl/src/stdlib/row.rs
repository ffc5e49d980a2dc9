//! The shape of the tables: one row for each overload family.

use super::{
    Expansion, geometric, integer, math, pack, relational,
    threads::{quadgroup, simdgroup},
};
use crate::ir::{MathFn, Scalar, SimdOp};
use std::{collections::BTreeMap, sync::LazyLock};

/// A family of overloads, over all types that `T` may stand for.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    /// What `T` may be.
    pub(super) class: Class,
    /// Whether `T` is a scalar, a vector or either.
    pub(super) extent: Extent,
    pub(super) params: &'static [Param],
    pub(super) ret: Ret,
    pub(super) what: What,
}

/// A set of element types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `half`, `bfloat`, `float`.
    Float,
    /// `float`.
    Single,
    /// `half`.
    Half,
    /// Integers of all widths.
    Integer,
    /// Both.
    Number,
    /// Numbers and `bool`.
    Data,
    /// `bool`.
    Bool,
}

impl Class {
    pub(super) const fn contains(self, scalar: Scalar) -> bool {
        match self {
            Self::Float => scalar.is_float(),
            Self::Single => matches!(scalar, Scalar::F32),
            Self::Half => matches!(scalar, Scalar::F16),
            Self::Integer => scalar.is_integer(),
            Self::Number => scalar.is_float() || scalar.is_integer(),
            Self::Data => true,
            Self::Bool => matches!(scalar, Scalar::Bool),
        }
    }

    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Float => "`half`, `bfloat` or `float`",
            Self::Single => "`float`",
            Self::Half => "`half`",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Data => "a number or `bool`",
            Self::Bool => "`bool`",
        }
    }
}

/// How many components `T` may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One, or a vector.
    Any,
    /// 2, 3 or 4.
    Vector,
    /// So many.
    Of(u8),
}

impl Extent {
    pub(super) const fn contains(self, lanes: u8) -> bool {
        match self {
            Self::Any => true,
            Self::Vector => lanes > 1,
            Self::Of(count) => lanes == count,
        }
    }
}

/// A parameter in terms of `T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Param {
    /// `T`.
    T,
    /// The scalar of `T`.
    ScalarOfT,
    /// `int`, of as many components as `T`.
    Int,
    /// `bool`, of as many components as `T`; a scalar `bool` serves too.
    Bool,
    /// `uint`.
    U32,
    /// `ushort`.
    U16,
    /// `thread T&`.
    OutT,
    /// A reference to `int` of as many components as `T`.
    OutInt,
}

/// A result in terms of `T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ret {
    /// `T`.
    T,
    /// The scalar of `T`.
    ScalarOfT,
    /// `int`, of as many components as `T`.
    Int,
    /// `bool`, of as many components as `T`.
    Bool,
    /// The unsigned integer of `T`'s width, of as many components.
    Unsigned,
    /// `bool`.
    OneBool,
    /// `ulong`.
    U64,
    /// A scalar or vector that does not depend on `T`.
    Fixed(Scalar, u8),
}

/// What a row's call does.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Math(MathFn),
    Simd(SimdOp),
    Expand(Expansion),
}

pub(super) const T1: &[Param] = &[Param::T];
pub(super) const T2: &[Param] = &[Param::T, Param::T];
pub(super) const T3: &[Param] = &[Param::T, Param::T, Param::T];

impl Row {
    /// A row over scalars and vectors whose result is `T`.
    pub(super) const fn new(
        name: &'static str,
        class: Class,
        params: &'static [Param],
        what: What,
    ) -> Self {
        Self {
            name,
            class,
            extent: Extent::Any,
            params,
            ret: Ret::T,
            what,
        }
    }

    /// The same row with another result.
    pub(super) const fn returns(self, ret: Ret) -> Self {
        Self { ret, ..self }
    }

    /// The same row for vectors of that extent.
    pub(super) const fn of(self, extent: Extent) -> Self {
        Self { extent, ..self }
    }

    /// The row as a reader of a diagnostic understands it.
    pub(super) fn describe(&self) -> String {
        let params: Vec<_> = self
            .params
            .iter()
            .map(|param| match param {
                Param::T => "T",
                Param::ScalarOfT => "scalar of T",
                Param::Int => "int",
                Param::Bool => "bool",
                Param::U32 => "uint",
                Param::U16 => "ushort",
                Param::OutT => "thread T&",
                Param::OutInt => "thread int&",
            })
            .collect();
        let extent = match self.extent {
            Extent::Any => String::new(),
            Extent::Vector => ", a vector".to_owned(),
            Extent::Of(count) => format!(", a vector of {count}"),
        };
        let name = self.name;
        let params = params.join(", ");
        if self.params.contains(&Param::T) {
            let class = self.class.describe();
            format!("`{name}({params})` where `T` is {class}{extent}")
        } else {
            format!("`{name}({params})`")
        }
    }
}

const TABLES: [&[Row]; 7] = [
    math::ROWS,
    integer::ROWS,
    relational::ROWS,
    geometric::ROWS,
    simdgroup::ROWS,
    quadgroup::ROWS,
    pack::ROWS,
];

/// All rows.
pub(super) fn all() -> impl Iterator<Item = &'static Row> {
    TABLES.into_iter().flatten()
}

/// The rows of one name.
pub(super) fn named(name: &str) -> impl Iterator<Item = &'static Row> {
    static INDEX: LazyLock<BTreeMap<&str, Vec<&Row>>> = LazyLock::new(|| {
        let mut index = BTreeMap::<_, Vec<_>>::new();
        for row in all() {
            index.entry(row.name).or_default().push(row);
        }
        index
    });
    INDEX.get(name).into_iter().flatten().copied()
}
