//! `switch`.

use crate::{
    diagnostic::Diagnostic,
    ir::{Block, Case, Scalar, Stmt},
    lower::{Breakable, Lowerer, constant::fold, scope::ScopeKind, ty::Ty},
    source::Span,
    syntax::ast::{self, StmtKind},
};
use std::collections::BTreeMap;

/// The labels met so far: those of earlier cases, and those of the one that is open.
#[derive(Default)]
struct Labels {
    seen: BTreeMap<i64, Span>,
    default: Option<Span>,
}

/// A piece of a `switch`'s body, in which a block with labels is its statements between two boundaries.
enum Piece<'a> {
    Stmt(&'a ast::Stmt),
    Open,
    Close,
}

type Pieces<'a> = std::iter::Peekable<std::vec::IntoIter<Piece<'a>>>;

impl<'a> Piece<'a> {
    fn is_label(&self) -> bool {
        matches!(self, Self::Stmt(stmt) if is_label(stmt))
    }

    fn is_statement(&self) -> bool {
        matches!(self, Self::Stmt(stmt) if !is_label(stmt))
    }

    /// A declaration without initializers, which may stand before the first label.
    fn bare_declaration(&self) -> Option<&'a ast::Declaration> {
        match self {
            Self::Stmt(stmt) => match &stmt.kind {
                StmtKind::Declare(declaration) => {
                    let mut variables = declaration.variables.iter();
                    let bare = variables.all(|variable| variable.init.is_none());
                    bare.then_some(declaration)
                }
                _ => None,
            },
            Self::Open | Self::Close => None,
        }
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn switch(&mut self, selector: &'a ast::Expr, body: &'a ast::Block, span: Span) {
        let operand = self.expr(selector);
        let operand = self.rvalue(operand);
        if operand.is_error() {
            return;
        }
        let Some(scalar) = self.is_switchable(operand.ty) else {
            let message = format!(
                "expected an integer to switch on, found `{}`",
                self.ty_name(operand.ty)
            );
            return self.error("type-mismatch", selector.span, message);
        };
        let promoted = crate::lower::conversion::promote(scalar);
        let plain = self.unpacked(operand);
        let plain = self.convert_value(&plain, Ty::scalar(promoted));
        let selector = self.value(&plain);
        self.cx().breakable.push(Breakable::Switch);
        let cases = self.in_block(|lowerer| lowerer.cases(body, promoted));
        self.cx().breakable.pop();
        self.cx().builder.stmt(Stmt::Switch {
            selector,
            cases,
            span,
        });
    }

    fn cases(&mut self, body: &'a ast::Block, scalar: Scalar) -> Vec<Case> {
        let mut pieces = Vec::new();
        open_up(&body.stmts, &mut pieces);
        let mut pieces = pieces.into_iter().peekable();
        while let Some(declaration) = pieces.peek().and_then(Piece::bare_declaration) {
            self.declaration_in_memory(declaration);
            pieces.next();
        }
        let mut labels = Labels::default();
        let mut cases = Vec::new();
        while pieces.peek().is_some() {
            cases.push(self.case(&mut pieces, scalar, &mut labels));
        }
        cases
    }

    /// Labels, and the statements up to the next one.
    fn case(&mut self, pieces: &mut Pieces<'a>, scalar: Scalar, labels: &mut Labels) -> Case {
        let mut case = Case {
            labels: Vec::new(),
            default: false,
            body: Vec::new(),
            falls_through: true,
        };
        let mut is_labelled = false;
        while let Some(piece) = pieces.next_if(|piece| !piece.is_statement()) {
            match piece {
                Piece::Stmt(label) => {
                    is_labelled = true;
                    self.label(label, scalar, labels, &mut case);
                }
                Piece::Open | Piece::Close => self.cross(&piece),
            }
        }
        if let (false, Some(Piece::Stmt(stmt))) = (is_labelled, pieces.peek()) {
            let message = "statements before the first `case` never run";
            self.error("misplaced-statement", stmt.span, message);
        }
        self.cx().builder.open();
        while let Some(piece) = pieces.next_if(|piece| !piece.is_label()) {
            match piece {
                Piece::Stmt(stmt) => self.switch_stmt(stmt),
                Piece::Open | Piece::Close => self.cross(&piece),
            }
        }
        case.body = self.cx().builder.close();
        case.falls_through = close_case(&mut case.body) && pieces.peek().is_some();
        case
    }

    /// Enters or leaves the scope of a block that has labels in it.
    fn cross(&mut self, boundary: &Piece<'a>) {
        let current = self.scope();
        let next = match boundary {
            Piece::Open => Some(self.new_scope(Some(current), ScopeKind::Block)),
            Piece::Close => self.scopes[current.0].parent,
            Piece::Stmt(_) => None,
        };
        self.cx().scope = next.unwrap_or(current);
    }

    /// A variable declared directly in a switch's block is in the scope of later cases too, so it
    /// must be memory.
    fn switch_stmt(&mut self, stmt: &'a ast::Stmt) {
        match &stmt.kind {
            StmtKind::Declare(declaration) => self.declaration_in_memory(declaration),
            _ => self.stmt(stmt),
        }
    }

    fn label(&mut self, stmt: &'a ast::Stmt, scalar: Scalar, labels: &mut Labels, case: &mut Case) {
        let (value, previous) = match &stmt.kind {
            StmtKind::Default => {
                case.default = true;
                (None, labels.default.replace(stmt.span))
            }
            StmtKind::Case(expr) => {
                let scope = self.scope();
                let Some(value) = self.case_value(expr, scalar, scope) else {
                    return;
                };
                case.labels.push(value);
                (Some(value), labels.seen.insert(value, expr.span))
            }
            _ => return,
        };
        if let Some(previous) = previous {
            let what = value.map_or("default".to_owned(), |value| format!("case {value}"));
            let diagnostic = Diagnostic::error(
                "redeclaration",
                stmt.span,
                format!("`{what}` occurs twice in this `switch`"),
            )
            .with_related(previous, "first here");
            self.report(diagnostic);
        }
    }

    fn case_value(
        &mut self,
        expr: &'a ast::Expr,
        scalar: Scalar,
        scope: crate::lower::scope::ScopeId,
    ) -> Option<i64> {
        let (from, bits) = self.constant_integer(expr, scope)?;
        let bits = fold::convert(from, scalar, bits)?;
        let value = fold::integer(scalar, bits)?;
        // Labels are sign-extended, also those of unsigned 64-bit selectors.
        Some(i64::try_from(value).unwrap_or(value as i64))
    }
}

/// The pieces of a body.
fn open_up<'a>(stmts: &'a [ast::Stmt], pieces: &mut Vec<Piece<'a>>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Block(block) if has_label(block) => {
                pieces.push(Piece::Open);
                open_up(&block.stmts, pieces);
                pieces.push(Piece::Close);
            }
            _ => pieces.push(Piece::Stmt(stmt)),
        }
    }
}

/// Whether a label stands in a block, or in blocks inside of it.
fn has_label(block: &ast::Block) -> bool {
    block.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Block(inner) => has_label(inner),
        _ => is_label(stmt),
    })
}

fn is_label(stmt: &ast::Stmt) -> bool {
    matches!(stmt.kind, StmtKind::Case(_) | StmtKind::Default)
}

/// Removes a `break` at the end. Whether control goes on after the block.
fn close_case(block: &mut Block) -> bool {
    match block.last() {
        Some(Stmt::Break(_)) => {
            block.pop();
            false
        }
        Some(Stmt::Return(..) | Stmt::Continue(_)) => false,
        _ => true,
    }
}
