//! Function constants with their values written out: a body's launch gives none.
//!
//! `constant int n [[function_constant(0)]];` becomes `constant int n = 7;`, and
//! `is_function_constant_defined(n)` becomes `true`. A constant that the host does not give, and that the
//! kernel therefore does not read, is 0.

use std::{collections::BTreeMap, ops::Range};

use super::{parameter::Port, refusal};
use crate::{
    diagnostic::Diagnostic,
    emit::msl::literal,
    ir::{ConstantValue, FunctionConstant, Module, Type},
    source::{FileId, Origin, SourceMap, Span},
    syntax,
    unit::Unit,
};

/// What a text says instead, and whether each function constant is given.
#[derive(Default)]
pub(super) struct Settled {
    /// Parts of the file and what stands there instead, in order.
    edits: Vec<(Range<usize>, String)>,
    given: BTreeMap<String, bool>,
}

impl Settled {
    /// The values that the unit gives, as texts of this file.
    pub(super) fn new(
        (text, file): (&str, FileId),
        module: &Module,
        unit: &Unit,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut settled = Self::default();
        for constant in &module.constants {
            let given = unit.constants.as_ref();
            let given = given.and_then(|given| given.get(&constant.name));
            settled.given.insert(constant.name.clone(), given.is_some());
            match attribute((text, file), constant) {
                Some(range) => {
                    let value = format!(" = {}", spelled(module, constant, given));
                    settled.edits.push((range, value));
                }
                None if given.is_some() => {
                    let name = &constant.name;
                    let message = format!("the value of `{name}` cannot be written into this file");
                    let help = format!(
                        "declare it here, as `constant T {name} [[function_constant({})]];`",
                        constant.index
                    );
                    return Err(Box::new(refusal(constant.span, message, help)));
                }
                // Nothing that the body keeps reads it.
                None => {}
            }
        }
        settled.edits.sort_by_key(|(range, _)| range.start);
        Ok(settled)
    }

    /// A part of the file, with the values.
    pub(super) fn part(&self, text: &str, part: Range<usize>) -> String {
        let (mut out, mut at) = (String::new(), part.start);
        for (range, value) in &self.edits {
            if range.start >= at && range.end <= part.end {
                out.push_str(&text[at..range.start]);
                out.push_str(value);
                at = range.end;
            }
        }
        out.push_str(text.get(at..part.end).unwrap_or_default());
        out
    }

    /// A text whose questions about function constants are answered.
    pub(super) fn answered(&self, text: &str) -> String {
        if self.given.is_empty() {
            return text.to_owned();
        }
        let mut sources = SourceMap::default();
        let file = sources.add("text", text, Origin::User);
        let tokens = syntax::raw_tokens(file, &sources);
        let tokens: Vec<_> = tokens.into_iter().map(|(span, _)| span).collect();
        let (mut out, mut at) = (String::new(), 0);
        for question in tokens.windows(4) {
            let [word, open, name, close] = [0, 1, 2, 3].map(|i| sources.text(question[i]));
            let is_question = (word, open, close) == ("is_function_constant_defined", "(", ")");
            let Some(given) = self.given.get(name).filter(|_| is_question) else {
                continue;
            };
            out.push_str(&text[at..question[0].start as usize]);
            out.push_str(if *given { "true" } else { "false" });
            at = question[3].end as usize;
        }
        out.push_str(&text[at..]);
        out
    }
}

impl Port<'_> {
    /// A parameter that the function constants leave out: nobody reads it, and its name stays.
    pub(super) fn absent(&mut self, param: &syntax::ast::Parameter) {
        let Some(name) = &param.name else { return };
        if matches!(param.ty.kind, syntax::ast::TypeKind::Pointer(_)) {
            let ty = self.text(Span {
                end: name.span.start,
                ..param.span
            });
            self.declarations
                .push(format!("{} {} = nullptr;", ty.trim_end(), name.name));
            return;
        }
        let message = format!(
            "a function constant leaves `{}` out, and no variable can stand for it",
            name.name
        );
        let help = "make it a pointer, or take it always";
        self.refuse(refusal(param.span, message, help));
    }
}

/// ` [[function_constant(n)]]` after the name, as bytes of the file.
fn attribute((text, file): (&str, FileId), constant: &FunctionConstant) -> Option<Range<usize>> {
    let start = constant.span.end as usize;
    let rest = text.get(start..).filter(|_| constant.span.file == file)?;
    let inside = rest.trim_start().strip_prefix("[[")?;
    inside
        .trim_start()
        .strip_prefix("function_constant")
        .filter(|_| text.get(constant.span.start as usize..start) == Some(&constant.name))?;
    Some(start..start + rest.find("]]")? + 2)
}

/// The value as an expression of the constant's type.
fn spelled(module: &Module, constant: &FunctionConstant, given: Option<&ConstantValue>) -> String {
    let (scalar, lanes) = match module.types[constant.ty] {
        Type::Scalar(scalar) => (scalar, 1),
        Type::Vector { scalar, lanes, .. } => (scalar, usize::from(lanes)),
        _ => unreachable!("a function constant is a number or a vector"),
    };
    let zero = ConstantValue::new(scalar, vec![0; lanes]);
    let value = given.unwrap_or(&zero);
    let parts = value.bits().iter().map(|&bits| literal(scalar, bits));
    let parts: Vec<String> = parts.collect();
    match lanes {
        1 => parts.concat(),
        _ => format!("{}({})", value.type_name(), parts.join(", ")),
    }
}
