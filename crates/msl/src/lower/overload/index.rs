//! Of very many functions of one name, those that a call's first argument could be handed to.
//!
//! A text may define a function for each of its structs. A struct converts to few others, so a call with
//! one need not look at the functions for the rest; what it looks at does not grow with them.

use super::CallSite;
use crate::hash::HashMap;
use crate::lower::{
    Lowerer,
    function::DeclId,
    record::RecordId,
    ty::{Ty, TyKind},
};

/// With so many it is not worth while.
const FEW: usize = 32;

/// The functions of a name, by their first parameter.
#[derive(Default)]
pub(in crate::lower) struct Overloads {
    decls: Vec<DeclId>,
    /// Places of those that take a struct which nothing else converts to, by the struct.
    of_record: HashMap<RecordId, Vec<usize>>,
    /// Places of all others.
    others: Vec<usize>,
}

impl Lowerer<'_> {
    /// The functions that may fit a call, in their order; `None` where all of them may.
    pub(super) fn likely(&mut self, site: &CallSite<'_>) -> Option<Vec<DeclId>> {
        let decls = site.decls;
        if decls.len() <= FEW {
            return None;
        }
        let record = self.tys.record(site.args.first()?.ty)?;
        let info = &self.records[record.index()];
        if !info.parts.is_empty() || !info.conversions.is_empty() {
            return None;
        }
        let mut overloads = self.overloads.remove(&decls[0]).unwrap_or_default();
        self.extend_index(&mut overloads, decls);
        let own = overloads.of_record.get(&record).into_iter().flatten();
        let mut places: Vec<usize> = own.chain(&overloads.others).copied().collect();
        places.sort_unstable();
        // Functions that are declared later are indexed and not known here.
        let known = places.into_iter().filter_map(|place| decls.get(place));
        let likely = known.copied().collect();
        self.overloads.insert(decls[0], overloads);
        Some(likely)
    }

    /// Adds to the index what is new among the functions.
    fn extend_index(&mut self, overloads: &mut Overloads, decls: &[DeclId]) {
        let common = overloads.decls.len().min(decls.len());
        if overloads.decls[..common] != decls[..common] {
            *overloads = Overloads::default();
        }
        let indexed = overloads.decls.len().min(decls.len());
        for &decl in &decls[indexed..] {
            let place = overloads.decls.len();
            overloads.decls.push(decl);
            let places = match self.only_record(decl) {
                Some(record) => overloads.of_record.entry(record).or_default(),
                None => &mut overloads.others,
            };
            places.push(place);
        }
    }

    /// The struct that a function's first parameter takes, where no other type converts to it.
    fn only_record(&mut self, decl: DeclId) -> Option<RecordId> {
        if self.functions[decl.0].template().is_some() {
            return None;
        }
        let first: Ty = *self.signature(decl).params.first()?;
        let target = match self.tys[first] {
            TyKind::Reference(target) => target.ty,
            _ => first,
        };
        let record = self.tys.record(target)?;
        let info = &self.records[record.index()];
        (info.complete && info.constructors.is_empty()).then_some(record)
    }
}
