//! An operation on arrays of some sizes, verified.

use kernsmith_runtime::Stream;

use crate::error::Error;

/// Makes a case of a unit of sizes.
pub(super) type Build = for<'s> fn(&'s Stream, usize) -> Result<Built<'s>, Error>;

/// What building a case comes to.
pub(super) enum Built<'s> {
    /// It can be called.
    Ready(Box<Case<'s>>),
    /// The device does not have it, and why.
    Missing(String),
}

/// An operation on arrays.
pub(super) struct Case<'s> {
    /// For people.
    pub(super) sizes: String,
    /// How it is computed, and where that comes from.
    pub(super) plan: String,
    /// Additions and multiplications of a call.
    pub(super) operations: f64,
    pub(super) verified: Verified,
    pub(super) call: Box<dyn Fn() -> Result<(), Error> + 's>,
}

/// How far a result is off, beside how far it may be.
#[derive(Clone, Copy)]
pub(super) struct Verified {
    pub(super) error: f64,
    pub(super) bound: f64,
}

impl Verified {
    /// The first error that is beyond its bound or no number, or else the largest share.
    pub(super) fn of(pairs: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let mut worst = Self {
            error: 0.0,
            bound: 1.0,
        };
        for [error, bound] in pairs {
            let one = Self { error, bound };
            if !one.passes() {
                return one;
            }
            if one.share() > worst.share() {
                worst = one;
            }
        }
        worst
    }

    pub(super) fn passes(self) -> bool {
        self.error <= self.bound
    }

    pub(super) fn share(self) -> f64 {
        match self.error == 0.0 {
            true => 0.0,
            false => self.error / self.bound,
        }
    }
}

/// The unit roundoff of float32.
pub(super) const U: f64 = 1.0 / (1u64 << 24) as f64;

/// A sum of products in double precision, and that of their absolute values.
pub(super) fn sum(terms: impl IntoIterator<Item = [f32; 2]>) -> [f64; 2] {
    let products = terms.into_iter().map(|[a, b]| f64::from(a) * f64::from(b));
    products.fold([0.0, 0.0], |[sum, size], product| {
        [sum + product, size + product.abs()]
    })
}

/// A column of a matrix that lies by rows.
pub(super) fn column(matrix: &[f32], columns: usize, at: usize) -> impl Iterator<Item = f32> {
    matrix.iter().skip(at).step_by(columns.max(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::Verified;

    #[test]
    fn what_is_beyond_its_bound_is_found_among_others() {
        let passes = |pairs: &[[f64; 2]]| Verified::of(pairs.iter().copied()).passes();
        assert!(passes(&[]));
        assert!(passes(&[[0.0, 0.0], [1.0, 2.0]]));
        assert!(!passes(&[[0.5, 1.0], [1.0, 0.9], [0.0, 1.0]]));
        assert!(!passes(&[[f64::NAN, 1.0]]));
    }
}
