//! The walk over a function's body, with what is known of its variables.

use super::{Fact, Lanes, Params, Spread, operation, whole};
use crate::{
    analysis::variables::{Variables, local_of},
    ir::{AddressSpace, Block, Function, LocalId, Loop, Module, Op, Stmt, Type, TypeId, ValueId},
};
use std::collections::BTreeMap;

/// Evaluations that the walk may make for each of a function's values, and at least.
const BUDGET: (usize, usize) = (64, 4096);

/// What a variable holds; `None` where nothing was stored.
type Content = Option<Lanes>;

/// What may leave a loop early, or stand in the way of an iteration's rest.
struct Frame {
    /// A switch takes `break` and hands on `continue`.
    is_switch: bool,
    /// Conditions that were open when it began.
    conditions: usize,
    exit: Fact,
    skip: Fact,
}

pub(super) struct Walk<'a> {
    pub(super) module: &'a Module,
    pub(super) function: &'a Function,
    params: Vec<Lanes>,
    values: Vec<Lanes>,
    contents: Vec<Content>,
    /// Former contents of what was written since a branch began.
    log: Vec<(LocalId, Content)>,
    tracked: Vec<bool>,
    conditions: Vec<Fact>,
    frames: Vec<Frame>,
    budget: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(module: &'a Module, function: &'a Function, params: Vec<Lanes>) -> Self {
        let variables = Variables::new(function);
        let tracked = function
            .locals
            .iter()
            .map(|(id, local)| local.space == AddressSpace::Thread && !variables.of(id).escapes);
        Self {
            module,
            function,
            params,
            values: vec![[Fact::UNIFORM; 4]; function.values.len()],
            contents: vec![None; function.locals.len()],
            log: Vec::new(),
            tracked: tracked.collect(),
            conditions: Vec::new(),
            frames: Vec::new(),
            budget: function.values.len() * BUDGET.0 + BUDGET.1,
        }
    }

    /// Walks; what calls hand over goes to `calls`.
    pub(super) fn run(&mut self, calls: &mut Params) {
        for (id, value) in self.function.values.iter() {
            if let Op::Param(index) = value.op {
                self.values[id.index()] = self.params[index as usize];
            }
        }
        let function = self.function;
        self.block(&function.body);
        if self.budget == 0 {
            self.values.fill([Fact::UNKNOWN; 4]);
        }
        self.hand_over(calls);
    }

    /// What is known of each value as a whole.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let values = self.function.values.iter();
        values.map(|(id, _)| self.whole(id)).collect()
    }

    fn hand_over(&self, calls: &mut Params) {
        for (_, value) in self.function.values.iter() {
            let Op::Call { function, args } = &value.op else {
                continue;
            };
            for (slot, arg) in calls[function.index()].iter_mut().zip(args) {
                let given = self.lanes(*arg);
                *slot = Some(slot.map_or(given, |known| join(&known, &given)));
            }
        }
    }

    pub(super) fn lanes(&self, value: ValueId) -> Lanes {
        self.values[value.index()]
    }

    pub(super) fn whole(&self, value: ValueId) -> Fact {
        whole(self.module, self.function.ty(value), &self.lanes(value))
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            if self.budget == 0 {
                return;
            }
            match stmt {
                Stmt::Eval(value) => self.eval(*value),
                Stmt::If {
                    condition,
                    then,
                    otherwise,
                    ..
                } => self.branch(self.whole(*condition), &[then, otherwise]),
                Stmt::Loop(repeat) => self.repeat(repeat),
                Stmt::Switch {
                    selector, cases, ..
                } => {
                    self.frames.push(Frame::new(true, self.conditions.len()));
                    let mut blocks: Vec<&Block> = cases.iter().map(|case| &case.body).collect();
                    let none = Block::new();
                    if !cases.iter().any(|case| case.default) {
                        blocks.push(&none);
                    }
                    self.branch(self.whole(*selector), &blocks);
                    self.frames.pop();
                }
                Stmt::Break(_) => self.leave(|frame, why| frame.exit = frame.exit.mix(why)),
                Stmt::Continue(_) => self.skip(),
                Stmt::Return(..) => self.leave_all(),
            }
        }
    }

    fn eval(&mut self, value: ValueId) {
        self.budget -= 1;
        let lanes = match &self.function.values[value].op {
            Op::Load(pointer) => self.load(*pointer),
            Op::Store { pointer, value } => {
                self.store(*pointer, *value);
                [Fact::UNIFORM; 4]
            }
            Op::Forget(local) => {
                self.set(*local, None);
                [Fact::UNIFORM; 4]
            }
            _ => operation::lanes(self, value),
        };
        self.values[value.index()] = lanes;
    }

    // ---- variables ----

    fn load(&self, pointer: ValueId) -> Lanes {
        let address = self.whole(pointer);
        let Some(local) = local_of(self.function, pointer) else {
            return match self.space(pointer) {
                Some(AddressSpace::Thread) | None => [Fact::UNKNOWN; 4],
                Some(_) => [address.of_function(); 4],
            };
        };
        if !self.tracked[local.index()] {
            let shared = self.function.locals[local].space == AddressSpace::Threadgroup;
            return match shared {
                true => [address.of_function(); 4],
                false => [Fact::UNKNOWN; 4],
            };
        }
        let content = self.contents[local.index()].unwrap_or([Fact::UNKNOWN; 4]);
        match self.part(pointer, local) {
            Part::Whole => content,
            Part::Component(index) => [content[index]; 4],
            Part::Some => {
                let all = content[1..].iter().fold(content[0], |all, f| all.mix(*f));
                [all.mix(address); 4]
            }
        }
    }

    fn store(&mut self, pointer: ValueId, value: ValueId) {
        let Some(local) = local_of(self.function, pointer) else {
            return;
        };
        if !self.tracked[local.index()] {
            return;
        }
        let given = self.lanes(value);
        let content = self.contents[local.index()];
        let now = match (self.part(pointer, local), content) {
            (Part::Whole, _) => given,
            (Part::Component(index), known) => {
                let mut lanes = known.unwrap_or([Fact::UNKNOWN; 4]);
                lanes[index] = given[0];
                lanes
            }
            (Part::Some, known) => {
                let stored = [self.whole(value).mix(self.whole(pointer)); 4];
                known.map_or(stored, |known| join(&known, &stored))
            }
        };
        self.set(local, Some(now));
    }

    fn set(&mut self, local: LocalId, content: Content) {
        let before = std::mem::replace(&mut self.contents[local.index()], content);
        self.log.push((local, before));
    }

    /// Which part of a variable a pointer into it reaches.
    fn part(&self, pointer: ValueId, local: LocalId) -> Part {
        let is_vector = matches!(
            self.module.types[self.function.locals[local].ty],
            Type::Vector { .. }
        );
        match &self.function.values[pointer].op {
            Op::LocalAddress(_) => Part::Whole,
            Op::Element { pointer, index } if is_vector => {
                let direct = self.function.local_of(*pointer).is_some();
                let index = operation::constant(self.module, self.function, *index);
                match index.and_then(|index| usize::try_from(index).ok()) {
                    Some(index @ 0..4) if direct => Part::Component(index),
                    _ => Part::Some,
                }
            }
            _ => Part::Some,
        }
    }

    fn space(&self, pointer: ValueId) -> Option<AddressSpace> {
        match &self.module.types[self.function.ty(pointer)] {
            Type::Pointer { space, .. } => Some(*space),
            _ => None,
        }
    }

    pub(super) fn pointee(&self, pointer: ValueId) -> Option<TypeId> {
        match &self.module.types[self.function.ty(pointer)] {
            Type::Pointer { pointee, .. } => Some(*pointee),
            _ => None,
        }
    }

    // ---- control flow ----

    /// Walks blocks of which the condition chooses one, or none.
    fn branch(&mut self, condition: Fact, blocks: &[&Block]) {
        self.conditions.push(condition);
        let mark = self.log.len();
        let mut ends = Vec::new();
        for block in blocks {
            self.block(block);
            ends.push(self.roll_back(mark));
        }
        self.conditions.pop();
        let mut written: Vec<LocalId> = ends.iter().flat_map(BTreeMap::keys).copied().collect();
        written.sort_unstable();
        written.dedup();
        for local in written {
            let before = self.contents[local.index()];
            let after = |end: &BTreeMap<LocalId, Content>| *end.get(&local).unwrap_or(&before);
            let joined = ends
                .iter()
                .map(after)
                .reduce(|a, b| join_under(a, b, condition));
            self.set(local, joined.flatten());
        }
    }

    fn repeat(&mut self, repeat: &Loop) {
        self.frames.push(Frame::new(false, self.conditions.len()));
        let mut written = Vec::new();
        let mut changes = true;
        while changes && self.budget > 0 {
            // Even an empty loop uses the budget up.
            self.budget -= 1;
            let mark = self.log.len();
            for block in [&repeat.before, &repeat.body, &repeat.step] {
                self.block(block);
            }
            let skip = self.frames.last().map_or(Fact::UNIFORM, |frame| frame.skip);
            changes = false;
            for (local, end) in self.roll_back(mark) {
                let before = self.contents[local.index()];
                let joined = join_under(before, after(end, skip), Fact::UNIFORM);
                written.push(local);
                if joined != before {
                    self.set(local, joined);
                    changes = true;
                }
            }
        }
        let frame = self.frames.pop();
        let conditions = [repeat.while_, repeat.again_if];
        let exit = conditions
            .into_iter()
            .flatten()
            .map(|condition| self.whole(condition))
            .fold(frame.map_or(Fact::UNIFORM, |frame| frame.exit), Fact::mix);
        written.sort_unstable();
        written.dedup();
        for local in written {
            self.set(local, after(self.contents[local.index()], exit));
        }
    }

    /// Undoes what was written since the mark; gives what it was.
    fn roll_back(&mut self, mark: usize) -> BTreeMap<LocalId, Content> {
        let mut end = BTreeMap::new();
        while self.log.len() > mark {
            let Some((local, before)) = self.log.pop() else {
                break;
            };
            let now = std::mem::replace(&mut self.contents[local.index()], before);
            end.entry(local).or_insert(now);
        }
        end
    }

    /// Why control is where it is, since so many conditions were open.
    fn reason(&self, since: usize) -> Fact {
        self.conditions[since..]
            .iter()
            .fold(Fact::UNIFORM, |all, condition| all.mix(*condition))
    }

    /// `break`: of the innermost loop or switch.
    fn leave(&mut self, note: impl Fn(&mut Frame, Fact)) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        if frame.is_switch {
            return;
        }
        let why = self.reason(frame.conditions);
        if let Some(frame) = self.frames.last_mut() {
            note(frame, why);
        }
    }

    /// `continue`: of the innermost loop.
    fn skip(&mut self) {
        let at = self.frames.iter().rposition(|frame| !frame.is_switch);
        if let Some(at) = at {
            let why = self.reason(self.frames[at].conditions);
            self.frames[at].skip = self.frames[at].skip.mix(why);
        }
    }

    /// `return`: of all loops.
    fn leave_all(&mut self) {
        for at in 0..self.frames.len() {
            let why = self.reason(self.frames[at].conditions);
            self.frames[at].exit = self.frames[at].exit.mix(why);
        }
    }
}

impl Frame {
    const fn new(is_switch: bool, conditions: usize) -> Self {
        Self {
            is_switch,
            conditions,
            exit: Fact::UNIFORM,
            skip: Fact::UNIFORM,
        }
    }
}

/// A part of a variable.
enum Part {
    Whole,
    Component(usize),
    /// A component, field or element that is not tracked by itself.
    Some,
}

fn join(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|lane| a[lane].join(b[lane]))
}

fn join_under(a: Content, b: Content, condition: Fact) -> Content {
    match (a, b) {
        (Some(a), Some(b)) => Some(std::array::from_fn(|lane| {
            a[lane].join_under(b[lane], condition)
        })),
        (one, other) => one.or(other),
    }
}

fn after(content: Content, condition: Fact) -> Content {
    let uniform = condition.spread == Spread::Threadgroup && condition.is_same_along_x();
    content.map(|lanes| match uniform {
        true => lanes,
        false => lanes.map(|fact| fact.after(condition)),
    })
}
