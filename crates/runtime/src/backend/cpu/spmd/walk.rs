//! Visits the statements of a kernel and the nodes they use.

use super::{Address, Args, Base, NodeId, Stmt};

impl Address {
    /// Calls `visit` with every node.
    pub(crate) fn for_each(&self, visit: &mut impl FnMut(NodeId)) {
        if let Base::Object(object) = self.base {
            visit(object);
        }
        self.terms.iter().for_each(|term| visit(term.index));
    }

    /// Calls `visit` with every node, to be replaced.
    pub(crate) fn for_each_mut(&mut self, visit: &mut impl FnMut(&mut NodeId)) {
        if let Base::Object(object) = &mut self.base {
            visit(object);
        }
        self.terms
            .iter_mut()
            .for_each(|term| visit(&mut term.index));
    }
}

impl Stmt {
    /// Calls `visit` with every node that the statement itself uses; nested statements are not
    /// entered, and the operands of the nodes are not either.
    pub(crate) fn for_each_use(&self, visit: &mut impl FnMut(NodeId)) {
        match self {
            Self::Eval(_) | Self::Get { .. } | Self::Barrier => {}
            Self::Set { value, .. } => visit(*value),
            Self::Load { address, .. } | Self::LoadPointer { address, .. } => {
                address.for_each(visit)
            }
            Self::Store { values, address } => {
                values.iter().copied().for_each(&mut *visit);
                address.for_each(visit);
            }
            Self::StorePointer { values, address } => {
                values.iter().copied().for_each(&mut *visit);
                address.for_each(visit);
            }
            Self::RowGet { index, .. } => visit(*index),
            Self::RowSet { index, value, .. } => {
                visit(*index);
                visit(*value);
            }
            Self::Atomic(atomic) => {
                atomic.args.iter().copied().for_each(&mut *visit);
                atomic.address.for_each(visit);
            }
            Self::Log { values, .. } => values.iter().copied().for_each(visit),
            Self::Simd { args, .. } => args.as_slice().iter().copied().for_each(visit),
            Self::If { condition, .. } => visit(*condition),
            Self::Loop(it) => {
                it.while_.into_iter().for_each(&mut *visit);
                it.again_if.into_iter().for_each(visit);
            }
            Self::Switch { selector, .. } => visit(*selector),
            Self::Region { .. } | Self::Leave { .. } => {}
        }
    }

    /// As [`for_each_use`](Self::for_each_use), to be replaced.
    pub(crate) fn for_each_use_mut(&mut self, visit: &mut impl FnMut(&mut NodeId)) {
        match self {
            Self::Eval(_) | Self::Get { .. } | Self::Barrier => {}
            Self::Set { value, .. } => visit(value),
            Self::Load { address, .. } | Self::LoadPointer { address, .. } => {
                address.for_each_mut(visit);
            }
            Self::Store { values, address } => {
                values.iter_mut().for_each(&mut *visit);
                address.for_each_mut(visit);
            }
            Self::StorePointer { values, address } => {
                values.iter_mut().for_each(&mut *visit);
                address.for_each_mut(visit);
            }
            Self::RowGet { index, .. } => visit(index),
            Self::RowSet { index, value, .. } => {
                visit(index);
                visit(value);
            }
            Self::Atomic(atomic) => {
                atomic.args.iter_mut().for_each(&mut *visit);
                atomic.address.for_each_mut(visit);
            }
            Self::Log { values, .. } => values.iter_mut().for_each(visit),
            Self::Simd { args, .. } => Args::as_mut_slice(args).iter_mut().for_each(visit),
            Self::If { condition, .. } => visit(condition),
            Self::Loop(it) => {
                it.while_.iter_mut().for_each(&mut *visit);
                it.again_if.iter_mut().for_each(visit);
            }
            Self::Switch { selector, .. } => visit(selector),
            Self::Region { .. } | Self::Leave { .. } => {}
        }
    }

    /// The blocks nested in the statement, in order, each with its number in the construct.
    pub(crate) fn blocks(&self) -> Vec<(u32, &[Self])> {
        match self {
            Self::If {
                then, otherwise, ..
            } => vec![(0, then), (1, otherwise)],
            Self::Loop(it) => vec![(0, &it.before), (1, &it.body), (2, &it.step)],
            Self::Switch { cases, .. } => (0..)
                .zip(cases.iter().map(|case| case.body.as_slice()))
                .collect(),
            Self::Region { body, .. } => vec![(0, body)],
            _ => Vec::new(),
        }
    }

    /// As [`blocks`](Self::blocks), to be changed.
    pub(crate) fn blocks_mut(&mut self) -> Vec<&mut Vec<Self>> {
        match self {
            Self::If {
                then, otherwise, ..
            } => vec![then, otherwise],
            Self::Loop(it) => vec![&mut it.before, &mut it.body, &mut it.step],
            Self::Switch { cases, .. } => cases.iter_mut().map(|case| &mut case.body).collect(),
            Self::Region { body, .. } => vec![body],
            _ => Vec::new(),
        }
    }

    /// The construct's number, if it is one.
    pub(crate) fn construct(&self) -> Option<super::ConstructId> {
        match self {
            Self::If { id, .. } | Self::Switch { id, .. } | Self::Region { id, .. } => Some(*id),
            Self::Loop(it) => Some(it.id),
            _ => None,
        }
    }
}
