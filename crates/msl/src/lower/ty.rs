//! Types as C++ sees them: with `const`, references, enumerations and closures, none of which the
//! IR knows. Equal types have equal handles.

use super::{Lowerer, record::RecordId};
use crate::{
    hash::HashMap,
    ir::{AddressSpace, Field, Scalar, Type, TypeId},
};
use std::ops;

/// A type without qualifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Ty(u32);

/// What a [`Ty`] is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TyKind {
    /// Stands where an error was reported; everything about it is silent.
    Error,
    Void,
    /// Of `nullptr`.
    Null,
    Scalar(Scalar),
    Vector {
        scalar: Scalar,
        lanes: u8,
        packed: bool,
    },
    Matrix(MatrixTy),
    Atomic(Scalar),
    Enum(u32),
    Pointer(Target),
    Reference(Target),
    Array {
        element: Ty,
        length: u32,
    },
    Record(RecordId),
    /// Of a lambda, or of one function.
    Closure(u32),
    /// A function's own type, or that of pointers to such functions, which references to them are too.
    Function {
        params: Vec<Ty>,
        ret: Ty,
        pointer: bool,
    },
    /// Of `{a, b}` before it is known what it initializes.
    Braces,
}

/// Columns of vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct MatrixTy {
    pub(super) scalar: Scalar,
    pub(super) columns: u8,
    pub(super) rows: u8,
}

/// What a pointer or reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) ty: Ty,
    pub(super) space: AddressSpace,
    pub(super) constant: bool,
}

/// A type with the qualifiers of its outermost level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct QualTy {
    pub(super) ty: Ty,
    pub(super) constant: bool,
    pub(super) space: Option<AddressSpace>,
}

impl QualTy {
    pub(super) const ERROR: Self = Self::plain(Ty::ERROR);

    /// A type that may be `const`, wherever it lies.
    pub(super) const fn of(ty: Ty, constant: bool) -> Self {
        Self {
            ty,
            constant,
            space: None,
        }
    }

    pub(super) const fn plain(ty: Ty) -> Self {
        Self {
            ty,
            constant: false,
            space: None,
        }
    }
}

impl Ty {
    pub(super) const ERROR: Self = Self(0);
    pub(super) const VOID: Self = Self(1);
    pub(super) const NULL: Self = Self(2);
    pub(super) const BRACES: Self = Self(3);
    pub(super) const BOOL: Self = Self::scalar(Scalar::Bool);
    pub(super) const INT: Self = Self::scalar(Scalar::I32);
    pub(super) const UINT: Self = Self::scalar(Scalar::U32);
    pub(super) const LONG: Self = Self::scalar(Scalar::I64);
    pub(super) const ULONG: Self = Self::scalar(Scalar::U64);

    /// The type of a scalar: scalars follow the four special types in the order of `Scalar::ALL`.
    pub(super) const fn scalar(scalar: Scalar) -> Self {
        Self(4 + scalar as u32)
    }
}

/// The types of a compilation.
pub(super) struct TyArena {
    kinds: Vec<TyKind>,
    ids: HashMap<TyKind, Ty>,
    /// IR types, where known.
    pub(super) lowered: Vec<Option<TypeId>>,
}

impl TyArena {
    pub(super) fn new() -> Self {
        let mut arena = Self {
            kinds: Vec::new(),
            ids: HashMap::default(),
            lowered: Vec::new(),
        };
        for kind in [TyKind::Error, TyKind::Void, TyKind::Null, TyKind::Braces] {
            arena.intern(kind);
        }
        for scalar in Scalar::ALL {
            arena.intern(TyKind::Scalar(scalar));
        }
        arena
    }

    pub(super) fn intern(&mut self, kind: TyKind) -> Ty {
        if let Some(&ty) = self.ids.get(&kind) {
            return ty;
        }
        let ty = Ty(u32::try_from(self.kinds.len()).expect("limits keep types few"));
        self.kinds.push(kind.clone());
        self.lowered.push(None);
        self.ids.insert(kind, ty);
        ty
    }

    /// The vector type, or the scalar where `lanes` is 1.
    pub(super) fn vector(&mut self, scalar: Scalar, lanes: u8) -> Ty {
        match lanes {
            1 => Ty::scalar(scalar),
            _ => self.intern(TyKind::Vector {
                scalar,
                lanes,
                packed: false,
            }),
        }
    }

    /// The vector that a matrix's columns are.
    pub(super) fn column(&mut self, matrix: MatrixTy) -> Ty {
        self.vector(matrix.scalar, matrix.rows)
    }

    /// The array that a matrix consists of.
    pub(super) fn columns(&mut self, matrix: MatrixTy) -> Ty {
        let column = self.column(matrix);
        self.array(column, matrix.columns.into())
    }

    pub(super) fn pointer(&mut self, target: Target) -> Ty {
        self.intern(TyKind::Pointer(target))
    }

    /// A function's type as that of pointers to it; other types as they are (\[conv.func\]).
    pub(super) fn function_pointer(&mut self, ty: Ty) -> Ty {
        match self[ty].clone() {
            TyKind::Function { params, ret, .. } => self.intern(TyKind::Function {
                params,
                ret,
                pointer: true,
            }),
            _ => ty,
        }
    }

