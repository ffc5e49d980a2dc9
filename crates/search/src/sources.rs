//! The kernels' texts, for those who launch or check them themselves.

pub use crate::{
    kmeans::{MEANS, NEAREST},
    pq::{ADC, LUT},
    scan::{BATCH, CANDIDATES, PROBES, SCAN},
    select::SELECT_K,
};
