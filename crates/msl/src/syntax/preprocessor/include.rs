//! `#include`: the caller's files by name; the system's are known and empty, since everything in
//! them is built in.

use super::{MAX_INCLUDE_DEPTH, Preprocessor};
use crate::{
    diagnostic::{Diagnostic, Suggestion, closest},
    source::{FileId, Origin, Span},
    syntax::token::{Punct, RawKind, RawToken},
};

/// Headers that Metal's compiler comes with and whose content is built in here.
const SYSTEM_HEADERS: [&str; 56] = [
    "metal_stdlib",
    "metal_array",
    "metal_assert",
    "metal_atomic",
    "metal_common",
    "metal_compute",
    "metal_config",
    "metal_extended_vector",
    "metal_geometric",
    "metal_graphics",
    "metal_integer",
    "metal_limits",
    "metal_logging",
    "metal_math",
    "metal_matrix",
    "metal_numeric",
    "metal_pack",
    "metal_packed_vector",
    "metal_quadgroup",
    "metal_reference",
    "metal_relational",
    "metal_simdgroup",
    "metal_simdgroup_matrix",
    "metal_tuple",
    "metal_type_traits",
    "metal_types",
    "metal_uniform",
    "metal_utility",
    "metal_vector",
    "simd/simd.h",
    "simd/vector.h",
    "simd/vector_types.h",
    "stdint.h",
    "cstdint",
    "metal_command_buffer",
    "metal_imageblocks",
    "metal_mesh",
    "metal_raytracing",
    "metal_tessellation",
    "metal_tensor",
    "metal_texture",
    "metal_visible_function_table",
    "simd/base.h",
    "simd/common.h",
    "simd/conversion.h",
    "simd/geometry.h",
    "simd/logic.h",
    "simd/math.h",
    "simd/matrix.h",
    "simd/matrix_types.h",
    "simd/packed.h",
    "simd/types.h",
    "cstddef",
    "stdbool.h",
    "stddef.h",
    "TargetConditionals.h",
];

/// Headers of C and C++ that kernels of other languages include.
const STANDARD_HEADERS: [&str; 24] = [
    "algorithm",
    "array",
    "assert.h",
    "cassert",
    "cfloat",
    "climits",
    "cmath",
    "cstdio",
    "cstdlib",
    "cstring",
    "cuda_runtime.h",
    "float.h",
    "functional",
    "iostream",
    "limits",
    "limits.h",
    "math.h",
    "stdio.h",
    "stdlib.h",
    "string",
    "string.h",
    "type_traits",
    "utility",
    "vector",
];