    pub(super) fn array(&mut self, element: Ty, length: u32) -> Ty {
        self.intern(TyKind::Array { element, length })
    }

    /// The scalar of a scalar or vector.
    pub(super) fn component(&self, ty: Ty) -> Option<Scalar> {
        match self[ty] {
            TyKind::Scalar(scalar) | TyKind::Vector { scalar, .. } => Some(scalar),
            _ => None,
        }
    }

    /// Scalar and number of lanes of a scalar or vector.
    pub(super) fn shape(&self, ty: Ty) -> Option<(Scalar, u8)> {
        match self[ty] {
            TyKind::Scalar(scalar) => Some((scalar, 1)),
            TyKind::Vector { scalar, lanes, .. } => Some((scalar, lanes)),
            _ => None,
        }
    }

    pub(super) fn is_scalar(&self, ty: Ty) -> bool {
        matches!(self[ty], TyKind::Scalar(_))
    }

    pub(super) fn is_vector(&self, ty: Ty) -> bool {
        matches!(self[ty], TyKind::Vector { .. })
    }

    pub(super) fn is_integer(&self, ty: Ty) -> bool {
        matches!(self[ty], TyKind::Scalar(scalar) if scalar.is_integer())
    }

    /// What an array of arrays holds in the end; any other type itself.
    pub(super) fn innermost_element(&self, mut ty: Ty) -> Ty {
        while let TyKind::Array { element, .. } = self[ty] {
            ty = element;
        }
        ty
    }

    pub(super) fn record(&self, ty: Ty) -> Option<RecordId> {
        match self[ty] {
            TyKind::Record(id) => Some(id),
            _ => None,
        }
    }
}

impl ops::Index<Ty> for TyArena {
    type Output = TyKind;
    fn index(&self, ty: Ty) -> &TyKind {
        &self.kinds[ty.0 as usize]
    }
}

/// The keyword of an address space.
pub(super) const fn space_name(space: AddressSpace) -> &'static str {
    match space {
        AddressSpace::Device => "device",
        AddressSpace::Constant => "constant",
        AddressSpace::Threadgroup => "threadgroup",
        AddressSpace::Thread => "thread",
    }
}

impl Lowerer<'_> {
    /// The IR's type.
    pub(super) fn ir(&mut self, ty: Ty) -> TypeId {
        if let Some(known) = self.tys.lowered[ty.0 as usize] {
            return known;
        }
        let lowered = match self.tys[ty].clone() {
            // It has a size: structs of it are among the types, though no kernel that compiles has one.
            TyKind::Error => self.types.scalar(Scalar::Bool),
            TyKind::Void | TyKind::Braces | TyKind::Closure(_) => self.types.intern(Type::Void),
            // Its number, as large as any pointer.
            TyKind::Function { .. } => self.types.scalar(Scalar::U64),
            TyKind::Null => {
                let void = self.types.intern(Type::Void);
                self.types.pointer(AddressSpace::Thread, void)
            }
            TyKind::Scalar(scalar) => self.types.scalar(scalar),
            TyKind::Vector {
                scalar,
                lanes,
                packed,
            } => self.types.intern(Type::Vector {
                scalar,
                lanes,
                packed,
            }),
            TyKind::Matrix(matrix) => {
                let columns = self.tys.columns(matrix);
                let field = Field {
                    name: "columns".to_owned(),
                    ty: self.ir(columns),
                    align_bytes: 1,
                };
                // No struct of a text has this name.
                let name = format!("metal::{}", self.ty_name(ty));
                self.types.intern(Type::Struct {
                    name,
                    fields: vec![field],
                    union: false,
                })
            }
            TyKind::Atomic(scalar) => self.types.intern(Type::Atomic(scalar)),
            TyKind::Enum(id) => {
                let scalar = self.enums[id as usize].underlying;
                self.types.scalar(scalar)
            }
            TyKind::Pointer(target) | TyKind::Reference(target) => {
                let pointee = self.ir(target.ty);
                self.types.pointer(target.space, pointee)
            }
            TyKind::Array { element, length } => {
                let element = self.ir(element);
                self.types.intern(Type::Array { element, length })
            }
            TyKind::Record(id) => self.record_ir(id),
        };
        self.tys.lowered[ty.0 as usize] = Some(lowered);
        lowered
    }

    /// How deep a type is: pointers, arrays and structs inside each other.
    pub(super) fn type_depth(&self, mut ty: Ty) -> u32 {
        let mut depth = 0;
        loop {
            depth += 1;
            ty = match self.tys[ty] {
                TyKind::Pointer(target) | TyKind::Reference(target) => target.ty,
                TyKind::Array { element, .. } => element,
                TyKind::Record(id) => return depth + self.records[id.index()].depth,
                _ => return depth,
            };
        }
    }

    /// Whether a pointer in the type leads to a struct whose members are not known yet.
    pub(super) fn leads_to_incomplete(&self, mut ty: Ty) -> bool {
        loop {
            ty = match self.tys[ty] {
                TyKind::Pointer(target) | TyKind::Reference(target) => target.ty,
                TyKind::Array { element, .. } => element,
                TyKind::Record(id) => return !self.records[id.index()].complete,
                _ => return false,
            };
        }
    }
}
