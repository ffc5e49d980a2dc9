//! The syntax tree as text, for goldens: an indented line for an item or statement, and
//! expressions in prefix form, so that their structure shows.
//!
//! The text is stable: it has no spans, and changes only if the tree does.

use super::ast::{
    Alias, Attribute, Block, Declaration, Enum, File, Function, FunctionName, Initializer, Item,
    ItemKind, Parameter, Record, Stmt, StmtKind, TemplateParameter, TemplateParameterKind, Unroll,
    Variable,
};

mod expr;

impl File {
    /// The whole tree as text.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut dump = Dump {
            text: String::new(),
            depth: 0,
        };
        for item in &self.items {
            dump.item(item);
        }
        dump.text
    }
}

/// The text so far, and how far it is indented.
struct Dump {
    text: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(line.as_ref().trim_end());
        self.text.push('\n');
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Function(function) => self.function(function),
            ItemKind::Record(record) => self.record(record),
            ItemKind::Enum(definition) => self.enumeration(definition),
            ItemKind::Variables(declaration) => self.declaration("variables", declaration),
            ItemKind::Alias(Alias { name, template, ty }) => {
                let template = template_text(template.as_deref());
                self.line(format!("alias {}{template} = {}", name.name, expr::ty(ty)));
            }
            ItemKind::Namespace { name, items } => {
                let name = name.as_ref().map_or("", |name| &name.name);
                self.line(format!("namespace {name}"));
                self.inside(|d| items.iter().for_each(|item| d.item(item)));
            }
            ItemKind::UsingNamespace(path) => {
                self.line(format!("using namespace {}", expr::path(path)));
            }
            ItemKind::NamespaceAlias(name, path) => {
                self.line(format!("namespace {} = {}", name.name, expr::path(path)));
            }
            ItemKind::UsingDeclaration(path) => self.line(format!("using {}", expr::path(path))),
            ItemKind::StaticAssert(assertion) => {
                let message = assertion.message.as_ref().map(|text| format!(" {text:?}"));
                let condition = expr::expr(&assertion.condition);
                self.line(format!(
                    "static_assert {condition}{}",
                    message.unwrap_or_default()
                ));
            }
            ItemKind::Instantiation(instantiation) => {
                let attributes = attributes_text(&instantiation.attributes);
                self.line(format!(
                    "instantiate {}{attributes}",
                    expr::path(&instantiation.path)
                ));
            }
            ItemKind::Empty => self.line("empty"),
            ItemKind::Error => self.line("error"),
        }
    }

    fn function(&mut self, function: &Function) {
        let specifiers = [
            (function.specifiers.kernel, "kernel "),
            (function.specifiers.inline, "inline "),
            (function.specifiers.constexpr, "constexpr "),
        ];
        let specifiers: String = specifiers
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, word)| *word)
            .collect();
        let name = match &function.name {
            FunctionName::Ident(ident) => ident.name.to_string(),
            FunctionName::Operator(punct, _) => format!("operator {punct}"),
            FunctionName::Conversion(ty, _) => format!("operator to {}", expr::ty(ty)),
        };
        let name = match &function.owner {
            Some(owner) => format!("{}::{name}", expr::path(owner)),
            None => name,
        };
        let template = template_text(function.template.as_deref());
        let arguments = expr::template_arguments(function.arguments.as_deref());
        let qualifiers = expr::qualifiers(function.method_qualifiers);
        let ret = function
            .ret
            .as_ref()
            .map(|ty| format!(" -> {}", expr::ty(ty)));
        self.line(format!(
            "{specifiers}function {name}{arguments}{template}{}{}{}",
            if qualifiers.is_empty() {
                String::new()
            } else {
                format!(" {}", qualifiers.trim_end())
            },
            attributes_text(&function.attributes),
            ret.unwrap_or_default()
        ));
        self.inside(|d| {
            function
                .params
                .iter()
                .for_each(|param| d.line(parameter_text(param)));
            for (name, values) in &function.initializers {
                d.line(format!("init {}({})", expr::path(name), expr::list(values)));
            }
            if let Some(body) = &function.body {
                d.block("body", body);
            }
        });
    }

    fn record(&mut self, record: &Record) {
        let word = if record.union { "union" } else { "struct" };
        let name = record.name.as_ref().map_or("", |name| &name.name);
        let template = template_text(record.template.as_deref());
        let arguments = expr::template_arguments(record.arguments.as_deref());
        let bases: String = record
            .bases
            .iter()
            .map(|base| format!(" : {}", expr::ty(base)))
            .collect();
        let forward = if record.members.is_none() {
            " (declared)"
        } else {
            ""
        };
        self.line(format!(
            "{word} {name}{arguments}{template}{bases}{forward}"
        ));
        self.inside(|d| {
            record
                .members
                .iter()
                .flatten()
                .for_each(|member| d.item(member))
        });
    }

    fn enumeration(&mut self, definition: &Enum) {
        let word = if definition.scoped {
            "enum class"
        } else {
            "enum"
        };
        let name = definition.name.as_ref().map_or("", |name| &name.name);
        let underlying = definition
            .underlying
            .as_ref()
            .map(|ty| format!(" : {}", expr::ty(ty)));
        self.line(format!("{word} {name}{}", underlying.unwrap_or_default()));
        self.inside(|d| {
            for (name, value) in &definition.variants {
                let value = value
                    .as_ref()
                    .map(|value| format!(" = {}", expr::expr(value)));
                d.line(format!("{}{}", name.name, value.unwrap_or_default()));
            }
        });
    }

    fn declaration(&mut self, word: &str, declaration: &Declaration) {
        let specifiers = [
            (declaration.is_static, " static"),
            (declaration.constexpr, " constexpr"),
        ];
        let specifiers: String = specifiers
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, word)| *word)
            .collect();
        let template = template_text(declaration.template.as_deref());
        let attributes = attributes_text(&declaration.attributes);
        self.line(format!("{word}{specifiers}{template}{attributes}"));
        self.inside(|d| {
            for variable in &declaration.variables {
                d.line(variable_text(variable));
                d.anonymous_record(variable);
            }
        });
    }

    /// The members of a record that has no name but this variable's.
    fn anonymous_record(&mut self, variable: &Variable) {
        if let super::ast::TypeKind::Record(record) = &variable.ty.kind {
            self.inside(|d| d.record(record));
        }
    }

    fn block(&mut self, word: &str, block: &Block) {
        self.line(word);
        self.inside(|d| block.stmts.iter().for_each(|stmt| d.stmt(stmt)));
    }

    fn part(&mut self, word: &str, stmt: &Stmt) {
        self.line(word);
        self.inside(|d| d.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(value) => self.line(expr::expr(value)),
            StmtKind::Declare(declaration) => self.declaration("declare", declaration),
            StmtKind::Item(item) => self.item(item),
            StmtKind::Block(block) => self.block("block", block),
            StmtKind::Case(value) => self.line(format!("case {}", expr::expr(value))),
            StmtKind::Default => self.line("default"),
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Return(None) => self.line("return"),
            StmtKind::Return(Some(value)) => self.line(format!("return {}", expr::expr(value))),
            StmtKind::Empty => self.line("empty"),
            StmtKind::Error => self.line("error"),
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::RangeFor { .. }
            | StmtKind::Bindings(_)
            | StmtKind::While { .. }
            | StmtKind::DoWhile { .. }
            | StmtKind::Switch { .. } => self.control(&stmt.kind),
        }
    }

    /// A statement that holds others.
    fn control(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::If {
                constexpr,
                condition,
                then,
                otherwise,
            } => {
                let word = if *constexpr { "if constexpr" } else { "if" };
                self.part(&format!("{word} {}", expr::expr(condition)), then);
                if let Some(otherwise) = otherwise {
                    self.part("else", otherwise);
                }
            }
            StmtKind::For {
                init,
                condition,
                step,
                body,
                unroll,
            } => {
                self.line(format!("for{}", unroll_text(*unroll)));
                self.inside(|d| {
                    d.part("init", init);
                    if let Some(condition) = condition {
                        d.line(format!("while {}", expr::expr(condition)));
                    }
                    if let Some(step) = step {
                        d.line(format!("step {}", expr::expr(step)));
                    }
                    d.part("body", body);
                });
            }
            StmtKind::RangeFor {
                variable,
                range,
                body,
                unroll,
            } => {
                let (name, ty) = (&variable.name.name, expr::ty(&variable.ty));
                let (range, unroll) = (expr::expr(range), unroll_text(*unroll));
                self.part(&format!("for {name}: {ty} in {range}{unroll}"), body);
            }
            StmtKind::Bindings(bindings) => {
                let names: Vec<&str> = bindings.names.iter().map(|n| n.name.as_str()).collect();
                let reference = if bindings.reference { "& " } else { "" };
                self.line(format!("bind {reference}[{}]", names.join(", ")));
            }
            StmtKind::While {
                condition,
                body,
                unroll,
            } => {
                let head = format!("while{} {}", unroll_text(*unroll), expr::expr(condition));
                self.part(&head, body);
            }
            StmtKind::DoWhile { body, condition } => {
                self.part("do", body);
                self.line(format!("while {}", expr::expr(condition)));
            }
            StmtKind::Switch { selector, body } => {
                self.block(&format!("switch {}", expr::expr(selector)), body);
            }
            _ => {}
        }
    }
}

