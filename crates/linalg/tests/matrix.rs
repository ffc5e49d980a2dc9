//! Matrices to factor, and what is measured of the factors: plain loops in float64.

use kernsmith_linalg::{Executor, Policy};
use kernsmith_runtime::{Complex32, Complex64, DType, Device, Stream, Tensor};

/// Sides that are nothing, one, a vector's width and next to it, and a block's and next to it.
pub(crate) const SIDES: [usize; 7] = [0, 1, 2, 31, 33, 64, 127];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Random,
    Hilbert,
    Duplicated,
    ZeroColumn,
    Zero,
    Graded,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Random,
        Self::Hilbert,
        Self::Duplicated,
        Self::ZeroColumn,
        Self::Zero,
        Self::Graded,
    ];
}

/// Random matrices of all pairs of sides; of the other kinds squares and small ones.
pub(crate) fn is_tried(kind: Kind, m: usize, n: usize) -> bool {
    kind == Kind::Random || m == n || m.min(n) < 32 && m.max(n) < 64
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) numbers: Vec<f64>,
}

impl Matrix {
    pub(crate) fn from_fn(rows: usize, columns: usize, at: impl Fn(usize, usize) -> f64) -> Self {
        let numbers = (0..rows * columns).map(|k| at(k / columns, k % columns));
        Self {
            rows,
            columns,
            numbers: numbers.collect(),
        }
    }

    /// A matrix of a kind, with numbers that float32 holds.
    pub(crate) fn of_kind(kind: Kind, rows: usize, columns: usize) -> Self {
        let noise = noise(rows * columns, 7 + rows as u64 * 131 + columns as u64);
        let random = |i: usize, j: usize| noise[i * columns + j];
        Self::from_fn(rows, columns, |i, j| {
            let number = match kind {
                Kind::Random => random(i, j),
                Kind::Hilbert => 1.0 / (1 + i + j) as f64,
                Kind::Duplicated => random(i, j / 2),
                Kind::ZeroColumn if j == columns / 2 => 0.0,
                Kind::ZeroColumn => random(i, j),
                Kind::Zero => 0.0,
                Kind::Graded => {
                    random(i, j) * 2f64.powf(80.0 * j as f64 / columns as f64 - 40.0).round()
                }
            };
            f64::from(number as f32)
        })
    }

    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        self.numbers[i * self.columns + j]
    }

    pub(crate) fn transpose(&self) -> Self {
        Self::from_fn(self.columns, self.rows, |i, j| self.at(j, i))
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows);
        let mut product = Self::from_fn(self.rows, other.columns, |_, _| 0.0);
        for i in 0..self.rows {
            let row = &mut product.numbers[i * other.columns..][..other.columns];
            for k in 0..self.columns {
                let left = self.at(i, k);
                let right = &other.numbers[k * other.columns..][..other.columns];
                row.iter_mut()
                    .zip(right)
                    .for_each(|(sum, right)| *sum += left * right);
            }
        }
        product
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        assert_eq!((self.rows, self.columns), (other.rows, other.columns));
        Self::from_fn(self.rows, self.columns, |i, j| {
            self.at(i, j) - other.at(i, j)
        })
    }

    /// The length of all elements.
    pub(crate) fn size(&self) -> f64 {
        self.numbers.iter().map(|x| x * x).sum::<f64>().sqrt()
    }

    /// `|self - other| / |self|`; NaN is not small.
    #[track_caller]
    pub(crate) fn assert_near(&self, other: &Self, bound: f64, what: &str) {
        let (apart, size) = (self.minus(other).size(), self.size());
        assert!(apart <= bound * size, "{what}: {} > {bound}", apart / size);
    }

    /// `max |Q^T Q - I|` of its columns.
    #[track_caller]
    pub(crate) fn assert_orthonormal(&self, bound: f64, what: &str) {
        let gram = self.transpose().times(self);
        for i in 0..self.columns {
            for j in 0..self.columns {
                let off = (gram.at(i, j) - f64::from(u8::from(i == j))).abs();
                assert!(off <= bound, "{what}: {off} > {bound} at {i}, {j}");
            }
        }
    }

    /// On the device, in a type.
    pub(crate) fn tensor(&self, device: &Device, dtype: DType) -> Tensor {
        tensor(device, dtype, &self.numbers, &[self.rows, self.columns])
    }

    /// From the device, exactly; of complex numbers the real part.
    pub(crate) fn of(tensor: &Tensor) -> Self {
        let [rows, columns] = tensor.shape() else {
            panic!("a matrix has two axes, found {:?}", tensor.shape());
        };
        Self {
            rows: *rows,
            columns: *columns,
            numbers: numbers(tensor),
        }
    }
}

pub(crate) fn tensor(device: &Device, dtype: DType, numbers: &[f64], shape: &[usize]) -> Tensor {
    let numbers = numbers.iter().copied();
    let complex32 = |re: f64| Complex32 {
        re: re as f32,
        im: 0.0,
    };
    let complex64 = |re: f64| Complex64 { re, im: 0.0 };
    match dtype {
        DType::F32 => Tensor::from_slice(
            device,
            &numbers.map(|x| x as f32).collect::<Vec<_>>(),
            shape,
        ),
        DType::F64 => Tensor::from_slice(device, &numbers.collect::<Vec<_>>(), shape),
        DType::C64 => {
            Tensor::from_slice(device, &numbers.map(complex32).collect::<Vec<_>>(), shape)
        }
        _ => Tensor::from_slice(device, &numbers.map(complex64).collect::<Vec<_>>(), shape),
    }
    .unwrap()
}

pub(crate) fn numbers(tensor: &Tensor) -> Vec<f64> {
    match tensor.dtype() {
        DType::F32 => tensor
            .to_vec::<f32>()
            .unwrap()
            .into_iter()
            .map(f64::from)
            .collect(),
        DType::F64 => tensor.to_vec().unwrap(),
        DType::C64 => {
            let numbers = tensor.to_vec::<Complex32>().unwrap();
            numbers.into_iter().map(|x| f64::from(x.re)).collect()
        }
        _ => tensor
            .to_vec::<Complex64>()
            .unwrap()
            .into_iter()
            .map(|x| x.re)
            .collect(),
    }
}

/// Numbers between -1 and 1.
pub(crate) fn noise(count: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed >> 40) as f64 / f64::from(1 << 23) - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// Complex numbers with parts between -1 and 1.
pub(crate) fn complex_noise(device: &Device, shape: &[usize], seed: u64) -> Tensor {
    let count: usize = shape.iter().product();
    let parts = noise(2 * count, seed);
    let pair = |part: &[f64]| Complex64 {
        re: part[0],
        im: part[1],
    };
    let numbers: Vec<_> = parts.chunks_exact(2).map(pair).collect();
    Tensor::from_slice(device, &numbers, shape).unwrap()
}

pub(crate) fn host() -> Stream {
    Device::cpu().default_stream().unwrap()
}

/// Of a GPU, or of the processor where there is none: for what many launches make.
pub(crate) fn gpu_or_host() -> Stream {
    let device = Device::cuda(0).unwrap_or_else(|_| Device::cpu());
    device.default_stream().unwrap()
}

pub(crate) const POLICY: Policy = Policy {
    executor: Executor::Host,
    check_finite: false,
};

/// Unit roundoff.
pub(crate) fn unit(dtype: DType) -> f64 {
    match dtype {
        DType::F32 | DType::C64 => f64::from(f32::EPSILON) / 2.0,
        _ => f64::EPSILON / 2.0,
    }
}
