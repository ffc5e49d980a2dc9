//! Product quantization: a vector as a few small numbers, and distances to it as sums of table entries (Jegou, Douze and
//! Schmid 2011).
//!
//! Not exact distances: exact sums of the tables. Every executor adds the same entries in the same order.

mod adc;
mod codebook;
mod host;
mod lut;

pub use adc::{ADC, CodeList, ivfpq_list_topk_adc, ivfpq_list_topk_adc_batch};
pub(crate) use adc::{AdcScan, CodeRows};
pub use codebook::ProductQuantizer;
pub(crate) use host::{CodeBlocks, CodeTiles};
pub(crate) use lut::tables;
pub use lut::{LUT, build_pq_lut};
