//! What is the same in all lanes of a block, what grows evenly from lane to lane, what varies;
//! and where lanes may part.
//!
//! A value that is uniform is computed once. One that is affine, `base + x * sx + y * sy` for the
//! lane in column `x` and row `y` of the block, is kept as its three parts. All else has a lane
//! register. Everything starts as uniform as can be and is made less so until nothing changes:
//!
//! * A variable written where only some of the lanes that use it are active varies, as do those
//!   that hold different kinds of values at different times.
//! * A branch on a varying condition diverges. Leaving a construct from inside of a branch that
//!   diverges leaves lanes waiting at its end, so that writes inside of it are divergent too.
//!
//! The idea is divergence analysis as in Coutinho et al., "Divergence Analysis and Optimizations"
//! (PACT 2011), on structured control flow, with affine values as a lattice level.

use super::{
    Address, Base, ConstructId, KERNEL, Kernel, Leave, NodeId, NodeOp, Pure, Stmt, THREAD_OBJECT,
    VarId, signed,
};
use kernsmith_msl::ir::{BinaryOp, BuiltIn, Scalar, UnaryOp};

/// How the lanes of a block lie in the threadgroup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Arrangement {
    /// All in one row of x: one row of the block.
    Linear,
    /// Whole rows of this many threads in one layer of z: as many rows of the block.
    Tiled(u32),
    /// Anything else: one row of the block, positions vary.
    General,
}

/// Growth from lane to lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stride {
    Known(i64),
    /// Computed when the kernel runs.
    Runtime,
}

/// How a value behaves over the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing is known to reach it.
    Unreached,
    Uniform,
    /// By column, by row. `exact` says that no lane's value wraps, and that all are in `0..2^31`.
    Affine {
        x: Stride,
        y: Stride,
        exact: bool,
    },
    Varying,
}

/// What is known of a construct.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Construct {
    /// Its condition varies.
    pub(crate) varies: bool,
    /// Some lanes go to its end while others stay.
    pub(crate) parts_at_end: bool,
    /// Some lanes go to its step while others stay.
    pub(crate) parts_at_step: bool,
    /// Some lanes leave it for an outer construct while others stay.
    pub(crate) crossed: bool,
}

/// The result of the analysis.
#[derive(Clone, Debug)]
pub(crate) struct Shapes {
    pub(crate) nodes: Vec<Shape>,
    pub(crate) vars: Vec<Shape>,
    pub(crate) constructs: Vec<Construct>,
    pub(crate) homes: Vec<Home>,
}

/// A block: constructs from the outside in, each with the number of its block.
pub(crate) type Path = Vec<(ConstructId, u32)>;

/// Analyzes a kernel for blocks of this arrangement.
pub(crate) fn analyze(kernel: &Kernel, arrangement: Arrangement) -> Shapes {
    let mut shapes = Shapes {
        nodes: kernel
            .nodes
            .iter()
            .map(|node| initial(node.op, arrangement))
            .collect(),
        vars: vec![Shape::Unreached; kernel.vars.len()],
        constructs: vec![Construct::default(); kernel.constructs as usize],
        homes: homes(kernel),
    };
    loop {
        let mut pass = Pass {
            kernel,
            shapes,
            path: Vec::new(),
            changed: false,
        };
        pass.block(&kernel.body);
        let changed = pass.changed;
        shapes = pass.shapes;
        // A variable that nothing sets holds anything, so let it hold one thing.
        let unset = shapes
            .vars
            .iter_mut()
            .filter(|shape| **shape == Shape::Unreached);
        if !changed && unset.map(|shape| *shape = Shape::Uniform).count() == 0 {
            return shapes;
        }
    }
}

fn initial(op: NodeOp, arrangement: Arrangement) -> Shape {
    match op {
        NodeOp::Const(_) | NodeOp::LocalBase(_) => Shape::Uniform,
        NodeOp::BuiltIn(built_in, component) => built_in_shape(built_in, component, arrangement),
        NodeOp::Pure(..) | NodeOp::Defined | NodeOp::Same(_) => Shape::Unreached,
    }
}

