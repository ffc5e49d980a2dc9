//! Conversions between all pairs of scalars, at the values where they are hard.
//!
//! What is expected is worked out in integers of 128 bits and exact fractions of powers of two,
//! and shares nothing with the devices. (C++14 [conv.integral], [conv.bool], [conv.fpint],
//! [conv.double]; MSL, Conversion Rules for Floating-Point and Integer Types.)

use super::scalar::{Kind, SCALARS, Scalar};
use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Tensor};

/// Values of a type: its ends, those around powers of two, and some between.
fn values(ty: Scalar) -> Vec<u64> {
    let mut list = Vec::new();
    if ty.is_float() {
        let step = 1u64 << (ty.bits - 10);
        list.extend((0..1 << 10).map(|part| part * step));
        list.extend((0..1 << 10).map(|part| part * step + step / 2 + 1));
        list.extend((0..1 << 10).map(|part| (part * step).wrapping_sub(1)));
    } else {
        for power in 0..ty.bits {
            for near in -2..=2 {
                list.push(ty.truncated((1 << power) + near));
                list.push(ty.truncated(-(1 << power) + near));
                list.push(ty.truncated((3 << power) / 2 + near));
            }
        }
    }
    let mask = u64::MAX >> (64 - ty.bits);
    list.iter_mut()
        .for_each(|bits| *bits &= if ty.kind == Kind::Bool { 1 } else { mask });
    list.sort_unstable();
    list.dedup();
    list
}

/// A number as `mantissa * 2^exponent`, or one that has no such form.
enum Exact {
    Number(i128, i32),
    NegativeZero,
    Infinity(bool),
    Nan,
}

fn exact(ty: Scalar, bits: u64) -> Exact {
    if !ty.is_float() {
        return Exact::Number(ty.integer(bits), 0);
    }
    let value = ty.float(bits);
    if value.is_nan() {
        return Exact::Nan;
    } else if value.is_infinite() {
        return Exact::Infinity(value < 0.0);
    } else if value == 0.0 && value.is_sign_negative() {
        return Exact::NegativeZero;
    }
    // Every value of these types is a whole number of 2^-149.
    let whole = value * 2f64.powi(149);
    let mut exponent = -149;
    let mut scaled = whole;
    while scaled.abs() >= 2f64.powi(60) {
        scaled /= 2.0;
        exponent += 1;
    }
    Exact::Number(scaled as i128, exponent)
}

/// What a value becomes in another type; nothing where that is undefined.
fn converted(from: Scalar, to: Scalar, bits: u64) -> Option<u64> {
    let (mantissa, exponent) = match exact(from, bits) {
        Exact::Number(mantissa, exponent) => (mantissa, exponent),
        Exact::NegativeZero if to.is_float() => return Some(1 << (to.bits - 1)),
        Exact::NegativeZero => (0, 0),
        other if to.kind == Kind::Bool => {
            debug_assert!(!matches!(other, Exact::Number(..)));
            return Some(1);
        }
        Exact::Infinity(negative) if to.is_float() => return Some(infinity(to, negative)),
        Exact::Nan if to.is_float() => return Some(infinity(to, false) + 1),
        Exact::Infinity(_) | Exact::Nan => return None,
    };
    if to.is_float() {
        return Some(rounded(to, mantissa, exponent));
    } else if to.kind == Kind::Bool {
        return Some(u64::from(mantissa != 0));
    } else if !from.is_float() {
        return Some(to.truncated(mantissa));
    }
    let whole = match exponent {
        ..0 if exponent < -120 => 0,
        ..0 => mantissa / (1 << -exponent),
        0..60 => mantissa << exponent,
        _ => return None,
    };
    let bits = to.truncated(whole);
    (to.integer(bits) == whole).then_some(bits)
}

/// Bits of the fraction, and the exponent of the smallest normal number.
fn format(to: Scalar) -> (u32, i32) {
    match to.kind {
        Kind::Half => (10, -14),
        Kind::Bfloat => (7, -126),
        _ => (23, -126),
    }
}

fn infinity(to: Scalar, negative: bool) -> u64 {
    let (fraction, _) = format(to);
    let exponents = (1 << (to.bits - 1 - fraction)) - 1;
    (exponents << fraction) | (u64::from(negative) << (to.bits - 1))
}

/// To nearest, ties to even.
fn rounded(to: Scalar, mantissa: i128, exponent: i32) -> u64 {
    let (fraction, smallest) = format(to);
    let sign = u64::from(mantissa < 0) << (to.bits - 1);
    let magnitude = mantissa.unsigned_abs();
    if magnitude == 0 {
        return sign;
    }
    let top = magnitude.ilog2() as i32 + exponent;
    // The exponent of the last bit that is kept.
    let last = top.max(smallest) - fraction as i32;
    let cut = last - exponent;
    let kept = if cut <= 0 {
        magnitude << -cut
    } else if cut > 126 {
        0
    } else {
        let (whole, rest) = (magnitude >> cut, magnitude & ((1 << cut) - 1));
        let half = 1 << (cut - 1);
        whole + u128::from(rest > half || (rest == half && whole % 2 == 1))
    };
    // A carry into the next exponent is right as it stands.
    let biased = (last + fraction as i32 - smallest) as u64;
    let bits = (biased << fraction) + kept as u64;
    sign | bits.min(infinity(to, false))
}

fn kernel(from: Scalar, to: Scalar) -> Result<Kernel, Error> {
    let value = from.reading("in[i]");
    let result = to.bits_of(&format!("{}(a)", to.name));
    Kernel::builder("sweep")
        .inputs(["in"])
        .outputs(["out"])
        .source(format!(
            "uint i = thread_position_in_grid.x; {} a = {value}; out[i] = {result};",
            from.name
        ))
        .build()
}

/// The values of a pair that have a defined result, on a device.
fn check(device: &Device, from: Scalar, to: Scalar) -> Result<(), Error> {
    let defined = |bits: u64| Some((bits, converted(from, to, bits)?));
    let pairs: Vec<(u64, u64)> = values(from).into_iter().filter_map(defined).collect();
    let inputs: Vec<u64> = pairs.iter().map(|(bits, _)| *bits).collect();
    // So many that the input is no small one.
    let inputs = [inputs.as_slice(), &[inputs[0]; 8]].concat();
    let launch = Launch::new()
        .grid([inputs.len(), 1, 1])
        .threadgroup([64, 1, 1])
        .inputs([&Tensor::from_slice(device, &inputs, [inputs.len()])?])
        .output([inputs.len()], DType::U64);
    let outputs = kernel(from, to)?.call(&device.default_stream()?, &launch)?;
    let found: Vec<u64> = outputs[0].to_vec()?;
    for ((bits, expected), found) in pairs.into_iter().zip(found) {
        assert!(
            to.same(expected, found),
            "`{}` {} to `{}` on `{device}`: expected {}, found {}",
            from.name,
            from.show(bits),
            to.name,
            to.show(expected),
            to.show(found)
        );
    }
    Ok(())
}

#[test]
fn conversions_between_all_scalars() {
    for device in Device::all() {
        for from in SCALARS {
            for to in SCALARS {
                check(&device, from, to).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
}
