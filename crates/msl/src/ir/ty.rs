//! Types of values and of memory. Equal types have equal ids.

use crate::arena::{Arena, Handle};
use crate::hash::HashMap;
use std::ops;

/// A type of a module.
pub type TypeId = Handle<Type>;

/// The element types of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `bool`.
    Bool,
    /// `char`, which is signed.
    I8,
    /// `short`.
    I16,
    /// `int`.
    I32,
    /// `long`.
    I64,
    /// `uchar`.
    U8,
    /// `ushort`.
    U16,
    /// `uint`.
    U32,
    /// `ulong`, `size_t`.
    U64,
    /// `half`, IEEE binary16.
    F16,
    /// `bfloat`, the upper half of a binary32.
    BF16,
    /// `float`, IEEE binary32.
    F32,
}

impl Scalar {
    /// All of them, in order.
    pub const ALL: [Self; 12] = [
        Self::Bool,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::F16,
        Self::BF16,
        Self::F32,
    ];

    /// Bytes in memory, which is also its alignment.
    #[must_use]
    pub const fn size_bytes(self) -> u32 {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 | Self::F16 | Self::BF16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 => 8,
        }
    }

    /// Whether it is `half`, `bfloat` or `float`.
    #[must_use]
    pub const fn is_float(self) -> bool {
        matches!(self, Self::F16 | Self::BF16 | Self::F32)
    }

    /// Whether it is an integer; `bool` is not.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        !self.is_float() && !matches!(self, Self::Bool)
    }

    /// Whether it is a signed integer.
    #[must_use]
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::I8 | Self::I16 | Self::I32 | Self::I64)
    }

    /// The unsigned integer of the same width.
    #[must_use]
    pub const fn to_unsigned(self) -> Self {
        match self.size_bytes() {
            1 => Self::U8,
            2 => Self::U16,
            4 => Self::U32,
            _ => Self::U64,
        }
    }

    /// The type after the integer promotions of C++; floats stay as they are.
    #[must_use]
    pub const fn promoted(self) -> Self {
        match self {
            Self::Bool | Self::I8 | Self::U8 | Self::I16 | Self::U16 => Self::I32,
            _ => self,
        }
    }

    /// The keyword in Metal.
    #[must_use]
    pub const fn metal_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I8 => "char",
            Self::I16 => "short",
            Self::I32 => "int",
            Self::I64 => "long",
            Self::U8 => "uchar",
            Self::U16 => "ushort",
            Self::U32 => "uint",
            Self::U64 => "ulong",
            Self::F16 => "half",
            Self::BF16 => "bfloat",
            Self::F32 => "float",
        }
    }
}

/// Where a pointer points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressSpace {
    /// Buffers that may be written.
    Device,
    /// Small read-only buffers and program-scope tables.
    Constant,
    /// Shared by a threadgroup.
    Threadgroup,
    /// Private to a thread.
    Thread,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Of operations without a result.
    Void,
    /// One number.
    Scalar(Scalar),
    /// 2, 3 or 4 numbers.
    Vector {
        /// Of what.
        scalar: Scalar,
        /// How many.
        lanes: u8,
        /// `packed_float3` and its like: aligned to the scalar, without padding in memory.
        packed: bool,
    },
    /// An address.
    Pointer {
        /// Where it points.
        space: AddressSpace,
        /// To what.
        pointee: TypeId,
    },
    /// A fixed number of elements; not a value except in loads, stores and initialisers of whole
    /// structs that hold one.
    Array {
        /// Of what.
        element: TypeId,
        /// How many, at least 1.
        length: u32,
    },
    /// Named fields in order. Two structs are one type only if their names are equal, and `lower`
    /// gives each declaration and instantiation a name of its own.
    Struct {
        /// Unique in the module.
        name: String,
        /// In order.
        fields: Vec<Field>,
        /// Fields overlap at offset 0.
        union: bool,
    },
    /// `atomic<T>`: same size as `T`, reached by atomic operations only.
    Atomic(Scalar),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: TypeId,
    /// Alignment in bytes where it is larger than the type's own, a power of two; 1 otherwise. Of the
    /// first field it may be the struct's.
    pub align_bytes: u32,
}

impl Type {
    /// The scalar of a scalar or vector.
    #[must_use]
    pub const fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::Scalar(scalar) | Self::Vector { scalar, .. } => Some(*scalar),
            _ => None,
        }
    }

    /// Components of a scalar (1) or vector.
    #[must_use]
    pub const fn lanes(&self) -> Option<u8> {
        match self {
            Self::Scalar(_) => Some(1),
            Self::Vector { lanes, .. } => Some(*lanes),
            _ => None,
        }
    }
}

/// The types of a module, each once.
#[derive(Clone, Debug, Default)]
pub struct TypeArena {
    types: Arena<Type>,
    ids: HashMap<Type, TypeId>,
}

impl TypeArena {
    /// The id of a type, new or known.
    pub fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(&id) = self.ids.get(&ty) {
            return id;
        }
        let id = self.types.push(ty.clone());
        self.ids.insert(ty, id);
        id
    }

    /// The id of a type that exists already.
    #[must_use]
    pub fn find(&self, ty: &Type) -> Option<TypeId> {
        self.ids.get(ty).copied()
    }

    /// The id of a scalar type.
    pub fn scalar(&mut self, scalar: Scalar) -> TypeId {
        self.intern(Type::Scalar(scalar))
    }

    /// The id of an unpacked vector type, or of the scalar where `lanes` is 1.
    pub fn vector(&mut self, scalar: Scalar, lanes: u8) -> TypeId {
        match lanes {
            1 => self.scalar(scalar),
            _ => self.intern(Type::Vector {
                scalar,
                lanes,
                packed: false,
            }),
        }
    }

    /// The id of a pointer type.
    pub fn pointer(&mut self, space: AddressSpace, pointee: TypeId) -> TypeId {
        self.intern(Type::Pointer { space, pointee })
    }

    /// All types in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        self.types.iter()
    }

    /// Whether the id is of this arena's range.
    #[must_use]
    pub fn contains(&self, id: TypeId) -> bool {
        self.types.get(id).is_some()
    }
}

impl ops::Index<TypeId> for TypeArena {
    type Output = Type;
    fn index(&self, id: TypeId) -> &Type {
        &self.types[id]
    }
}
