//! Matrices: their constructors, columns, elements and operators (clauses 2.3, 2.3.1 and 3.3).
//!
//! The IR has none. A matrix is a struct of one field, the array of its columns, and lies in memory
//! just as the specification has it: each column with the size and alignment of its vector. Every
//! operator is made of operations on columns, products and sums in order and not contracted.
//!
//! Not the matrices that a simdgroup holds together, which are the library's `simdgroup_matrix`.

use super::operand::{Operand, OperandKind, Place, child};
use crate::{
    ir::{self, CompareOp, Const, Op},
    lower::{
        Lowerer,
        conversion::Purpose,
        ty::{MatrixTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast::BinaryOp,
};

impl Lowerer<'_> {
    /// A matrix from a number for its diagonal, from columns, from elements column by column, or from
    /// a matrix of as many columns and rows.
    pub(in crate::lower) fn construct_matrix(
        &mut self,
        matrix: MatrixTy,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let ty = self.tys.intern(TyKind::Matrix(matrix));
        let column = self.tys.column(matrix);
        if args.is_empty() {
            return Operand::constant(ty, Const::Zero, span);
        }
        let args: Vec<Operand> = args
            .into_iter()
            .map(|arg| self.unbraced(arg, column))
            .collect();
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if let [one] = &args[..] {
            match self.tys[one.ty] {
                TyKind::Scalar(_) => return self.diagonal(matrix, one, span),
                TyKind::Matrix(from)
                    if (from.columns, from.rows) == (matrix.columns, matrix.rows) =>
                {
                    return self.convert_matrix(one, matrix, span);
                }
                _ => {}
            }
        }
        let lanes = |lowerer: &Self, arg: &Operand| lowerer.tys.shape(arg.ty).map(|(_, n)| n);
        let (columns, rows) = (usize::from(matrix.columns), usize::from(matrix.rows));
        if args.len() == columns && args.iter().all(|arg| lanes(self, arg) == Some(matrix.rows)) {
            let columns: Vec<_> = args
                .iter()
                .map(|arg| self.convert_value(arg, column))
                .collect();
            return self.matrix_of(matrix, &columns, span);
        }
        if args.len() == columns * rows && args.iter().all(|arg| lanes(self, arg) == Some(1)) {
            let parts = args.chunks(rows).map(<[Operand]>::to_vec);
            let columns: Vec<_> = parts
                .map(|elements| self.construct_vector(column, elements, span))
                .collect();
            return self.matrix_of(matrix, &columns, span);
        }
        let message = format!(
            "`{}` is made from one number, {columns} columns of type `{}`, or {} numbers",
            self.ty_name(ty),
            self.ty_name(column),
            columns * rows
        );
        self.error("wrong-argument-count", span, message);
        Operand::error(span)
    }

    /// `{a, b}` among columns is a column.
    fn unbraced(&mut self, arg: Operand, column: Ty) -> Operand {
        let span = arg.span;
        match arg.kind {
            OperandKind::Braces(list) => self.construct_vector(column, list, span),
            _ => self.unpacked(arg),
        }
    }

    fn diagonal(&mut self, matrix: MatrixTy, value: &Operand, span: Span) -> Operand {
        let element = Ty::scalar(matrix.scalar);
        let value = self.convert_value(value, element);
        let zero = Operand::constant(element, Const::Zero, span);
        let column = self.tys.column(matrix);
        let columns: Vec<_> = (0..matrix.columns)
            .map(|at| {
                let elements = (0..matrix.rows).map(|row| match row == at {
                    true => value.clone(),
                    false => zero.clone(),
                });
                let elements: Vec<_> = elements.collect();
                self.compose(column, &elements, span)
            })
            .collect();
        self.matrix_of(matrix, &columns, span)
    }

    /// The same matrix with elements of another type.
    pub(in crate::lower) fn convert_matrix(
        &mut self,
        from: &Operand,
        to: MatrixTy,
        span: Span,
    ) -> Operand {
        let from = self.rvalue(from.clone());
        let column = self.tys.column(to);
        let columns: Vec<_> = (0..to.columns)
            .map(|at| {
                let old = self.matrix_column(&from, at, span);
                self.convert_value(&old, column)
            })
            .collect();
        self.matrix_of(to, &columns, span)
    }

    fn matrix_of(&mut self, matrix: MatrixTy, columns: &[Operand], span: Span) -> Operand {
        if columns.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        let array = self.tys.columns(matrix);
        let array = self.compose(array, columns, span);
        let ty = self.tys.intern(TyKind::Matrix(matrix));
        self.compose(ty, &[array], span)
    }

    /// A column of a matrix that is not in memory.
    fn matrix_column(&mut self, whole: &Operand, index: u8, span: Span) -> Operand {
        let TyKind::Matrix(matrix) = self.tys[whole.ty] else {
            return Operand::error(span);
        };
        let column = self.tys.column(matrix);
        if let OperandKind::Const(constant) = &whole.kind {
            let content = child(constant, 0).and_then(|array| child(array, index.into()));
            let content = content.cloned().unwrap_or(Const::Zero);
            return Operand::constant(column, content, span);
        }
        let array = self.tys.columns(matrix);
        let (array, ir) = (self.ir(array), self.ir(column));
        let whole = self.value(whole);
        let columns = self.eval(Op::Extract { whole, index: 0 }, array, span);
        let op = Op::Extract {
            whole: columns,
            index: index.into(),
        };
        let value = self.eval(op, ir, span);
        Operand::value(column, value, span)
    }

    /// The columns of a matrix in memory as an array.
    pub(in crate::lower::expr) fn columns_place(
        &mut self,
        place: Place,
        matrix: MatrixTy,
        span: Span,
    ) -> Operand {
        let array = self.tys.columns(matrix);
        let pointer = self.field_address(place, 0, array, span);
        self.place(array, Place { pointer, ..place }, span)
    }

    /// `m[index]`.
    pub(in crate::lower::expr) fn matrix_element(
        &mut self,
        base: Operand,
        matrix: MatrixTy,
        index: Operand,
        span: Span,
    ) -> Operand {
        let place = match (&base.kind, index.known()) {
            (OperandKind::Place(place), _) => *place,
            (_, Some(at)) if at < u64::from(matrix.columns) => {
                let at = u8::try_from(at).expect("a matrix has at most 4 columns");
                return self.matrix_column(&base, at, span);
            }
            _ => self.spill(&base, span),
        };
        let columns = self.columns_place(place, matrix, span);
        self.element(columns, index, span)
    }

    /// An operator of which at least one side is a matrix.
    pub(in crate::lower::expr) fn matrix_binary(
        &mut self,
        op: BinaryOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        use TyKind::{Matrix, Scalar, Vector};
        match (op, self.tys[left.ty].clone(), self.tys[right.ty].clone()) {
            (BinaryOp::Add | BinaryOp::Sub, Matrix(a), Matrix(b)) if a == b => {
                let op = match op {
                    BinaryOp::Add => ir::BinaryOp::Add,
                    _ => ir::BinaryOp::Sub,
                };
                self.each_column(a, span, |lowerer, at| {
                    let left = lowerer.matrix_column(left, at, span);
                    let right = lowerer.matrix_column(right, at, span);
                    lowerer.binary_value(op, &left, &right, span)
                })
            }
            (BinaryOp::Mul, Matrix(a), Matrix(b))
                if (a.columns, a.scalar) == (b.rows, b.scalar) =>
            {
                let product = MatrixTy {
                    columns: b.columns,
                    ..a
                };
                self.each_column(product, span, |lowerer, at| {
                    let column = lowerer.matrix_column(right, at, span);
                    lowerer.matrix_by_vector(left, a, &column, span)
                })
            }
            (BinaryOp::Mul, Matrix(a), Scalar(_)) => {
                self.scaled(ir::BinaryOp::Mul, (left, a), right, span)
            }
            (BinaryOp::Mul, Scalar(_), Matrix(b)) => {
                self.scaled(ir::BinaryOp::Mul, (right, b), left, span)
            }
            (BinaryOp::Div, Matrix(a), Scalar(_)) => {
                self.scaled(ir::BinaryOp::Div, (left, a), right, span)
            }
            (BinaryOp::Mul, Matrix(a), Vector { scalar, lanes, .. })
                if (a.columns, a.scalar) == (lanes, scalar) =>
            {
                self.matrix_by_vector(left, a, right, span)
            }
            (BinaryOp::Mul, Vector { scalar, lanes, .. }, Matrix(b))
                if (b.rows, b.scalar) == (lanes, scalar) =>
            {
                self.vector_by_matrix(left, right, b, span)
            }
            (BinaryOp::Equal | BinaryOp::NotEqual, Matrix(a), Matrix(b)) if a == b => {
                self.equal_matrices(op, (left, right), a, span)
            }
            _ => {
                self.no_operator::<()>(op, left, right, span);
                Operand::error(span)
            }
        }
    }

    fn each_column(
        &mut self,
        matrix: MatrixTy,
        span: Span,
        mut column: impl FnMut(&mut Self, u8) -> Operand,
    ) -> Operand {
        let columns: Vec<_> = (0..matrix.columns).map(|at| column(self, at)).collect();
        self.matrix_of(matrix, &columns, span)
    }

    /// Each element with a number.
    fn scaled(
        &mut self,
        op: ir::BinaryOp,
        (matrix, of): (&Operand, MatrixTy),
        by: &Operand,
        span: Span,
    ) -> Operand {
        let by = self.convert_value(by, Ty::scalar(of.scalar));
        let column = self.tys.column(of);
        let by = self.splat(&by, column);
        self.each_column(of, span, |lowerer, at| {
            let column = lowerer.matrix_column(matrix, at, span);
            lowerer.binary_value(op, &column, &by, span)
        })
    }

    /// The sum of the columns, each by a component.
    fn matrix_by_vector(
        &mut self,
        matrix: &Operand,
        of: MatrixTy,
        vector: &Operand,
        span: Span,
    ) -> Operand {
        let ty = self.tys.column(of);
        let mut sum: Option<Operand> = None;
        for at in 0..of.columns {
            let column = self.matrix_column(matrix, at, span);
            let factor = self.swizzle(vector, vec![at], span);
            let factor = self.splat(&factor, ty);
            let product = self.binary_value(ir::BinaryOp::Mul, &column, &factor, span);
            sum = Some(match sum {
                None => product,
                Some(sum) => self.binary_value(ir::BinaryOp::Add, &sum, &product, span),
            });
        }
        sum.expect("a matrix has columns")
    }

    /// The vector as a row: its products with the columns.
    fn vector_by_matrix(
        &mut self,
        vector: &Operand,
        matrix: &Operand,
        of: MatrixTy,
        span: Span,
    ) -> Operand {
        let sums: Vec<_> = (0..of.columns)
            .map(|at| {
                let column = self.matrix_column(matrix, at, span);
                let products = self.binary_value(ir::BinaryOp::Mul, vector, &column, span);
                let first = self.swizzle(&products, vec![0], span);
                (1..of.rows).fold(first, |sum, row| {
                    let next = self.swizzle(&products, vec![row], span);
                    self.binary_value(ir::BinaryOp::Add, &sum, &next, span)
                })
            })
            .collect();
        let ty = self.tys.vector(of.scalar, of.columns);
        self.compose(ty, &sums, span)
    }

    /// Whether all elements are equal, or not.
    fn equal_matrices(
        &mut self,
        op: BinaryOp,
        (left, right): (&Operand, &Operand),
        of: MatrixTy,
        span: Span,
    ) -> Operand {
        let mut all = Operand::bits(Ty::BOOL, 1, span);
        for at in 0..of.columns {
            let (a, b) = (
                self.matrix_column(left, at, span),
                self.matrix_column(right, at, span),
            );
            let equal = self.compare_value(CompareOp::Equal, &a, &b, span);
            for row in 0..of.rows {
                let one = self.swizzle(&equal, vec![row], span);
                all = self.binary_value(ir::BinaryOp::And, &all, &one, span);
            }
        }
        match op {
            BinaryOp::Equal => all,
            _ => self.unary_value(ir::UnaryOp::Not, &all, span),
        }
    }

    /// `-m`.
    pub(in crate::lower::expr) fn negated_matrix(
        &mut self,
        operand: &Operand,
        of: MatrixTy,
        span: Span,
    ) -> Operand {
        self.each_column(of, span, |lowerer, at| {
            let column = lowerer.matrix_column(operand, at, span);
            lowerer.unary_value(ir::UnaryOp::Negate, &column, span)
        })
    }

    /// A cast to a matrix.
    pub(in crate::lower) fn cast_to_matrix(
        &mut self,
        from: Operand,
        to: MatrixTy,
        span: Span,
    ) -> Operand {
        let ty = self.tys.intern(TyKind::Matrix(to));
        match self.tys[from.ty] {
            TyKind::Matrix(of) if (of.columns, of.rows) == (to.columns, to.rows) => {
                self.convert_matrix(&from, to, span)
            }
            TyKind::Scalar(_) => self.construct_matrix(to, vec![from], span),
            _ => self.convert(from, ty, Purpose::Operand),
        }
    }
}
