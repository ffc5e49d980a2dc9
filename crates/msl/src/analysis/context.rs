//! Where in a function's control flow each value is evaluated.
//!
//! The idea: a tree of contexts, the body of the function at its root, and below each the branches
//! and loops that it holds. A value has the context of the block that evaluates it.

use crate::{
    ir::{Block, Function, Loop, Stmt, ValueId},
    source::Span,
};

/// Why control is where it is.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'a> {
    /// The function was called.
    Body,
    /// A condition is true, or false; or a selector has a case's label.
    Branch(ValueId),
    /// A loop runs: its condition, body or step.
    Loop(&'a Loop),
}

/// A place in the control flow.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Why.
    pub kind: Kind<'a>,
    parent: Option<usize>,
    /// Values evaluated before it, in the order of the text.
    order: u32,
    /// The statement that it is a part of, and which of its alternatives: `then`, or a case.
    part: (usize, usize),
}

/// A statement that ends a block early.
#[derive(Clone, Copy, Debug)]
pub struct Jump {
    /// Which.
    pub kind: JumpKind,
    /// Its text.
    pub span: Span,
    /// How many values were evaluated before it, in the order of the text.
    pub order: u32,
    context: usize,
}

/// Kinds of jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JumpKind {
    /// Leaves the innermost loop.
    Break,
    /// Goes to the next iteration.
    Continue,
    /// Leaves the function.
    Return,
}

/// The contexts of a function.
#[derive(Clone, Debug)]
pub struct Contexts<'a> {
    list: Vec<Context<'a>>,
    /// Order and context of each value that is evaluated.
    places: Vec<Option<(u32, usize)>>,
    order: Vec<ValueId>,
    jumps: Vec<Jump>,
}

impl<'a> Contexts<'a> {
    /// Looks at all blocks.
    #[must_use]
    pub fn new(function: &'a Function) -> Self {
        let root = Context {
            kind: Kind::Body,
            parent: None,
            order: 0,
            part: (0, 0),
        };
        let mut contexts = Self {
            list: vec![root],
            places: vec![None; function.values.len()],
            order: Vec::new(),
            jumps: Vec::new(),
        };
        contexts.block(&function.body, 0, false);
        contexts
    }

    /// All values that are evaluated, in the order of the text.
    pub fn values(&self) -> impl Iterator<Item = ValueId> {
        self.order.iter().copied()
    }

    /// All `break`s of loops, `continue`s and `return`s, in the order of the text.
    pub fn jumps(&self) -> impl Iterator<Item = Jump> {
        self.jumps.iter().copied()
    }

    /// The value's place in the order of the text; `None` for an ambient one.
    #[must_use]
    pub fn order(&self, value: ValueId) -> Option<u32> {
        self.places[value.index()].map(|(order, _)| order)
    }

    /// The contexts around a value, the innermost first.
    pub fn around(&self, value: ValueId) -> impl Iterator<Item = Kind<'a>> {
        let start = self.places[value.index()].map(|(_, context)| context);
        self.path(start)
    }

    /// The contexts around a jump, the innermost first.
    pub fn around_jump(&self, jump: &Jump) -> impl Iterator<Item = Kind<'a>> {
        self.path(Some(jump.context))
    }

    /// The loops around a value, the innermost first.
    pub fn loops(&self, value: ValueId) -> impl Iterator<Item = &'a Loop> {
        self.around(value).filter_map(|kind| match kind {
            Kind::Loop(repeat) => Some(repeat),
            Kind::Body | Kind::Branch(_) => None,
        })
    }

    /// Whether a value is evaluated in a loop.
    #[must_use]
    pub fn is_in(&self, value: ValueId, repeat: &Loop) -> bool {
        self.loops(value).any(|around| std::ptr::eq(around, repeat))
    }

    /// Whether every thread comes to a value, unless it returned or left a loop before.
    #[must_use]
    pub fn is_always(&self, value: ValueId) -> bool {
        let mut around = self.around(value);
        !around.any(|kind| matches!(kind, Kind::Branch(_)))
    }

    /// The first place in the order of the text that other threads may come to when some have taken
    /// the jump: where the outermost loop around it begins, or else where it stands.
    #[must_use]
    pub fn rest(&self, jump: &Jump) -> u32 {
        let loops = self.places_around(jump.context);
        let loops = loops.filter(|context| matches!(context.kind, Kind::Loop(_)));
        loops.last().map_or(jump.order, |context| context.order)
    }

    /// Whether a jump and a value are in alternatives of one statement.
    #[must_use]
    pub fn are_alternatives(&self, jump: &Jump, value: ValueId) -> bool {
        let Some((_, place)) = self.places[value.index()] else {
            return false;
        };
        self.places_around(place).any(|one| {
            let mut others = self.places_around(jump.context);
            others.any(|other| other.part.0 == one.part.0 && other.part.1 != one.part.1)
        })
    }

    fn places_around(&self, start: usize) -> impl Iterator<Item = &Context<'a>> {
        let path = std::iter::successors(Some(start), |&at| self.list[at].parent);
        path.map(|at| &self.list[at])
    }

    fn path(&self, start: Option<usize>) -> impl Iterator<Item = Kind<'a>> {
        std::iter::successors(start, |&at| self.list[at].parent).map(|at| self.list[at].kind)
    }

    fn open(&mut self, kind: Kind<'a>, parent: usize) -> usize {
        self.open_part(kind, parent, (self.list.len(), 0))
    }

    fn open_part(&mut self, kind: Kind<'a>, parent: usize, part: (usize, usize)) -> usize {
        self.list.push(Context {
            kind,
            parent: Some(parent),
            order: self.now(),
            part,
        });
        self.list.len() - 1
    }

    /// Alternatives that a value chooses from.
    fn alternatives(
        &mut self,
        choice: ValueId,
        blocks: impl Iterator<Item = &'a Block>,
        (context, in_switch): (usize, bool),
    ) {
        let statement = self.list.len();
        for (at, block) in blocks.enumerate() {
            let inner = self.open_part(Kind::Branch(choice), context, (statement, at));
            self.block(block, inner, in_switch);
        }
    }

    fn block(&mut self, block: &'a Block, context: usize, in_switch: bool) {
        for stmt in block {
            match stmt {
                Stmt::Eval(value) => {
                    self.places[value.index()] = Some((self.now(), context));
                    self.order.push(*value);
                }
                Stmt::If {
                    condition,
                    then,
                    otherwise,
                    ..
                } => {
                    let blocks = [then, otherwise].into_iter();
                    self.alternatives(*condition, blocks, (context, in_switch));
                }
                Stmt::Loop(repeat) => {
                    let inner = self.open(Kind::Loop(repeat), context);
                    for part in [&repeat.before, &repeat.body, &repeat.step] {
                        self.block(part, inner, false);
                    }
                }
                Stmt::Switch {
                    selector, cases, ..
                } => {
                    let blocks = cases.iter().map(|case| &case.body);
                    self.alternatives(*selector, blocks, (context, true));
                }
                Stmt::Break(_) if in_switch => {}
                Stmt::Break(span) => self.jump(JumpKind::Break, *span, context),
                Stmt::Continue(span) => self.jump(JumpKind::Continue, *span, context),
                Stmt::Return(_, span) => self.jump(JumpKind::Return, *span, context),
            }
        }
    }

    fn jump(&mut self, kind: JumpKind, span: Span, context: usize) {
        let order = self.now();
        self.jumps.push(Jump {
            kind,
            span,
            order,
            context,
        });
    }

    fn now(&self) -> u32 {
        u32::try_from(self.order.len()).unwrap_or(u32::MAX)
    }
}
