//! Exact sums on the host: the same integers as `limbs.h`, without its window.

/// Limbs of 16 bits; the last holds the sign.
const LIMBS: usize = 39;
const BITS: usize = 16;
const DIGIT: i64 = 0xFFFF;
/// Terms until limbs are carried: each adds less than 2^16 to a limb.
const TERMS: u64 = 1 << 40;
/// The unit is 2^-298, that of floats 2^-149: so many bits apart.
const UNIT: usize = 149;

/// A sum of products of floats, exactly: an integer in units of 2^-298, the product of the smallest floats.
///
/// Not a number type: it adds, and rounds at the end, once and to nearest even. A sum of nothing, and one whose terms
/// cancel, is plus zero. Infinities of one sign are that infinity; of both signs, zero times infinity and NaN are NaN.
/// Sums of up to 2^40 products, which is more than any array has.
///
/// # Examples
/// ```
/// use kernsmith_kernels::sum::ExactSum;
///
/// let mut sum = ExactSum::new();
/// for (a, b) in [(1e30, 1e30), (1e-30, 1e-15), (-1e30, 1e30)] {
///     sum.add_product(a, b);
/// }
/// assert_eq!(sum.to_f32(), 1e-30 * 1e-15);
///
/// let mut squares = ExactSum::new();
/// (0..4).for_each(|_| squares.add_product(1e30, 1e30));
/// assert_eq!((squares.to_f32(), squares.root()), (f32::INFINITY, 2e30));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactSum {
    limbs: [i64; LIMBS],
    terms: u64,
    infinite: [bool; 2],
    nan: bool,
}

impl Default for ExactSum {
    fn default() -> Self {
        Self::new()
    }
}

impl ExactSum {
    /// The sum of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            limbs: [0; LIMBS],
            terms: 0,
            infinite: [false; 2],
            nan: false,
        }
    }

    /// Adds a number.
    pub fn add(&mut self, value: f32) {
        self.add_product(value, 1.0);
    }

    /// Adds a product, which is not rounded.
    pub fn add_product(&mut self, a: f32, b: f32) {
        if !(a.is_finite() && b.is_finite()) {
            let product = a * b;
            match product.is_nan() {
                true => self.nan = true,
                false => self.infinite[usize::from(product < 0.0)] = true,
            }
            return;
        }
        let ([m_a, e_a], [m_b, e_b]) = (parts(a), parts(b));
        let place = (e_a + e_b) as usize;
        let mut digits = (u128::from(m_a) * u128::from(m_b)) << (place % BITS);
        let negative = a.is_sign_negative() != b.is_sign_negative();
        let mut limb = place / BITS;
        while digits != 0 {
            let digit = (digits & DIGIT as u128) as i64;
            self.limbs[limb] += if negative { -digit } else { digit };
            digits >>= BITS;
            limb += 1;
        }
        self.terms += 1;
        if self.terms == TERMS {
            self.carry();
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, mut other: Self) {
        other.carry();
        self.carry();
        for (limb, other) in self.limbs.iter_mut().zip(other.limbs) {
            *limb += other;
        }
        self.infinite = [0, 1].map(|at| self.infinite[at] || other.infinite[at]);
        self.nan |= other.nan;
    }

    /// The sum, rounded to nearest even.
    #[must_use]
    pub fn to_f32(&self) -> f32 {
        if let Some(special) = self.special() {
            return special;
        }
        let (magnitude, negative) = self.magnitude();
        let Some(top) = magnitude.top() else {
            return 0.0;
        };
        let last = top.saturating_sub(23).max(UNIT);
        let mantissa = magnitude.bits(last, 24) as u32;
        let half = magnitude.bits(last - 1, 1) == 1;
        let rest = magnitude.any_below(last - 1);
        let rounded = float(mantissa, last - UNIT, half, rest);
        if negative { -rounded } else { rounded }
    }

    /// The square root of the sum, rounded to nearest even; NaN for a negative sum. The sum itself may be too large or
    /// too small for a float.
    #[must_use]
    pub fn root(&self) -> f32 {
        if let Some(special) = self.special() {
            return special.sqrt();
        }
        let (magnitude, negative) = self.magnitude();
        let Some(top) = magnitude.top() else {
            return 0.0;
        };
        if negative {
            return f32::NAN;
        }
        // 127 or 128 upper bits, an even number above the unit.
        let from = (top as i32 - 126) & !1;
        let square = magnitude.bits(from.max(0) as usize, 128) << (-from).max(0);
        let root = square.isqrt();
        // Bits of the root below the mantissa; more of them below the smallest float.
        let place = from / 2 + 40;
        let drop = 40 + (-place).max(0);
        let rest = root & ((1 << (drop - 1)) - 1) != 0
            || root * root != square
            || (from > 0 && magnitude.any_below(from as usize));
        let half = (root >> (drop - 1)) & 1 == 1;
        float((root >> drop) as u32, place.max(0) as usize, half, rest)
    }

    fn special(&self) -> Option<f32> {
        match (self.nan, self.infinite) {
            (true, _) | (_, [true, true]) => Some(f32::NAN),
            (_, [true, false]) => Some(f32::INFINITY),
            (_, [false, true]) => Some(f32::NEG_INFINITY),
            (_, [false, false]) => None,
        }
    }

    /// Limbs of 16 bits; the last one has the sign.
    fn carry(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs[..LIMBS - 1] {
            *limb += carry;
            carry = *limb >> BITS;
            *limb &= DIGIT;
        }
        self.limbs[LIMBS - 1] += carry;
        self.terms = 0;
    }

    fn magnitude(&self) -> (Magnitude, bool) {
        let mut sum = self.clone();
        sum.carry();
        let negative = sum.limbs[LIMBS - 1] < 0;
        if negative {
            sum.limbs = sum.limbs.map(|limb| -limb);
            sum.carry();
        }
        (Magnitude(sum.limbs), negative)
    }
}

/// Carried limbs of a number that is not negative.
struct Magnitude([i64; LIMBS]);

impl Magnitude {
    fn top(&self) -> Option<usize> {
        let limb = self.0.iter().rposition(|limb| *limb != 0)?;
        Some(BITS * limb + self.0[limb].ilog2() as usize)
    }

    /// Up to 128 bits from a bit on.
    fn bits(&self, from: usize, count: u32) -> u128 {
        let bit = |at: usize| {
            let limb = self.0.get(at / BITS).copied().unwrap_or(0);
            (limb >> (at % BITS)) as u128 & 1
        };
        (0..count).fold(0, |all, at| all | (bit(from + at as usize) << at))
    }

    fn any_below(&self, bit: usize) -> bool {
        let whole = self.0[..bit / BITS].iter().any(|limb| *limb != 0);
        whole || self.0[bit / BITS] & ((1 << (bit % BITS)) - 1) != 0
    }
}

/// An integer and its exponent above -149 of a finite float.
fn parts(value: f32) -> [u32; 2] {
    let bits = value.to_bits();
    let exponent = (bits >> 23) & 0xFF;
    let fraction = bits & 0x7F_FFFF;
    let hidden = if exponent == 0 { 0 } else { 1 << 23 };
    [fraction | hidden, exponent.max(1) - 1]
}

/// So many steps of 2^(place - 149), rounded by what was below.
fn float(mantissa: u32, place: usize, half: bool, rest: bool) -> f32 {
    let up = half && (rest || mantissa & 1 == 1);
    let bits = ((place as u64) << 23) + u64::from(mantissa) + u64::from(up);
    let largest = u64::from(f32::INFINITY.to_bits());
    f32::from_bits(bits.min(largest) as u32)
}
