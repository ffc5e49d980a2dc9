//! Operators between values: arithmetic, comparisons, pointers, and the ones a struct overloads.

use super::operand::{Operand, OperandKind};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, CompareOp, Op, Scalar},
    lower::{
        Lowerer,
        conversion::{Purpose, promote, usual_arithmetic},
        function::DeclId,
        overload::{CallSite, Selection},
        scope::{Entity, ScopeKind},
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, BinaryOp, ExprKind, UnaryOp},
};

/// What an arithmetic operator is in the IR.
enum Action {
    Arithmetic(ir::BinaryOp),
    Compare(CompareOp),
    Logic,
    Comma,
}

const fn action(op: BinaryOp) -> Action {
    match op {
        BinaryOp::Add => Action::Arithmetic(ir::BinaryOp::Add),
        BinaryOp::Sub => Action::Arithmetic(ir::BinaryOp::Sub),
        BinaryOp::Mul => Action::Arithmetic(ir::BinaryOp::Mul),
        BinaryOp::Div => Action::Arithmetic(ir::BinaryOp::Div),
        BinaryOp::Rem => Action::Arithmetic(ir::BinaryOp::Rem),
        BinaryOp::Shl => Action::Arithmetic(ir::BinaryOp::Shl),
        BinaryOp::Shr => Action::Arithmetic(ir::BinaryOp::Shr),
        BinaryOp::BitAnd => Action::Arithmetic(ir::BinaryOp::And),
        BinaryOp::BitOr => Action::Arithmetic(ir::BinaryOp::Or),
        BinaryOp::BitXor => Action::Arithmetic(ir::BinaryOp::Xor),
        BinaryOp::Equal => Action::Compare(CompareOp::Equal),
        BinaryOp::NotEqual => Action::Compare(CompareOp::NotEqual),
        BinaryOp::Less => Action::Compare(CompareOp::Less),
        BinaryOp::LessEqual => Action::Compare(CompareOp::LessEqual),
        BinaryOp::Greater => Action::Compare(CompareOp::Greater),
        BinaryOp::GreaterEqual => Action::Compare(CompareOp::GreaterEqual),
        BinaryOp::And | BinaryOp::Or => Action::Logic,
        BinaryOp::Comma => Action::Comma,
    }
}

/// An operator's punctuation.
pub(super) const fn punctuation(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
        BinaryOp::Comma => ",",
    }
}

