//! Log messages: formats as they are read, values as they are printed, records as they are kept.

use kernsmith_msl::{
    ir::log::{LogBuffer, LogRecord, Piece, parse, render},
    ir::{LogFormat, LogLevel, LogPart, Scalar},
    source::{FileId, Span},
};

/// Printed by a program in C, compiled against glibc, less a row in which that leaves out the zeros that
/// `%#g` keeps.
const TABLE: &str = include_str!("printf.tsv");

fn format(text: &str, scalar: Scalar, lanes: u8) -> LogFormat {
    let (pieces, faults) = parse(text);
    assert!(faults.is_empty(), "{text}: {faults:?}");
    let part = |piece| match piece {
        Piece::Text(text) => LogPart::Text(text),
        Piece::Conversion(conversion) => LogPart::Value(conversion.spec, scalar, lanes),
    };
    LogFormat {
        level: LogLevel::Default,
        logger: None,
        parts: pieces.into_iter().map(part).collect(),
        span: Span {
            file: FileId(0),
            start: 0,
            end: 0,
        },
    }
}

#[test]
fn a_value_is_printed_as_c_prints_it() {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [ty, bits, text, expected] = columns[..] else {
            panic!("{row}");
        };
        let bits: u64 = bits.parse().unwrap();
        let (scalar, words) = match ty {
            "I32" => (Scalar::I32, vec![bits as u32]),
            "I64" => (Scalar::I64, vec![bits as u32, (bits >> 32) as u32]),
            _ => (Scalar::F32, vec![bits as u32]),
        };
        let found = render(&format(text, scalar, 1), &words);
        assert_eq!(found, expected, "{row}");
        count += 1;
    }
    assert!(count > 1200);
}

#[test]
fn what_c_leaves_open_is_settled() {
    let float = |text, value: f32| render(&format(text, Scalar::F32, 1), &[value.to_bits()]);
    assert_eq!(float("%f", -f32::NAN), "nan");
    assert_eq!(float("%08F", f32::NAN), "     NAN");
    let pointer = |words: &[u32]| render(&format("%p|%14p", Scalar::U64, 1), words);
    assert_eq!(pointer(&[0, 0, 0x20, 0x100]), "0x0| 0x10000000020");
}

#[test]
fn the_components_of_a_vector_have_commas_between_them() {
    let words = [1.0f32, 2.5, -3.0].map(f32::to_bits);
    let text = render(&format("<%5.1v3f>", Scalar::F32, 3), &words);
    assert_eq!(text, "<  1.0,  2.5, -3.0>");
    let text = render(&format("%v2hhx", Scalar::I32, 2), &[0xffff_ff80, 7]);
    assert_eq!(text, "80,7");
}

#[test]
fn a_conversion_is_read_and_written_alike() {
    for text in [
        "%d",
        "%-+ #08.3f",
        "%v4hlf",
        "%v2hhd",
        "%lu",
        "%5.s",
        "%p",
        "%%",
        "a%cb",
    ] {
        let (pieces, faults) = parse(text);
        assert!(faults.is_empty(), "{text}: {faults:?}");
        let written = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.replace('%', "%%"),
            Piece::Conversion(conversion) => {
                assert!(text[conversion.at.clone()].starts_with('%'));
                conversion.spec.spelling()
            }
        });
        let expected = text.replace("5.s", "5.0s");
        assert_eq!(written.collect::<String>(), expected);
    }
}

