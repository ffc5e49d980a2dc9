//! Addresses: uniform and affine indices by their scalars, the others by their registers.

use super::{
    Addr, AffineTerm, LaneTerm,
    emit::{Emitter, extension},
};
use crate::backend::cpu::spmd::{Address, Base, shape::Shape, signed};

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
                    addr.affine.push(AffineTerm {
                        base,
                        sx,
                        sy,
                        uniform,
                        extend,
                        scale,
                    });
                }
            }
        }
        self.touch_addr(&addr);
        self.addrs.push(addr);
        u32::try_from(self.addrs.len() - 1).expect("fewer than nodes")
    }
}
