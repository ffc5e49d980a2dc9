//! Indexes and selections against brute force in double precision.

mod brute_force;
mod files;
mod flat;
mod ivf;
mod kmeans;
mod plans;
mod pq;
mod repeat;
mod select;
mod sources;
mod storage;
mod transform;

use kernsmith_runtime::{Device, DeviceKind, Stream};

/// A stream of the fastest device at hand: a GPU where there is one.
fn stream() -> Stream {
    let mut devices = Device::all();
    devices.retain(|device| device.kind() != DeviceKind::Check);
    devices.last().unwrap().default_stream().unwrap()
}
