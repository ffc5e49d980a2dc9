//! NumPy's `.npy`, versions 1 to 3, as NEP 1 describes it.
//!
//! The header is a Python dictionary of three keys. It is read here by hand, without recursion,
//! so a hostile file costs an error and nothing else. Fortran order and big endian are turned
//! into row-major and the machine's order.

use kernsmith_runtime::DType;

use super::{Array, Error, byte_count, swap_words};

const MAGIC: &[u8] = b"\x93NUMPY";

/// The data begin at a multiple of this.
const ALIGNMENT_BYTES: usize = 64;

/// Element types and what NumPy calls them, without the letter of the byte order.
const NAMES: [(DType, &str); 12] = [
    (DType::Bool, "b1"),
    (DType::U8, "u1"),
    (DType::U16, "u2"),
    (DType::U32, "u4"),
    (DType::U64, "u8"),
    (DType::I8, "i1"),
    (DType::I16, "i2"),
    (DType::I32, "i4"),
    (DType::I64, "i8"),
    (DType::F16, "f2"),
    (DType::F32, "f4"),
    (DType::C64, "c8"),
];

/// Reads a whole file.
pub(super) fn parse(file: &[u8]) -> Result<Array, Error> {
    let (header, data) = split(file)?;
    let header = Header::parse(header)?;
    let expected = byte_count(header.dtype, &header.shape)?;
    if data.len() != expected {
        return Err(Error::Length {
            expected,
            found: data.len(),
        });
    }
    let mut bytes = if header.is_fortran_order {
        to_row_major(data, header.dtype.size_bytes(), &header.shape)
    } else {
        data.to_vec()
    };
    if header.is_big_endian != cfg!(target_endian = "big") {
        swap_words(header.dtype, &mut bytes);
    }
    Ok(Array {
        dtype: header.dtype,
        shape: header.shape,
        bytes,
    })
}

/// The file of an array: version 1, row-major, little endian.
pub(super) fn write(array: &Array) -> Result<Vec<u8>, Error> {
    let dtype = array.dtype;
    let (_, name) = NAMES
        .iter()
        .find(|(known, _)| *known == dtype)
        .ok_or(Error::NotInNpy { dtype })?;
    let order = if dtype.size_bytes() == 1 { '|' } else { '<' };
    let shape: String = array
        .shape
        .iter()
        .map(|extent| format!("{extent}, "))
        .collect();
    let shape = if array.shape.len() == 1 {
        shape.trim_end()
    } else {
        shape.trim_end_matches(", ")
    };
    let mut header =
        format!("{{'descr': '{order}{name}', 'fortran_order': False, 'shape': ({shape}), }}");
    let unpadded = MAGIC.len() + 4 + header.len() + 1;
    let padding = unpadded.next_multiple_of(ALIGNMENT_BYTES) - unpadded;
    header.push_str(&" ".repeat(padding));
    header.push('\n');
    let length =
        u16::try_from(header.len()).map_err(|_| malformed("the shape has too many dimensions"))?;

    let mut file = Vec::with_capacity(MAGIC.len() + 4 + header.len() + array.bytes.len());
    file.extend(MAGIC);
    file.extend([1, 0]);
    file.extend(length.to_le_bytes());
    file.extend(header.as_bytes());
    let data = file.len();
    file.extend(&array.bytes);
    if cfg!(target_endian = "big") {
        swap_words(dtype, &mut file[data..]);
    }
    Ok(file)
}

fn malformed(reason: impl Into<String>) -> Error {
    Error::Malformed {
        format: ".npy",
        reason: reason.into(),
    }
}

