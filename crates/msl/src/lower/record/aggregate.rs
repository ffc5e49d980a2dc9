//! Objects from lists of values, whose inner braces may have been left out (\[dcl.init.aggr\]).

use super::{FieldInfo, RecordId};
use crate::lower::{
    Lowerer,
    conversion::Purpose,
    expr::operand::{Operand, OperandKind, Place},
    ty::{Target, Ty, TyKind},
};
use crate::{
    ir::{AddressSpace, Const},
    source::Span,
};
use std::collections::{BTreeMap, VecDeque};

impl<'a> Lowerer<'a> {
    /// An object of a struct without constructors, field by field.
    pub(super) fn aggregate(&mut self, ty: Ty, args: Vec<Operand>, span: Span) -> Operand {
        let mut rest = args.into();
        let value = self.consume(ty, &mut rest, span);
        if let Some(extra) = rest.front()
            && !value.is_error()
        {
            let message = format!("`{}` has no room for this", self.ty_name(ty));
            self.error("wrong-argument-count", extra.span, message);
            return Operand::error(span);
        }
        value
    }

    /// `{...}` as a value of a type.
    pub(in crate::lower) fn list_value(
        &mut self,
        ty: Ty,
        list: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if list.iter().any(Operand::is_error) || ty == Ty::ERROR {
            return Operand::error(span);
        }
        match self.tys[ty].clone() {
            TyKind::Record(record) => {
                let designated = |one: &Operand| matches!(one.kind, OperandKind::Designated(..));
                if list.iter().any(designated) {
                    return self.designated(ty, record, list, span);
                }
                if self.records[record.index()].constructors.is_empty() {
                    if let [one] = &list[..]
                        && one.ty == ty
                    {
                        return self.content(one.clone());
                    }
                    return self.aggregate(ty, list, span);
                }
                self.construct(ty, list, span)
            }
            TyKind::Array { element, length }
                if list
                    .iter()
                    .any(|one| matches!(one.kind, OperandKind::Elements(..))) =>
            {
                let whole = (ty, element, length);
                self.designated_array(whole, list, span)
            }
            TyKind::Array { .. } => self.aggregate(ty, list, span),
            TyKind::Vector { lanes, .. } => {
                let list = self.padded(list, lanes, span);
                self.construct_vector(ty, list, span)
            }
            TyKind::Matrix(matrix) => self.construct_matrix(matrix, list, span),
            TyKind::Pointer(_) if list.is_empty() => Operand::constant(ty, Const::Zero, span),
            _ if list.is_empty() => Operand::constant(ty, Const::Scalar(0), span),
            _ if list.len() == 1 => {
                let mut list = list;
                let one = list.swap_remove(0);
                self.convert(one, ty, Purpose::Initialize)
            }
            _ => {
                let message = format!(
                    "expected one value for `{}`, found {}",
                    self.ty_name(ty),
                    list.len()
                );
                self.error("wrong-argument-count", span, message);
                Operand::error(span)
            }
        }
    }

    /// `{[0 ... 3] = 1, 2}`: elements by place, those that follow in order, the others zero.
    fn designated_array(
        &mut self,
        (ty, element, length): (Ty, Ty, u32),
        list: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if length > 1 << 16 {
            self.unsupported("an initialized array of more than 65536 elements", span);
            return Operand::error(span);
        }
        let zero = self.default_value(element, span);
        let mut members = vec![zero; length as usize];
        let mut next = 0;
        for one in list {
            let (first, last, value) = match one.kind {
                OperandKind::Elements(first, last, value) => (first, last, *value),
                _ => (next, next, one),
            };
            if last >= length {
                let message = format!("`{}` has no element `{last}`", self.ty_name(ty));
                self.error("wrong-argument-count", value.span, message);
                return Operand::error(span);
            }
            let value = self.convert(value, element, Purpose::Initialize);
            members[first as usize..=last as usize].fill(value);
            next = last + 1;
        }
        if members.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        self.compose(ty, &members, span)
    }

    /// The components of a vector in braces: those that are left out are zero.
    fn padded(&mut self, mut list: Vec<Operand>, lanes: u8, span: Span) -> Vec<Operand> {
        let count = |operand: &Operand| self.tys.shape(operand.ty).map(|(_, lanes)| lanes);
        let found: Option<u8> = list.iter().map(count).sum();
        // One scalar alone is every component.
        if let Some(found) = found.filter(|found| *found > 1) {
            let missing = lanes.saturating_sub(found);
            list.extend((0..missing).map(|_| Operand::bits(Ty::INT, 0, span)));
        }
        list
    }

