//! Which names of a function's body may be changed: everything else is a value.
//!
//! By name and not by variable, so a name that is changed anywhere in the body counts everywhere
//! in it. That errs on the side of memory.

use super::spelling::library_type;
use crate::{
    stdlib,
    syntax::ast::{
        BinaryOp, Bindings, Block, Declaration, Expr, ExprKind, FoldOp, Initializer, Path, Stmt,
        StmtKind, TypeKind, UnaryOp, Variable,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Names that a body may change.
#[derive(Debug, Default)]
pub(super) struct Mutated<'a> {
    /// Assigned, incremented, taken the address of, or handed to what may change them.
    direct: BTreeSet<&'a str>,
    /// Changed through `[]`, `*` or `->`: not the name itself where it is a pointer.
    through: BTreeSet<&'a str>,
}

/// Library functions with a parameter that they change.
const CHANGING: [&str; 3] = ["sincos", "modf", "frexp"];

impl<'a> Mutated<'a> {
    /// The names that a function's body may change. `functions` says of each name whether one of
    /// its functions may change an argument.
    pub(super) fn of(body: &'a Block, functions: &BTreeMap<&'a str, bool>) -> Self {
        let mut state = Walk {
            mutated: Self::default(),
            functions,
        };
        walk(body, &mut |node| match node {
            Node::Expr(expr) => state.expr(expr),
            Node::Variable(variable) => state.variable(variable),
            Node::Range(variable, range) => {
                if matches!(variable.ty.kind, TypeKind::Reference(_)) {
                    state.root(range, false);
                }
            }
            Node::Bindings(bindings) => {
                if let (true, Initializer::Assign(expr)) = (bindings.reference, &bindings.init) {
                    state.root(expr, false);
                }
            }
        });
        state.mutated
    }

    pub(super) fn contains(&self, name: &str, pointer: bool) -> bool {
        self.direct.contains(name) || (!pointer && self.through.contains(name))
    }
}

/// What [`walk`] meets.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    Expr(&'a Expr),
    Variable(&'a Variable),
    /// A variable for the elements of a range.
    Range(&'a Variable, &'a Expr),
    Bindings(&'a Bindings),
}

/// Shows every expression and declared variable of a block, outer before inner.
pub(crate) fn walk<'a>(block: &'a Block, visit: &mut dyn FnMut(Node<'a>)) {
    block.stmts.iter().for_each(|stmt| walk_stmt(stmt, visit));
}

fn walk_stmt<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Node<'a>)) {
    match &stmt.kind {
        StmtKind::Expr(expr) | StmtKind::Case(expr) | StmtKind::Return(Some(expr)) => {
            walk_expr(expr, visit);
        }
        StmtKind::Declare(declaration) => walk_declaration(declaration, visit),
        StmtKind::Block(block) => walk(block, visit),
        StmtKind::If {
            condition,
            then,
            otherwise,
            ..
        } => {
            walk_expr(condition, visit);
            walk_stmt(then, visit);
            otherwise.iter().for_each(|stmt| walk_stmt(stmt, visit));
        }
        StmtKind::For {
            init,
            condition,
            step,
            body,
            ..
        } => {
            walk_stmt(init, visit);
            condition
                .iter()
                .chain(step)
                .for_each(|expr| walk_expr(expr, visit));
            walk_stmt(body, visit);
        }
        StmtKind::RangeFor {
            variable,
            range,
            body,
            ..
        } => {
            visit(Node::Range(variable, range));
            walk_expr(range, visit);
            walk_stmt(body, visit);
        }
        StmtKind::Bindings(bindings) => {
            visit(Node::Bindings(bindings));
            walk_initializer(&bindings.init, visit);
        }
        StmtKind::While {
            condition, body, ..
        }
        | StmtKind::DoWhile { body, condition } => {
            walk_expr(condition, visit);
            walk_stmt(body, visit);
        }
        StmtKind::Switch { selector, body } => {
            walk_expr(selector, visit);
            walk(body, visit);
        }
        StmtKind::Return(None)
        | StmtKind::Item(_)
        | StmtKind::Default
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Empty
        | StmtKind::Error => {}
    }
}

fn walk_declaration<'a>(declaration: &'a Declaration, visit: &mut dyn FnMut(Node<'a>)) {
    for variable in &declaration.variables {
        visit(Node::Variable(variable));
        if let Some(init) = &variable.init {
            walk_initializer(init, visit);
        }
    }
}

/// Shows every expression of an initializer.
pub(super) fn walk_initializer<'a>(init: &'a Initializer, visit: &mut dyn FnMut(Node<'a>)) {
    match init {
        Initializer::Assign(expr) => walk_expr(expr, visit),
        Initializer::Parens(list) | Initializer::Braces(list) => {
            list.iter().for_each(|expr| walk_expr(expr, visit));
        }
    }
}

/// Shows an expression and what it is made of.
pub(super) fn walk_expr<'a>(expr: &'a Expr, visit: &mut dyn FnMut(Node<'a>)) {
    visit(Node::Expr(expr));
    match &expr.kind {
        ExprKind::Unary(_, inner)
        | ExprKind::Postfix(_, inner)
        | ExprKind::Paren(inner)
        | ExprKind::Cast(_, inner)
        | ExprKind::NamedCast(_, _, inner)
        | ExprKind::PackExpansion(inner)
        | ExprKind::Designated(_, inner)
        | ExprKind::Member { base: inner, .. } => walk_expr(inner, visit),
        ExprKind::Assign(_, left, right)
        | ExprKind::Binary(_, left, right)
        | ExprKind::Index(left, right) => {
            walk_expr(left, visit);
            walk_expr(right, visit);
        }
        ExprKind::Conditional(condition, accept, reject) => {
            walk_expr(condition, visit);
            walk_expr(accept, visit);
            walk_expr(reject, visit);
        }
        ExprKind::Call(callee, list) => {
            walk_expr(callee, visit);
            list.iter().for_each(|expr| walk_expr(expr, visit));
        }
        ExprKind::Construct(_, list)
        | ExprKind::BraceConstruct(_, list)
        | ExprKind::InitList(list) => list.iter().for_each(|expr| walk_expr(expr, visit)),
        ExprKind::DesignatedElements(elements) => walk_expr(&elements.value, visit),
        ExprKind::Lambda(lambda) => {
            lambda
                .inits
                .iter()
                .for_each(|init| walk_expr(&init.value, visit));
            walk(&lambda.body, visit);
        }
        ExprKind::Fold(fold) => {
            let sides = fold.left.iter().chain(&fold.right);
            sides.for_each(|expr| walk_expr(expr, visit));
        }
        ExprKind::Literal(_)
        | ExprKind::String(_)
        | ExprKind::Path(_)
        | ExprKind::TypeMember(..)
        | ExprKind::This
        | ExprKind::SizeofType(_)
        | ExprKind::IsEmpty(_)
        | ExprKind::SizeofExpr(_)
        | ExprKind::Alignof(_)
        | ExprKind::SizeofPack(_)
        | ExprKind::Error => {}
    }
}

struct Walk<'a, 'f> {
    mutated: Mutated<'a>,
    functions: &'f BTreeMap<&'a str, bool>,
}

impl<'a> Walk<'a, '_> {
    fn variable(&mut self, variable: &'a Variable) {
        let reference = matches!(variable.ty.kind, TypeKind::Reference(_));
        match &variable.init {
            Some(Initializer::Assign(expr)) if reference => self.root(expr, false),
            Some(Initializer::Parens(list) | Initializer::Braces(list)) => {
                if reference || !is_library_type(&variable.ty.kind) {
                    self.arguments(list);
                }
            }
            Some(Initializer::Assign(_)) | None => {}
        }
    }

    fn arguments(&mut self, list: &'a [Expr]) {
        list.iter().for_each(|expr| self.root(expr, false));
    }

    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Unary(op, inner) => {
                if matches!(
                    op,
                    UnaryOp::AddressOf | UnaryOp::Increment | UnaryOp::Decrement
                ) {
                    self.root(inner, false);
                }
            }
            ExprKind::Postfix(_, inner) => self.root(inner, false),
            ExprKind::Assign(_, target, _) => self.root(target, false),
            ExprKind::Fold(fold) if matches!(fold.op, FoldOp::Assign(_)) => {
                let sides = fold.left.iter().chain(&fold.right);
                sides.for_each(|side| self.root(side, false));
            }
            ExprKind::Call(callee, list) => {
                if let ExprKind::Member { base, .. } = &callee.kind {
                    self.root(base, false);
                }
                if self.may_change(callee) {
                    self.arguments(list);
                }
            }
            ExprKind::Construct(ty, list) | ExprKind::BraceConstruct(ty, list)
                if !is_library_type(&ty.kind) =>
            {
                self.arguments(list);
            }
            _ => {}
        }
    }

    /// The variable at the bottom of a changed expression.
    fn root(&mut self, expr: &'a Expr, through: bool) {
        match &expr.kind {
            ExprKind::Path(path) => {
                if let [one] = &path.segments[..] {
                    let set = if through {
                        &mut self.mutated.through
                    } else {
                        &mut self.mutated.direct
                    };
                    set.insert(&one.ident.name);
                }
            }
            ExprKind::Member { base, arrow, .. } => self.root(base, through || *arrow),
            ExprKind::Index(base, _) | ExprKind::Unary(UnaryOp::Deref, base) => {
                self.root(base, true);
            }
            ExprKind::Paren(inner)
            | ExprKind::PackExpansion(inner)
            | ExprKind::Designated(_, inner)
            | ExprKind::Assign(_, inner, _)
            | ExprKind::NamedCast(_, _, inner)
            | ExprKind::Unary(UnaryOp::Increment | UnaryOp::Decrement, inner)
            | ExprKind::Binary(BinaryOp::Comma, _, inner) => self.root(inner, through),
            ExprKind::Conditional(_, accept, reject) => {
                self.root(accept, through);
                self.root(reject, through);
            }
            _ => {}
        }
    }

    /// Whether a call may change an argument that it names.
    fn may_change(&self, callee: &Expr) -> bool {
        let ExprKind::Path(Path { segments, .. }) = &callee.kind else {
            return true;
        };
        let name = segments
            .last()
            .map_or("", |segment| segment.ident.name.as_str());
        if let Some(changes) = self.functions.get(name) {
            return *changes;
        }
        let library = stdlib::is_function(name) && !CHANGING.contains(&name);
        !(library || library_type(name).is_some() || name == "vec")
    }
}

fn is_library_type(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Path(path) => match &path.segments[..] {
            [one] => library_type(&one.ident.name).is_some() || one.ident.name == "vec",
            _ => false,
        },
        TypeKind::Pointer(_) => true,
        TypeKind::Array(element, _) => is_library_type(&element.kind),
        _ => false,
    }
}