/// The header's text and the data after it.
fn split(file: &[u8]) -> Result<(&str, &[u8]), Error> {
    let rest = file
        .strip_prefix(MAGIC)
        .ok_or_else(|| malformed("it does not begin with its magic"))?;
    let too_short = || malformed("the header is cut off");
    let (version, rest) = rest.split_first_chunk::<2>().ok_or_else(too_short)?;
    let (length, rest) = match version[0] {
        1 => {
            let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(too_short)?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        }
        2 | 3 => {
            let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(too_short)?;
            let length = u32::from_le_bytes(*length);
            (usize::try_from(length).map_err(|_| too_short())?, rest)
        }
        other => return Err(malformed(format!("version {other} is not known"))),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(too_short)?;
    let header = std::str::from_utf8(header).map_err(|_| malformed("the header is not text"))?;
    Ok((header, data))
}

struct Header {
    dtype: DType,
    is_big_endian: bool,
    is_fortran_order: bool,
    shape: Vec<usize>,
}

impl Header {
    fn parse(text: &str) -> Result<Self, Error> {
        let mut scanner = Scanner { rest: text };
        let (mut descr, mut order, mut shape) = (None, None, None);
        scanner.expect("{")?;
        while !scanner.take("}") {
            let key = scanner.string()?;
            scanner.expect(":")?;
            match key {
                "descr" => descr = Some(scanner.descr()?),
                "fortran_order" => order = Some(scanner.boolean()?),
                "shape" => shape = Some(scanner.shape()?),
                other => return Err(malformed(format!("the header has a key `{other}`"))),
            }
            if !scanner.take(",") {
                scanner.expect("}")?;
                break;
            }
        }
        let missing = |key: &str| malformed(format!("the header has no `{key}`"));
        let descr = descr.ok_or_else(|| missing("descr"))?;
        let (dtype, is_big_endian) = element_type(descr)?;
        Ok(Self {
            dtype,
            is_big_endian,
            is_fortran_order: order.ok_or_else(|| missing("fortran_order"))?,
            shape: shape.ok_or_else(|| missing("shape"))?,
        })
    }
}

/// The element type and whether it is big endian.
fn element_type(descr: &str) -> Result<(DType, bool), Error> {
    let (order, name) = match descr.chars().next() {
        Some(order @ ('<' | '>' | '|' | '=')) => (order, &descr[1..]),
        _ => ('=', descr),
    };
    let is_big_endian = order == '>' || (order == '=' && cfg!(target_endian = "big"));
    match NAMES.iter().find(|(_, known)| *known == name) {
        Some((dtype, _)) => Ok((*dtype, is_big_endian)),
        None => Err(Error::ElementType {
            found: descr.to_owned(),
            help: match name {
                "f8" => "there is no float64 on this device; save it as float32",
                "c16" => "there is no complex128; save it as complex64",
                "V2" => "if these are bfloat16, save them to a `.safetensors` file",
                _ => "bool, integers of 8 to 64 bits, float16, float32 and complex64 are",
            },
        }),
    }
}

/// Reads the few forms that a header has.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(token);
        self.rest = found.unwrap_or(rest);
        found.is_some()
    }

    fn expect(&mut self, token: &str) -> Result<(), Error> {
        if self.take(token) {
            Ok(())
        } else {
            let found: String = self.rest.chars().take(12).collect();
            Err(malformed(format!(
                "expected `{token}` in the header, found `{found}`"
            )))
        }
    }

    fn string(&mut self) -> Result<&'a str, Error> {
        let quote = if self.take("\"") { '"' } else { '\'' };
        if quote == '\'' {
            self.expect("'")?;
        }
        let (text, rest) = self
            .rest
            .split_once(quote)
            .ok_or_else(|| malformed("a string of the header does not end"))?;
        self.rest = rest;
        Ok(text)
    }

    fn descr(&mut self) -> Result<&'a str, Error> {
        if self.take("[") {
            return Err(Error::ElementType {
                found: "structured".to_owned(),
                help: "save one field as an array of its own",
            });
        }
        self.string()
    }

    fn boolean(&mut self) -> Result<bool, Error> {
        if self.take("True") {
            return Ok(true);
        }
        self.expect("False").map(|()| false)
    }

    fn shape(&mut self) -> Result<Vec<usize>, Error> {
        let mut shape = Vec::new();
        self.expect("(")?;
        while !self.take(")") {
            shape.push(self.extent()?);
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(shape)
    }

    fn extent(&mut self) -> Result<usize, Error> {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        self.rest = &rest[end..];
        rest[..end]
            .parse()
            .map_err(|_| malformed("an extent of the shape is not a count"))
    }
}

