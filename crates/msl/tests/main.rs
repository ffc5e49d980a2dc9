//! The front end's tests, a module for each stage; their inputs are files under `corpus`.

mod explain;
mod fuzz;
mod goldens;
mod growth;
mod jumps;
mod limits;
mod lints;
mod log;
mod lower;
mod marker;
mod places;
mod render;
mod round_trip;
mod run;
mod syntax;
