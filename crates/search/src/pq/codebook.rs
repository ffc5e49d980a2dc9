//! The centers of each part of a vector.

use kernsmith_runtime::{Device, Stream};

use crate::{
    Error, Metric,
    index::count,
    kmeans::{KMeans, Parts},
};

/// Vectors in parts, each of which is the number of its nearest center.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductQuantizer {
    dims: usize,
    parts: usize,
    bits: u32,
    /// `[parts, 2^bits, dims / parts]`; empty before training.
    centers: Vec<f32>,
    /// `[parts, dims / parts, 2^bits]`: the same, so that the entries of a table are neighbors.
    columns: Vec<f32>,
}

impl ProductQuantizer {
    /// A quantizer without centers.
    ///
    /// # Errors
    /// [`Error::Count`] for parts that do not divide the vectors, and for other bits than 4 and 8.
    pub fn new(dims: usize, parts: usize, bits: u32) -> Result<Self, Error> {
        Error::positive("dims", dims)?;
        if parts == 0 || !dims.is_multiple_of(parts) {
            return Err(Error::Count {
                name: "parts",
                expected: format!("that divide vectors of {dims} numbers"),
                found: parts,
            });
        }
        if bits != 4 && bits != 8 {
            return Err(Error::Count {
                name: "bits",
                expected: "of 4 or 8".to_owned(),
                found: bits as usize,
            });
        }
        Ok(Self {
            dims,
            parts,
            bits,
            centers: Vec::new(),
            columns: Vec::new(),
        })
    }

    /// A quantizer with these centers: `[parts, 2^bits, dims / parts]`.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::Dimensions`] for another number of centers.
    pub fn from_centers(
        dims: usize,
        parts: usize,
        bits: u32,
        centers: Vec<f32>,
    ) -> Result<Self, Error> {
        let mut quantizer = Self::new(dims, parts, bits)?;
        if centers.len() != quantizer.entries() * dims {
            return Err(Error::Dimensions {
                dims: quantizer.entries() * dims,
                found: centers.len(),
            });
        }
        quantizer.set(centers);
        Ok(quantizer)
    }

    /// Finds the centers. `kmeans.centers` is not heeded.
    ///
    /// # Errors
    /// As [`KMeans::train`].
    pub fn train(&mut self, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        self.train_on(&Device::cpu().default_stream()?, vectors, kmeans)
    }

    /// As [`train`](Self::train), on the stream's device: all parts at once by kernels where it is not `cpu`.
    ///
    /// # Errors
    /// As [`KMeans::train_on`].
    pub fn train_on(
        &mut self,
        stream: &Stream,
        vectors: &[f32],
        kmeans: &KMeans,
    ) -> Result<(), Error> {
        let kmeans = KMeans {
            centers: self.entries(),
            ..*kmeans
        };
        let chosen = kmeans.chosen(vectors, self.dims)?;
        let centers = kmeans.of_parts(stream, &self.of(&chosen), Metric::L2)?;
        self.set(centers);
        Ok(())
    }

    fn set(&mut self, centers: Vec<f32>) {
        self.centers = centers;
        let width = self.width();
        let parts = (0..self.parts).flat_map(|part| {
            let centers = self.part(part);
            (0..width).flat_map(move |at| centers[at..].iter().step_by(width).copied())
        });
        self.columns = parts.collect();
    }

    /// Numbers of a vector.
    #[must_use]
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// Parts of a vector.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// Bits of a part's number.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Centers of a part.
    #[must_use]
    pub fn entries(&self) -> usize {
        1 << self.bits
    }

    /// Numbers of a part.
    #[must_use]
    pub fn width(&self) -> usize {
        self.dims / self.parts
    }

    /// Bytes of a code.
    #[must_use]
    pub fn code_bytes(&self) -> usize {
        (self.parts * self.bits as usize).div_ceil(8)
    }

    /// All centers: `[parts, 2^bits, dims / parts]`; none before training.
    #[must_use]
    pub fn centers(&self) -> &[f32] {
        &self.centers
    }

    /// Codes of vectors, one after another. With 4 bits the first part is in the lower half of a byte.
    ///
    /// # Errors
    /// [`Error::Untrained`] and [`Error::Dimensions`].
    pub fn encode(&self, vectors: &[f32]) -> Result<Vec<u8>, Error> {
        self.encode_on(&Device::cpu().default_stream()?, vectors)
    }

    /// As [`encode`](Self::encode), on the stream's device: by kernels where it is not `cpu`. The codes are the same.
    ///
    /// # Errors
    /// As [`encode`](Self::encode), and [`Error::Kernels`] if a kernel cannot be launched.
    pub fn encode_on(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<u8>, Error> {
        let rows = count(vectors, self.dims)?;
        if self.centers.is_empty() {
            return Err(Error::Untrained);
        }
        let bytes = self.code_bytes();
        let mut codes = vec![0; rows * bytes];
        let per_byte = 8 / self.bits as usize;
        let nearest = self
            .of(vectors)
            .nearest(stream, Metric::L2, &self.centers)?;
        let numbers = nearest.chunks_exact(self.parts);
        for (code, numbers) in codes.chunks_exact_mut(bytes).zip(numbers) {
            for (part, &number) in numbers.iter().enumerate() {
                let number = u8::try_from(number).expect("a part has at most 256 centers");
                code[part / per_byte] |= number << (part % per_byte * self.bits as usize);
            }
        }
        Ok(codes)
    }

    /// The vector of a code.
    ///
    /// # Panics
    /// If there are no centers, or the code has too few bytes.
    #[must_use]
    pub fn decode(&self, code: &[u8]) -> Vec<f32> {
        let part = |part: usize| {
            let number = self.number(code, part);
            let center = &self.part(part)[number * self.width()..];
            &center[..self.width()]
        };
        (0..self.parts).flat_map(part).copied().collect()
    }

    /// The center that a code has for a part.
    #[must_use]
    pub fn number(&self, code: &[u8], part: usize) -> usize {
        match self.bits {
            8 => usize::from(code[part]),
            _ => usize::from(code[part / 2] >> (part % 2 * 4) & 15),
        }
    }

    /// Centers with the entries of a part as neighbors.
    pub(crate) fn columns(&self) -> &[f32] {
        &self.columns
    }

    /// Centers of one part.
    pub(crate) fn part(&self, part: usize) -> &[f32] {
        let numbers = self.entries() * self.width();
        &self.centers[part * numbers..(part + 1) * numbers]
    }

    /// Vectors in its parts.
    fn of<'a>(&self, vectors: &'a [f32]) -> Parts<'a> {
        Parts {
            points: vectors,
            count: self.parts,
            width: self.width(),
        }
    }
}