/// The shape of a built-in's component.
pub(crate) fn built_in_shape(built_in: BuiltIn, component: u8, arrangement: Arrangement) -> Shape {
    let affine = |x, y| Shape::Affine {
        x: Stride::Known(x),
        y: Stride::Known(y),
        exact: true,
    };
    match (built_in, arrangement) {
        (BuiltIn::ThreadPositionInGrid | BuiltIn::ThreadPositionInThreadgroup, _) => {
            match (component, arrangement) {
                (_, Arrangement::General) => Shape::Varying,
                (0, _) => affine(1, 0),
                (1, Arrangement::Tiled(_)) => affine(0, 1),
                _ => Shape::Uniform,
            }
        }
        (BuiltIn::ThreadIndexInThreadgroup, Arrangement::Tiled(width)) => {
            affine(1, i64::from(width))
        }
        (BuiltIn::ThreadIndexInThreadgroup, _) => affine(1, 0),
        (
            BuiltIn::ThreadIndexInSimdgroup
            | BuiltIn::SimdgroupIndexInThreadgroup
            | BuiltIn::ThreadIndexInQuadgroup
            | BuiltIn::QuadgroupIndexInThreadgroup,
            _,
        ) => Shape::Varying,
        _ => Shape::Uniform,
    }
}

impl Shapes {
    /// Whether some of the lanes that use a variable may be inactive in `path`.
    pub(crate) fn parts_users(&self, path: &[(ConstructId, u32)], var: VarId) -> bool {
        let home = &self.homes[var.0 as usize];
        let mut path = &path[home.path.len()..];
        if let (Some(&(construct, block)), Some(only)) = (path.first(), home.only_loop)
            && construct == only
        {
            if self.constructs[construct as usize].parts_at_step && block == 1 {
                return true;
            }
            path = &path[1..];
        }
        self.diverges(path)
    }

    /// Whether lanes may part in these constructs.
    fn diverges(&self, path: &[(ConstructId, u32)]) -> bool {
        path.iter().any(|&(construct, block)| {
            let it = self.constructs[construct as usize];
            it.varies || it.parts_at_end || (it.parts_at_step && block == 1)
        })
    }

    /// Whether leaving from `path` leaves other lanes of the target behind.
    pub(crate) fn parts(
        &self,
        path: &[(ConstructId, u32)],
        target: ConstructId,
        how: Leave,
    ) -> bool {
        let inside = path
            .iter()
            .position(|&(construct, _)| construct == target)
            .map_or(0, |at| at + 1);
        let it = self.constructs[target as usize];
        let waiting = how == Leave::End
            && target != KERNEL
            && (it.varies || it.parts_at_end || it.parts_at_step);
        waiting || self.diverges(&path[inside..])
    }

    /// The constant growth of an affine value by column and row.
    pub(crate) fn known_strides(shape: Shape) -> Option<(i64, i64)> {
        match shape {
            Shape::Uniform => Some((0, 0)),
            Shape::Affine {
                x: Stride::Known(x),
                y: Stride::Known(y),
                ..
            } => Some((x, y)),
            _ => None,
        }
    }
}

struct Pass<'k> {
    kernel: &'k Kernel,
    shapes: Shapes,
    path: Path,
    changed: bool,
}

