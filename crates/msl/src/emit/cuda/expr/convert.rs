//! Conversions between numbers.

use super::super::{function::Writer, ty};
use crate::ir::{Scalar, ValueId};

impl Writer<'_> {
    pub(super) fn convert(&mut self, id: ValueId, from: ValueId) {
        let (source, target) = (self.scalar(from), self.scalar(id));
        self.define_each(id, |writer, at| {
            converted(source, target, &writer.component(from, at))
        });
    }
}

fn converted(from: Scalar, to: Scalar, x: &str) -> String {
    let name = ty::scalar(to);
    match to {
        _ if from == to => x.to_owned(),
        Scalar::Bool if from.is_float() => format!("ks_f32({x}) != 0.0f"),
        Scalar::Bool => format!("{x} != 0"),
        Scalar::F32 => format!("ks_f32({x})"),
        Scalar::F16 => format!("ks_f16({x})"),
        Scalar::BF16 => format!("ks_bf16({x})"),
        _ if from.is_float() => format!("ks_to_{}(ks_f32({x}))", &name["ks_".len()..]),
        _ => format!("({name}){x}"),
    }
}
