//! Bit-fields (\[class.bit\]).
//!
//! Bit-fields in a row share integers of the type of the first of them, each in the next bits that it
//! fits into, as C++ compilers for Metal's targets lay them out. The IR knows the integers only: reading
//! a bit-field shifts and masks, and writing one reads and writes its integer, so two threads must not
//! write neighbors at once, which C++ does not allow either.
//!
//! Where such compilers would put other members into the same integer, the text is refused rather than
//! laid out in another way.

use super::{FieldInfo, RecordId};
use crate::lower::{
    Lowerer,
    conversion::Purpose,
    expr::operand::{BitRange, Operand, OperandKind},
    scope::{Entity, ScopeId},
    ty::{Ty, TyKind},
};
use crate::{
    analysis::layout::layout,
    ir::{BinaryOp, Scalar},
    source::Span,
    syntax::ast,
};
use std::collections::VecDeque;

/// A bit-field, in the field that it lies in.
#[derive(Clone, Debug)]
pub(in crate::lower) struct BitField<'a> {
    pub(super) name: &'a str,
    ty: Ty,
    offset: u32,
    width: u32,
}

impl<'a> Lowerer<'a> {
    pub(super) fn bit_field(
        &mut self,
        id: RecordId,
        variable: &'a ast::Variable,
        width: &'a ast::Expr,
        scope: ScopeId,
    ) {
        let name = &variable.name;
        let ty = self.spelled(&variable.ty, scope).ty;
        let Some((_, width_bits)) = self.constant_integer(width, scope) else {
            return;
        };
        let Some(scalar) = self.bit_scalar(ty) else {
            if ty != Ty::ERROR {
                let message = format!(
                    "expected an integer type for a bit-field, found `{}`",
                    self.ty_name(ty)
                );
                self.error("type-mismatch", name.span, message);
            }
            return;
        };
        let most = 8 * scalar.size_bytes();
        let found = u32::try_from(width_bits).ok();
        let Some(bits) = found.filter(|bits| (1..=most).contains(bits)) else {
            let message = format!("expected a width of 1 to {most} bits, found {width_bits}");
            return self.error("type-mismatch", width.span, message);
        };
        if variable.init.is_some() {
            return self.unsupported("an initializer of a bit-field", name.span);
        }
        let place = self.bit_place(id, scalar, bits, name.span);
        let Some((index, offset)) = place else { return };
        let field = &mut self.records[id.index()].fields[index];
        let at = u32::try_from(field.bits.len()).expect("bit-fields are few");
        field.bits.push(BitField {
            name: &name.name,
            ty,
            offset,
            width: bits,
        });
        let index = u32::try_from(index).expect("fields are few");
        self.declare(scope, name, Entity::Bits(id, index, at));
    }

    /// The integer type of a bit-field's type.
    fn bit_scalar(&self, ty: Ty) -> Option<Scalar> {
        let scalar = match self.tys[ty] {
            TyKind::Scalar(scalar) => scalar,
            TyKind::Enum(id) => self.enums[id as usize].underlying,
            _ => return None,
        };
        (scalar == Scalar::Bool || scalar.is_integer()).then_some(scalar)
    }

    /// The field and the first bit in it for so many bits more; a new field where they do not fit.
    fn bit_place(
        &mut self,
        id: RecordId,
        scalar: Scalar,
        bits: u32,
        span: Span,
    ) -> Option<(usize, u32)> {
        let own = 8 * scalar.size_bytes();
        let record = &self.records[id.index()];
        if let Some((storage, used)) = self.open_bits(id).filter(|_| !record.union) {
            let room = 8 * storage.size_bytes();
            if own > room {
                let what = "a bit-field after one of a smaller type";
                self.unsupported(what, span);
                return None;
            }
            if used % own + bits <= own && used + bits <= room {
                return Some((record.fields.len() - 1, used));
            }
            let next = used.next_multiple_of(own);
            if next + bits <= room {
                return Some((record.fields.len() - 1, next));
            }
        }
        let ty = Ty::scalar(unsigned(scalar));
        self.check_before_bits(id, (own, bits), span);
        let record = &mut self.records[id.index()];
        record.fields.push(FieldInfo {
            name: "",
            ty,
            constant: false,
            align_bytes: 1,
            default: None,
            erased: false,
            bits: Vec::new(),
            span,
        });
        record.depth = record.depth.max(1);
        Some((record.fields.len() - 1, 0))
    }

    /// The integer that the last members share, and how many of its bits they take.
    fn open_bits(&self, id: RecordId) -> Option<(Scalar, u32)> {
        let last = self.records[id.index()].fields.last()?;
        let end = last
            .bits
            .iter()
            .map(|bits| bits.offset + bits.width)
            .max()?;
        Some((self.tys.component(last.ty)?, end))
    }

    /// Refuses bit-fields that would begin in bytes that are left before their type's alignment.
    fn check_before_bits(&mut self, id: RecordId, (own, bits): (u32, u32), span: Span) {
        let fields = self.records[id.index()].fields.clone();
        let mut end = 0;
        for field in &fields {
            let ir = self.ir(field.ty);
            let layout = layout(&self.types, ir);
            let align = layout.align_bytes.max(field.align_bytes);
            end = u64::next_multiple_of(end, align.into()) + layout.size_bytes;
        }
        let begins = u32::try_from(end % u64::from(own / 8)).expect("less than 8") * 8;
        if begins > 0 && begins + bits <= own {
            self.unsupported("a bit-field that shares an integer with a field", span);
        }
    }