impl Pass<'_> {
    fn shape(&self, node: NodeId) -> Shape {
        self.shapes.nodes[self.kernel.resolve(node).0 as usize]
    }

    fn varies(&self, node: NodeId) -> bool {
        !matches!(self.shape(node), Shape::Uniform | Shape::Unreached)
    }

    fn set_node(&mut self, node: NodeId, shape: Shape) {
        let old = self.shapes.nodes[node.0 as usize];
        let new = join(old, shape);
        self.changed |= new != old;
        self.shapes.nodes[node.0 as usize] = new;
    }

    fn set_var(&mut self, var: VarId, shape: Shape) {
        let old = self.shapes.vars[var.0 as usize];
        let shape = match shape {
            Shape::Affine {
                x: x @ Stride::Known(_),
                y: y @ Stride::Known(_),
                ..
            } => Shape::Affine { x, y, exact: false },
            Shape::Affine { .. } => Shape::Varying,
            other => other,
        };
        let new = join(old, shape);
        self.changed |= new != old;
        self.shapes.vars[var.0 as usize] = new;
    }

    fn flag(&mut self, construct: ConstructId, flag: impl Fn(&mut Construct) -> &mut bool) {
        let flag = flag(&mut self.shapes.constructs[construct as usize]);
        self.changed |= !*flag;
        *flag = true;
    }

    fn block(&mut self, block: &[Stmt]) {
        block.iter().for_each(|stmt| self.statement(stmt));
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(node) => {
                let shape = self.pure(*node);
                self.set_node(*node, shape);
            }
            Stmt::Get { result, var } => {
                let shape = self.shapes.vars[var.0 as usize];
                self.set_node(*result, shape);
            }
            Stmt::Set { var, value } => {
                let divergent = self.shapes.parts_users(&self.path, *var);
                let shape = if divergent {
                    Shape::Varying
                } else {
                    self.shape(*value)
                };
                self.set_var(*var, shape);
            }
            Stmt::Load { results, address } => {
                let shape = self.load_shape(address);
                results
                    .iter()
                    .for_each(|&result| self.set_node(result, shape));
            }
            Stmt::LoadPointer { results, .. } => {
                results
                    .iter()
                    .for_each(|&result| self.set_node(result, Shape::Varying));
            }
            Stmt::RowGet { result, .. } | Stmt::Simd { result, .. } => {
                self.set_node(*result, Shape::Varying);
            }
            Stmt::Atomic(atomic) => {
                atomic
                    .result
                    .iter()
                    .for_each(|&result| self.set_node(result, Shape::Varying));
            }
            Stmt::Store { .. }
            | Stmt::StorePointer { .. }
            | Stmt::RowSet { .. }
            | Stmt::Barrier => {}
            Stmt::If { id, condition, .. } => self.construct(stmt, *id, &[*condition]),
            Stmt::Switch { id, selector, .. } => self.construct(stmt, *id, &[*selector]),
            Stmt::Region { id, .. } => self.construct(stmt, *id, &[]),
            Stmt::Loop(it) => {
                self.construct(stmt, it.id, &[]);
                let conditions: Vec<_> = it.while_.into_iter().chain(it.again_if).collect();
                self.conditions(it.id, &conditions);
            }
            Stmt::Leave { target, how } => self.leave(*target, *how),
        }
    }

    fn conditions(&mut self, id: ConstructId, conditions: &[NodeId]) {
        if conditions.iter().any(|&node| self.varies(node)) {
            self.flag(id, |it| &mut it.varies);
        }
    }

    fn construct(&mut self, stmt: &Stmt, id: ConstructId, conditions: &[NodeId]) {
        self.conditions(id, conditions);
        for (index, block) in stmt.blocks() {
            self.path.push((id, index));
            self.block(block);
            self.path.pop();
        }
    }

    fn leave(&mut self, target: ConstructId, how: Leave) {
        if !self.shapes.parts(&self.path, target, how) {
            return;
        }
        if target != KERNEL {
            match how {
                Leave::End => self.flag(target, |it| &mut it.parts_at_end),
                Leave::Continue => self.flag(target, |it| &mut it.parts_at_step),
            }
        }
        for (construct, _) in self
            .path
            .clone()
            .into_iter()
            .rev()
            .take_while(|&(at, _)| at != target)
        {
            self.flag(construct, |it| &mut it.crossed);
        }
    }

    fn load_shape(&self, address: &Address) -> Shape {
        let Base::Object(object) = address.base else {
            return Shape::Varying;
        };
        let private = self
            .kernel
            .constant(object)
            .is_none_or(|bits| bits == u64::from(THREAD_OBJECT));
        let shared = !private && address.terms.iter().all(|term| !self.varies(term.index));
        if shared {
            Shape::Uniform
        } else {
            Shape::Varying
        }
    }

    fn pure(&self, node: NodeId) -> Shape {
        let it = self.kernel.nodes[node.0 as usize];
        let NodeOp::Pure(op, args) = it.op else {
            return self.shapes.nodes[node.0 as usize];
        };
        let args = args.as_slice();
        let shape = |at: usize| self.shape(args[at]);
        if args.iter().any(|&arg| self.shape(arg) == Shape::Unreached) {
            return Shape::Unreached;
        }
        if args.iter().all(|&arg| self.shape(arg) == Shape::Uniform) {
            return Shape::Uniform;
        }
        let whole = matches!(it.ty, Scalar::I32 | Scalar::U32 | Scalar::I64 | Scalar::U64);
        if !whole || args.iter().any(|&arg| self.shape(arg) == Shape::Varying) {
            return Shape::Varying;
        }
        let constant = |at: usize| {
            self.kernel
                .constant(args[at])
                .map(|bits| signed(bits, it.ty))
        };
        let narrow = |shape| narrowed(shape, it.ty);
        match op {
            Pure::Unary(UnaryOp::Negate) => narrow(scaled(shape(0), Some(-1))),
            Pure::Binary(BinaryOp::Add) => narrow(sum(shape(0), shape(1))),
            Pure::Binary(BinaryOp::Sub) => narrow(sum(shape(0), scaled(shape(1), Some(-1)))),
            Pure::Binary(BinaryOp::Mul) if shape(1) == Shape::Uniform => {
                narrow(scaled(shape(0), constant(1)))
            }
            Pure::Binary(BinaryOp::Mul) if shape(0) == Shape::Uniform => {
                narrow(scaled(shape(1), constant(0)))
            }
            Pure::Binary(BinaryOp::Shl) => match constant(1) {
                Some(count) => {
                    let count = count as u32 & (it.ty.size_bytes() * 8 - 1);
                    narrow(scaled(shape(0), Some(1i64.wrapping_shl(count))))
                }
                None => Shape::Varying,
            },
            Pure::Convert => self.converted(args[0], it.ty),
            Pure::Bitcast if self.kernel.ty(args[0]).is_integer() => shape(0),
            _ => Shape::Varying,
        }
    }

    fn converted(&self, from: NodeId, to: Scalar) -> Shape {
        let shape = self.shape(from);
        let Shape::Affine { exact, .. } = shape else {
            return shape;
        };
        match (self.kernel.ty(from).size_bytes(), to.size_bytes()) {
            (from, to) if from == to => shape,
            (4, 8) if exact => shape,
            (8, 4) => narrowed(shape, to),
            _ => Shape::Varying,
        }
    }
}