#[test]
fn what_is_wrong_with_a_conversion_is_said_of_its_own_bytes() {
    let rows = [
        ("ab %q cd", 3..5, "unknown conversion `q`"),
        (
            "%5000d",
            0..5,
            "expected at most 4095 characters, found 5000",
        ),
        (
            "100%",
            3..4,
            "expected a conversion such as `%d` after `%`, found the end",
        ),
        (
            "%*d",
            0..2,
            "a width or precision that is an argument, `*`, is not supported",
        ),
        (
            "%v5f",
            0..3,
            "expected 2, 3 or 4 components after `v`, found `5`",
        ),
        ("%v4s", 0..4, "`%s` has no vector form"),
        ("%hlf", 0..4, "the length `hl` is for vectors only"),
        (
            "%n",
            0..2,
            "`%n` writes to memory, which a log message cannot",
        ),
    ];
    for (text, at, message) in rows {
        let (_, faults) = parse(text);
        assert_eq!(faults.len(), 1, "{text}");
        assert_eq!(
            (&faults[0].at, &*faults[0].message),
            (&at, message),
            "{text}"
        );
    }
    assert_eq!(parse("%b").1[0].instead.as_deref(), Some("%d"));
}

fn record(x: u32, words: usize, mark: u32) -> LogRecord {
    LogRecord {
        format: 0,
        thread: [x, 0, 0],
        values: vec![mark; words],
    }
}

/// What is kept, as thread and mark, and what was lost.
fn kept(buffer: LogBuffer) -> (Vec<(u32, u32)>, u64) {
    let (records, lost) = buffer.finish();
    let kept = records
        .iter()
        .map(|record| (record.thread[0], record.values[0]));
    (kept.collect(), lost)
}

#[test]
fn records_come_out_by_threadgroup_thread_and_turn() {
    let mut buffer = LogBuffer::new([2, 2, 1]);
    let at = |x, y| LogRecord {
        format: 0,
        thread: [x, y, 0],
        values: vec![],
    };
    for (x, y) in [(3, 1), (0, 2), (2, 0), (1, 1), (0, 0), (2, 0)] {
        buffer.push(at(x, y));
    }
    let (records, lost) = buffer.finish();
    let order: Vec<_> = records.iter().map(|record| record.thread).collect();
    let expected = [
        [0, 0, 0],
        [1, 1, 0],
        [2, 0, 0],
        [2, 0, 0],
        [3, 1, 0],
        [0, 2, 0],
    ];
    assert_eq!((order, lost), (expected.to_vec(), 0));
}

/// However a launch is split into parts, and in whatever order these are put together.
#[test]
fn what_is_kept_does_not_depend_on_who_comes_first() {
    let sizes = [1, 3, 2, 9, 1, 1, 4, 1];
    let thread = |x: u32| {
        let records = (0..5).map(move |turn| (x, sizes[((x + turn) % 8) as usize], turn));
        records.map(|(x, words, turn)| record(x, words, turn))
    };
    let limit = 4 * 200;
    let mut whole = LogBuffer::with_limit([4, 1, 1], limit);
    (0..40)
        .flat_map(thread)
        .for_each(|record| whole.push(record));
    let whole = kept(whole);
    assert!(whole.1 > 0 && !whole.0.is_empty());
    for parts in 2..6 {
        let mut all = LogBuffer::with_limit([4, 1, 1], limit);
        for part in (0..parts).rev() {
            let mut own = LogBuffer::with_limit([4, 1, 1], limit);
            let threads = (0..40).rev().filter(|x| x % parts == part);
            threads.flat_map(thread).for_each(|record| own.push(record));
            all.append(&mut own);
        }
        assert_eq!(kept(all), whole, "{parts}");
    }
}

#[test]
fn a_devices_buffer_is_read_up_to_where_nothing_begins() {
    let formats = [format("%d", Scalar::I32, 1), format("%lu", Scalar::U64, 1)];
    let mut buffer = LogBuffer::new([4, 1, 1]);
    let words = [20, 3, 2, 9, 0, 0, 7, 1, 1, 5, 0, 0, 42, 0, 0, 0, 0, 0];
    buffer.read(&words, &formats);
    let (records, lost) = buffer.finish();
    assert_eq!(lost, 3);
    let texts: Vec<_> = records
        .iter()
        .map(|record| render(&formats[record.format as usize], &record.values))
        .collect();
    assert_eq!(texts, ["42", "4294967303"]);
}