impl Preprocessor<'_> {
    /// `#include`, after its name.
    pub(super) fn include(&mut self, directive: Span, line: &[RawToken]) {
        let Some((name, system, span)) = self.header_name(directive, line) else {
            return;
        };
        if let Some(known) = self.find_include(&name) {
            let known = known.to_owned();
            self.enter(&known, span);
        } else if !SYSTEM_HEADERS.contains(&name.as_str()) {
            self.unknown_include(&name, system, span);
        }
    }

    /// Whether an include of this name would be found.
    pub(super) fn include_exists(&self, name: &str, system: bool) -> bool {
        self.find_include(name).is_some() || system && SYSTEM_HEADERS.contains(&name)
    }

    /// The key in the caller's includes: the name itself, or beside the file that includes it.
    fn find_include(&self, name: &str) -> Option<&str> {
        let includes = &self.unit.includes;
        if let Some((known, _)) = includes.get_key_value(name) {
            return Some(known);
        }
        let file = self.open_files.last()?.lexer.file();
        let (folder, _) = self.sources.file(file).name.rsplit_once('/')?;
        let beside = format!("{folder}/{name}");
        includes
            .get_key_value(&beside)
            .map(|(known, _)| known.as_str())
    }

    /// The name between the quotes or angle brackets, whether it has the latter, and its place.
    fn header_name(&mut self, directive: Span, line: &[RawToken]) -> Option<(String, bool, Span)> {
        let named = self.literal_header_name(line).or_else(|| {
            let items = line.iter().map(|&token| token.into()).collect();
            let expanded = self.expand_list(items);
            let tokens: Vec<RawToken> = expanded.iter().map(|item| item.token).collect();
            let spelled: String = tokens
                .iter()
                .map(|token| self.symbols.text(token.text))
                .collect();
            let span = line.first()?.span;
            let (name, system, _) = split_header_name(&spelled)?;
            Some((name, system, span))
        });
        if named.is_none() && !self.stopped {
            let span = line.first().map_or(directive, |token| token.span);
            let message = "expected `<name>` or `\"name\"` after `#include`";
            let diagnostic = Diagnostic::error("invalid-include", span, message);
            self.diagnostics.push(match line {
                [name] if SYSTEM_HEADERS.contains(&self.symbols.text(name.text)) => {
                    let name = self.symbols.text(name.text);
                    let change = Suggestion::replace(span, name, &format!("<{name}>"));
                    diagnostic.with_suggestion(change)
                }
                _ => diagnostic,
            });
        }
        named
    }

    fn literal_header_name(&mut self, line: &[RawToken]) -> Option<(String, bool, Span)> {
        let first = line.first()?;
        if !first.is(Punct::Less) && first.kind != RawKind::String {
            return None;
        }
        let span = first.span.to(line.last()?.span);
        let (name, system, length) = split_header_name(self.sources.text(span))?;
        let end = span.start + u32::try_from(length).expect("it is a part of the text");
        if system {
            let rest: Vec<_> = line
                .iter()
                .copied()
                .filter(|t| t.span.start >= end)
                .collect();
            self.expect_line_end(&rest);
        } else {
            self.expect_line_end(&line[1..]);
        }
        Some((name, system, Span { end, ..span }))
    }

    fn enter(&mut self, name: &str, span: Span) {
        if self.open_files.len() > MAX_INCLUDE_DEPTH {
            let message = format!("includes are nested deeper than {MAX_INCLUDE_DEPTH} levels");
            self.stop(span, message);
            return;
        }
        let file = match self.included.get(name) {
            Some(&file) => file,
            None => self.add_included(name),
        };
        self.sources.set_includer(file, span);
        if !self.once.contains(&file) {
            self.open(file);
        }
    }

    fn add_included(&mut self, name: &str) -> FileId {
        let text = self.unit.includes.get(name).map_or("", String::as_str);
        let file = self.sources.add(name, text, Origin::User);
        self.included.insert(name.to_owned(), file);
        file
    }

    fn unknown_include(&mut self, name: &str, system: bool, span: Span) {
        let known = self.unit.includes.keys().map(String::as_str);
        let best = closest(name, known.chain(SYSTEM_HEADERS));
        let mut diagnostic = Diagnostic::error(
            "unknown-include",
            span,
            format!("no include file is called `{name}`"),
        );
        if STANDARD_HEADERS.contains(&name) {
            let change = Suggestion::replace(span, self.sources.text(span), "<metal_stdlib>");
            diagnostic = diagnostic
                .with_help(
                    "Metal has no standard C++ library; what it has comes with `<metal_stdlib>`",
                )
                .with_suggestion(change);
        } else if let Some(best) = best {
            let written = self.sources.text(span);
            let change = Suggestion::replace(span, written, &written.replace(name, best));
            diagnostic = diagnostic
                .with_help(format!("did you mean `{best}`?"))
                .with_suggestion(change);
        } else if !system {
            diagnostic = diagnostic
                .with_help("name its folder with `-I`, or hand its text over with the kernel");
        }
        self.diagnostics.push(diagnostic);
    }
}

/// `<name>` or `"name"` at the beginning of the text: the name, whether it has angle brackets, and the
/// length of it all.
fn split_header_name(text: &str) -> Option<(String, bool, usize)> {
    let (open, close) = match text.as_bytes().first()? {
        b'<' => ('<', '>'),
        b'"' => ('"', '"'),
        _ => return None,
    };
    let inside = text.strip_prefix(open)?;
    let length = inside.find(close)?;
    let name = inside[..length].trim().to_owned();
    (!name.is_empty()).then_some((name, close == '>', length + 2))
}
