//! Which values are the same in which threads, and how they change from a thread to its neighbor.
//!
//! What it is not: a proof. It speaks of the threads that compute a value together, it takes memory
//! that is read at one address for one value, and it knows nothing of the launch. Where it says
//! [`Spread::Thread`] or [`Spread::Simdgroup`], the value does depend on the thread's place; where
//! it says [`Step::By`], neighbors along x do differ by just that (integers that wrap aside).
//! What it cannot tell is `Unknown`.
//!
//! # The idea
//!
//! One walk over each function's body in the order of the text carries what is known of each
//! variable. Branches are walked from the same start and joined; a loop is walked until nothing
//! changes. Callers are walked before the functions that they call, so parameters have the facts
//! of all calls. The walk has a budget linear in the function's size: where deeply nested
//! loops use it up, nothing is known.
//!
//! Source: divergence analysis as in Coutinho et al., "Divergence analysis and optimizations"
//! (PACT 2011), with affine steps, over structured control flow.

mod fact;
mod operation;
mod walk;

pub use fact::{Fact, Spread, Step};

use crate::ir::{BuiltIn, EntryParam, Function, FunctionId, Module, Type, TypeId, ValueId};
use walk::Walk;

/// What is known of the up to four components of a value; of a scalar or pointer, four times
/// the same.
pub(crate) type Lanes = [Fact; 4];

/// What is known of all values of a module.
#[derive(Clone, Debug)]
pub struct Facts {
    functions: Vec<Vec<Fact>>,
}

impl Facts {
    /// Analyzes a valid module.
    #[must_use]
    pub fn new(module: &Module) -> Self {
        let mut params = entry_facts(module);
        let mut functions = vec![Vec::new(); module.functions.len()];
        // Callees come before their callers.
        for (id, function) in module.functions.iter().rev() {
            let known = params[id.index()].clone();
            let given = known
                .into_iter()
                .map(|lanes| lanes.unwrap_or([Fact::UNKNOWN; 4]));
            let mut walk = Walk::new(module, function, given.collect());
            walk.run(&mut params);
            functions[id.index()] = walk.facts();
        }
        Self { functions }
    }

    /// What is known of a value as a whole.
    #[must_use]
    pub fn of(&self, function: FunctionId, value: ValueId) -> Fact {
        self.functions[function.index()][value.index()]
    }
}

/// What calls hand to the parameters of each function; `None` before the first call.
pub(crate) type Params = Vec<Vec<Option<Lanes>>>;

fn entry_facts(module: &Module) -> Params {
    let mut params: Params = module
        .functions
        .iter()
        .map(|(_, function)| vec![None; function.params.len()])
        .collect();
    for kernel in &module.kernels {
        for (slot, param) in params[kernel.function.index()]
            .iter_mut()
            .zip(&kernel.params)
        {
            *slot = Some(match param {
                EntryParam::Buffer { .. } | EntryParam::Threadgroup { .. } => [Fact::UNIFORM; 4],
                EntryParam::BuiltIn(built_in) => of_built_in(*built_in),
            });
        }
    }
    params
}

/// Along x lie the threads of a simdgroup. Whether a group extends along y and z the launch says.
fn of_built_in(built_in: BuiltIn) -> Lanes {
    let along_x = Fact {
        spread: Spread::Thread,
        step: Step::By(1),
    };
    let along_others = Fact {
        spread: Spread::Unknown,
        step: Step::By(0),
    };
    match built_in {
        BuiltIn::ThreadPositionInGrid | BuiltIn::ThreadPositionInThreadgroup => {
            [along_x, along_others, along_others, along_others]
        }
        BuiltIn::ThreadIndexInThreadgroup | BuiltIn::ThreadIndexInSimdgroup => [along_x; 4],
        BuiltIn::SimdgroupIndexInThreadgroup => {
            [Fact {
                spread: Spread::Simdgroup,
                step: Step::By(0),
            }; 4]
        }
        BuiltIn::ThreadIndexInQuadgroup | BuiltIn::QuadgroupIndexInThreadgroup => {
            [Fact {
                spread: Spread::Thread,
                step: Step::Unknown,
            }; 4]
        }
        _ => [Fact::UNIFORM; 4],
    }
}

/// What is known of all components together.
fn whole(module: &Module, ty: TypeId, lanes: &Lanes) -> Fact {
    let count = match &module.types[ty] {
        Type::Vector { lanes, .. } => usize::from(*lanes),
        _ => 1,
    };
    lanes[1..count.clamp(1, 4)]
        .iter()
        .fold(lanes[0], |all, lane| all.mix(*lane))
}

/// A constant integer's value.
#[must_use]
pub fn constant(module: &Module, function: &Function, value: ValueId) -> Option<i64> {
    operation::constant(module, function, value)
}
