//! Addresses: uniform and affine indices by their scalars, the others by their registers.

use super::{Addr, AffineTerm, Extend, LaneTerm, emit::Emitter, value::extension};
use crate::backend::cpu::spmd::{
    Address, Base, NodeId, THREAD_OBJECT,
    shape::{Shape, Shapes},
    signed,
};

/// No block has more columns or rows.
const MAX_LANES: i64 = 1024;

impl Emitter<'_> {
    /// The number of an address, which the next instruction uses.
    pub(super) fn address(&mut self, address: &Address) -> u32 {
        let Base::Object(object) = address.base else {
            unreachable!("variables have their homes by now")
        };
        let mut addr = Addr {
            object: self.operand(object),
            constant: address.constant,
            affine: Vec::new(),
            lanes: Vec::new(),
            strides: self.strides(object, address),
        };
        for term in &address.terms {
            let ty = self.kernel.ty(term.index);
            if let Some(bits) = self.kernel.constant(term.index) {
                let by = signed(bits, ty).wrapping_mul(term.scale);
                addr.constant = addr.constant.wrapping_add(by);
                continue;
            }
            let (extend, scale) = (extension(ty), term.scale);
            match self.shape(term.index) {
                Shape::Varying => {
                    let operand = self.operand(term.index);
                    match operand.lanes() {
                        Some(register) => addr.lanes.push(LaneTerm {
                            register,
                            extend,
                            scale,
                        }),
                        // What no path evaluates.
                        None => addr.constant = 0,
                    }
                }
                shape => {
                    let [base, sx, sy] = self.parts(term.index);
                    let uniform = shape == Shape::Uniform;
                    let [least, greatest] = bases(shape, extend);
                    addr.affine.push(AffineTerm {
                        base,
                        sx,
                        sy,
                        uniform,
                        extend,
                        scale,
                        least,
                        greatest,
                    });
                }
            }
        }
        self.touch_addr(&addr);
        self.addrs.push(addr);
        u32::try_from(self.addrs.len() - 1).expect("fewer than nodes")
    }
    /// Bytes from column to column and from row to row of an address, if they are known.
    fn strides(&self, object: NodeId, address: &Address) -> Option<[i64; 2]> {
        if self.kernel.constant(object)? == u64::from(THREAD_OBJECT) {
            return None;
        }
        let mut strides = [0i64; 2];
        for term in &address.terms {
            let (x, y) = Shapes::known_strides(self.shape(term.index))?;
            for (stride, by) in strides.iter_mut().zip([x, y]) {
                *stride = stride.wrapping_add(by.wrapping_mul(term.scale));
            }
        }
        Some(strides)
    }
}

/// The bases of an index with known strides that let no lane's index wrap.
fn bases(shape: Shape, extend: Extend) -> [i64; 2] {
    let (least, greatest) = match extend {
        Extend::Wide => return [i64::MIN, i64::MAX],
        Extend::Signed => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Extend::Unsigned => (0, i64::from(u32::MAX)),
    };
    let (x, y) = Shapes::known_strides(shape).unwrap_or((0, 0));
    let far = |by: i64| by.saturating_mul(MAX_LANES);
    let low = far(x).min(0).saturating_add(far(y).min(0));
    let high = far(x).max(0).saturating_add(far(y).max(0));
    [least.saturating_sub(low), greatest.saturating_sub(high)]
}