const fn unary_punctuation(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Plus => "+",
        UnaryOp::Negate => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "~",
        UnaryOp::Deref => "*",
        UnaryOp::AddressOf => "&",
        UnaryOp::Increment => "++",
        UnaryOp::Decrement => "--",
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        match action(op) {
            Action::Logic => self.logic(op, left, right, span),
            Action::Comma => {
                self.expr(left);
                self.expr(right)
            }
            Action::Arithmetic(_) | Action::Compare(_) => {
                let (left, right) = self.operands(left, right);
                self.binary_operands(op, left, right, span)
            }
        }
    }

    /// Both sides; chains of operators to the left are walked without recursion.
    fn operands(&mut self, left: &'a ast::Expr, right: &'a ast::Expr) -> (Operand, Operand) {
        let mut chain = Vec::new();
        let mut bottom = left;
        while let ExprKind::Binary(op, inner_left, inner_right) = &bottom.kind {
            if !matches!(action(*op), Action::Arithmetic(_) | Action::Compare(_)) {
                break;
            }
            chain.push((*op, inner_right, bottom.span));
            bottom = inner_left;
        }
        let mut value = self.expr(bottom);
        for (op, right, span) in chain.into_iter().rev() {
            let value_right = self.sequenced(&mut value, right);
            value = self.binary_operands(op, value, value_right, span);
        }
        let right = self.sequenced(&mut value, right);
        (value, right)
    }

    /// The right side, with the left one loaded first where the right one may change it.
    fn sequenced(&mut self, left: &mut Operand, right: &'a ast::Expr) -> Operand {
        if !matches!(
            self.tys[left.ty],
            TyKind::Record(_) | TyKind::Array { .. } | TyKind::Error
        ) {
            *left = self.rvalue(left.clone());
        }
        self.expr(right)
    }

    /// An operator on operands.
    pub(in crate::lower) fn binary_operands(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        if left.is_error() || right.is_error() {
            return Operand::error(span);
        }
        let is_record = |lowerer: &Self, ty| lowerer.tys.record(ty).is_some();
        if is_record(self, left.ty) || is_record(self, right.ty) {
            return self.overloaded(punctuation(op), vec![left, right], span);
        }
        let (left, right) = (self.rvalue(left), self.rvalue(right));
        let pointer =
            |lowerer: &Self, ty| matches!(lowerer.tys[ty], TyKind::Pointer(_) | TyKind::Null);
        if pointer(self, left.ty) || pointer(self, right.ty) {
            return self.pointer_binary(op, left, right, span);
        }
        let (left, right) = (self.unpacked(left), self.unpacked(right));
        match action(op) {
            Action::Arithmetic(_) => self.arithmetic(op, left, right, span),
            Action::Compare(ir) => match self.common(op, left, right, span) {
                Some((left, right)) => self.compare_value(ir, &left, &right, span),
                None => Operand::error(span),
            },
            Action::Logic | Action::Comma => Operand::error(span),
        }
    }

    fn arithmetic(&mut self, op: BinaryOp, left: Operand, right: Operand, span: Span) -> Operand {
        let Action::Arithmetic(ir) = action(op) else {
            return Operand::error(span);
        };
        let bitwise = matches!(ir, ir::BinaryOp::And | ir::BinaryOp::Or | ir::BinaryOp::Xor);
        if bitwise && left.ty == right.ty && self.tys.component(left.ty) == Some(Scalar::Bool) {
            let result = self.binary_value(ir, &left, &right, span);
            // Two `bool`s meet as `int`; vectors of them stay what they are.
            return if left.ty == Ty::BOOL {
                self.convert_value(&result, Ty::INT)
            } else {
                result
            };
        }
        let shift = matches!(ir, ir::BinaryOp::Shl | ir::BinaryOp::Shr);
        let operands = match shift {
            true => self.shift_operands(op, left, right, span),
            false => self.common(op, left, right, span),
        };
        let Some((left, right)) = operands else {
            return Operand::error(span);
        };
        let float = self.tys.component(left.ty).is_some_and(Scalar::is_float);
        let integer_only = bitwise || shift || ir == ir::BinaryOp::Rem;
        if float && integer_only {
            return self.integers_only(op, &left, span);
        }
        self.binary_value(ir, &left, &right, span)
    }

    fn integers_only(&mut self, op: BinaryOp, left: &Operand, span: Span) -> Operand {
        let message = format!(
            "`{}` is for integers, found `{}`",
            punctuation(op),
            self.ty_name(left.ty)
        );
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        if op == BinaryOp::Rem {
            diagnostic = diagnostic.with_help("use `fmod(x, y)`");
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    /// A shift has its left side's promoted type.
    fn shift_operands(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Option<(Operand, Operand)> {
        let (Some((a, n)), Some((b, m))) = (self.tys.shape(left.ty), self.tys.shape(right.ty))
        else {
            return self.no_operator(op, &left, &right, span);
        };
        if a.is_float() || b.is_float() {
            let float = if a.is_float() { &left } else { &right };
            self.integers_only(op, float, span);
            return None;
        }
        if n == 1 && m == 1 {
            let left = self.convert_value(&left, Ty::scalar(promote(a)));
            let right = self.convert_value(&right, left.ty);
            return Some((left, right));
        }
        if n == m {
            let right = self.convert_value(&right, left.ty);
            return Some((left, right));
        }
        if m == 1 {
            let right = self.convert(right, left.ty, Purpose::Operand);
            return Some((left, right));
        }
        self.no_operator(op, &left, &right, span)
    }

    /// Both sides as the type they meet at.
    fn common(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Option<(Operand, Operand)> {
        let Some(ty) = self.common_type(&left, &right) else {
            return self.no_operator(op, &left, &right, span);
        };
        let left = self.met_at(left, ty);
        let right = self.met_at(right, ty);
        (!left.is_error() && !right.is_error()).then_some((left, right))
    }

    fn met_at(&mut self, operand: Operand, ty: Ty) -> Operand {
        match (self.tys.is_scalar(operand.ty), self.tys.is_vector(ty)) {
            (true, true) => self.convert(operand, ty, Purpose::Operand),
            _ => self.convert_value(&operand, ty),
        }
    }

    /// The type that two numbers or vectors meet at.
    pub(super) fn common_type(&mut self, left: &Operand, right: &Operand) -> Option<Ty> {
        let (a, n) = self.tys.shape(left.ty)?;
        let (b, m) = self.tys.shape(right.ty)?;
        match (n, m) {
            (1, 1) => Some(Ty::scalar(usual_arithmetic(a, b))),
            (1, _) if a.is_float() && !b.is_float() => None,
            (_, 1) if b.is_float() && !a.is_float() => None,
            (1, _) => Some(right.ty),
            (_, 1) => Some(left.ty),
            _ => (left.ty == right.ty).then_some(left.ty),
        }
    }

    pub(super) fn no_operator<T>(
        &mut self,
        op: BinaryOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Option<T> {
        let message = format!(
            "`{}` does not take `{}` and `{}`",
            punctuation(op),
            self.ty_name(left.ty),
            self.ty_name(right.ty)
        );
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        if self.tys.is_vector(left.ty) || self.tys.is_vector(right.ty) {
            diagnostic = diagnostic.with_help("convert one side to the other's type first");
        }
        if matches!(self.tys[left.ty], TyKind::Atomic(_)) {
            diagnostic = diagnostic.with_help("read it with `atomic_load_explicit`");
        }
        self.report(diagnostic);
        None
    }

    // ---- pointers ------------------------------------------------------------------------------

    fn pointer_binary(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        let kinds = (self.tys[left.ty].clone(), self.tys[right.ty].clone());
        match (op, kinds) {
            (BinaryOp::Add, (TyKind::Pointer(_), TyKind::Scalar(s))) if !s.is_float() => {
                self.offset(&left, right, false, span)
            }
            (BinaryOp::Add, (TyKind::Scalar(s), TyKind::Pointer(_))) if !s.is_float() => {
                self.offset(&right, left, false, span)
            }
            (BinaryOp::Sub, (TyKind::Pointer(_), TyKind::Scalar(s))) if !s.is_float() => {
                self.offset(&left, right, true, span)
            }
            (BinaryOp::Sub, (TyKind::Pointer(a), TyKind::Pointer(b)))
                if a.ty == b.ty && a.space == b.space =>
            {
                let (a, b) = (self.value(&left), self.value(&right));
                let long = self.ir(Ty::LONG);
                let value = self.eval(Op::PointerDifference { left: a, right: b }, long, span);
                Operand::value(Ty::LONG, value, span)
            }
            (_, kinds) => match (action(op), kinds) {
                (Action::Compare(compare), (TyKind::Pointer(a), TyKind::Pointer(b)))
                    if a.ty == b.ty && a.space == b.space =>
                {
                    self.compare_pointers(compare, &left, &right, span)
                }
                // No pointer is null.
                (Action::Compare(compare), (TyKind::Pointer(_), _))
                    if self.rank(&right, left.ty).is_some() =>
                {
                    Operand::bits(Ty::BOOL, u64::from(compare == CompareOp::NotEqual), span)
                }
                (Action::Compare(compare), (_, TyKind::Pointer(_)))
                    if self.rank(&left, right.ty).is_some() =>
                {
                    Operand::bits(Ty::BOOL, u64::from(compare == CompareOp::NotEqual), span)
                }
                _ => {
                    self.no_operator::<()>(op, &left, &right, span);
                    Operand::error(span)
                }
            },
        }
    }

    /// `pointer + index`, or `pointer - index`.
    pub(in crate::lower) fn offset(
        &mut self,
        pointer: &Operand,
        index: Operand,
        back: bool,
        span: Span,
    ) -> Operand {
        let TyKind::Pointer(target) = self.tys[pointer.ty] else {
            return Operand::error(span);
        };
        if target.ty == Ty::VOID {
            self.error("type-mismatch", span, "a pointer to `void` has no elements");
            return Operand::error(span);
        }
        let mut index = self.index_value(index);
        if index.is_error() {
            return Operand::error(span);
        }
        if back {
            index = self.convert_value(&index, Ty::LONG);
            index = self.unary_value(ir::UnaryOp::Negate, &index, span);
        }
        if index.known() == Some(0) {
            return pointer.clone().at(span);
        }
        let (base, index) = (self.value(pointer), self.value(&index));
        let ty = self.ir(pointer.ty);
        let value = self.eval(
            Op::Offset {
                pointer: base,
                index,
            },
            ty,
            span,
        );
        Operand::value(pointer.ty, value, span)
    }

    /// An index as an integer scalar.
    pub(super) fn index_value(&mut self, index: Operand) -> Operand {
        let index = self.unpacked(index);
        match self.tys[index.ty] {
            TyKind::Error => index,
            TyKind::Scalar(Scalar::Bool) => self.convert_value(&index, Ty::INT),
            TyKind::Scalar(scalar) if scalar.is_integer() => index,
            _ => {
                let message = format!(
                    "expected an integer as index, found `{}`",
                    self.ty_name(index.ty)
                );
                let mut diagnostic = Diagnostic::error("type-mismatch", index.span, message);
                if self.tys.is_vector(index.ty) {
                    diagnostic = diagnostic.with_help("name a component, such as `.x`");
                }
                self.report(diagnostic);
                Operand::error(index.span)
            }
        }
    }

    // ---- one operand ---------------------------------------------------------------------------

    pub(super) fn unary(&mut self, op: UnaryOp, inner: &'a ast::Expr, span: Span) -> Operand {
        let operand = self.expr(inner);
        if operand.is_error() {
            return Operand::error(span);
        }
        if self.tys.record(operand.ty).is_some() && op != UnaryOp::AddressOf {
            return self.overloaded(unary_punctuation(op), vec![operand], span);
        }
        match op {
            UnaryOp::Increment | UnaryOp::Decrement => {
                self.step(operand, op == UnaryOp::Increment, span).0
            }
            UnaryOp::AddressOf => self.address_of(operand, span),
            UnaryOp::Deref => self.dereference(operand, span),
            UnaryOp::Not => self.not(operand, span),
            UnaryOp::Plus | UnaryOp::Negate | UnaryOp::Complement => self.sign(op, operand, span),
        }
    }

    fn sign(&mut self, op: UnaryOp, operand: Operand, span: Span) -> Operand {
        let operand = self.unpacked(operand);
        let Some((scalar, lanes)) = self.tys.shape(operand.ty) else {
            return self.no_unary(op, &operand, span);
        };
        if op == UnaryOp::Complement && scalar.is_float() {
            return self.no_unary(op, &operand, span);
        }
        let operand = match lanes {
            1 => self.convert_value(&operand, Ty::scalar(promote(scalar))),
            _ => operand,
        };
        match op {
            UnaryOp::Negate => self.unary_value(ir::UnaryOp::Negate, &operand, span),
            UnaryOp::Complement => self.unary_value(ir::UnaryOp::Complement, &operand, span),
            _ => operand,
        }
    }

    fn no_unary(&mut self, op: UnaryOp, operand: &Operand, span: Span) -> Operand {
        let message = format!(
            "`{}` does not take `{}`",
            unary_punctuation(op),
            self.ty_name(operand.ty)
        );
        self.error("type-mismatch", span, message);
        Operand::error(span)
    }

    fn not(&mut self, operand: Operand, span: Span) -> Operand {
        let operand = self.unpacked(operand);
        if let Some((scalar, lanes @ 2..)) = self.tys.shape(operand.ty) {
            if scalar == Scalar::Bool {
                return self.unary_value(ir::UnaryOp::Not, &operand, span);
            }
            let ty = self.tys.vector(scalar, lanes);
            let zero = Operand::constant(ty, ir::Const::Zero, span);
            return self.compare_value(CompareOp::Equal, &operand, &zero, span);
        }
        let condition = self.condition_value(operand);
        if condition.is_error() {
            return Operand::error(span);
        }
        self.unary_value(ir::UnaryOp::Not, &condition, span)
    }

    fn address_of(&mut self, operand: Operand, span: Span) -> Operand {
        match operand.kind {
            OperandKind::Place(place) => {
                let target = Target {
                    ty: operand.ty,
                    space: place.space,
                    constant: place.constant,
                };
                Operand::value(self.tys.pointer(target), place.pointer, span)
            }
            _ => {
                self.error("not-assignable", span, "only a variable has an address");
                Operand::error(span)
            }
        }
    }

    pub(super) fn dereference(&mut self, operand: Operand, span: Span) -> Operand {
        let pointer = self.rvalue(operand);
        match self.tys[pointer.ty] {
            TyKind::Pointer(target) if target.ty != Ty::VOID => {
                let value = self.value(&pointer);
                self.place_at(value, target, span)
            }
            TyKind::Error => Operand::error(span),
            _ => {
                let message = format!("expected a pointer, found `{}`", self.ty_name(pointer.ty));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
        }
    }

    // ---- overloads -----------------------------------------------------------------------------

    /// An operator that a struct of the unit defines, as a member or beside it.
    pub(in crate::lower) fn overloaded(
        &mut self,
        name: &str,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        let members = self.member_operators(&args[0], name);
        let free = self.free_operators(&args, name);
        if !members.is_empty() {
            let object = self.object(args[0].clone());
            let site = CallSite {
                name,
                decls: &members,
                explicit: None,
                args: &args[1..],
                this: Some(object.1),
                span,
            };
            if let Selection::One(candidate) = self.select(&site) {
                let rest = args[1..].to_vec();
                return self.call_candidate(&candidate, Some(object), rest, span);
            }
        }
        let site = CallSite {
            name,
            decls: &free,
            explicit: None,
            args: &args,
            this: None,
            span,
        };
        if let Selection::One(candidate) = self.select(&site) {
            return self.call_candidate(&candidate, None, args, span);
        }
        self.no_overload(name, &args, free.iter().chain(&members), span)
    }

    fn no_overload<'d>(
        &mut self,
        name: &str,
        args: &[Operand],
        candidates: impl Iterator<Item = &'d DeclId>,
        span: Span,
    ) -> Operand {
        let types: Vec<String> = args
            .iter()
            .map(|arg| format!("`{}`", self.ty_name(arg.ty)))
            .collect();
        let message = format!("`{name}` does not take {}", types.join(" and "));
        let mut diagnostic = Diagnostic::error("no-matching-function", span, message);
        for decl in candidates.take(6) {
            let declared = self.functions[decl.0].span;
            diagnostic = diagnostic.with_related(declared, "this one does not fit");
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    fn member_operators(&mut self, object: &Operand, name: &str) -> Vec<DeclId> {
        let Some(record) = self.tys.record(object.ty) else {
            return Vec::new();
        };
        let scope = self.record_scope(record);
        match self.lookup_in(scope, name) {
            Some(Entity::Functions(decls)) => decls,
            _ => Vec::new(),
        }
    }

    /// Operators of the namespaces around the call and around the operands' structs.
    fn free_operators(&mut self, args: &[Operand], name: &str) -> Vec<DeclId> {
        let mut scopes = Vec::new();
        let mut scope = Some(self.scope());
        while let Some(current) = scope {
            if self.scopes[current.0].kind == ScopeKind::Namespace {
                scopes.push(current);
            }
            scope = self.scopes[current.0].parent;
        }
        let mut found = self.associated(args, name);
        for scope in scopes {
            if let Some(Entity::Functions(decls)) = self.lookup_in(scope, name) {
                found.extend(
                    decls
                        .into_iter()
                        .filter(|decl| !found.contains(decl))
                        .collect::<Vec<_>>(),
                );
            }
        }
        found
    }
}
