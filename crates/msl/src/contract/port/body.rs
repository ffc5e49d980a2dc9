//! From a whole file to a body.

use super::{
    Error,
    choice::{self, Choice},
    header::{self, Header},
    parameter::{Port, VIEW},
    refusal,
    settled::Settled,
};
use crate::{
    analysis::access::accesses,
    compile,
    contract::{BodyKernel, InputForm, Specialization, TemplateValue, assemble},
    diagnostic::{Diagnostic, Diagnostics},
    dtype::DType,
    ir::EntryPoint,
    source::{FileId, Origin, SourceMap},
    syntax,
    unit::Unit,
};

/// A kernel in the form of the launch contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ported {
    /// The kernel.
    pub kernel: BodyKernel,
    /// Its template arguments, in order.
    pub template: Vec<(String, TemplateValue)>,
    /// One an input.
    pub inputs: Vec<Operand>,
    /// One an output.
    pub outputs: Vec<Operand>,
}

/// An input or output, and the parameter that it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its name in the contract.
    pub name: String,
    /// The parameter of the whole kernel.
    pub parameter: String,
    /// Element type.
    pub dtype: DType,
    /// Zero-dimensional.
    pub scalar: bool,
    /// Whether the parameter was declared as memory that the kernel may write.
    pub writable: bool,
}

/// The kernel of this name, or the only one, as a body. The unit is one file and its include files; the
/// function constants that it gives are written into the header.
///
/// # Errors
/// [`Error::Source`] with all that is wrong with the text, or cannot be said in the other form;
/// [`Error::NoKernel`], [`Error::Empty`], and [`Error::Contract`] for names that the contract does not take.
///
/// # Panics
/// If the unit has no file.
///
/// # Examples
/// ```
/// use kernsmith_msl::{contract::port::to_body, ir::MathMode, source::{Origin, SourceMap}, unit::Unit};
///
/// let text = "kernel void scale(device const float* x, device float* y, constant float& by,
///                   uint i [[thread_position_in_grid]]) {
///     y[i] = by * x[i]; // each
/// }";
/// let mut sources = SourceMap::default();
/// let file = sources.add("scale.metal", text, Origin::User);
/// let ported = to_body(sources, &Unit::new(vec![file], MathMode::Safe), None)?;
/// assert_eq!(ported.kernel.inputs, ["x", "by"]);
/// assert_eq!(ported.kernel.source, "    uint i = thread_position_in_grid.x;\n    y[i] = by * x[i]; // each\n");
/// # Ok::<(), kernsmith_msl::contract::port::Error>(())
/// ```
pub fn to_body(mut sources: SourceMap, unit: &Unit, kernel: Option<&str>) -> Result<Ported, Error> {
    let compilation = compile::compile(&mut sources, unit);
    let Some(module) = compilation.module else {
        return Err(Error::Source(compilation.diagnostics, sources));
    };
    let mut refused = compilation.refused.into_iter();
    if let Some(refused) = refused.find(|refused| Some(refused.name.as_str()) == kernel) {
        return Err(Error::Source(refused.diagnostics, sources));
    }
    let (_, tree) = compile::parse(&mut sources, unit, &mut Diagnostics::default());
    let file = *unit.files.first().expect("a unit has a file");
    let entry = choice::entry(&module, kernel)?;
    let mut port = Port {
        sources: &sources,
        module: &module,
        inputs: Vec::new(),
        outputs: Vec::new(),
        template: Vec::new(),
        declarations: Vec::new(),
        renamed: Vec::new(),
        needs_view: false,
        atomic: Vec::new(),
        refusals: Diagnostics::default(),
    };
    let ported = choice::choose((&module, entry), &tree, (file, &sources)).and_then(|choice| {
        let text = &sources.file(file).text;
        let settled = Settled::new((text, file), &module, unit)?;
        let header = header::header((text, &settled), (&tree, file), &choice, &unit.includes)?;
        port.template(&choice);
        port.parameters(&choice, &accesses(&module, entry.function));
        port.check_atomics();
        port.check_constants(entry);
        Ok((choice, header, settled))
    });
    match ported {
        Ok((choice, header, settled)) if !port.refusals.has_errors() => {
            let mut ported = port.finish(&choice, header, unit);
            ported.kernel.source = settled.answered(&ported.kernel.source);
            check(&ported)?;
            Ok(ported)
        }
        Ok(_) => Err(Error::Source(port.refusals, sources)),
        Err(refusal) => {
            let mut refusals = Diagnostics::default();
            refusals.push(*refusal);
            Err(Error::Source(refusals, sources))
        }
    }
}

