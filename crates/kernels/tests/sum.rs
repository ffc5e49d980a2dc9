//! Sums of products: exact ones against integers of any length, others within their bounds, on every device.

use kernsmith_kernels::{
    HostTensor,
    sum::{AccumMode, ExactSum, SumOptions, dot, gram, norm, products, project, sum_squares},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};

/// A number that is not negative, in units of 2^-298, the highest word first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Big([u32; 24]);

impl Big {
    const ZERO: Self = Self([0; 24]);

    fn of(value: u64, shift: usize) -> Self {
        let mut sum = Self::ZERO;
        for at in (0..64).filter(|at| (value >> at) & 1 == 1) {
            let bit = shift + at;
            sum.0[23 - bit / 32] |= 1 << (bit % 32);
        }
        sum
    }

    fn plus(&self, other: &Self) -> Self {
        let mut sum = Self::ZERO;
        let mut carry = 0;
        for at in (0..24).rev() {
            carry += u64::from(self.0[at]) + u64::from(other.0[at]);
            sum.0[at] = carry as u32;
            carry >>= 32;
        }
        sum
    }

    fn minus(&self, other: &Self) -> Self {
        let not = Self(other.0.map(|word| !word));
        self.plus(&not).plus(&Self::of(1, 0))
    }
}

/// An integer and its exponent above -149, also of infinity as the number after the largest.
fn parts(bits: u32) -> (u64, usize) {
    let (exponent, fraction) = ((bits >> 23) & 0xFF, u64::from(bits & 0x7F_FFFF));
    match exponent {
        0 => (fraction, 0),
        _ => (fraction | (1 << 23), exponent as usize - 1),
    }
}

/// The positive float nearest to what `below(bits)` says is above it, ties by `middle`.
fn nearest(x: &Big, value: impl Fn(u32) -> Big, middle: impl Fn(u32) -> std::cmp::Ordering) -> f32 {
    let infinity = f32::INFINITY.to_bits();
    let (mut low, mut high) = (0, infinity);
    if *x >= value(infinity) {
        return f32::INFINITY;
    }
    while high - low > 1 {
        let bits = low.midpoint(high);
        match value(bits) <= *x {
            true => low = bits,
            false => high = bits,
        }
    }
    let up = match middle(low) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => low % 2 == 1,
        std::cmp::Ordering::Greater => true,
    };
    f32::from_bits(low + u32::from(up))
}

/// The exact sum of products, by its sign and size.
fn exact(terms: &[[f32; 2]]) -> (bool, Big) {
    let mut sides = [Big::ZERO, Big::ZERO];
    for [a, b] in terms {
        let ((m, e), (n, f)) = (parts(a.abs().to_bits()), parts(b.abs().to_bits()));
        let side = usize::from(a.is_sign_negative() != b.is_sign_negative());
        sides[side] = sides[side].plus(&Big::of(m * n, e + f));
    }
    let [positive, negative] = &sides;
    match negative > positive {
        true => (true, negative.minus(positive)),
        false => (false, positive.minus(negative)),
    }
}

fn rounded(terms: &[[f32; 2]]) -> f32 {
    let (negative, x) = exact(terms);
    let value = |bits| {
        let (m, e) = parts(bits);
        Big::of(m, e + 149)
    };
    let size = nearest(&x, value, |bits| {
        x.plus(&x).cmp(&value(bits).plus(&value(bits + 1)))
    });
    if negative { -size } else { size }
}

fn root(terms: &[[f32; 2]]) -> f32 {
    let (_, x) = exact(terms);
    let value = |bits| {
        let (m, e) = parts(bits);
        Big::of(m * m, 2 * e)
    };
    nearest(&x, value, |bits| {
        let ((m, e), (n, f)) = (parts(bits), parts(bits + 1));
        let twice = m + (n << (f - e));
        let double = x.plus(&x);
        double.plus(&double).cmp(&Big::of(twice * twice, 2 * e))
    })
}

struct Random(u64);

impl Random {
    fn word(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as u32
    }

    /// A float with an exponent of these, as IEEE biases them.
    fn float(&mut self, [least, most]: [u32; 2]) -> f32 {
        let exponent = least + self.word() % (most - least + 1);
        f32::from_bits(self.word() & 0x807F_FFFF | (exponent << 23))
    }