fn unroll_text(unroll: Option<Unroll>) -> String {
    match unroll {
        None => String::new(),
        Some(Unroll::Full) => " unroll".to_owned(),
        Some(Unroll::By(factor)) => format!(" unroll {factor}"),
    }
}

fn template_text(params: Option<&[TemplateParameter]>) -> String {
    let Some(params) = params else {
        return String::new();
    };
    let params: Vec<String> = params
        .iter()
        .map(|param| {
            let name = param.name.as_ref().map_or("", |name| &name.name);
            let pack = if param.pack { "..." } else { "" };
            let (kind, default) = match &param.kind {
                TemplateParameterKind::Type(default) => {
                    ("type".to_owned(), default.as_ref().map(expr::ty))
                }
                TemplateParameterKind::Value(ty, default) => {
                    (expr::ty(ty), default.as_ref().map(expr::expr))
                }
                TemplateParameterKind::Template(default) => {
                    ("template".to_owned(), default.as_ref().map(expr::path))
                }
            };
            let default = default
                .map(|default| format!(" = {default}"))
                .unwrap_or_default();
            format!("{kind}{pack} {name}{default}")
                .trim_end()
                .to_owned()
        })
        .collect();
    format!(" template[{}]", params.join(", "))
}

fn attributes_text(attributes: &[Attribute]) -> String {
    let one = |attribute: &Attribute| {
        let name = &attribute.name.name;
        match &attribute.arguments[..] {
            [] => format!(" [[{name}]]"),
            values => format!(" [[{name}({})]]", expr::list(values)),
        }
    };
    attributes.iter().map(one).collect()
}

fn parameter_text(param: &Parameter) -> String {
    let name = param.name.as_ref().map_or("_", |name| &name.name);
    let pack = if param.pack { "..." } else { "" };
    let default = param
        .default
        .as_ref()
        .map(|value| format!(" = {}", expr::expr(value)));
    format!(
        "param {name}: {}{pack}{}{}",
        expr::ty(&param.ty),
        attributes_text(&param.attributes),
        default.unwrap_or_default()
    )
}

fn variable_text(variable: &Variable) -> String {
    let init = match &variable.init {
        None => String::new(),
        Some(Initializer::Assign(value)) => format!(" = {}", expr::expr(value)),
        Some(Initializer::Parens(values)) => format!(" ({})", expr::list(values)),
        Some(Initializer::Braces(values)) => format!(" {{{}}}", expr::list(values)),
    };
    let width = variable
        .bit_width
        .as_ref()
        .map(|width| format!(" bits {}", expr::expr(width)));
    format!(
        "{}{}: {}{}{}{init}",
        variable.name.name,
        expr::template_arguments(variable.arguments.as_deref()),
        expr::ty(&variable.ty),
        attributes_text(&variable.attributes),
        width.unwrap_or_default(),
    )
}
