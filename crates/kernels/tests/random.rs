//! Random arrays: the words of the paper's generator, and the same bits everywhere.

use kernsmith_kernels::random::{Key, normal, philox, uniform, words};
use kernsmith_runtime::{Device, Stream};

const SEED: u64 = 0x0123_4567_89ab_cdef;

fn streams() -> impl Iterator<Item = Stream> {
    Device::all()
        .into_iter()
        .map(|device| device.default_stream().unwrap())
}

#[test]
fn words_are_those_of_the_generator_whatever_the_shape() {
    for stream in streams() {
        for count in [0, 1, 3, 4, 5, 1000, 1027] {
            let found = words(&stream, Key::new(SEED), [count])
                .unwrap()
                .to_vec::<u32>()
                .unwrap();
            let expected =
                (0u32..).flat_map(|block| philox([block, 0, 0, 0], [0x89ab_cdef, 0x0123_4567]));
            assert!(
                found.iter().copied().eq(expected.take(count)),
                "{count} on {}",
                stream.device()
            );
        }
        let square = words(&stream, Key::new(7), [30, 4]).unwrap();
        let line = words(&stream, Key::new(7), [120]).unwrap();
        assert_eq!(square.to_bytes().unwrap(), line.to_bytes().unwrap());
    }
}

#[test]
fn numbers_have_the_same_bits_on_every_device() {
    let key = Key::new(SEED).derive(3);
    let of = |stream: &Stream| {
        let bits = |floats: Vec<f32>| floats.into_iter().map(f32::to_bits).collect::<Vec<_>>();
        let uniform = uniform(stream, key, [5000]).unwrap().to_vec().unwrap();
        (
            bits(uniform),
            bits(normal(stream, key, [5000]).unwrap().to_vec().unwrap()),
        )
    };
    let mut all = streams();
    let first = of(&all.next().unwrap());
    for stream in all {
        assert!(of(&stream) == first, "{}", stream.device());
    }
}

#[test]
fn distributions_have_their_moments() {
    const COUNT: usize = 1 << 18;
    let stream = Device::cpu().default_stream().unwrap();
    let moments = |numbers: Vec<f32>| {
        let count = COUNT as f64;
        let mean = numbers.iter().map(|&x| f64::from(x)).sum::<f64>() / count;
        let variance = numbers
            .iter()
            .map(|&x| (f64::from(x) - mean).powi(2))
            .sum::<f64>()
            / count;
        let fourth = numbers
            .iter()
            .map(|&x| (f64::from(x) - mean).powi(4))
            .sum::<f64>()
            / count;
        (mean, variance, fourth / (variance * variance))
    };
    let numbers = uniform(&stream, Key::new(1), [COUNT])
        .unwrap()
        .to_vec::<f32>()
        .unwrap();
    assert!(numbers.iter().all(|x| (0.0..1.0).contains(x)));
    let (mean, variance, kurtosis) = moments(numbers);
    // Five standard errors of each.
    assert!(
        (mean - 0.5).abs() < 0.003 && (variance - 1.0 / 12.0).abs() < 0.001,
        "{mean} {variance}"
    );
    assert!((kurtosis - 1.8).abs() < 0.02, "{kurtosis}");
    let numbers = normal(&stream, Key::new(2), [COUNT])
        .unwrap()
        .to_vec::<f32>()
        .unwrap();
    let within = numbers.iter().filter(|x| x.abs() < 1.959_964).count() as f64 / COUNT as f64;
    let (mean, variance, kurtosis) = moments(numbers);
    assert!(
        mean.abs() < 0.01 && (variance - 1.0).abs() < 0.015,
        "{mean} {variance}"
    );
    assert!(
        (kurtosis - 3.0).abs() < 0.05 && (within - 0.95).abs() < 0.0022,
        "{kurtosis} {within}"
    );
}

#[test]
fn derived_keys_differ_and_are_the_same_each_time() {
    let key = Key::new(SEED);
    let derived: Vec<Key> = (0..100).map(|number| key.derive(number)).collect();
    for (at, one) in derived.iter().enumerate() {
        assert_eq!(*one, key.derive(at as u64));
        assert!(derived[..at].iter().all(|other| other != one) && *one != key);
    }
}