/// Known strides of 32-bit values are kept as signed 32-bit numbers.
fn narrowed(shape: Shape, ty: Scalar) -> Shape {
    let narrow = |stride| match stride {
        Stride::Known(by) if ty.size_bytes() == 4 => Stride::Known(i64::from(by as i32)),
        other => other,
    };
    match shape {
        Shape::Affine { x, y, .. } => match (narrow(x), narrow(y)) {
            (Stride::Known(0), Stride::Known(0)) => Shape::Uniform,
            (x, y) => Shape::Affine { x, y, exact: false },
        },
        other => other,
    }
}

fn strides(shape: Shape) -> (Stride, Stride) {
    match shape {
        Shape::Affine { x, y, .. } => (x, y),
        _ => (Stride::Known(0), Stride::Known(0)),
    }
}

fn sum(a: Shape, b: Shape) -> Shape {
    let add = |a, b| match (a, b) {
        (Stride::Known(a), Stride::Known(b)) => Stride::Known(a.wrapping_add(b)),
        _ => Stride::Runtime,
    };
    let ((ax, ay), (bx, by)) = (strides(a), strides(b));
    Shape::Affine {
        x: add(ax, bx),
        y: add(ay, by),
        exact: false,
    }
}

/// Times a uniform number, which may be known.
fn scaled(shape: Shape, by: Option<i64>) -> Shape {
    let scale = |stride| match (stride, by) {
        (Stride::Known(0), _) => Stride::Known(0),
        (Stride::Known(stride), Some(by)) => Stride::Known(stride.wrapping_mul(by)),
        _ => Stride::Runtime,
    };
    let (x, y) = strides(shape);
    Shape::Affine {
        x: scale(x),
        y: scale(y),
        exact: false,
    }
}

