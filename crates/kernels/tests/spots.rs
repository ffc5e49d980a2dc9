//! Spot tests compute what they say, in both forms, and break no rule.

use kernsmith_kernels::spot::{self, SPOTS};
use kernsmith_runtime::{Device, Stream};

#[test]
fn both_forms_compute_the_same_everywhere() {
    for device in [Device::cpu(), Device::check()] {
        let stream = Stream::new(&device).expect("there are threads");
        for spot in SPOTS {
            for elems in [0, 1, 33, 256, 1000] {
                let exercise = spot.exercise(&device, elems);
                let exercise = exercise.unwrap_or_else(|error| panic!("{}: {error}", spot.name));
                let verified = spot.verify(&stream, &exercise);
                let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", spot.name));
                assert!(verified.passes(), "{} {elems}: {verified:?}", spot.name);
            }
        }
    }
}

#[test]
fn a_form_that_computes_something_else_does_not_pass() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    let select = spot::find("select").expect("it is one");
    let mut exercise = select
        .exercise(stream.device(), 100)
        .expect("there is room");
    // The call of another size reads other numbers.
    let other = select.exercise(stream.device(), 99).expect("there is room");
    exercise.calls[1] = other.calls[1].clone();
    let verified = select.verify(&stream, &exercise).expect("it runs");
    assert!(verified.slow.passes() && !verified.fast.passes() && !verified.passes());
}

#[test]
fn names_are_found_and_sizes_have_a_limit() {
    let half_io = spot::find("half-io").expect("hyphens do not count");
    let exercise = half_io
        .exercise(&Device::cpu(), 100)
        .expect("there is room");
    assert_eq!(exercise.bytes, [800, 400]);
    assert!(spot::find("stackarray").is_some() && spot::find("nothing").is_none());
    let many = SPOTS[0].exercise(&Device::cpu(), 1 << 32);
    let error = many.expect_err("a grid counts 32 bits").to_string();
    assert!(error.starts_with("division: 4294967296 needs"), "{error}");
}
