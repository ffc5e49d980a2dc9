//! What an expression yields: a constant, a value, or a place that can be loaded from and perhaps
//! stored to. Nothing is loaded before it is known to be needed.

use crate::{
    ir::{AddressSpace, Const, Op, Scalar, ValueId},
    lower::{
        Lowerer,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
};

/// The result of an expression.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Operand {
    pub(in crate::lower) ty: Ty,
    pub(in crate::lower) kind: OperandKind,
    pub(in crate::lower) span: Span,
    /// A literal, which converts freely.
    pub(in crate::lower) literal: bool,
}

/// The forms of an [`Operand`].
#[derive(Clone, Debug)]
pub(in crate::lower) enum OperandKind {
    Const(Const),
    Value(ValueId),
    Place(Place),
    /// Several components of a vector in memory.
    Swizzle(Place, Vec<u8>),
    /// A bit-field, in the field that it lies in: its first bit and how many it has.
    Bits(Place, BitRange),
    /// `{a, b}`.
    Braces(Vec<Operand>),
    /// `.field = e` in such a list.
    Designated(String, Box<Operand>),
    /// `[i ... j] = e` in such a list.
    Elements(u32, u32, Box<Operand>),
    /// A lambda, by what it captured.
    Closure(Vec<ValueId>),
}

/// Where a bit-field lies in the integer of this type.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) struct BitRange {
    pub(in crate::lower) storage: Ty,
    pub(in crate::lower) offset: u32,
    pub(in crate::lower) width: u32,
}

/// Memory with a type.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) struct Place {
    pub(in crate::lower) pointer: ValueId,
    pub(in crate::lower) space: AddressSpace,
    pub(in crate::lower) constant: bool,
}

impl Operand {
    pub(in crate::lower) fn new(ty: Ty, kind: OperandKind, span: Span) -> Self {
        Self {
            ty,
            kind,
            span,
            literal: false,
        }
    }

    pub(in crate::lower) fn error(span: Span) -> Self {
        Self::constant(Ty::ERROR, Const::Zero, span)
    }

    pub(in crate::lower) fn constant(ty: Ty, constant: Const, span: Span) -> Self {
        Self::new(ty, OperandKind::Const(constant), span)
    }

    pub(in crate::lower) fn bits(ty: Ty, bits: u64, span: Span) -> Self {
        Self::constant(ty, Const::Scalar(bits), span)
    }

    pub(in crate::lower) fn value(ty: Ty, value: ValueId, span: Span) -> Self {
        Self::new(ty, OperandKind::Value(value), span)
    }

    pub(in crate::lower) fn is_error(&self) -> bool {
        self.ty == Ty::ERROR
    }

    /// The bits of a scalar constant.
    pub(in crate::lower) fn known(&self) -> Option<u64> {
        match &self.kind {
            OperandKind::Const(Const::Scalar(bits)) => Some(*bits),
            OperandKind::Const(Const::Zero) => Some(0),
            _ => None,
        }
    }

    pub(in crate::lower) fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }
}

const ZERO: Const = Const::Zero;

