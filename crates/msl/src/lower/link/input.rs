//! Built-ins of program scope, handed from the kernels to the functions that read them.
//!
//! A function that reads one, or calls one that does, gets a parameter for it; its calls pass their own on, and
//! a kernel's is bound by the launch.

use crate::ir::{BuiltIn, EntryParam, Function, Op, Param, TypeId, Value, ValueId};
use crate::lower::{Lowerer, function::State, item::FIRST_BUILT_IN};
use std::collections::{BTreeMap, BTreeSet};

impl Lowerer<'_> {
    /// Gives functions the built-ins of program scope that they and their callees read.
    pub(super) fn pass_built_ins(&mut self) {
        let needs = self.needed_built_ins();
        if needs.iter().all(BTreeSet::is_empty) {
            return;
        }
        let declared = self.declared_built_ins();
        for (instance, needed) in needs.iter().enumerate() {
            let inputs: Vec<Input> = needed
                .iter()
                .map(|&stand_in| {
                    let (built_in, name) = of_stand_in(stand_in);
                    let ty = self.built_in_ty(built_in);
                    let ty = self.ir(ty);
                    let place = declared.get(&(instance, stand_in)).copied();
                    Input {
                        stand_in,
                        name,
                        ty,
                        place,
                    }
                })
                .collect();
            let State::Done(function) = &mut self.instances[instance].state else {
                continue;
            };
            let values = add_params(function, &inputs);
            pass_on(function, &needs, &values);
        }
        for kernel in &mut self.kernels {
            let inputs = needs[kernel.instance].iter();
            let new = inputs.filter(|input| !declared.contains_key(&(kernel.instance, **input)));
            let new = new.map(|&input| Some(EntryParam::BuiltIn(of_stand_in(input).0)));
            kernel.params.extend(new);
        }
    }

    /// The built-ins that kernels have as parameters, with their places.
    fn declared_built_ins(&self) -> BTreeMap<(usize, u32), u32> {
        let mut declared = BTreeMap::new();
        for kernel in &self.kernels {
            let params = kernel.params.iter().flatten();
            for (place, param) in (0..).zip(params) {
                let EntryParam::BuiltIn(built_in) = param else {
                    continue;
                };
                let mut known = (FIRST_BUILT_IN..).zip(BuiltIn::ALL);
                if let Some((stand_in, _)) = known.find(|(_, (known, _))| known == built_in) {
                    declared.insert((kernel.instance, stand_in), place);
                }
            }
        }
        declared
    }

    /// For each instance the stand-ins that it and its callees read.
    fn needed_built_ins(&self) -> Vec<BTreeSet<u32>> {
        let mut needs: Vec<BTreeSet<u32>> = Vec::new();
        let mut callers: Vec<Vec<usize>> = vec![Vec::new(); self.instances.len()];
        for (caller, instance) in self.instances.iter().enumerate() {
            let State::Done(function) = &instance.state else {
                needs.push(BTreeSet::new());
                continue;
            };
            needs.push(stand_ins(function));
            for (callee, _) in &instance.calls {
                callers[*callee].push(caller);
            }
        }
        let mut queue: Vec<usize> = (0..needs.len())
            .filter(|at| !needs[*at].is_empty())
            .collect();
        while let Some(callee) = queue.pop() {
            for &caller in &callers[callee] {
                let known = needs[caller].len();
                let more = needs[callee].clone();
                needs[caller].extend(more);
                if needs[caller].len() > known {
                    queue.push(caller);
                }
            }
        }
        needs
    }
}

/// A built-in that a function needs.
struct Input {
    stand_in: u32,
    name: &'static str,
    ty: TypeId,
    /// The parameter that it is already.
    place: Option<u32>,
}

/// The built-in that a stand-in is for, and its name.
fn of_stand_in(stand_in: u32) -> (BuiltIn, &'static str) {
    BuiltIn::ALL[(stand_in - FIRST_BUILT_IN) as usize]
}

fn stand_ins(function: &Function) -> BTreeSet<u32> {
    let ops = function.values.iter().map(|(_, value)| &value.op);
    let params = ops.filter_map(|op| match op {
        Op::Param(param) if *param >= FIRST_BUILT_IN => Some(*param),
        _ => None,
    });
    params.collect()
}

/// Adds a parameter for each stand-in that has none, and gives the stand-ins its place; the parameters as values.
fn add_params(function: &mut Function, inputs: &[Input]) -> BTreeMap<u32, ValueId> {
    let mut values = BTreeMap::new();
    let mut places = BTreeMap::new();
    for input in inputs {
        let (ty, span) = (input.ty, function.span);
        let place = input.place.unwrap_or_else(|| {
            let name = input.name.to_owned();
            function.params.push(Param { name, ty, span });
            u32::try_from(function.params.len() - 1).expect("parameters are few")
        });
        let op = Op::Param(place);
        let value = function.values.push(Value { op, ty, span });
        values.insert(input.stand_in, value);
        places.insert(input.stand_in, place);
    }
    let handles: Vec<ValueId> = function.values.iter().map(|(handle, _)| handle).collect();
    for handle in handles {
        if let Op::Param(param) = &mut function.values[handle].op
            && let Some(&place) = places.get(param)
        {
            *param = place;
        }
    }
    values
}

/// Adds the parameters to the calls of functions that need them.
fn pass_on(function: &mut Function, needs: &[BTreeSet<u32>], values: &BTreeMap<u32, ValueId>) {
    let handles: Vec<ValueId> = function.values.iter().map(|(handle, _)| handle).collect();
    for handle in handles {
        if let Op::Call {
            function: callee,
            args,
        } = &mut function.values[handle].op
        {
            let more = needs[callee.index()].iter();
            args.extend(more.filter_map(|param| values.get(param)));
        }
    }
}
