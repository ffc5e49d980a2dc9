//! Loads and stores: where a pointer points, and whether that is allowed.
//!
//! A read out of bounds gives zero and a write there is dropped; a misaligned access is reported
//! and made all the same.

use super::{
    code::{Code, Shape, Slot},
    pointer::{Pointer, Region},
    thread::Turn,
};
use crate::{ir::Scalar, source::Span};

/// A place that was found to be within an object.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) region: Region,
    pub(super) object: usize,
    pub(super) at: usize,
}

/// What an access wants.
#[derive(Clone, Copy)]
pub(super) struct Access {
    pub(super) shape: Shape,
    pub(super) align: u32,
    pub(super) writes: bool,
    pub(super) span: Span,
}

impl Turn<'_> {
    pub(super) fn access(&mut self, code: &Code, span: Span) {
        match *code {
            Code::Load {
                dst,
                pointer,
                shape,
                align,
            } => {
                let access = Access {
                    shape,
                    align,
                    writes: false,
                    span,
                };
                self.load(dst, Pointer(self.get(pointer)), access);
            }
            Code::Store {
                pointer,
                value,
                shape,
                align,
            } => {
                let access = Access {
                    shape,
                    align,
                    writes: true,
                    span,
                };
                self.store(Pointer(self.get(pointer)), value, access);
            }
            Code::Atomic {
                op,
                dst,
                pointer,
                ref args,
                scalar,
            } => {
                self.atomic(op, dst, pointer, args, scalar, span);
            }
            ref other => unreachable!("`step` sends only memory accesses here, not {other:?}"),
        }
    }

    fn load(&mut self, dst: Slot, pointer: Pointer, access: Access) {
        let Some(place) = self.place(pointer, access) else {
            for slot in dst..dst + access.shape.slots() {
                self.set(slot, 0);
            }
            return;
        };
        match access.shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let (bits, written) = self.read(place, 0, access.shape.size_bytes());
                self.set(dst, truth(access.shape, bits));
                if !written {
                    self.unwritten_place(pointer, access.span);
                }
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let mut missing = 0;
                for lane in 0..u32::from(lanes) {
                    let (bits, written) = self.read(place, lane * size, size);
                    missing |= u64::from(!written) << lane;
                    self.set(dst + lane, truth(Shape::Scalar(scalar), bits));
                }
                self.set(dst + u32::from(lanes), missing);
                if missing == (1 << lanes) - 1 {
                    self.unwritten_place(pointer, access.span);
                    self.set(dst + u32::from(lanes), 0);
                }
            }
            Shape::Bytes(bytes) => self.load_bytes(dst, place, bytes),
        }
    }

    fn load_bytes(&mut self, dst: Slot, place: Place, bytes: u32) {
        let words = bytes.div_ceil(8);
        for mask in words..Shape::Bytes(bytes).slots() {
            self.set(dst + mask, 0);
        }
        for word in 0..words {
            let size = (bytes - 8 * word).min(8);
            let (bits, written) = self.read(place, 8 * word, size);
            self.set(dst + word, bits);
            if written {
                continue;
            }
            let mut missing = self.get(dst + words + word / 8);
            for byte in 0..size {
                let known = self.read(place, 8 * word + byte, 1).1;
                missing |= u64::from(!known) << (8 * (word % 8) + byte);
            }
            self.set(dst + words + word / 8, missing);
        }
    }

    fn store(&mut self, pointer: Pointer, value: Slot, access: Access) {
        let Some(place) = self.place(pointer, access) else {
            return;
        };
        match access.shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let bits = self.get(value);
                self.write(place, 0, access.shape.size_bytes(), bits, true);
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let missing = self.get(value + u32::from(lanes));
                for lane in 0..u32::from(lanes) {
                    let bits = self.get(value + lane);
                    self.write(place, lane * size, size, bits, missing >> lane & 1 == 0);
                }
            }
            Shape::Bytes(bytes) => self.store_bytes(value, place, bytes),
        }
    }

    fn store_bytes(&mut self, value: Slot, place: Place, bytes: u32) {
        let words = bytes.div_ceil(8);
        for word in 0..words {
            let size = (bytes - 8 * word).min(8);
            let bits = self.get(value + word);
            let missing = self.get(value + words + word / 8) >> (8 * (word % 8)) & 0xff;
            if missing == 0 {
                self.write(place, 8 * word, size, bits, true);
                continue;
            }
            for byte in 0..size {
                let known = missing >> byte & 1 == 0;
                self.write(place, 8 * word + byte, 1, bits >> (8 * byte) & 0xff, known);
            }
        }
    }

    /// Where a pointer points, if the access stays within the object there.
    pub(super) fn place(&mut self, pointer: Pointer, access: Access) -> Option<Place> {
        let (object, span) = (pointer.object(), access.span);
        let len_bytes = match pointer.region() {
            Region::Null => None,
            Region::Buffer => self.memory.len_bytes(object),
            Region::Global => self.program.globals.get(object).map(|o| o.len_bytes),
            Region::Threadgroup => self.shared.get(object).map(|o| o.len_bytes),
            Region::Thread => self.thread.objects.get(object).map(|o| o.len_bytes),
        };
        let Some(len_bytes) = len_bytes else {
            self.report("null-pointer", span, |_| {
                format!("{} through a pointer to nothing", access.name())
            });
            return None;
        };
        let size = access.shape.size_bytes() as usize;
        let at = usize::try_from(pointer.offset()).ok();
        let Some(at) = at.filter(|at| at.saturating_add(size) <= len_bytes) else {
            self.report("out-of-bounds", span, |turn| {
                let (name, offset) = (turn.name(pointer), pointer.offset());
                format!(
                    "{} at byte {offset} of {name}, which has {len_bytes} bytes",
                    access.name()
                )
            });
            return None;
        };
        if at % access.align as usize != 0 {
            self.report("misaligned-access", span, |turn| {
                let (name, align) = (turn.name(pointer), access.align);
                format!(
                    "{} at byte {at} of {name}, which is not a multiple of {align}",
                    access.name()
                )
            });
        }
        let read_only = match pointer.region() {
            Region::Buffer => !self.memory.is_writable(object),
            Region::Global => true,
            Region::Null | Region::Threadgroup | Region::Thread => false,
        };
        if access.writes && read_only {
            self.report("write-to-constant", span, |turn| {
                format!("a write to {}, which is read-only", turn.name(pointer))
            });
            return None;
        }
        Some(Place {
            region: pointer.region(),
            object,
            at,
        })
    }

    pub(super) fn read(&self, place: Place, offset: u32, size: u32) -> (u64, bool) {
        let (object, at, size) = (place.object, place.at + offset as usize, size as usize);
        match place.region {
            Region::Buffer => self.memory.read(object, at, size),
            Region::Global => self.program.globals.read(object, at, size),
            Region::Threadgroup => self.shared.read(object, at, size),
            Region::Thread => self.thread.objects.read(object, at, size),
            Region::Null => (0, true),
        }
    }

    pub(super) fn write(&mut self, place: Place, offset: u32, size: u32, bits: u64, written: bool) {
        let (object, at, size) = (place.object, place.at + offset as usize, size as usize);
        match place.region {
            Region::Buffer => self.memory.write(object, at, size, bits, written),
            Region::Threadgroup => self.shared.write(object, at, size, bits, written),
            Region::Thread => self.thread.objects.write(object, at, size, bits, written),
            Region::Null | Region::Global => {}
        }
    }

    pub(super) fn unwritten_place(&mut self, pointer: Pointer, span: Span) {
        self.report("uninitialized-read", span, |turn| {
            let offset = pointer.offset();
            format!(
                "byte {offset} of {} is read, and nothing wrote it",
                turn.name(pointer)
            )
        });
    }

    /// What a person calls the object that a pointer points into.
    fn name(&self, pointer: Pointer) -> String {
        let object = pointer.object();
        let variable = |name: u32| self.program.names[name as usize].as_str();
        let name = match pointer.region() {
            Region::Buffer => {
                let names = self.program.buffer_names.iter();
                let mut names = names.filter(|(index, _)| *index == object);
                names.next().map(|(_, name)| name.as_str())
            }
            Region::Global => self.program.globals.get(object).map(|o| variable(o.name)),
            Region::Threadgroup => self.shared.get(object).map(|o| variable(o.name)),
            Region::Thread => self.thread.objects.get(object).map(|o| variable(o.name)),
            Region::Null => None,
        };
        match name {
            Some(name) if !name.is_empty() => format!("`{name}`"),
            _ => "a temporary".into(),
        }
    }

    // ---- structs and arrays in registers ----

    /// Puts a value into a struct or array in registers.
    pub(super) fn insert(
        &mut self,
        whole: Slot,
        bytes: u32,
        offset: u32,
        part: Slot,
        shape: Shape,
    ) {
        match shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let bits = self.get(part);
                self.put(whole, bytes, offset, shape.size_bytes(), (bits, true));
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let missing = self.get(part + u32::from(lanes));
                for lane in 0..u32::from(lanes) {
                    let value = (self.get(part + lane), missing >> lane & 1 == 0);
                    self.put(whole, bytes, offset + lane * size, size, value);
                }
            }
            Shape::Bytes(size) => {
                for at in 0..size {
                    let value = self.byte(part, size, at);
                    self.put(whole, bytes, offset + at, 1, value);
                }
            }
        }
    }

    /// Takes a value out of a struct or array in registers.
    pub(super) fn take(&mut self, whole: Slot, bytes: u32, offset: u32, dst: Slot, shape: Shape) {
        let gather = |turn: &Self, offset: u32, size: u32| {
            let mut value = (0, true);
            for at in 0..size {
                let (byte, known) = turn.byte(whole, bytes, offset + at);
                value.0 |= byte << (8 * at);
                value.1 &= known;
            }
            value
        };
        match shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let (bits, _) = gather(self, offset, shape.size_bytes());
                self.set(dst, truth(shape, bits));
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let mut missing = 0;
                for lane in 0..u32::from(lanes) {
                    let (bits, known) = gather(self, offset + lane * size, size);
                    missing |= u64::from(!known) << lane;
                    self.set(dst + lane, truth(Shape::Scalar(scalar), bits));
                }
                self.set(dst + u32::from(lanes), missing);
            }
            Shape::Bytes(size) => {
                for slot in dst..dst + shape.slots() {
                    self.set(slot, 0);
                }
                for at in 0..size {
                    let value = self.byte(whole, bytes, offset + at);
                    self.put(dst, size, at, 1, value);
                }
            }
        }
    }

    /// Whether the first byte of a member has no value.
    pub(super) fn missing(&self, whole: Slot, bytes: u32, offset: u32) -> bool {
        !self.byte(whole, bytes, offset).1
    }

    fn byte(&self, whole: Slot, bytes: u32, at: u32) -> (u64, bool) {
        let mask = self.get(whole + bytes.div_ceil(8) + at / 64);
        let bits = self.get(whole + at / 8) >> (8 * (at % 8)) & 0xff;
        (bits, mask >> (at % 64) & 1 == 0)
    }

    fn put(&mut self, whole: Slot, bytes: u32, offset: u32, size: u32, value: (u64, bool)) {
        let (bits, known) = value;
        for byte in 0..size {
            let at = offset + byte;
            let shift = 8 * (at % 8);
            let word = self.get(whole + at / 8) & !(0xff << shift);
            self.set(whole + at / 8, word | (bits >> (8 * byte) & 0xff) << shift);
            let slot = whole + bytes.div_ceil(8) + at / 64;
            let mask = self.get(slot) & !(1 << (at % 64));
            self.set(slot, mask | u64::from(!known) << (at % 64));
        }
    }
}

impl Access {
    fn name(self) -> String {
        let verb = if self.writes { "store" } else { "load" };
        format!("{verb} of `{}`", self.shape.name())
    }
}

/// Any byte but 0 counts as true.
fn truth(shape: Shape, bits: u64) -> u64 {
    match shape {
        Shape::Scalar(Scalar::Bool) => u64::from(bits != 0),
        _ => bits,
    }
}
