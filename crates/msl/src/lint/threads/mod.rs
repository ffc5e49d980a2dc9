//! Lints about what threads do together: barriers, simdgroup operations, branches.

pub(super) mod barrier_in_divergent_flow;
pub(super) mod barrier_narrower_than_needed;
pub(super) mod barrier_wider_than_needed;
pub(super) mod branch_as_select;
pub(super) mod return_before_barrier;
pub(super) mod shuffle_beyond_edge;
pub(super) mod simdgroup_barrier_across_simdgroups;
pub(super) mod swapped_shuffle_arguments;
