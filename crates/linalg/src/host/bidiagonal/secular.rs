//! The singular values of an arrow, `M = [z; 0 diag(d_1, ..)]` with `d_0 = 0`, and its vectors.
//!
//! A value is a root of `f(s) = 1 + sum z_j^2 / (d_j^2 - s^2)`, one between each `d_k` and the next. It is kept as the
//! distance of its square from the square of the nearer of the two, so that `d_j^2 - s^2` has all its digits. Vectors are
//! those of the `z` whose arrow has exactly the values that were found: they are orthogonal however near values are.
//!
//! Source: Gu and Eisenstat (1995) for the vectors; Li (1993) for the iteration ("the middle way").

use pulp::{Simd, WithSimd};

/// Numbers that are summed side by side.
const LANES: usize = 8;
/// Iterations until a root; six are usual.
const MOST: usize = 300;

/// `M`: `d` grows, from zero on; `z` has no zeros.
#[derive(Clone, Copy)]
pub(super) struct Arrow<'a> {
    pub(super) d: &'a [f64],
    pub(super) z: &'a [f64],
}

/// A singular value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Root {
    /// The nearer of the two `d` that it is between.
    origin: f64,
    /// `s^2 - origin^2`.
    offset: f64,
}

impl Root {
    pub(super) fn value(self) -> f64 {
        // origin + (s^2 - origin^2) / (s + origin)
        let s = (self.origin * self.origin + self.offset).max(0.0).sqrt();
        match s + self.origin {
            0.0 => 0.0,
            sum => self.origin + self.offset / sum,
        }
    }

    /// `d^2 - s^2`.
    #[inline(always)]
    fn below(self, d: f64) -> f64 {
        (d - self.origin) * (d + self.origin) - self.offset
    }
}

/// The roots from `first` on.
pub(super) struct Roots<'a> {
    pub(super) arrow: Arrow<'a>,
    pub(super) first: usize,
    pub(super) out: &'a mut [Root],
    /// Relative.
    pub(super) precision: f64,
}

impl WithSimd for Roots<'_> {
    /// Whether all were found.
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let Arrow { d, z } = self.arrow;
        let weights: Vec<f64> = z.iter().map(|z| z * z).collect();
        let mut search = Search {
            total: weights.iter().sum(),
            weights: &weights,
            d,
            poles: vec![0.0; d.len()],
            precision: self.precision,
        };
        for (at, out) in self.out.iter_mut().enumerate() {
            let Some(root) = search.root(self.first + at) else {
                return false;
            };
            *out = root;
        }
        true
    }
}

struct Search<'a> {
    d: &'a [f64],
    /// The squares of `z`, and their sum.
    weights: &'a [f64],
    total: f64,
    /// `d_j^2 - origin^2`.
    poles: Vec<f64>,
    precision: f64,
}

/// `f` and its derivative, each in two parts: of the poles up to one, and of those after it.
#[derive(Clone, Copy)]
struct Sums {
    value: [f64; 2],
    slope: [f64; 2],
}

impl Sums {
    fn f(self) -> f64 {
        1.0 + self.value[0] + self.value[1]
    }

    /// What `f` may be wrong by, in units of rounding.
    fn size(self) -> f64 {
        1.0 + self.value[0].abs() + self.value[1].abs()
    }
}

impl Search<'_> {
    #[inline(always)]
    fn root(&mut self, k: usize) -> Option<Root> {
        let n = self.d.len();
        if n == 1 {
            let (origin, offset) = (self.d[0], self.weights[0]);
            return Some(Root { origin, offset });
        }
        // The two poles that steer the iteration: around the root, or the last two.
        let near = k.min(n - 2);
        let is_last = k + 1 == n;
        let mut origin = self.d[k];
        self.center(origin);
        let width = match is_last {
            true => self.total,
            false => self.poles[k + 1],
        };
        let middle = self.sums(near, width / 2.0);
        let [mut low, mut high] = [0.0, width];
        let mut at = width / 2.0;
        if is_last {
            if middle.f() < 0.0 {
                low = at
            } else {
                high = at
            }
        } else if middle.f() < 0.0 {
            // In the upper half.
            origin = self.d[k + 1];
            self.center(origin);
            at = self.poles[k] / 2.0;
            [low, high] = [at, 0.0];
        } else {
            high = at;
        }
        let guess = self.guess(near, middle.f(), at, is_last);
        if guess > low && guess < high {
            at = guess;
        } else if low == 0.0 || high == 0.0 {
            at = (low + high) / 2.0;
        }
        let offset = self.iterate(near, is_last, at, [low, high])?;
        Some(Root { origin, offset })
    }

    #[inline(always)]
    fn center(&mut self, origin: f64) {
        for (pole, d) in self.poles.iter_mut().zip(self.d) {
            *pole = (d - origin) * (d + origin);
        }
    }

    #[inline(always)]
    fn sums(&self, near: usize, at: f64) -> Sums {
        let (below, above) = self.poles.split_at(near + 1);
        let (lower, upper) = self.weights.split_at(near + 1);
        let parts = [sum(below, lower, at), sum(above, upper, at)];
        Sums {
            value: parts.map(|part| part[0]),
            slope: parts.map(|part| part[1]),
        }
    }

    /// The root where all but two poles are a constant, which was found at `at`.
    #[inline(always)]
    fn guess(&self, near: usize, f: f64, at: f64, is_last: bool) -> f64 {
        let ([p, q], [v, w]) = self.two(near);
        let rest = f - v / (p - at) - w / (q - at);
        let a = rest * (p + q) + v + w;
        let b = rest * p * q + v * q + w * p;
        quadratic(rest, a, b, is_last)
    }

    #[inline(always)]
    fn two(&self, near: usize) -> ([f64; 2], [f64; 2]) {
        let (p, w) = (&self.poles, self.weights);
        ([p[near], p[near + 1]], [w[near], w[near + 1]])
    }

    #[inline(always)]
    fn iterate(
        &self,
        near: usize,
        is_last: bool,
        mut at: f64,
        [mut low, mut high]: [f64; 2],
    ) -> Option<f64> {
        let ([p, q], _) = self.two(near);
        let mut before = f64::INFINITY;
        for _ in 0..MOST {
            let sums = self.sums(near, at);
            let f = sums.f();
            if f.abs() <= self.precision * sums.size() {
                return Some(at);
            }
            if f < 0.0 {
                low = at
            } else {
                high = at
            }
            if high - low <= f64::EPSILON * at.abs() {
                return Some(at);
            }
            let (p, q) = (p - at, q - at);
            let slope = sums.slope[0] + sums.slope[1];
            let c = f - p * sums.slope[0] - q * sums.slope[1];
            let a = (p + q) * f - p * q * slope;
            let mut step = quadratic(c, a, p * q * f, is_last);
            if step * f >= 0.0 {
                step = -f / slope;
            }
            let next = at + step;
            // A step that gains little is followed by half of what is left.
            let is_slow = f.abs() > 0.5 * before;
            before = if is_slow { f64::INFINITY } else { f.abs() };
            at = match next > low && next < high && !is_slow {
                true => next,
                false => low + (high - low) / 2.0,
            };
        }
        None
    }
}

