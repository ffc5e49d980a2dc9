//! Puts the texts of one call together.

use super::{
    BodyKernel, Error, Slot, Specialization, prelude, signature::signature, trap, validate,
};
use crate::{
    diagnostic::Diagnostics,
    lint,
    source::{FileId, Origin, SourceFile, SourceMap},
    unit::Unit,
};

/// A translation unit for one combination of types and template arguments.
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The texts.
    pub sources: SourceMap,
    /// What is compiled.
    pub unit: Unit,
    /// The host name of the kernel in the compiled module.
    pub kernel: String,
    /// What each `[[buffer(i)]]` takes.
    pub slots: Vec<Slot>,
    /// Parameters that the body probably did not mean to have.
    pub warnings: Diagnostics,
    /// The files after the prelude: header, signature, body, instantiation.
    own: [FileId; 4],
}

/// Assembles the unit for one call.
///
/// # Errors
/// If the kernel is not valid, the number of types differs from that of the names, or a template
/// argument's name cannot be used.
///
/// # Examples
/// ```
/// use kernsmith_msl::contract::{BodyKernel, InputForm, Specialization, assemble};
/// use kernsmith_msl::dtype::DType;
///
/// let kernel = BodyKernel {
///     name: "twice".into(),
///     inputs: vec!["a".into()],
///     outputs: vec!["out".into()],
///     source: "uint i = thread_position_in_grid.x; out[i] = 2 * a[i];".into(),
///     ..BodyKernel::default()
/// };
/// let array = InputForm { dtype: DType::F32, scalar: false, constant: false };
/// let spec = Specialization {
///     inputs: vec![array],
///     outputs: vec![DType::F32],
///     template: vec![],
/// };
/// let assembled = assemble(&kernel, &spec)?;
/// assert!(assembled.text().contains("const device float* a [[buffer(0)]]"));
/// assert!(assembled.text().contains("uint3 thread_position_in_grid [[thread_position_in_grid]]"));
/// # Ok::<(), kernsmith_msl::contract::Error>(())
/// ```
pub fn assemble(kernel: &BodyKernel, spec: &Specialization) -> Result<Assembled, Error> {
    validate(kernel)?;
    let signature = signature(kernel, spec)?;
    let mut sources = SourceMap::default();
    let mut files = prelude::add(kernel, spec, &mut sources);
    let built_in = |sources: &mut SourceMap, name: &str, text: String| {
        sources.add(format!("<{name}>"), text, Origin::Builtin)
    };
    let header = sources.add_file(SourceFile {
        name: kernel.header_name.clone(),
        text: kernel.header.as_str().into(),
        origin: Origin::User,
        first_line: kernel.header_first_line,
    });
    let open = built_in(&mut sources, "signature", signature.open);
    let body = sources.add_file(SourceFile {
        name: kernel.source_name.clone(),
        text: kernel.source.as_str().into(),
        origin: Origin::User,
        first_line: kernel.source_first_line,
    });
    let close = built_in(&mut sources, "instantiation", signature.close);
    let own = [header, open, body, close];
    files.extend(&own);
    let mut unit = Unit::new(files, kernel.math_mode);
    unit.includes = kernel.includes.clone();
    unit.defines.extend(kernel.defines.iter().cloned());
    unit.advice.clone_from(&kernel.advice);
    let mut warnings = trap::warnings(&signature.searched, body, &sources);
    lint::silence(&mut warnings, &sources);
    Ok(Assembled {
        warnings,
        sources,
        unit,
        kernel: signature.host_name,
        slots: signature.slots,
        own,
    })
}

impl Assembled {
    pub(super) fn is_body(&self, file: FileId) -> bool {
        file == self.own[2]
    }

    /// Whether it is the body or the header.
    pub(super) fn is_callers(&self, file: FileId) -> bool {
        self.is_body(file) || file == self.own[0]
    }

    /// What a caller who asks for the generated source sees: everything but the prelude.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for &file in &self.own {
            let part = &self.sources.file(file).text;
            text.push_str(part);
            if !part.is_empty() && !part.ends_with('\n') {
                text.push('\n');
            }
        }
        text
    }
}
