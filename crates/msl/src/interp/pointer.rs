//! Pointers as the interpreter holds them: an object and a byte offset, packed into 64 bits.
//!
//! A pointer in memory takes 8 bytes ([`Layout`](crate::analysis::layout)), so the packed form
//! keeps what it points into through stores, loads, copies of structs and casts, with no side
//! table. All bits zero is the null pointer. Offsets that would not fit saturate far outside of
//! any object, so an access through them is out of bounds.

/// What kind of object a pointer points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// No object: a null pointer, or bits that never were a pointer.
    Null,
    /// A buffer of the launch, by binding index.
    Buffer,
    /// A constant table of the module.
    Global,
    /// A variable of the threadgroup.
    Threadgroup,
    /// A variable of the thread.
    Thread,
}

/// A packed pointer: 3 bits of region, 21 of object, 40 of offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pointer(pub(super) u64);

const OFFSET_BITS: u32 = 40;
const OBJECT_BITS: u32 = 21;
const OFFSET_LIMIT: i64 = 1 << (OFFSET_BITS - 1);
/// How many objects a region may have.
pub(super) const OBJECT_LIMIT: usize = 1 << OBJECT_BITS;

impl Pointer {
    /// A pointer to the first byte of an object.
    pub(super) fn new(region: Region, object: usize) -> Self {
        debug_assert!(object < OBJECT_LIMIT);
        let region = match region {
            Region::Null => 0u64,
            Region::Buffer => 1,
            Region::Global => 2,
            Region::Threadgroup => 3,
            Region::Thread => 4,
        };
        Self(region << (OFFSET_BITS + OBJECT_BITS) | (object as u64) << OFFSET_BITS)
    }

    pub(super) fn region(self) -> Region {
        match self.0 >> (OFFSET_BITS + OBJECT_BITS) {
            1 => Region::Buffer,
            2 => Region::Global,
            3 => Region::Threadgroup,
            4 => Region::Thread,
            _ => Region::Null,
        }
    }

    pub(super) fn object(self) -> usize {
        ((self.0 >> OFFSET_BITS) & ((1 << OBJECT_BITS) - 1)) as usize
    }

    /// Bytes from the object's first byte.
    pub(super) fn offset(self) -> i64 {
        (self.0 << (64 - OFFSET_BITS)) as i64 >> (64 - OFFSET_BITS)
    }

    /// The pointer `bytes` further on.
    pub(super) fn add(self, bytes: i64) -> Self {
        let offset = self
            .offset()
            .saturating_add(bytes)
            .clamp(-OFFSET_LIMIT, OFFSET_LIMIT - 1);
        let mask = (1u64 << OFFSET_BITS) - 1;
        Self(self.0 & !mask | offset as u64 & mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_survive_packing() {
        let pointer = Pointer::new(Region::Thread, 77).add(-5);
        assert_eq!(pointer.region(), Region::Thread);
        assert_eq!((pointer.object(), pointer.offset()), (77, -5));
        assert_eq!(pointer.add(5), Pointer::new(Region::Thread, 77));
    }

    #[test]
    fn far_offsets_stay_far() {
        let pointer = Pointer::new(Region::Buffer, 1).add(i64::MAX).add(i64::MAX);
        assert_eq!(pointer.offset(), OFFSET_LIMIT - 1);
        assert_eq!((pointer.region(), pointer.object()), (Region::Buffer, 1));
        assert_eq!(pointer.add(i64::MIN).offset(), -OFFSET_LIMIT);
    }

    #[test]
    fn zero_is_null() {
        assert_eq!(Pointer(0).region(), Region::Null);
    }
}
