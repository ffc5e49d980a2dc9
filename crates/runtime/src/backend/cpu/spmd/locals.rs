//! Gives every variable of the source its home: registers, rows of registers, or thread memory.
//!
//! A variable whose every access is at a known place becomes one [`Var`] a scalar. One that is
//! indexed at run time, yet only as an array of one size of scalars, becomes [`Rows`]: element
//! after element, each a row of lanes, so that an index that all lanes share reads a whole row.
//! All others (their address is kept somewhere, or they are read as something else) lie in bytes
//! of thread memory.

use super::{
    Address, Args, Base, Kernel, NodeId, NodeOp, Pure, Rows, Stmt, THREAD_OBJECT, Term, Var, VarId,
};
use crate::backend::cpu::Unsupported;
use kernsmith_msl::ir::{BinaryOp, Scalar};
use std::collections::BTreeMap;

/// Thread memory of one lane, so that a block of lanes stays of a sane size.
const MAX_THREAD_BYTES: u64 = 64 << 10;
/// Bits of a pointer in memory that hold the byte offset; the object number is above them.
const OFFSET_BITS: u64 = 48;

/// Moves to registers what can be; with `last`, decides about everything.
///
/// # Errors
/// If a thread needs more memory than one may have.
pub(in crate::backend::cpu) fn promote(kernel: &mut Kernel, last: bool) -> Result<(), Unsupported> {
    let mut uses = vec![Uses::default(); kernel.locals.len()];
    collect(&kernel.body, kernel, &mut uses);
    let homes = uses
        .iter()
        .enumerate()
        .map(|(index, uses)| home(kernel, index, uses, last))
        .collect::<Vec<_>>();
    if kernel.thread_bytes + rows_bytes(kernel) > MAX_THREAD_BYTES {
        return Err(Unsupported::new(
            "more than 64 KiB of variables in one thread",
            kernel.span,
        ));
    }
    if last {
        place_bases(kernel, &homes);
    }
    let body = std::mem::take(&mut kernel.body);
    let mut pass = Pass {
        kernel,
        homes,
        last,
    };
    let body = pass.block(body);
    pass.kernel.body = body;
    Ok(())
}

/// How a variable is reached.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// Places at known offsets: their scalar, `None` for a pointer.
    places: BTreeMap<i64, Option<Scalar>>,
    /// Two accesses overlap without being the same place.
    clashes: bool,
    /// Some index is known only at run time.
    indexed: bool,
    /// Every offset and scale is a multiple of this.
    element_bytes: Option<u32>,
    /// Elements differ in size, or are pointers.
    mixed: bool,
    scalar: Option<Scalar>,
}

/// Where a variable lives.
#[derive(Clone, Debug)]
enum Home {
    Unchanged,
    Vars(BTreeMap<i64, Vec<VarId>>),
    Rows(u32),
    Bytes(u64),
}

fn collect(block: &[Stmt], kernel: &Kernel, uses: &mut [Uses]) {
    for stmt in block {
        match stmt {
            Stmt::Load {
                results: nodes,
                address,
            }
            | Stmt::Store {
                values: nodes,
                address,
            } => {
                if let Base::Local(local) = address.base {
                    let scalar = kernel.ty(nodes[0]);
                    for at in 0..nodes.len() as i64 {
                        let offset = address.constant + at * i64::from(scalar.size_bytes());
                        uses[local as usize].add(offset, Some(scalar), &address.terms);
                    }
                }
            }
            Stmt::LoadPointer { address, .. } | Stmt::StorePointer { address, .. } => {
                if let Base::Local(local) = address.base {
                    uses[local as usize].add(address.constant, None, &address.terms);
                }
            }
            Stmt::Atomic(atomic) => {
                if let Base::Local(local) = atomic.address.base {
                    uses[local as usize].clashes = true;
                    uses[local as usize].mixed = true;
                }
            }
            other => other
                .blocks()
                .into_iter()
                .for_each(|(_, block)| collect(block, kernel, uses)),
        }
    }
}

