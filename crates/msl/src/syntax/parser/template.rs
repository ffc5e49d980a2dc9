//! Templates: parameters, what they stand before, and explicit instantiations.

use super::{Parsed, Parser, function::take_kernel, item::Place, scope::NameKind};
use crate::syntax::{
    ast::{
        Declaration, FunctionName, Ident, Instantiation, Item, ItemKind, TemplateParameter,
        TemplateParameterKind,
    },
    token::Punct,
};

impl Parser<'_> {
    /// What begins with `template`.
    pub(super) fn template(&mut self, place: Place, out: &mut Vec<Item>) -> Parsed<()> {
        let start = self.span();
        self.bump();
        if !self.is(Punct::Less) {
            let kind = self.instantiation()?;
            out.push(Item {
                kind,
                span: self.since(start),
            });
            return Ok(());
        }
        self.scopes.enter();
        let first = out.len();
        let result = self.templated(place, out);
        self.scopes.leave();
        for item in out.get_mut(first..).unwrap_or_default() {
            item.span = start.to(item.span);
        }
        for item in out.iter().skip(first) {
            self.declare_templated(item);
        }
        result
    }

    fn templated(&mut self, place: Place, out: &mut Vec<Item>) -> Parsed<()> {
        let params = match self.template_parameters() {
            Ok(params) => params,
            Err(reported) => {
                // What the parameters are of cannot be understood without them.
                self.skip_declaration();
                return Err(reported);
            }
        };
        let start = self.span();
        match self.word() {
            "template" if self.is_at(1, Punct::Less) => self.member_template(params, place, out),
            "using" => {
                let kind = self.using(Some(params))?;
                let span = self.since(start);
                out.push(Item { kind, span });
                Ok(())
            }
            _ => {
                self.templated = true;
                let result = self.declaration(Some(params), place, out);
                self.templated = false;
                result
            }
        }
    }

    /// `template <typename T> template <typename U> void A<T>::f(U x)`, after the first list.
    fn member_template(
        &mut self,
        outer: Vec<TemplateParameter>,
        place: Place,
        out: &mut Vec<Item>,
    ) -> Parsed<()> {
        let start = self.span();
        self.bump();
        let params = self.template_parameters()?;
        let first = out.len();
        self.templated = true;
        let result = self.declaration(Some(params), place, out);
        self.templated = false;
        result?;
        match out.get_mut(first).map(|item| &mut item.kind) {
            Some(ItemKind::Function(function)) if function.owner.is_some() => {
                function.outer_template = Some(outer);
                Ok(())
            }
            _ => Err(self.unsupported(self.since(start), "a template of a template here is")),
        }
    }

    /// Makes the name known outside the scope of the template's parameters.
    fn declare_templated(&mut self, item: &Item) {
        let (name, kind): (&Ident, _) = match &item.kind {
            // A constructor has its record's name, which stays a type.
            ItemKind::Function(function) if function.ret.is_none() => return,
            ItemKind::Function(function) if function.owner.is_some() => return,
            ItemKind::Function(function) => match &function.name {
                FunctionName::Ident(name) => (name, NameKind::ValueTemplate),
                FunctionName::Operator(..) | FunctionName::Conversion(..) => return,
            },
            ItemKind::Record(record) => match &record.name {
                Some(name) => (name, NameKind::TypeTemplate),
                None => return,
            },
            ItemKind::Alias(alias) => (&alias.name, NameKind::TypeTemplate),
            ItemKind::Variables(Declaration { variables, .. }) => match variables.first() {
                Some(variable) if variable.owner.is_none() => {
                    (&variable.name, NameKind::ValueTemplate)
                }
                _ => return,
            },
            _ => return,
        };
        self.declare(name, kind);
    }

    /// `<typename T, int N = 4>`.
    fn template_parameters(&mut self) -> Parsed<Vec<TemplateParameter>> {
        let open = self.span();
        self.expect(Punct::Less)?;
        let mut params = Vec::new();
        if self.eat_greater() {
            return Ok(params);
        }
        let angle = std::mem::replace(&mut self.angle, true);
        let result = loop {
            match self.nested(Self::template_parameter) {
                Ok(param) => params.push(param),
                Err(reported) => break Err(reported),
            }
            if self.eat_greater() {
                break Ok(());
            }
            if !self.eat(Punct::Comma) {
                break self.expect_close(Punct::Greater, open);
            }
        };
        self.angle = angle;
        result.map(|()| params)
    }

    fn template_parameter(&mut self) -> Parsed<TemplateParameter> {
        let start = self.span();
        if self.word() == "template" {
            let (name, kind, pack) = self.template_template_parameter()?;
            return Ok(TemplateParameter {
                name,
                kind,
                pack,
                span: self.since(start),
            });
        }
        // `typename T::x N` is a value of a dependent type.
        let value = self.word() == "typename" && self.is_at(2, Punct::ColonColon);
        let is_type = matches!(self.word(), "typename" | "class") && !value;
        let (name, kind, pack) = if is_type {
            self.type_parameter()?
        } else {
            self.value_parameter()?
        };
        Ok(TemplateParameter {
            name,
            kind,
            pack,
            span: self.since(start),
        })
    }

    /// `template <typename> class C = Vector`.
    fn template_template_parameter(
        &mut self,
    ) -> Parsed<(Option<Ident>, TemplateParameterKind, bool)> {
        self.bump();
        self.scopes.enter();
        let own = self.template_parameters();
        self.scopes.leave();
        own?;
        if !matches!(self.word(), "class" | "typename" | "struct") {
            return Err(self.expected("`class`"));
        }
        self.bump();
        let pack = self.eat(Punct::Ellipsis);
        let name = self.at_name().then(|| self.take_ident());
        if let Some(name) = &name {
            self.declare(name, NameKind::TypeTemplate);
        }
        let default = if self.eat(Punct::Equal) {
            Some(self.path(false)?)
        } else {
            None
        };
        Ok((name, TemplateParameterKind::Template(default), pack))
    }

    fn type_parameter(&mut self) -> Parsed<(Option<Ident>, TemplateParameterKind, bool)> {
        self.bump();
        let pack = self.eat(Punct::Ellipsis);
        let name = self.at_name().then(|| self.take_ident());
        if let Some(name) = &name {
            self.declare(name, NameKind::Type);
        }
        let default = if self.eat(Punct::Equal) {
            Some(self.type_id()?)
        } else {
            None
        };
        Ok((name, TemplateParameterKind::Type(default), pack))
    }

    fn value_parameter(&mut self) -> Parsed<(Option<Ident>, TemplateParameterKind, bool)> {
        let specifiers = self.specifiers()?;
        let Some(ty) = specifiers.ty else {
            return Err(self.expected("a template parameter"));
        };
        let mut declarator = self.declarator(ty)?;
        if self.is(Punct::LeftParen) {
            // `float f(float)`: a function, as a pointer to it.
            declarator.ty = self.function_type(declarator.ty)?;
        }
        let name = match declarator.name {
            None => None,
            some => Some(self.variable_name(some)?),
        };
        if let Some(name) = &name {
            self.declare_value(name);
        }
        let default = if self.eat(Punct::Equal) {
            Some(self.conditional()?)
        } else {
            None
        };
        let kind = TemplateParameterKind::Value(declarator.ty, default);
        Ok((name, kind, declarator.pack))
    }

    /// Explicit instantiation, after `template`.
    fn instantiation(&mut self) -> Parsed<ItemKind> {
        let mut specifiers = self.specifiers()?;
        take_kernel(&mut specifiers.attributes);
        if self.eat(Punct::Semicolon) {
            // `template struct A<int>;`: a record is instantiated where it is used.
            return Ok(ItemKind::Empty);
        }
        let path = self.path(true)?;
        let is_written = path
            .segments
            .last()
            .is_some_and(|last| last.arguments.is_some());
        let mut params = Vec::new();
        if self.is(Punct::LeftParen) && is_written {
            self.skip_group();
        } else if self.is(Punct::LeftParen) {
            params = self.type_parameters()?;
        }
        self.expect_semicolon("this instantiation")?;
        Ok(ItemKind::Instantiation(Box::new(Instantiation {
            attributes: specifiers.attributes,
            path,
            params,
        })))
    }
}