impl Port<'_> {
    /// A body's launch gives no function constants; the unit may.
    fn check_constants(&mut self, entry: &EntryPoint) {
        let module = self.module;
        for constant in module.missing_constants(entry) {
            let name = &constant.name;
            let message = format!("`{name}` is a function constant, and a body has none");
            let help = format!(
                "give its value, take it as a parameter, or write it here: `constant ... {name} = ...;`"
            );
            self.refuse(refusal(constant.span, message, help));
        }
    }

    /// Outputs are atomic together, and start from what the launch says.
    fn check_atomics(&mut self) {
        if let Some(&span) = self.atomic.first()
            && self.atomic.len() < self.outputs.len()
        {
            let message =
                "some outputs are atomic and some are not, and the contract has one answer for all";
            let help =
                "write the others with `atomic_store_explicit` too, or in a kernel of their own";
            self.refuse(refusal(span, message, help));
        }
    }

    fn finish(self, choice: &Choice<'_>, header: Header, unit: &Unit) -> Ported {
        let defines = unit.defines.iter();
        let mut text: String = defines
            .map(|(name, value)| format!("#define {name} {value}\n"))
            .collect();
        text.push_str(&header.text);
        if self.needs_view {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(VIEW);
        }
        let names = |operands: &[Operand]| operands.iter().map(|o| o.name.clone()).collect();
        Ported {
            kernel: BodyKernel {
                name: identifier(&choice.entry.name),
                inputs: names(&self.inputs),
                outputs: names(&self.outputs),
                header: text,
                source: self.statements(choice, &header.comment),
                atomic_outputs: !self.atomic.is_empty(),
                math_mode: unit.math_mode,
                ..BodyKernel::default()
            },
            template: self.template,
            inputs: self.inputs,
            outputs: self.outputs,
        }
    }

    /// The comment of the kernel, the declarations, and the statements as they are.
    fn statements(&self, choice: &Choice<'_>, comment: &str) -> String {
        let block = self.text(choice.block.span);
        let inner = self.respelled(&block[1..block.len() - 1]);
        let inner = inner.trim_end();
        // A first line of blanks alone ended at the brace.
        let statements = match inner.split_once('\n') {
            Some((first, rest)) if first.trim().is_empty() => rest,
            _ => inner.trim_start(),
        };
        let lines = statements.lines();
        let first = lines
            .map(|line| (line, line.trim_start()))
            .find(|(_, code)| !code.is_empty());
        let indent = first.map_or("", |(line, code)| &line[..line.len() - code.len()]);
        let mut text = String::new();
        for line in comment.trim().lines() {
            text.push_str(&format!("{indent}{}\n", line.trim()));
        }
        for declaration in &self.declarations {
            text.push_str(&format!("{indent}{declaration}\n"));
        }
        text.push_str(statements);
        text.push('\n');
        text
    }

    /// The statements with the positions' names that mean something else in the contract.
    fn respelled(&self, statements: &str) -> String {
        if self.renamed.is_empty() {
            return statements.to_owned();
        }
        let mut sources = SourceMap::default();
        let file: FileId = sources.add("statements", statements, Origin::User);
        let (mut text, mut at, mut member) = (String::new(), 0, false);
        for (span, is_name) in syntax::raw_tokens(file, &sources) {
            let word = sources.text(span);
            let renamed = self
                .renamed
                .iter()
                .find(|(name, _)| is_name && !member && name == word);
            if let Some((_, value)) = renamed {
                text.push_str(&statements[at..span.start as usize]);
                text.push_str(value);
                at = span.end as usize;
            }
            member = matches!(word, "." | "->");
        }
        text.push_str(&statements[at..]);
        text
    }
}

/// A name that the contract takes.
fn identifier(name: &str) -> String {
    let chars = name.chars();
    let chars = chars.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let name: String = chars.collect();
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name,
    }
}

/// The body has to compile as the contract assembles it.
fn check(ported: &Ported) -> Result<(), Error> {
    let form = |operand: &Operand| InputForm {
        dtype: operand.dtype,
        scalar: operand.scalar,
        constant: operand.scalar,
    };
    let spec = Specialization {
        inputs: ported.inputs.iter().map(form).collect(),
        outputs: ported.outputs.iter().map(|output| output.dtype).collect(),
        template: ported.template.clone(),
    };
    let mut assembled = assemble(&ported.kernel, &spec)?;
    let compilation = compile::compile(&mut assembled.sources, &assembled.unit);
    if compilation.module.is_some() {
        return Ok(());
    }
    let explained = compilation.diagnostics.map(|diagnostic: Diagnostic| {
        diagnostic.with_note(format!(
            "this is the body that kernel `{}` becomes, in which inputs are `const`",
            ported.kernel.name
        ))
    });
    Err(Error::Source(explained, assembled.sources))
}
