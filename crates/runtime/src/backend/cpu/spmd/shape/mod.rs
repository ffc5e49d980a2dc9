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

mod arithmetic;
mod homes;
mod pass;

pub(crate) use homes::Home;

use super::{ConstructId, KERNEL, Kernel, Leave, NodeOp, VarId};
use homes::homes;
use kernsmith_msl::ir::BuiltIn;
use pass::Pass;

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
        let changed = Pass::run(kernel, &mut shapes);
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
