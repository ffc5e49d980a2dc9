//! What is done to the compiler's PTX before it is assembled.
//!
//! What could be seen only where loops are unrolled and calls are gone is done here: products of simdgroup
//! matrices fill the tensor cores ([`product`]), their loads are few ([`fragment`]), and what goes from device
//! to threadgroup memory as it is does not go through registers ([`copy`]). And what NVIDIA's assembler gets
//! wrong is kept from it ([`maximum`]).
//!
//! What it is not: a parser of PTX. Lines that a pass does not know stay, and nothing moves past them that
//! they could concern.

mod address;
mod copy;
mod fragment;
mod instruction;
mod maximum;
mod product;

pub use maximum::guard_maxima;

/// PTX of a kernel with products of simdgroup matrices, faster. It needs compute capability 8.0.
#[must_use]
pub fn feed_tensor_cores(ptx: &str) -> String {
    copy::copy_across(&fragment::join_loads(&product::join_products(ptx)))
}