/// The root of `c t^2 - a t + b` that is between two poles, or beyond both.
#[inline(always)]
fn quadratic(c: f64, a: f64, b: f64, is_beyond: bool) -> f64 {
    let root = (a * a - 4.0 * b * c).abs().sqrt();
    match is_beyond {
        false if a <= 0.0 => (a - root) / (2.0 * c),
        false => 2.0 * b / (a + root),
        true if a >= 0.0 => (a + root) / (2.0 * c),
        true => 2.0 * b / (a - root),
    }
}

/// The sums of `w / (p - at)` and of `w / (p - at)^2`.
#[inline(always)]
fn sum(poles: &[f64], weights: &[f64], at: f64) -> [f64; 2] {
    let mut sums = [[0.0; LANES]; 2];
    let (poles, poles_rest) = poles.as_chunks::<LANES>();
    let (weights, weights_rest) = weights.as_chunks::<LANES>();
    for (poles, weights) in poles.iter().zip(weights) {
        for k in 0..LANES {
            let inverse = 1.0 / (poles[k] - at);
            let term = weights[k] * inverse;
            sums[0][k] += term;
            sums[1][k] += term * inverse;
        }
    }
    let mut found = sums.map(|sums| sums.iter().sum());
    for (pole, weight) in poles_rest.iter().zip(weights_rest) {
        let inverse = 1.0 / (pole - at);
        found[0] += weight * inverse;
        found[1] += weight * inverse * inverse;
    }
    found
}

/// The `z`, from some place on, whose arrow has exactly these values.
pub(super) struct Refined<'a> {
    pub(super) arrow: Arrow<'a>,
    pub(super) roots: &'a [Root],
    pub(super) first: usize,
    pub(super) out: &'a mut [f64],
}

impl WithSimd for Refined<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Arrow { d, z } = self.arrow;
        let own = &d[self.first..self.first + self.out.len()];
        self.out.fill(1.0);
        for (k, root) in self.roots.iter().enumerate() {
            // Up to the root's own place the next `d` divides, after it the one of its place.
            let split = (k + 1).saturating_sub(self.first).min(own.len());
            let (lower, upper) = self.out.split_at_mut(split);
            let next = d.get(k + 1);
            for (square, &d) in lower.iter_mut().zip(own) {
                *square *= -root.below(d) / next.map_or(1.0, |next| (next - d) * (next + d));
            }
            for (square, &own) in upper.iter_mut().zip(&own[split..]) {
                *square *= -root.below(own) / ((d[k] - own) * (d[k] + own));
            }
        }
        for (out, &z) in self.out.iter_mut().zip(&z[self.first..]) {
            *out = out.abs().sqrt().copysign(z);
        }
    }
}

/// The left and the right vector of a value.
pub(super) struct Vectors<'a> {
    /// In any order, except that the left one's zero is at a known place.
    pub(super) arrow: Arrow<'a>,
    pub(super) zero: usize,
    pub(super) root: Root,
    pub(super) left: &'a mut [f64],
    pub(super) right: &'a mut [f64],
}

impl WithSimd for Vectors<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Arrow { d, z } = self.arrow;
        let both = self.left.iter_mut().zip(self.right.iter_mut());
        for ((left, right), (&d, &z)) in both.zip(d.iter().zip(z)) {
            *right = z / self.root.below(d);
            *left = d * *right;
        }
        self.left[self.zero] = -1.0;
        for vector in [self.left, self.right] {
            let mut sums = [0.0; LANES];
            let (chunks, rest) = vector.as_chunks::<LANES>();
            for chunk in chunks {
                for (sum, entry) in sums.iter_mut().zip(chunk) {
                    *sum += entry * entry;
                }
            }
            let square = sums.iter().sum::<f64>() + rest.iter().map(|x| x * x).sum::<f64>();
            let by = 1.0 / square.sqrt();
            vector.iter_mut().for_each(|entry| *entry *= by);
        }
    }
}
