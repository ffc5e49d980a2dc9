//! Sums of products in more than one precision, up to exact: dot products, norms, Gram matrices, projections.
//!
//! Not [`gemm`](crate::gemm::gemm()): that one is fast and rounds at each step. Here the caller says what a sum is kept in
//! ([`AccumMode`]); an exact one is rounded once, whatever the numbers are, has the same bits on every device, and
//! does not depend on the order of its terms or on how many threads share it.
//!
//! | mode | kept in | off by at most |
//! |---|---|---|
//! | `float32` | a float, fused steps | `rows u S` |
//! | `kahan` | a float and what rounding left | `2 u S`, and terms of `u^2` |
//! | `double_single` | two floats, products in two as well | `u` of the sum, and `rows^2 u^2 S` |
//! | `exact` | 39 limbs of 16 bits, a window of eight of them at work | half a unit in the last place |
//!
//! Documents of the seeds call the exact form HPC16x8: eight limbs of sixteen bits. Theirs had a fixed place, below which
//! terms were cut off; here they are a window that moves over 39, and nothing is.
//!
//! `S` is the sum of the absolute values of the products, `u` = 2^-24. The first three suppose that no product
//! underflows; `exact` supposes nothing. On the host the last two are [`ExactSum`] and [`DoubleSingle`].
//!
//! Source: Kulisch and Miranker, *Computer Arithmetic in Theory and Practice* (1981), for sums as long integers; Ogita,
//! Rump and Oishi, *Accurate Sum and Dot Product* (2005).

mod compensated;
mod compensated_round;
mod double_single;
mod exact;
mod exact_round;
mod limbs;
mod mode;
mod products;

pub use double_single::DoubleSingle;
pub use limbs::ExactSum;
pub use mode::{AccumMode, NoAccumMode};
pub use products::{SumOptions, dot, gram, norm, products, project, sum_squares};