/// Reorders elements that lie with the first index fastest.
fn to_row_major(data: &[u8], size_bytes: usize, shape: &[usize]) -> Vec<u8> {
    let mut steps = vec![0; shape.len()];
    let mut step = 1;
    for (axis, &extent) in shape.iter().enumerate() {
        steps[axis] = step;
        step *= extent;
    }
    let mut index = vec![0; shape.len()];
    let mut bytes = Vec::with_capacity(data.len());
    while bytes.len() < data.len() {
        let element: usize = index.iter().zip(&steps).map(|(i, step)| i * step).sum();
        bytes.extend(&data[element * size_bytes..][..size_bytes]);
        for axis in (0..shape.len()).rev() {
            index[axis] += 1;
            if index[axis] < shape[axis] {
                break;
            }
            index[axis] = 0;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as another program might write it.
    fn file(version: u8, header: &str, data: &[u8]) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend([version, 0]);
        let length = u32::try_from(header.len()).expect("a short header");
        let width = if version == 1 { 2 } else { 4 };
        file.extend(&length.to_le_bytes()[..width]);
        file.extend(header.as_bytes());
        file.extend(data);
        file
    }

    fn le(values: &[f32]) -> Vec<u8> {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }

    fn ne(values: &[f32]) -> Vec<u8> {
        values
            .iter()
            .flat_map(|value| value.to_ne_bytes())
            .collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for (dtype, _) in NAMES {
            for shape in [vec![], vec![5], vec![2, 3], vec![0, 4]] {
                let length = byte_count(dtype, &shape).expect("small");
                let bytes = (0..length)
                    .map(|i| u8::try_from(i % 2).expect("a bit"))
                    .collect();
                let array = Array {
                    dtype,
                    shape,
                    bytes,
                };
                let file = write(&array).expect("`.npy` has it");
                assert_eq!((file.len() - array.bytes.len()) % ALIGNMENT_BYTES, 0);
                assert_eq!(parse(&file).expect("it was just written"), array);
            }
        }
    }

    #[test]
    fn headers_of_other_writers_are_read() {
        let header = "{\"shape\": (2,3),\"fortran_order\":False , 'descr':'<f4'}\n";
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        for version in [1, 2, 3] {
            let array = parse(&file(version, header, &le(&values))).expect("it is valid");
            assert_eq!((array.shape, array.bytes), (vec![2, 3], ne(&values)));
        }
    }

    #[test]
    fn fortran_order_and_big_endian_are_turned() {
        let header = "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3), }\n";
        let data: Vec<u8> = [1.0_f32, 4.0, 2.0, 5.0, 3.0, 6.0]
            .iter()
            .flat_map(|v| v.to_be_bytes())
            .collect();
        let array = parse(&file(1, header, &data)).expect("it is valid");
        assert_eq!(array.bytes, ne(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        let complex = "{'descr': '>c8', 'fortran_order': False, 'shape': (), }\n";
        let data: Vec<u8> = [1.0_f32, 2.0]
            .iter()
            .flat_map(|v| v.to_be_bytes())
            .collect();
        assert_eq!(
            parse(&file(1, complex, &data)).expect("it is valid").bytes,
            ne(&[1.0, 2.0])
        );
    }

    #[test]
    fn bad_files_are_errors_that_say_why() {
        let header = |descr: &str, shape: &str| {
            format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n")
        };
        for (bytes, reason) in [
            (b"PK\x03\x04".to_vec(), "its magic"),
            (MAGIC.to_vec(), "cut off"),
            (file(9, "{}", &[]), "version 9"),
            (file(1, "{}", &[]), "no `descr`"),
            (file(1, &header("'<f4'", "(2 3)"), &[]), "expected `)`"),
            (file(1, &header("'<f4'", "(-2,)"), &[]), "not a count"),
            (
                file(1, &header("'<f4'", "(2,)"), &[0; 7]),
                "expected 8 bytes of data, found 7",
            ),
            (
                file(1, &header("'<f4'", "(2,)"), &[0; 9]),
                "expected 8 bytes of data, found 9",
            ),
            (file(1, &header("'<f8'", "(1,)"), &[0; 8]), "float32"),
            (file(1, &header("'|V2'", "(1,)"), &[0; 2]), "safetensors"),
            (
                file(1, &header("[('a', '<f4')]", "(1,)"), &[0; 4]),
                "structured",
            ),
            (
                file(1, &header("'<f4'", "(4294967296, 4294967296)"), &[]),
                "memory",
            ),
        ] {
            let error = parse(&bytes).expect_err(reason).to_string();
            assert!(error.contains(reason), "{error}");
        }
        let bf16 = Array {
            dtype: DType::BF16,
            shape: vec![],
            bytes: vec![0; 2],
        };
        let error = write(&bf16)
            .expect_err("`.npy` has no bfloat16")
            .to_string();
        assert_eq!(
            error,
            "`.npy` cannot hold `bfloat16`\nhelp: use a `.safetensors` file"
        );
    }

    #[test]
    fn no_cut_and_no_flipped_byte_panics() {
        let array = Array {
            dtype: DType::F32,
            shape: vec![2, 2],
            bytes: vec![1; 16],
        };
        let file = write(&array).expect("`.npy` has it");
        for end in 0..file.len() {
            assert!(parse(&file[..end]).is_err(), "cut at {end}");
        }
        for at in 0..file.len() {
            let mut file = file.clone();
            file[at] ^= 0x15;
            // Most are errors; a flipped space or datum is not. None may panic.
            drop(parse(&file));
        }
    }
}