    fn floats(&mut self, count: usize, exponents: [u32; 2]) -> Vec<f32> {
        (0..count).map(|_| self.float(exponents)).collect()
    }

    fn shuffled<T: Clone>(&mut self, values: &[T]) -> Vec<T> {
        let mut all = values.to_vec();
        for at in (1..all.len()).rev() {
            all.swap(at, self.word() as usize % (at + 1));
        }
        all
    }
}

/// Exponents: all, usual ones, few, subnormals, those of sums that overflow, those that a window holds just or not.
const EXPONENTS: [[u32; 2]; 7] = [
    [0, 254],
    [100, 150],
    [127, 127],
    [0, 1],
    [250, 254],
    [111, 143],
    [60, 66],
];

/// Products whose sums cancel to what is small, or to nothing.
fn canceling(random: &mut Random, exponents: [u32; 2], rest: bool) -> Vec<[f32; 2]> {
    let mut terms: Vec<[f32; 2]> = (0..20)
        .map(|_| [random.float(exponents), random.float(exponents)])
        .collect();
    terms.extend(terms.clone().iter().map(|[a, b]| [-b, *a]));
    if rest {
        terms.push([random.float([0, 10]), random.float([100, 140])]);
    }
    random.shuffled(&terms)
}

#[test]
fn sums_on_the_host_are_rounded_once() {
    let mut random = Random(1);
    for turn in 0..600 {
        let exponents = EXPONENTS[turn % EXPONENTS.len()];
        let terms = match turn % 3 {
            0 => canceling(&mut random, exponents, turn % 2 == 0),
            _ => {
                let count = 1 + random.word() as usize % 40;
                let mut of = || random.floats(count, exponents);
                of().into_iter().zip(of()).map(|(a, b)| [a, b]).collect()
            }
        };
        let (mut sum, mut squares) = (ExactSum::new(), ExactSum::new());
        for (at, [a, b]) in terms.iter().enumerate() {
            let mut one = ExactSum::default();
            one.add_product(*a, *b);
            match at % 2 {
                0 => sum.merge(one),
                _ => sum.add_product(*a, *b),
            }
            squares.add_product(*a, *a);
        }
        assert_eq!(sum.to_f32(), rounded(&terms), "{terms:?}");
        let terms: Vec<_> = terms.iter().map(|[a, _]| [*a, *a]).collect();
        assert_eq!(squares.root(), root(&terms), "{terms:?}");
    }
}

fn streams() -> Vec<Stream> {
    let devices = Device::all();
    devices
        .iter()
        .map(|device| device.default_stream().unwrap())
        .collect()
}

fn tensor(stream: &Stream, values: &[f32], shape: &[usize]) -> Tensor {
    Tensor::from_slice(stream.device(), values, shape).unwrap()
}

fn bits(tensor: &Tensor) -> Vec<u32> {
    let floats = tensor.to_vec::<f32>().unwrap();
    floats.into_iter().map(f32::to_bits).collect()
}

fn column(values: &[f32], width: usize, at: usize) -> impl Iterator<Item = f32> + '_ {
    values.iter().skip(at).step_by(width).copied()
}

/// What each element of `A^T B` should be.
fn expected(
    a: &[f32],
    b: &[f32],
    [left, right]: [usize; 2],
    of: fn(&[[f32; 2]]) -> f32,
) -> Vec<u32> {
    let pairs = (0..left).flat_map(|i| (0..right).map(move |j| (i, j)));
    let element = |(i, j)| {
        let terms = column(a, left, i).zip(column(b, right, j));
        of(&terms.map(|(x, y)| [x, y]).collect::<Vec<_>>()).to_bits()
    };
    pairs.map(element).collect()
}

#[test]
fn kernels_give_what_integers_of_any_length_give() {
    let mut random = Random(2);
    let shapes = [
        [1, 1, 1],
        [70, 1, 1],
        [300, 3, 2],
        [65, 260, 1],
        [9, 6, 7],
        [0, 2, 3],
        [5, 0, 2],
    ];
    for stream in streams() {
        for (turn, exponents) in EXPONENTS.into_iter().enumerate() {
            let [rows, left, right] = shapes[turn % shapes.len()];
            let (a, b) = (
                random.floats(rows * left, exponents),
                random.floats(rows * right, exponents),
            );
            let (x, y) = (
                tensor(&stream, &a, &[rows, left]),
                tensor(&stream, &b, &[rows, right]),
            );
            let right = expected(&a, &b, [left, right], rounded);
            for slices in [None, Some(1), Some(3), Some(17)] {
                let mode = AccumMode::Exact;
                let found = products(&stream, &x, &y, SumOptions { mode, slices }).unwrap();
                let device = stream.device();
                assert_eq!(bits(&found), right, "{exponents:?} {slices:?} on {device}");
            }
        }
    }
}

