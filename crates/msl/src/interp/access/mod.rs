//! Loads and stores: where a pointer points, and whether that is allowed.
//!
//! A read out of bounds gives zero and a write there is dropped; a misaligned access is reported
//! and made all the same.

mod reliance;

pub(super) use reliance::{Barrier, Followed, Reliance};

use super::{
    code::{Code, Shape, Slot},
    memory::Word,
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
            Code::Atomic(ref atomic) => self.atomic(atomic, span),
            ref other => unreachable!("`step` sends only memory accesses here, not {other:?}"),
        }
    }

    pub(super) fn load(&mut self, dst: Slot, pointer: Pointer, access: Access) {
        let Some(place) = self.place(pointer, access) else {
            for slot in dst..dst + access.shape.slots() {
                self.set(slot, 0);
            }
            return;
        };
        self.check_order(pointer, place, access);
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

    pub(super) fn store(&mut self, pointer: Pointer, value: Slot, access: Access) {
        let Some(place) = self.place(pointer, access) else {
            return;
        };
        if let Some(followed) = &mut self.followed {
            let size = access.shape.size_bytes() as usize;
            let span = self.thread.blamed(self.program, access.span);
            let bytes = (place.object, place.at, size);
            followed.write(self.index, place.region, bytes, span);
        }
        match access.shape {
            Shape::Void => {}
            Shape::Scalar(_) | Shape::Pointer => {
                let bits = self.get(value);
                self.write(place, 0, access.shape.size_bytes(), (bits, true));
            }
            Shape::Vector(scalar, lanes) => {
                let size = scalar.size_bytes();
                let missing = self.get(value + u32::from(lanes));
                for lane in 0..u32::from(lanes) {
                    let word = (self.get(value + lane), missing >> lane & 1 == 0);
                    self.write(place, lane * size, size, word);
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
                self.write(place, 8 * word, size, (bits, true));
                continue;
            }
            for byte in 0..size {
                let value = (bits >> (8 * byte) & 0xff, missing >> byte & 1 == 0);
                self.write(place, 8 * word + byte, 1, value);
            }
        }
    }

    /// Reports a read of what another thread wrote before a barrier that does not order it.
    fn check_order(&mut self, pointer: Pointer, place: Place, access: Access) {
        let size = access.shape.size_bytes() as usize;
        let bytes = (place.object, place.at, size);
        let followed = self.followed.as_ref();
        let found = followed.and_then(|all| all.read(self.index, place.region, bytes));
        if let Some(reliance) = found {
            let message = format!(
                "{} from {}, where another thread wrote before a barrier that does not order it",
                access.name(),
                self.name(pointer)
            );
            self.relies(reliance, access.span, message);
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

    pub(super) fn read(&self, place: Place, offset: u32, size: u32) -> Word {
        let (object, at, size) = (place.object, place.at + offset as usize, size as usize);
        match place.region {
            Region::Buffer => self.memory.read(object, at, size),
            Region::Global => self.program.globals.read(object, at, size),
            Region::Threadgroup => self.shared.read(object, at, size),
            Region::Thread => self.thread.objects.read(object, at, size),
            Region::Null => (0, true),
        }
    }

    pub(super) fn write(&mut self, place: Place, offset: u32, size: u32, value: Word) {
        let (object, at, size) = (place.object, place.at + offset as usize, size as usize);
        match place.region {
            Region::Buffer => self.memory.write(object, at, size, value),
            Region::Threadgroup => self.shared.write(object, at, size, value),
            Region::Thread => self.thread.objects.write(object, at, size, value),
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
}

impl Access {
    fn name(self) -> String {
        let verb = if self.writes { "store" } else { "load" };
        format!("{verb} of `{}`", self.shape.name())
    }
}

/// Any byte but 0 counts as true.
pub(super) fn truth(shape: Shape, bits: u64) -> u64 {
    match shape {
        Shape::Scalar(Scalar::Bool) => u64::from(bits != 0),
        _ => bits,
    }
}