    /// Refuses a field that would lie in bytes that bit-fields leave of their integer.
    pub(super) fn check_after_bits(&mut self, id: RecordId, (ty, align): (Ty, u32), span: Span) {
        let Some((storage, used)) = self.open_bits(id) else {
            return;
        };
        if self.records[id.index()].union || ty == Ty::ERROR {
            return;
        }
        let ir = self.ir(ty);
        let align = layout(&self.types, ir).align_bytes.max(align);
        if used.div_ceil(8).next_multiple_of(align) < storage.size_bytes() {
            self.unsupported("a field that shares an integer with bit-fields", span);
        }
    }

    /// A bit-field of the field that it lies in.
    pub(in crate::lower) fn bits_of(
        &mut self,
        storage: Operand,
        record: RecordId,
        (index, at): (u32, u32),
    ) -> Operand {
        if storage.is_error() {
            return storage;
        }
        let field = &self.records[record.index()].fields[index as usize];
        let BitField {
            ty, offset, width, ..
        } = field.bits[at as usize];
        let range = BitRange {
            storage: field.ty,
            offset,
            width,
        };
        match storage.kind {
            OperandKind::Place(place) => {
                Operand::new(ty, OperandKind::Bits(place, range), storage.span)
            }
            _ => self.read_bits(&storage, range, ty),
        }
    }

    /// The value of some bits of an integer.
    pub(in crate::lower) fn read_bits(
        &mut self,
        storage: &Operand,
        range: BitRange,
        ty: Ty,
    ) -> Operand {
        let span = storage.span;
        let scalar = self.tys.component(range.storage).unwrap_or(Scalar::U32);
        let size = 8 * scalar.size_bytes();
        let own = self.bit_scalar(ty).unwrap_or(scalar);
        let value = if is_signed(own) {
            let signed = Ty::scalar(signed(scalar));
            let value = self.convert_value(storage, signed);
            let up = Operand::bits(signed, (size - range.offset - range.width).into(), span);
            let down = Operand::bits(signed, (size - range.width).into(), span);
            let value = self.binary_value(BinaryOp::Shl, &value, &up, span);
            self.binary_value(BinaryOp::Shr, &value, &down, span)
        } else {
            let offset = Operand::bits(range.storage, range.offset.into(), span);
            let mask = Operand::bits(range.storage, mask(range.width), span);
            let value = self.binary_value(BinaryOp::Shr, storage, &offset, span);
            self.binary_value(BinaryOp::And, &value, &mask, span)
        };
        let plain = self.convert_value(&value, Ty::scalar(own));
        Operand { ty, ..plain }
    }

    /// An integer with some bits replaced by a value, of which the lower ones count.
    pub(in crate::lower) fn with_bits(
        &mut self,
        old: &Operand,
        range: BitRange,
        value: &Operand,
    ) -> Operand {
        let span = value.span;
        let constant = |bits| Operand::bits(range.storage, bits, span);
        let scalar = self.tys.component(range.storage).unwrap_or(Scalar::U32);
        let all = mask(8 * scalar.size_bytes());
        let field = mask(range.width) << range.offset;
        let value = self.unpacked(value.clone());
        let value = self.convert_value(&value, range.storage);
        let value = self.binary_value(BinaryOp::And, &value, &constant(mask(range.width)), span);
        let value = self.binary_value(BinaryOp::Shl, &value, &constant(range.offset.into()), span);
        let rest = self.binary_value(BinaryOp::And, old, &constant(all & !field), span);
        self.binary_value(BinaryOp::Or, &rest, &value, span)
    }

    /// The integer that a list's next values make, one for each bit-field in it.
    pub(super) fn consume_bits(
        &mut self,
        field: &FieldInfo<'a>,
        rest: &mut VecDeque<Operand>,
    ) -> Operand {
        let mut storage = Operand::bits(field.ty, 0, field.span);
        for bits in &field.bits {
            let Some(value) = rest.pop_front() else { break };
            let value = self.convert(value, bits.ty, Purpose::Initialize);
            if value.is_error() {
                return value;
            }
            let range = BitRange {
                storage: field.ty,
                offset: bits.offset,
                width: bits.width,
            };
            storage = self.with_bits(&storage, range, &value);
        }
        storage
    }
}

/// The lowest bits.
const fn mask(bits: u32) -> u64 {
    u64::MAX >> (64 - bits)
}

const fn is_signed(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::I64)
}

/// The unsigned type of the same size.
const fn unsigned(scalar: Scalar) -> Scalar {
    match scalar.size_bytes() {
        1 => Scalar::U8,
        2 => Scalar::U16,
        4 => Scalar::U32,
        _ => Scalar::U64,
    }
}

/// The signed type of the same size.
const fn signed(scalar: Scalar) -> Scalar {
    match scalar.size_bytes() {
        1 => Scalar::I8,
        2 => Scalar::I16,
        4 => Scalar::I32,
        _ => Scalar::I64,
    }
}