    /// `{.x = 1, .y = 2}`: fields by name, in their order, the others by default.
    fn designated(&mut self, ty: Ty, record: RecordId, list: Vec<Operand>, span: Span) -> Operand {
        let mut values: BTreeMap<usize, Operand> = BTreeMap::new();
        let fields = self.records[record.index()].fields.clone();
        let mut least = 0;
        for one in list {
            let at = one.span;
            let OperandKind::Designated(name, value) = one.kind else {
                self.error(
                    "type-mismatch",
                    at,
                    "expected `.field = value` here as well",
                );
                return Operand::error(span);
            };
            let is_bits = |field: &FieldInfo<'a>| field.bits.iter().any(|bits| bits.name == name);
            if fields.iter().any(is_bits) {
                self.unsupported("a bit-field by name in a list", at);
                return Operand::error(span);
            }
            let Some(index) = fields.iter().position(|field| field.name == name) else {
                let message = format!("`{}` has no field `{name}`", self.ty_name(ty));
                self.error("unknown-member", at, message);
                return Operand::error(span);
            };
            if index < least {
                let message = format!("`{name}` stands before the fields named so far");
                self.error("type-mismatch", at, message);
                return Operand::error(span);
            }
            least = index + 1;
            values.insert(index, *value);
        }
        if self.records[record.index()].union {
            self.unsupported("a union's field by name in a list", span);
            return Operand::error(span);
        }
        let mut members = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            members.push(match (values.remove(&index), field.default) {
                (Some(value), _) => {
                    self.consume_member(field.ty, &mut VecDeque::from([value]), span)
                }
                (None, Some(init)) => self.field_default(record, field, init, None),
                (None, None) => self.default_value(field.ty, span),
            });
        }
        if members.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        self.compose(ty, &members, span)
    }

    /// Takes what a type needs from a list whose inner braces may have been left out.
    fn consume(&mut self, ty: Ty, rest: &mut VecDeque<Operand>, span: Span) -> Operand {
        match self.tys[ty].clone() {
            TyKind::Array { element, length } => {
                if rest.is_empty() {
                    return self.default_value(ty, span);
                }
                let mut members = Vec::new();
                while members.len() < length as usize && !rest.is_empty() {
                    members.push(self.consume_member(element, rest, span));
                }
                self.fill(ty, members, span)
            }
            TyKind::Record(record) if self.default_names_fields(record) => {
                self.consume_in_memory(ty, record, rest, span)
            }
            TyKind::Record(record) => {
                let fields = self.records[record.index()].fields.clone();
                let used = if self.records[record.index()].union {
                    1
                } else {
                    fields.len()
                };
                let mut members = Vec::new();
                for field in fields.iter().take(used) {
                    members.push(match (rest.is_empty(), field.default) {
                        (false, None) if !field.bits.is_empty() => self.consume_bits(field, rest),
                        (true, Some(init)) => self.field_default(record, field, init, None),
                        (true, None) => self.default_value(field.ty, span),
                        (false, _) => self.consume_member(field.ty, rest, span),
                    });
                }
                if members.iter().any(Operand::is_error) {
                    return Operand::error(span);
                }
                if self.records[record.index()].union {
                    return self.union_value(ty, members, span);
                }
                self.compose(ty, &members, span)
            }
            _ => match rest.pop_front() {
                Some(one) => self.convert(one, ty, Purpose::Initialize),
                None => self.default_value(ty, span),
            },
        }
    }

    fn consume_member(&mut self, ty: Ty, rest: &mut VecDeque<Operand>, span: Span) -> Operand {
        let front = rest.front().expect("the caller looked");
        if let TyKind::Reference(target) = self.tys[ty] {
            let front = rest.pop_front().expect("the caller looked");
            let span = front.span;
            return match self.bind_reference(front, target, Purpose::Initialize) {
                Some(pointer) => Operand::value(ty, pointer, span),
                None => Operand::error(span),
            };
        }
        let braces = matches!(front.kind, OperandKind::Braces(_));
        let whole =
            front.ty == ty || !matches!(self.tys[ty], TyKind::Array { .. } | TyKind::Record(_));
        let constructed = self
            .tys
            .record(ty)
            .is_some_and(|record| !self.records[record.index()].constructors.is_empty());
        if braces || whole || constructed {
            let front = rest.pop_front().expect("the caller looked");
            return self.convert(front, ty, Purpose::Initialize);
        }
        self.consume(ty, rest, span)
    }

    pub(super) fn fill(&mut self, ty: Ty, mut members: Vec<Operand>, span: Span) -> Operand {
        let TyKind::Array { element, length } = self.tys[ty] else {
            return Operand::error(span);
        };
        let length = length as usize;
        if members.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if length > 1 << 16 {
            self.unsupported("an initialized array of more than 65536 elements", span);
            return Operand::error(span);
        }
        if members.len() < length {
            let zero = self.default_value(element, span);
            if zero.is_error() {
                return zero;
            }
            members.resize(length, zero);
        }
        self.compose(ty, &members, span)
    }

    fn union_value(&mut self, ty: Ty, members: Vec<Operand>, span: Span) -> Operand {
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        if let Some(first) = members.first() {
            let value = self.content_value(first);
            let field = self.field_address(place, 0, first.ty, span);
            self.store_value(field, value, span);
        }
        let made = self.place(ty, place, span);
        self.content(made)
    }

    /// A struct value whose defaults name other fields: built in memory, field by field.
    fn consume_in_memory(
        &mut self,
        ty: Ty,
        record: RecordId,
        rest: &mut VecDeque<Operand>,
        span: Span,
    ) -> Operand {
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        let target = Target {
            ty,
            space: AddressSpace::Thread,
            constant: false,
        };
        let fields = self.records[record.index()].fields.clone();
        for (index, field) in (0u32..).zip(&fields) {
            let value = match (rest.is_empty(), field.default) {
                (true, Some(init)) => {
                    self.field_default(record, field, init, Some((pointer, target)))
                }
                (true, None) => self.default_value(field.ty, span),
                (false, _) => self.consume_member(field.ty, rest, span),
            };
            if value.is_error() {
                return value;
            }
            let value = self.content_value(&value);
            let address = self.field_address(place, index, field.ty, span);
            self.store_value(address, value, span);
        }
        let made = self.place(ty, place, span);
        self.content(made)
    }
}
