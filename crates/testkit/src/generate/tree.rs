//! Generated programs as trees of text, so that a part can be dropped or replaced by a smaller one.

/// A scalar or vector type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ty {
    pub(super) scalar: Scalar,
    /// 1 for a scalar.
    pub(super) lanes: u8,
}

/// Scalar types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Bool,
    Char,
    Uchar,
    Short,
    Ushort,
    Int,
    Uint,
    Long,
    Ulong,
    Half,
    Bfloat,
    Float,
}

impl Scalar {
    pub(super) const ALL: [Self; 12] = [
        Self::Bool,
        Self::Char,
        Self::Uchar,
        Self::Short,
        Self::Ushort,
        Self::Int,
        Self::Uint,
        Self::Long,
        Self::Ulong,
        Self::Half,
        Self::Bfloat,
        Self::Float,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Char => "char",
            Self::Uchar => "uchar",
            Self::Short => "short",
            Self::Ushort => "ushort",
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Long => "long",
            Self::Ulong => "ulong",
            Self::Half => "half",
            Self::Bfloat => "bfloat",
            Self::Float => "float",
        }
    }

    pub(super) fn is_float(self) -> bool {
        matches!(self, Self::Half | Self::Bfloat | Self::Float)
    }

    pub(super) fn is_integer(self) -> bool {
        !self.is_float() && self != Self::Bool
    }

    pub(super) fn bits(self) -> u32 {
        match self {
            Self::Bool => 1,
            Self::Char | Self::Uchar => 8,
            Self::Short | Self::Ushort | Self::Half | Self::Bfloat => 16,
            Self::Int | Self::Uint | Self::Float => 32,
            Self::Long | Self::Ulong => 64,
        }
    }
}

impl Ty {
    pub(super) const BOOL: Self = Self::of(Scalar::Bool);
    pub(super) const INT: Self = Self::of(Scalar::Int);
    pub(super) const UINT: Self = Self::of(Scalar::Uint);

    pub(super) const fn of(scalar: Scalar) -> Self {
        Self { scalar, lanes: 1 }
    }

    pub(super) fn name(self) -> String {
        match self.lanes {
            1 => self.scalar.name().to_owned(),
            lanes => format!("{}{lanes}", self.scalar.name()),
        }
    }
}

/// An expression of a type.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expr {
    pub(super) ty: Ty,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Child(Expr),
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stmt {
    pub(super) parts: Vec<Part>,
}

/// A part of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Text(String),
    Expr(Expr),
    Block(Vec<Stmt>),
}

impl Expr {
    pub(super) fn leaf(ty: Ty, text: impl Into<String>) -> Self {
        Self {
            ty,
            pieces: vec![Piece::Text(text.into())],
        }
    }

    /// A form in which each `$` stands for the next child.
    pub(super) fn form(ty: Ty, form: &str, children: impl IntoIterator<Item = Self>) -> Self {
        let mut children = children.into_iter();
        let mut pieces = Vec::new();
        for (at, text) in form.split('$').enumerate() {
            if at > 0 {
                pieces.push(Piece::Child(children.next().expect("a child for each `$`")));
            }
            if !text.is_empty() {
                pieces.push(Piece::Text(text.to_owned()));
            }
        }
        Self { ty, pieces }
    }

    pub(super) fn write(&self, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Child(child) => child.write(out),
            }
        }
    }

    /// How many expressions it consists of.
    pub(super) fn size(&self) -> usize {
        let children = self.pieces.iter().map(|piece| match piece {
            Piece::Text(_) => 0,
            Piece::Child(child) => child.size(),
        });
        1 + children.sum::<usize>()
    }
}

impl Stmt {
    /// A form in which each `$` stands for the next expression.
    pub(super) fn form(form: &str, children: impl IntoIterator<Item = Expr>) -> Self {
        Self {
            parts: parts(form, children),
        }
    }

    /// Adds a block in braces.
    pub(super) fn block(mut self, block: Vec<Self>) -> Self {
        self.parts.push(Part::Block(block));
        self
    }

    /// Adds text with expressions.
    pub(super) fn then(mut self, form: &str, children: impl IntoIterator<Item = Expr>) -> Self {
        self.parts.extend(parts(form, children));
        self
    }

    pub(super) fn write(&self, indent: usize, out: &mut String) {
        out.push_str(&"  ".repeat(indent));
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Expr(expr) => expr.write(out),
                Part::Block(block) => {
                    out.push_str("{\n");
                    write_block(block, indent + 1, out);
                    out.push_str(&"  ".repeat(indent));
                    out.push('}');
                }
            }
        }
        out.push('\n');
    }
}

fn parts(form: &str, children: impl IntoIterator<Item = Expr>) -> Vec<Part> {
    let whole = Expr::form(Ty::BOOL, form, children);
    let pieces = whole.pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => Part::Text(text),
        Piece::Child(child) => Part::Expr(child),
    });
    pieces.collect()
}

/// Statements, a line each.
pub(super) fn write_block(block: &[Stmt], indent: usize, out: &mut String) {
    for stmt in block {
        stmt.write(indent, out);
    }
}
