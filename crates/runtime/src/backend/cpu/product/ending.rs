//! What is done with sums at the end: `activation(alpha * sum + beta * c + bias)`.

use crate::submission::Request;
use rayon::prelude::*;
use std::ops::{Add, Mul};

/// Elements that one thread takes at a time. Not tuned.
const CHUNK_ELEMS: usize = 1 << 14;

/// What sums are.
pub(super) trait Real: Copy + Send + Sync + Add<Output = Self> + Mul<Output = Self> {
    fn of(value: f32) -> Self;
    /// Of float32 only, which was checked.
    fn activated(self, activation: fn(f32) -> f32) -> Self;
}

impl Real for f32 {
    fn of(value: f32) -> Self {
        value
    }

    fn activated(self, activation: fn(f32) -> f32) -> Self {
        activation(self)
    }
}

impl Real for f64 {
    fn of(value: f32) -> Self {
        value.into()
    }

    fn activated(self, _: fn(f32) -> f32) -> Self {
        unreachable!("a product of float64 has no activation, as was checked")
    }
}

/// The end of a product.
pub(super) struct Ending<'a, T> {
    columns: usize,
    alpha: T,
    beta: T,
    c: Option<&'a [T]>,
    bias: Option<&'a [T]>,
    activation: Option<fn(f32) -> f32>,
    /// Sums are the result.
    is_nothing: bool,
}

impl<'a, T: Real> Ending<'a, T> {
    pub(super) fn of(request: &Request, c: Option<&'a [T]>, bias: Option<&'a [T]>) -> Self {
        let has_more = c.is_some() || bias.is_some() || request.activation.is_some();
        Self {
            columns: request.n,
            alpha: T::of(request.alpha),
            beta: T::of(request.beta),
            c,
            bias,
            activation: request.activation,
            is_nothing: !has_more && request.alpha.to_bits() == 1f32.to_bits(),
        }
    }

    /// Ends the sums of one matrix of a batch.
    pub(super) fn apply(&self, batch: usize, sums: &mut [T]) {
        if self.is_nothing {
            return;
        }
        let first = batch * sums.len();
        if sums.len() <= CHUNK_ELEMS {
            return self.chunk(first, 0, sums);
        }
        let chunks = sums.par_chunks_mut(CHUNK_ELEMS).enumerate();
        chunks.for_each(|(at, chunk)| self.chunk(first, at * CHUNK_ELEMS, chunk));
    }

    /// Ends sums that begin at an element of their matrix, which begins at `first`.
    fn chunk(&self, first: usize, start: usize, sums: &mut [T]) {
        let mut column = start % self.columns;
        for (at, sum) in sums.iter_mut().enumerate() {
            let mut value = self.alpha * *sum;
            if let Some(c) = self.c {
                value = value + self.beta * c[first + start + at];
            }
            if let Some(bias) = self.bias {
                value = value + bias[column];
            }
            *sum = match self.activation {
                Some(activation) => value.activated(activation),
                None => value,
            };
            column += 1;
            if column == self.columns {
                column = 0;
            }
        }
    }
}
