//! Structs and arrays in registers: bytes, each with whether it has a value.

use super::super::{
    access::truth,
    code::{Part, Shape, Whole},
    memory::Word,
    thread::Turn,
};

impl Turn<'_> {
    /// Puts a member in.
    pub(super) fn insert(&mut self, whole: Whole, part: Part) {
        match part.shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let word = (self.get(part.slot), true);
                self.put(whole, part.offset, part.shape.size_bytes(), word);
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let missing = self.get(part.slot + u32::from(lanes));
                for lane in 0..u32::from(lanes) {
                    let word = (self.get(part.slot + lane), missing >> lane & 1 == 0);
                    self.put(whole, part.offset + lane * size, size, word);
                }
            }
            Shape::Bytes(bytes) => {
                let member = Whole {
                    first: part.slot,
                    bytes,
                };
                for at in 0..bytes {
                    let word = self.byte(member, at);
                    self.put(whole, part.offset + at, 1, word);
                }
            }
        }
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, whole: Whole, part: Part) {
        let (dst, offset) = (part.slot, part.offset);
        match part.shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let (bits, _) = self.word(whole, offset, part.shape.size_bytes());
                self.set(dst, truth(part.shape, bits));
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let mut missing = 0;
                for lane in 0..u32::from(lanes) {
                    let (bits, known) = self.word(whole, offset + lane * size, size);
                    missing |= u64::from(!known) << lane;
                    self.set(dst + lane, truth(Shape::Scalar(scalar), bits));
                }
                self.set(dst + u32::from(lanes), missing);
            }
            Shape::Bytes(bytes) => {
                for slot in dst..dst + part.shape.slots() {
                    self.set(slot, 0);
                }
                for at in 0..bytes {
                    let word = self.byte(whole, offset + at);
                    self.put(Whole { first: dst, bytes }, at, 1, word);
                }
            }
        }
    }

    fn word(&self, whole: Whole, offset: u32, size: u32) -> Word {
        let mut word = (0, true);
        for at in 0..size {
            let (byte, known) = self.byte(whole, offset + at);
            word.0 |= byte << (8 * at);
            word.1 &= known;
        }
        word
    }

    pub(super) fn byte(&self, whole: Whole, at: u32) -> Word {
        let mask = self.get(whole.first + whole.bytes.div_ceil(8) + at / 64);
        let bits = self.get(whole.first + at / 8) >> (8 * (at % 8)) & 0xff;
        (bits, mask >> (at % 64) & 1 == 0)
    }

    fn put(&mut self, whole: Whole, offset: u32, size: u32, (bits, known): Word) {
        for byte in 0..size {
            let at = offset + byte;
            let shift = 8 * (at % 8);
            let slot = whole.first + at / 8;
            let word = self.get(slot) & !(0xff << shift);
            self.set(slot, word | (bits >> (8 * byte) & 0xff) << shift);
            let slot = whole.first + whole.bytes.div_ceil(8) + at / 64;
            let mask = self.get(slot) & !(1 << (at % 64));
            self.set(slot, mask | u64::from(!known) << (at % 64));
        }
    }
}
