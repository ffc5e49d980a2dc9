//! The macros that are there before the first line: Metal's compiler and library define a hundred, and a
//! text uses few of them.
//!
//! They are lines of one text that is the same for every unit. A line is read where its macro's name first
//! occurs; that is the same as reading them all before, since no line uses anything of the unit's.

use std::{
    rc::Rc,
    sync::{Arc, LazyLock},
};

use super::{
    Preprocessor,
    definition::{Macro, MacroKind},
};
use crate::{
    hash::HashMap,
    ir::MathMode,
    source::{FileId, Origin, SourceMap},
    stdlib::MACROS,
    syntax::{lexer::Lexer, token::Symbol},
};

/// The macros that Metal's compiler defines by itself.
const STANDARD: [(&str, &str); 26] = [
    ("__METAL__", "1"),
    ("__METAL_VERSION__", "320"),
    ("__METAL_MACOS__", "1"),
    ("__HAVE_BFLOAT__", "1"),
    ("__cplusplus", "201703L"),
    ("__clang__", "1"),
    ("METAL_FUNC", "inline"),
    ("METAL_INTERNAL", "inline"),
    ("__LITTLE_ENDIAN__", "1"),
    ("__CHAR_BIT__", "8"),
    ("__SCHAR_MAX__", "127"),
    ("__SHRT_MAX__", "32767"),
    ("__INT_MAX__", "2147483647"),
    ("__LONG_MAX__", "9223372036854775807L"),
    ("__FLT16_MAX__", "65504.0h"),
    ("__FLT16_MIN__", "6.103515625e-05h"),
    ("__FLT16_EPSILON__", "9.765625e-04h"),
    ("__FLT_MAX__", "3.40282346638528859812e+38f"),
    ("__FLT_MIN__", "1.17549435082228750797e-38f"),
    ("__FLT_EPSILON__", "1.1920928955078125e-07f"),
    ("__FLT_DENORM_MIN__", "1.40129846432481707092e-45f"),
    // It silences a warning of Clang's that there is none of here.
    ("__extension__", ""),
    // The last argument of `__metal_exp` and its like.
    ("__METAL_PRECISE_MATH__", "0"),
    ("__METAL_FAST_MATH__", "1"),
    ("__METAL_MAYBE_FAST_MATH__", "2"),
    (FAST_MATH, "1"),
];

/// Defined where arithmetic may be inexact.
const FAST_MATH: &str = "__FAST_MATH__";

/// The text, and where in it each macro's definition stands, from its name on.
struct Predefined {
    text: Arc<str>,
    places: HashMap<&'static str, usize>,
}

static PREDEFINED: LazyLock<Predefined> = LazyLock::new(|| {
    let mut text = String::new();
    let mut places = HashMap::default();
    for &(name, replacement) in MACROS.iter().chain(&STANDARD) {
        text.push_str("#define ");
        places.insert(name, text.len());
        text.extend([name, " ", replacement, "\n"]);
    }
    Predefined {
        text: text.into(),
        places,
    }
});

/// The macros of a unit, by the symbols of their names.
#[derive(Debug)]
pub(super) struct Macros {
    of: Vec<Known>,
    /// The file of the predefined ones.
    file: FileId,
}

/// What is known of a name.
#[derive(Clone, Debug)]
enum Known {
    /// Whether it is predefined was not looked up yet.
    Nothing,
    Macro(Macro),
    NoMacro,
}

impl Macros {
    /// The predefined ones, whose text becomes a file.
    pub(super) fn new(sources: &mut SourceMap) -> Self {
        let text = Arc::clone(&PREDEFINED.text);
        Self {
            of: Vec::new(),
            file: sources.add("<predefined macros>", text, Origin::Builtin),
        }
    }

    pub(super) fn insert(&mut self, name: Symbol, definition: Macro) {
        self.put(name, Known::Macro(definition));
    }

    pub(super) fn remove(&mut self, name: Symbol) {
        self.put(name, Known::NoMacro);
    }

    fn put(&mut self, name: Symbol, known: Known) {
        let index = name.index();
        if index >= self.of.len() {
            self.of.resize(index + 1, Known::Nothing);
        }
        self.of[index] = known;
    }
}

impl Preprocessor<'_> {
    /// What a name stands for, if it is a macro.
    pub(super) fn definition(&mut self, name: Symbol) -> Option<Macro> {
        match self.macros.of.get(name.index()) {
            Some(Known::Macro(definition)) => return Some(definition.clone()),
            Some(Known::NoMacro) => return None,
            Some(Known::Nothing) | None => {}
        }
        self.macros.remove(name);
        let text = self.symbols.text(name);
        let &place = PREDEFINED.places.get(text)?;
        if text == FAST_MATH && self.unit.math_mode != MathMode::Fast {
            return None;
        }
        self.define_at(place);
        self.definition(name)
    }

    /// Reads the predefined macro whose name stands at a place of their text.
    fn define_at(&mut self, place: usize) {
        let text = Arc::clone(&PREDEFINED.text);
        let mut lexer = Lexer::at(self.macros.file, text, place);
        let line = lexer.rest_of_line(&mut self.symbols);
        if let Some(name) = line.first() {
            self.define(name.span, &line);
        }
    }

    /// Defines what the unit's own list has, and what changes with the place of its use.
    pub(super) fn define_builtins(&mut self) {
        let builtins = [
            ("__FILE__", MacroKind::File),
            ("__LINE__", MacroKind::Line),
            ("__COUNTER__", MacroKind::Counter),
        ];
        let span = self.eof().span;
        for (name, kind) in builtins {
            let name = self.symbols.intern(name);
            let kind = Rc::new(kind);
            self.macros.insert(name, Macro { span, kind });
        }
        if self.unit.defines.is_empty() {
            return;
        }
        let defines = self.unit.defines.iter();
        let text: String = defines
            .map(|(name, replacement)| format!("#define {name} {replacement}\n"))
            .collect();
        let file = self.sources.add("<macros>", text, Origin::Builtin);
        self.open(file);
        self.run();
    }
}