fn join(a: Shape, b: Shape) -> Shape {
    match (a, b) {
        (Shape::Unreached, other) | (other, Shape::Unreached) => other,
        (Shape::Uniform, Shape::Uniform) => Shape::Uniform,
        (
            Shape::Affine { x, y, exact },
            Shape::Affine {
                x: bx,
                y: by,
                exact: other,
            },
        ) if x == bx && y == by => Shape::Affine {
            x,
            y,
            exact: exact && other,
        },
        _ => Shape::Varying,
    }
}

/// Where a variable lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Home {
    /// The innermost block that holds all mentions of it.
    pub(crate) path: Path,
    /// A loop of that block that alone reads it, after the block itself has set it: lanes that
    /// have left this loop do not care what the others write.
    pub(crate) only_loop: Option<ConstructId>,
}

/// Mentions of a variable.
#[derive(Clone, Debug, Default)]
struct Mentions {
    home: Option<Path>,
    /// The path of each, whether it is a read, and its place in the order of the text.
    all: Vec<(Path, bool)>,
}

fn homes(kernel: &Kernel) -> Vec<Home> {
    let mut mentions = vec![Mentions::default(); kernel.vars.len()];
    let mut loops = vec![false; kernel.constructs as usize];
    gather(&kernel.body, &mut Vec::new(), &mut mentions, &mut loops);
    mentions.into_iter().map(|it| home(it, &loops)).collect()
}

fn gather(block: &[Stmt], path: &mut Path, mentions: &mut [Mentions], loops: &mut [bool]) {
    for stmt in block {
        if let Stmt::Get { var, .. } | Stmt::Set { var, .. } = stmt {
            let it = &mut mentions[var.0 as usize];
            let home = it.home.get_or_insert_with(|| path.clone());
            let common = home
                .iter()
                .zip(path.iter())
                .take_while(|(a, b)| a == b)
                .count();
            home.truncate(common);
            it.all
                .push((path.clone(), matches!(stmt, Stmt::Get { .. })));
        }
        if let Some(id) = stmt.construct() {
            loops[id as usize] = matches!(stmt, Stmt::Loop(_));
            for (index, block) in stmt.blocks() {
                path.push((id, index));
                gather(block, path, mentions, loops);
                path.pop();
            }
        }
    }
}

fn home(mentions: Mentions, loops: &[bool]) -> Home {
    let path = mentions.home.unwrap_or_default();
    let depth = path.len();
    let inside = |at: &Path| at.get(depth).map(|&(id, _)| id);
    let sets = mentions
        .all
        .iter()
        .take_while(|(at, reads)| inside(at).is_none() && !reads)
        .count();
    let mut rest = mentions.all[sets..].iter().map(|(at, _)| inside(at));
    let first = rest.next().flatten().filter(|&id| loops[id as usize]);
    let alone = sets > 0 && first.is_some() && rest.all(|id| id == first);
    Home {
        path,
        only_loop: first.filter(|_| alone),
    }
}
