//! What is done to the compiler's PTX before it is assembled.
//!
//! What could be seen only where loops are unrolled and calls are gone is done here: products of simdgroup
//! matrices fill the tensor cores ([`product`]), their loads are few ([`fragment`]), and what goes from device
//! to threadgroup memory as it is does not go through registers ([`copy`]). And what NVIDIA's assembler gets
//! wrong is kept from it ([`maximum`], [`negation`]).
//!
//! What it is not: a parser of PTX. Lines that a pass does not know stay, and nothing moves past them that
//! they could concern.

mod address;
mod copy;
mod fragment;
mod instruction;
mod maximum;
mod negation;
mod product;

use std::borrow::Cow;

/// A function of a kernel whose name begins so promises that no thread copies to one place of threadgroup memory twice
/// without a barrier between: copies that do not wait have no order.
const APART: &str = "kernsmith_copies_apart";

/// The PTX without what NVIDIA's assembler is known to get wrong from compute capability 9.0 on; as it was where there is
/// nothing of the kind.
#[must_use]
pub fn guard_faults(ptx: &str) -> Cow<'_, str> {
    negation::guard_negations(maximum::guard_maxima(ptx))
}

/// PTX of a kernel with products of simdgroup matrices, faster; `text` is what it was compiled from. It needs compute
/// capability 8.0.
#[must_use]
pub fn feed_tensor_cores(ptx: &str, text: &str) -> String {
    let joined = fragment::join_loads(&product::join_products(ptx));
    match text.contains(APART) {
        true => copy::copy_across(&joined),
        false => joined,
    }
}