#[test]
fn order_makes_no_difference_to_an_exact_sum() {
    let mut random = Random(3);
    for stream in streams() {
        let terms = canceling(&mut random, [40, 200], true);
        let right = rounded(&terms);
        assert_ne!(right, 0.0);
        for _ in 0..4 {
            let terms = random.shuffled(&terms);
            let of = |at: usize| terms.iter().map(|term| term[at]).collect::<Vec<_>>();
            let [a, b] = [0, 1].map(|at| tensor(&stream, &of(at), &[terms.len()]));
            let found = dot(&stream, &a, &b, AccumMode::Exact).unwrap();
            assert_eq!(found.to_vec::<f32>().unwrap(), [right]);
        }
    }
}

/// A lane has more terms than a window takes, and limbs are carried in between.
#[test]
fn a_thread_may_have_more_terms_than_a_window_takes() {
    let stream = Device::cpu().default_stream().unwrap();
    let (rows, last) = (32 * 16_400, 1.0 / 3.0);
    let mut values = vec![f32::from_bits(0x3FFF_FFFF); rows];
    values.push(last);
    let x = tensor(&stream, &values, &[rows + 1, 1]);
    let mut sum = ExactSum::new();
    values
        .iter()
        .for_each(|value| sum.add_product(*value, *value));
    let options = SumOptions {
        mode: AccumMode::Exact,
        slices: Some(1),
    };
    let found = products(&stream, &x, &x, options).unwrap();
    assert_eq!(bits(&found), [sum.to_f32().to_bits()]);
}

#[test]
fn norms_are_roots_of_exact_sums() {
    let mut random = Random(4);
    for stream in streams() {
        for exponents in EXPONENTS {
            let values = random.floats(45, exponents);
            let terms: Vec<_> = values.iter().map(|value| [*value; 2]).collect();
            let x = tensor(&stream, &values, &[9, 5]);
            let of = |found: Tensor| (found.shape().len(), bits(&found));
            let found = norm(&stream, &x, AccumMode::Exact).unwrap();
            assert_eq!(of(found), (0, vec![root(&terms).to_bits()]));
            let found = sum_squares(&stream, &x, AccumMode::Exact).unwrap();
            assert_eq!(of(found), (0, vec![rounded(&terms).to_bits()]));
        }
        let one = tensor(&stream, &[1e-45], &[1]);
        let found = norm(&stream, &one, AccumMode::Exact).unwrap();
        assert_eq!(bits(&found), [1], "the smallest float");
    }
}

#[test]
fn what_is_not_finite_goes_through() {
    const INF: f32 = f32::INFINITY;
    let cases: [(&[f32], &[f32], f32); 7] = [
        (&[INF, 1.0], &[2.0, 3.0], INF),
        (&[INF, 1.0], &[-2.0, 3.0], -INF),
        (&[INF, INF], &[1.0, 1.0], INF),
        (&[INF, INF], &[1.0, -1.0], f32::NAN),
        (&[INF, 1.0], &[0.0, 1.0], f32::NAN),
        (&[f32::NAN, 1.0], &[0.0, 1.0], f32::NAN),
        (&[f32::MAX, f32::MAX], &[2.0, 1.0], INF),
    ];
    for stream in streams() {
        for (a, b, right) in cases {
            for mode in AccumMode::ALL {
                // Among numbers, and not in the first lane.
                let pad = |values: &[f32]| [&[1.0; 40][..], values, &[1.0; 30][..]].concat();
                let [x, y] = [a, b].map(|values| tensor(&stream, &pad(values), &[70 + a.len()]));
                let found = dot(&stream, &x, &y, mode).unwrap().to_vec::<f32>().unwrap()[0];
                let same = found.to_bits() == right.to_bits() || (found.is_nan() && right.is_nan());
                assert!(same, "{a:?} {b:?} {mode} on {}: {found}", stream.device());
            }
        }
        let zero = tensor(&stream, &[-0.0], &[1]);
        let one = tensor(&stream, &[1.0], &[1]);
        let found = dot(&stream, &zero, &one, AccumMode::Exact).unwrap();
        assert_eq!(bits(&found), [0]);
    }
}