impl Uses {
    fn add(&mut self, offset: i64, scalar: Option<Scalar>, terms: &[Term]) {
        let size = scalar.map_or(8, Scalar::size_bytes);
        self.indexed |= !terms.is_empty();
        self.scalar = self.scalar.or(scalar);
        let aligned = |by: i64| by % i64::from(size) == 0;
        self.mixed |= scalar.is_none()
            || *self.element_bytes.get_or_insert(size) != size
            || !aligned(offset)
            || !terms.iter().all(|term| aligned(term.scale));
        let end = offset + i64::from(size);
        let overlaps = |(&at, other): (&i64, &Option<Scalar>)| {
            let bytes = other.map_or(8, Scalar::size_bytes);
            let same = at == offset && bytes == size && other.is_some() == scalar.is_some();
            !same && at < end && offset < at + i64::from(bytes)
        };
        self.clashes |= self.places.range(offset - 8..end).any(overlaps);
        self.places.entry(offset).or_insert(scalar);
    }
}

fn home(kernel: &mut Kernel, index: usize, uses: &Uses, last: bool) -> Home {
    let local = &kernel.locals[index];
    let (size, align, escapes) = (
        local.size_bytes,
        u64::from(local.align_bytes),
        local.escapes,
    );
    if local.promoted {
        return Home::Unchanged;
    }
    if !escapes && !uses.indexed && !uses.clashes {
        kernel.locals[index].promoted = true;
        let mut vars = BTreeMap::new();
        for (&offset, &scalar) in &uses.places {
            let types =
                scalar.map_or_else(|| vec![Scalar::U32, Scalar::I64], |scalar| vec![scalar]);
            vars.insert(
                offset,
                types.into_iter().map(|ty| var(kernel, ty)).collect(),
            );
        }
        return Home::Vars(vars);
    }
    if !last {
        return Home::Unchanged;
    }
    if let (false, false, Some(ty), Some(bytes)) =
        (escapes, uses.mixed, uses.scalar, uses.element_bytes)
    {
        kernel.locals[index].promoted = true;
        let length = u32::try_from(size / u64::from(bytes)).unwrap_or(u32::MAX);
        kernel.rows.push(Rows { ty, length });
        return Home::Rows(u32::try_from(kernel.rows.len() - 1).expect("locals are bounded"));
    }
    let start = kernel.thread_bytes.next_multiple_of(align);
    kernel.thread_bytes = start.saturating_add(size);
    Home::Bytes(start)
}

fn var(kernel: &mut Kernel, ty: Scalar) -> VarId {
    kernel.vars.push(Var { ty });
    VarId(u32::try_from(kernel.vars.len() - 1).expect("locals are bounded"))
}

fn rows_bytes(kernel: &Kernel) -> u64 {
    kernel
        .rows
        .iter()
        .map(|rows| u64::from(rows.length) * u64::from(rows.ty.size_bytes()))
        .sum()
}

/// Addresses of variables become constants.
fn place_bases(kernel: &mut Kernel, homes: &[Home]) {
    for node in &mut kernel.nodes {
        if let NodeOp::LocalBase(local) = node.op {
            let start = match homes[local as usize] {
                Home::Bytes(start) => start,
                // Its address is used by nothing that is left.
                Home::Unchanged | Home::Vars(_) | Home::Rows(_) => 0,
            };
            node.op = NodeOp::Const(start);
        }
    }
}

struct Pass<'k> {
    kernel: &'k mut Kernel,
    homes: Vec<Home>,
    last: bool,
}

