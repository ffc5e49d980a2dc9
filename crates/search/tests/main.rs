//! Indexes and selections against brute force in double precision.

mod brute_force;
mod files;
mod flat;
mod ivf;
mod pq;
mod select;
mod sources;
