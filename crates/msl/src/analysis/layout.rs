//! Sizes, alignments and offsets in memory (clauses 2.1 to 2.5 of the specification).
//!
//! A scalar is aligned to its size. A vector of 2 or 4 is aligned to its size, one of 3 takes the
//! room of 4; a packed vector is aligned to its scalar and has no padding. Structs and arrays are
//! laid out as in C++, `alignas` included.

use crate::ir::{Field, Scalar, Type, TypeArena, TypeId};

/// Room that a type takes in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Bytes, a multiple of the alignment; also the stride in arrays.
    pub size_bytes: u64,
    /// A power of two.
    pub align_bytes: u32,
}

/// The layout of a type; `Void` takes none. A pointer takes 8 bytes.
#[must_use]
pub fn layout(types: &TypeArena, ty: TypeId) -> Layout {
    match &types[ty] {
        Type::Void => Layout {
            size_bytes: 0,
            align_bytes: 1,
        },
        Type::Scalar(scalar) | Type::Atomic(scalar) => of_scalar(*scalar),
        Type::Vector {
            scalar,
            lanes,
            packed: true,
        } => {
            let one = of_scalar(*scalar);
            Layout {
                size_bytes: one.size_bytes * u64::from(*lanes),
                ..one
            }
        }
        Type::Vector {
            scalar,
            lanes,
            packed: false,
        } => {
            let size = scalar.size_bytes() * u32::from(lanes.next_power_of_two());
            Layout {
                size_bytes: u64::from(size),
                align_bytes: size,
            }
        }
        Type::Pointer { .. } => Layout {
            size_bytes: 8,
            align_bytes: 8,
        },
        Type::Array { element, length } => {
            let element = layout(types, *element);
            Layout {
                size_bytes: element.size_bytes.saturating_mul(u64::from(*length)),
                ..element
            }
        }
        Type::Struct { fields, union, .. } => {
            let mut end = 0u64;
            let mut align = 1;
            for field in fields {
                let member = of_field(types, field);
                align = align.max(member.align_bytes);
                let start = if *union {
                    0
                } else {
                    round_up(end, member.align_bytes)
                };
                end = end.max(start.saturating_add(member.size_bytes));
            }
            // An empty struct takes one byte, as in C++.
            Layout {
                size_bytes: round_up(end.max(1), align),
                align_bytes: align,
            }
        }
    }
}

/// The byte offset of a field of a struct type.
///
/// # Panics
/// If the type is no struct, or has no such field.
#[must_use]
pub fn field_offset(types: &TypeArena, ty: TypeId, index: u32) -> u64 {
    let Type::Struct { fields, union, .. } = &types[ty] else {
        panic!("only structs have fields")
    };
    let mut end = 0u64;
    for (at, field) in fields.iter().enumerate() {
        let member = of_field(types, field);
        let start = if *union {
            0
        } else {
            round_up(end, member.align_bytes)
        };
        if at == index as usize {
            return start;
        }
        end = start + member.size_bytes;
    }
    panic!("a field index is less than the number of fields")
}

fn of_field(types: &TypeArena, field: &Field) -> Layout {
    let own = layout(types, field.ty);
    Layout {
        align_bytes: own.align_bytes.max(field.align_bytes),
        ..own
    }
}

fn of_scalar(scalar: Scalar) -> Layout {
    Layout {
        size_bytes: u64::from(scalar.size_bytes()),
        align_bytes: scalar.size_bytes(),
    }
}

fn round_up(bytes: u64, align: u32) -> u64 {
    bytes.next_multiple_of(u64::from(align))
}