#[test]
fn every_mode_is_within_its_bound_and_the_same_everywhere() {
    const U: f64 = 1.0 / (1u64 << 24) as f64;
    let (rows, left) = (1500, 3);
    let mut random = Random(5);
    let a = random.floats(rows * left, [117, 127]);
    let v = random.floats(rows, [117, 127]);
    let mut of_first: Vec<Vec<u32>> = Vec::new();
    for (turn, stream) in streams().iter().enumerate() {
        let (q, w) = (
            tensor(stream, &a, &[rows, left]),
            tensor(stream, &v, &[rows]),
        );
        for (at, mode) in AccumMode::ALL.into_iter().enumerate() {
            let found = project(stream, &q, &w, mode).unwrap();
            assert_eq!(found.shape(), [left]);
            for (column_at, found) in found.to_vec::<f32>().unwrap().into_iter().enumerate() {
                let terms = column(&a, left, column_at).zip(&v);
                let terms: Vec<f64> = terms.map(|(x, y)| f64::from(x) * f64::from(*y)).collect();
                let (sum, size): (f64, f64) = (
                    terms.iter().sum(),
                    terms.iter().map(|term| term.abs()).sum(),
                );
                let bound = match mode {
                    AccumMode::Float32 => rows as f64 * U * size,
                    AccumMode::Kahan => 2.0 * U * size * (1.0 + rows as f64 * U),
                    AccumMode::DoubleSingle => U * sum.abs() + (rows as f64 * U).powi(2) * size,
                    AccumMode::Exact => U * sum.abs() * (1.0 + 1e-6),
                };
                let error = (f64::from(found) - sum).abs();
                assert!(error <= bound, "{mode}: {error:e} of {bound:e}");
            }
            match turn {
                0 => of_first.push(bits(&found)),
                _ => assert_eq!(bits(&found), of_first[at], "{mode} on {}", stream.device()),
            }
        }
        let symmetric = gram(stream, &q, AccumMode::Kahan).unwrap();
        let [x, y] = [symmetric.transpose(), symmetric].map(|gram| gram.contiguous().unwrap());
        assert_eq!(bits(&x), bits(&y));
    }
}

#[test]
fn half_precision_is_taken_as_it_is() {
    let stream = Device::cpu().default_stream().unwrap();
    for dtype in [DType::F16, DType::BF16] {
        let values: Vec<f64> = (0..50).map(|at| f64::from(at) * 0.37 - 9.0).collect();
        let host = HostTensor::from_values(dtype, &[50], &values);
        let x = Tensor::from_bytes(stream.device(), &host.bytes, dtype, [50]).unwrap();
        let terms: Vec<_> = host
            .values()
            .iter()
            .map(|value| [*value as f32; 2])
            .collect();
        let found = sum_squares(&stream, &x, AccumMode::Exact).unwrap();
        assert_eq!(bits(&found), [rounded(&terms).to_bits()]);
    }
}

#[test]
fn arguments_that_do_not_fit_are_named() {
    let stream = Device::cpu().default_stream().unwrap();
    let full = |dtype, shape: &[usize]| Tensor::full(stream.device(), 1.0, dtype, shape).unwrap();
    let a = full(DType::F32, &[4, 2]);
    let said = |a: &Tensor, b: &Tensor, slices| {
        let mode = AccumMode::Exact;
        let found = products(&stream, a, b, SumOptions { mode, slices });
        found.unwrap_err().to_string()
    };
    assert_eq!(
        said(&a, &full(DType::F32, &[3, 2]), None),
        "products: expected `b` of shape [4, 2], found [3, 2]"
    );
    assert_eq!(
        said(&full(DType::I32, &[4, 2]), &a, None),
        "products: expected `a` of type `float16`, `bfloat16` or `float32`, found `int32`"
    );
    assert_eq!(
        said(&a, &a, Some(513)),
        "expected `slices` to be from 1 to 512, found `513`"
    );
    assert_eq!(
        "exakt".parse::<AccumMode>().unwrap_err().to_string(),
        "one of `float32`, `kahan`, `double_single` and `exact`"
    );
}
