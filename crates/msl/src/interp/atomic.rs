//! Atomic operations on one scalar.

use super::{
    access::Access,
    code::{Atomic, Shape},
    number,
    pointer::{Pointer, Region},
    thread::Turn,
};
use crate::{
    ir::{AtomicOp, BinaryOp, CompareOp, Scalar},
    source::Span,
};

impl Turn<'_> {
    pub(super) fn atomic(&mut self, atomic: &Atomic, span: Span) {
        let Atomic {
            op, dst, scalar, ..
        } = *atomic;
        let pointer = Pointer(self.get(atomic.pointer));
        let mut values = [0; 2];
        for (value, &slot) in values.iter_mut().zip(&atomic.args) {
            *value = self.get(slot);
        }
        let size = scalar.size_bytes();
        let access = Access {
            shape: Shape::Scalar(scalar),
            align: size,
            writes: op != AtomicOp::Load,
            span,
        };
        let Some(place) = self.place(pointer, access) else {
            if op != AtomicOp::Store {
                self.set(dst, 0);
            }
            return;
        };
        let next = |old| next(op, scalar, old, values);
        // A misaligned one was reported; it need not be atomic.
        let aligned = place.at % size as usize == 0;
        let shared = place.region == Region::Buffer && aligned;
        let (old, written) = if shared && self.memory.is_writable(place.object) {
            self.memory
                .update(place.object, place.at, size as usize, next)
        } else {
            let (old, written) = self.read(place, 0, size);
            if let Some(new) = next(old) {
                self.write(place, 0, size, (new, true));
            }
            (old, written)
        };
        if op == AtomicOp::Store {
            return;
        }
        if !written {
            self.unwritten_place(pointer, span);
        }
        self.set(dst, old);
    }
}

/// The new content, if there is one.
fn next(op: AtomicOp, scalar: Scalar, old: u64, [first, second]: [u64; 2]) -> Option<u64> {
    let arithmetic = |op| number::binary(op, scalar, old, first).0;
    let keep = |op| {
        if number::compare(op, scalar, first, old) {
            first
        } else {
            old
        }
    };
    Some(match op {
        AtomicOp::Load => return None,
        AtomicOp::Store | AtomicOp::Exchange => first,
        AtomicOp::CompareExchange if old == first => second,
        AtomicOp::CompareExchange => return None,
        AtomicOp::Add => arithmetic(BinaryOp::Add),
        AtomicOp::Sub => arithmetic(BinaryOp::Sub),
        AtomicOp::Min => keep(CompareOp::Less),
        AtomicOp::Max => keep(CompareOp::Greater),
        AtomicOp::And => arithmetic(BinaryOp::And),
        AtomicOp::Or => arithmetic(BinaryOp::Or),
        AtomicOp::Xor => arithmetic(BinaryOp::Xor),
    })
}