impl Pass<'_> {
    fn block(&mut self, block: Vec<Stmt>) -> Vec<Stmt> {
        let mut out = Vec::with_capacity(block.len());
        for mut stmt in block {
            for nested in stmt.blocks_mut() {
                let old = std::mem::take(nested);
                *nested = self.block(old);
            }
            self.statement(stmt, &mut out);
        }
        out
    }

    fn home_of(&self, address: &Address) -> Home {
        match address.base {
            Base::Local(local) => self.homes[local as usize].clone(),
            Base::Object(_) => Home::Unchanged,
        }
    }

    fn statement(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        match stmt {
            Stmt::Load {
                ref results,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (at, &result) in (0i64..).zip(results) {
                        let offset =
                            address.constant + at * i64::from(self.kernel.ty(result).size_bytes());
                        self.get(result, vars[&offset][0], out);
                    }
                }
                Home::Rows(rows) => {
                    for (at, &result) in (0i64..).zip(results) {
                        let index = self.row_index(rows, address, at, out);
                        let element = self.kernel.rows[rows as usize].ty;
                        let raw = self.as_if(result, element);
                        out.push(Stmt::RowGet {
                            result: raw,
                            rows,
                            index,
                        });
                        self.cast_into(result, raw, out);
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::Store {
                ref values,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (at, &value) in (0i64..).zip(values) {
                        let offset =
                            address.constant + at * i64::from(self.kernel.ty(value).size_bytes());
                        let var = vars[&offset][0];
                        let ty = self.kernel.vars[var.0 as usize].ty;
                        let value = self.cast(value, ty, out);
                        out.push(Stmt::Set { var, value });
                    }
                }
                Home::Rows(rows) => {
                    for (at, &value) in (0i64..).zip(values) {
                        let index = self.row_index(rows, address, at, out);
                        let value = self.cast(value, self.kernel.rows[rows as usize].ty, out);
                        out.push(Stmt::RowSet { rows, index, value });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::LoadPointer {
                results,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (result, &var) in results.into_iter().zip(&vars[&address.constant]) {
                        out.push(Stmt::Get { result, var });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::StorePointer {
                values,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (value, &var) in values.into_iter().zip(&vars[&address.constant]) {
                        out.push(Stmt::Set { var, value });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::Atomic(ref mut atomic) => {
                self.rebase(&mut atomic.address);
                out.push(stmt);
            }
            other => out.push(other),
        }
    }

    /// Leaves the access in memory; pointers are packed there when everything is decided.
    fn in_memory(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        match &mut stmt {
            Stmt::Load { address, .. }
            | Stmt::Store { address, .. }
            | Stmt::LoadPointer { address, .. }
            | Stmt::StorePointer { address, .. } => self.rebase(address),
            _ => {}
        }
        match stmt {
            Stmt::LoadPointer { results, address } if self.last => {
                let packed = self.kernel.node(NodeOp::Defined, Scalar::U64);
                out.push(Stmt::Load {
                    results: vec![packed],
                    address,
                });
                self.unpack(packed, results, out);
            }
            Stmt::StorePointer { values, address } if self.last => {
                let packed = self.pack(values, out);
                out.push(Stmt::Store {
                    values: vec![packed],
                    address,
                });
            }
            other => out.push(other),
        }
    }

    fn rebase(&mut self, address: &mut Address) {
        if let Home::Bytes(start) = self.home_of(address) {
            address.base = Base::Object(self.constant(u64::from(THREAD_OBJECT), Scalar::U32));
            address.constant = address.constant.wrapping_add(start as i64);
        }
    }

    fn get(&mut self, result: NodeId, var: VarId, out: &mut Vec<Stmt>) {
        let raw = self.as_if(result, self.kernel.vars[var.0 as usize].ty);
        out.push(Stmt::Get { result: raw, var });
        self.cast_into(result, raw, out);
    }

    /// The node itself, or one of the other type that it is to be cast from.
    fn as_if(&mut self, result: NodeId, ty: Scalar) -> NodeId {
        if self.kernel.ty(result) == ty {
            result
        } else {
            self.kernel.node(NodeOp::Defined, ty)
        }
    }

    fn cast_into(&mut self, result: NodeId, raw: NodeId, out: &mut Vec<Stmt>) {
        if raw != result {
            self.kernel.nodes[result.0 as usize].op =
                NodeOp::Pure(Pure::Bitcast, Args::new(&[raw]));
            out.push(Stmt::Eval(result));
        }
    }

    fn cast(&mut self, value: NodeId, ty: Scalar, out: &mut Vec<Stmt>) -> NodeId {
        if self.kernel.ty(value) == ty {
            value
        } else {
            self.pure(Pure::Bitcast, &[value], ty, out)
        }
    }

    /// `(constant + sum) / element size + at`, as `I32`; what wraps there is out of range anyway.
    fn row_index(&mut self, rows: u32, address: &Address, at: i64, out: &mut Vec<Stmt>) -> NodeId {
        let bytes = i64::from(self.kernel.rows[rows as usize].ty.size_bytes());
        let first = address.constant.div_euclid(bytes).wrapping_add(at);
        let mut index = None;
        for term in &address.terms {
            let from = self.kernel.resolve(term.index);
            let mut part = match self.kernel.ty(from) {
                Scalar::I32 => from,
                _ => self.pure(Pure::Convert, &[from], Scalar::I32, out),
            };
            if term.scale != bytes {
                let scale = self.constant((term.scale / bytes) as u32 as u64, Scalar::I32);
                part = self.pure(
                    Pure::Binary(BinaryOp::Mul),
                    &[part, scale],
                    Scalar::I32,
                    out,
                );
            }
            index = Some(match index {
                None => part,
                Some(sum) => self.pure(Pure::Binary(BinaryOp::Add), &[sum, part], Scalar::I32, out),
            });
        }
        let start = self.constant(first as u32 as u64, Scalar::I32);
        match index {
            None => start,
            Some(index) if first == 0 => index,
            Some(index) => self.pure(
                Pure::Binary(BinaryOp::Add),
                &[index, start],
                Scalar::I32,
                out,
            ),
        }
    }

    fn unpack(&mut self, packed: NodeId, [object, offset]: [NodeId; 2], out: &mut Vec<Stmt>) {
        let bits = self.constant(OFFSET_BITS, Scalar::U64);
        let high = self.pure(
            Pure::Binary(BinaryOp::Shr),
            &[packed, bits],
            Scalar::U64,
            out,
        );
        self.define(object, Pure::Convert, &[high], out);
        let unused = self.constant(64 - OFFSET_BITS, Scalar::I64);
        let low = self.pure(Pure::Convert, &[packed], Scalar::I64, out);
        let low = self.pure(
            Pure::Binary(BinaryOp::Shl),
            &[low, unused],
            Scalar::I64,
            out,
        );
        self.define(offset, Pure::Binary(BinaryOp::Shr), &[low, unused], out);
    }

    fn pack(&mut self, [object, offset]: [NodeId; 2], out: &mut Vec<Stmt>) -> NodeId {
        let bits = self.constant(OFFSET_BITS, Scalar::U64);
        let high = self.pure(Pure::Convert, &[object], Scalar::U64, out);
        let high = self.pure(Pure::Binary(BinaryOp::Shl), &[high, bits], Scalar::U64, out);
        let mask = self.constant((1 << OFFSET_BITS) - 1, Scalar::U64);
        let low = self.pure(Pure::Convert, &[offset], Scalar::U64, out);
        let low = self.pure(Pure::Binary(BinaryOp::And), &[low, mask], Scalar::U64, out);
        self.pure(Pure::Binary(BinaryOp::Or), &[high, low], Scalar::U64, out)
    }

    fn constant(&mut self, bits: u64, ty: Scalar) -> NodeId {
        self.kernel.node(NodeOp::Const(bits), ty)
    }

    fn pure(&mut self, op: Pure, args: &[NodeId], ty: Scalar, out: &mut Vec<Stmt>) -> NodeId {
        let node = self.kernel.node(NodeOp::Pure(op, Args::new(args)), ty);
        out.push(Stmt::Eval(node));
        node
    }

    fn define(&mut self, node: NodeId, op: Pure, args: &[NodeId], out: &mut Vec<Stmt>) {
        self.kernel.nodes[node.0 as usize].op = NodeOp::Pure(op, Args::new(args));
        out.push(Stmt::Eval(node));
    }
}