impl Lowerer<'_> {
    /// The place as an operand.
    pub(in crate::lower) fn place(&self, ty: Ty, place: Place, span: Span) -> Operand {
        // A reference is seen through wherever it is used.
        Operand::new(ty, OperandKind::Place(place), span)
    }

    /// The place that a pointer value leads to.
    pub(in crate::lower) fn place_at(
        &self,
        pointer: ValueId,
        target: Target,
        span: Span,
    ) -> Operand {
        let place = Place {
            pointer,
            space: target.space,
            constant: target.constant,
        };
        self.place(target.ty, place, span)
    }

    /// The content: arrays become pointers to their first element, other places are loaded.
    pub(in crate::lower) fn rvalue(&mut self, operand: Operand) -> Operand {
        let Operand {
            ty, span, literal, ..
        } = operand;
        match operand.kind {
            OperandKind::Const(_)
            | OperandKind::Value(_)
            | OperandKind::Braces(_)
            | OperandKind::Designated(..)
            | OperandKind::Elements(..)
            | OperandKind::Closure(_) => operand,
            OperandKind::Place(place) => match self.tys[ty] {
                TyKind::Array { element, .. } => self.decay(place, element, span),
                _ => self.load(place, ty, span),
            },
            OperandKind::Bits(place, range) => {
                let storage = self.load(place, range.storage, span);
                self.read_bits(&storage, range, ty)
            }
            OperandKind::Swizzle(place, order) => {
                let whole = self.vector_of_place(place);
                let whole = self.load(place, whole, span);
                Operand {
                    literal,
                    ..self.swizzle(&whole, order, span)
                }
            }
        }
    }

    /// The content without decay.
    pub(in crate::lower) fn content(&mut self, operand: Operand) -> Operand {
        match operand.kind {
            OperandKind::Place(place) => self.load(place, operand.ty, operand.span),
            _ => self.rvalue(operand),
        }
    }

    /// The content as a value of the IR.
    pub(in crate::lower) fn value(&mut self, operand: &Operand) -> ValueId {
        match self.rvalue(operand.clone()).kind {
            OperandKind::Value(value) => value,
            OperandKind::Const(constant) => {
                let ty = self.ir(operand.ty);
                self.cx().builder.constant(ty, constant, operand.span)
            }
            OperandKind::Place(_)
            | OperandKind::Swizzle(..)
            | OperandKind::Bits(..)
            | OperandKind::Braces(_)
            | OperandKind::Designated(..)
            | OperandKind::Elements(..)
            | OperandKind::Closure(_) => {
                let void = self.ir(Ty::VOID);
                self.cx().builder.constant(void, Const::Zero, operand.span)
            }
        }
    }

    /// The content of a type that does not decay, as a value of the IR.
    pub(in crate::lower) fn content_value(&mut self, operand: &Operand) -> ValueId {
        let content = self.content(operand.clone());
        self.value(&content)
    }

    pub(in crate::lower) fn load(&mut self, place: Place, ty: Ty, span: Span) -> Operand {
        if let Some(constant) = self.constant_at(place.pointer) {
            return Operand::constant(ty, constant.clone(), span);
        }
        if ty == Ty::ERROR {
            return Operand::error(span);
        }
        if let TyKind::Atomic(_) = self.tys[ty] {
            let help = "read it with `atomic_load_explicit`";
            self.report(
                crate::diagnostic::Diagnostic::error(
                    "type-mismatch",
                    span,
                    format!("expected a plain value, found `{}`", self.ty_name(ty)),
                )
                .with_help(help),
            );
            return Operand::error(span);
        }
        let ir = self.ir(ty);
        let value = self.eval(Op::Load(place.pointer), ir, span);
        Operand::value(ty, value, span)
    }

    /// The address of an array's first element.
    fn decay(&mut self, place: Place, element: Ty, span: Span) -> Operand {
        let index = self.integer_constant(Scalar::I32, 0, span);
        let pointer = self.element_address(place, index, element, span);
        let target = Target {
            ty: element,
            space: place.space,
            constant: place.constant,
        };
        Operand::value(self.tys.pointer(target), pointer, span)
    }

    pub(in crate::lower) fn element_address(
        &mut self,
        place: Place,
        index: ValueId,
        element: Ty,
        span: Span,
    ) -> ValueId {
        let element = self.ir(element);
        let ty = self.types.pointer(place.space, element);
        self.eval(
            Op::Element {
                pointer: place.pointer,
                index,
            },
            ty,
            span,
        )
    }

    /// The type of the vector that a swizzled place is.
    fn vector_of_place(&mut self, place: Place) -> Ty {
        let builder = &self
            .contexts
            .last()
            .expect("places are made in a context")
            .builder;
        let crate::ir::Type::Pointer { pointee, .. } = self.types[builder.ty(place.pointer)] else {
            return Ty::ERROR;
        };
        match self.types[pointee] {
            crate::ir::Type::Vector {
                scalar,
                lanes,
                packed,
            } => self.tys.intern(TyKind::Vector {
                scalar,
                lanes,
                packed,
            }),
            _ => Ty::ERROR,
        }
    }

    /// What a place of constant memory holds, where the address is a constant.
    fn constant_at(&self, pointer: ValueId) -> Option<&Const> {
        let function = self.contexts.last()?.builder.function();
        match function.values[pointer].op {
            Op::GlobalAddress(global) => {
                let global = &self.globals[global];
                global.host.is_none().then_some(&global.init)
            }
            Op::Element { pointer, index } => {
                let Op::Const(Const::Scalar(index)) = function.values[index].op else {
                    return None;
                };
                child(self.constant_at(pointer)?, usize::try_from(index).ok()?)
            }
            Op::Field { pointer, index } => child(self.constant_at(pointer)?, index as usize),
            _ => None,
        }
    }

    /// A variable of the compiler's own with this content.
    pub(in crate::lower) fn spill(&mut self, operand: &Operand, span: Span) -> Place {
        let value = self.content_value(operand);
        let pointer = self.local_place("", operand.ty, AddressSpace::Thread, span);
        self.store_value(pointer, value, span);
        Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        }
    }

    pub(in crate::lower) fn store_value(&mut self, pointer: ValueId, value: ValueId, span: Span) {
        let context = self.contexts.last_mut().expect("stores stand in a context");
        context.builder.store(&mut self.types, pointer, value, span);
    }
}

/// A member of a constant.
pub(in crate::lower) fn child(whole: &Const, index: usize) -> Option<&Const> {
    match whole {
        Const::Zero => Some(&ZERO),
        Const::Composite(members) => members.get(index),
        Const::Scalar(_) => None,
    }
}
