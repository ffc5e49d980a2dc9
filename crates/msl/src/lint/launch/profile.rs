//! What the lints of launches need to know of a kernel.

use crate::{
    analysis::{layout::layout, origin::Object},
    ir::{AddressSpace, AtomicOp, EntryParam, EntryPoint, Module, Op, Scalar, Type, ValueId},
    lint::{
        comment::Comments,
        subject::{Body, Subject},
    },
    source::{Origin, SourceMap, Span},
    syntax::raw_tokens,
};
use std::collections::{BTreeMap, BTreeSet};

/// A kernel, as far as launches may not fit it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Where to point for what the whole kernel does.
    pub(super) place: Span,
    /// What it does with its buffers, by index.
    pub(super) buffers: BTreeMap<u32, Use>,
    /// Lints that are advice and were asked for.
    asked: BTreeSet<&'static str>,
}

/// What a kernel does with a buffer.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub(super) name: String,
    /// How many elements a thread writes at most, and the first write; `None` where that is not
    /// known, or nothing is written.
    pub(super) writes: Option<(u64, Span)>,
    /// A read that every thread comes to, with no write before it in the text.
    pub(super) read_first: Option<Span>,
    /// An access by an index of 32 bits, and its type.
    pub(super) narrow: Option<(Span, Scalar)>,
}

impl Profile {
    /// Looks at a kernel of a valid module; `None` where no text of the caller can be pointed at.
    #[must_use]
    pub fn new(
        module: &Module,
        sources: &SourceMap,
        kernel: &EntryPoint,
        advice: &BTreeSet<String>,
    ) -> Option<Self> {
        let subject = Subject::of_kernel(module, sources, kernel);
        let body = subject.bodies.first()?;
        let comments = Comments::new(sources);
        let is_asked = |name: &&str| advice.contains(*name) || comments.asks_for(name);
        let params = (0u32..).zip(&kernel.params);
        let buffers = params.filter_map(|(param, binding)| match binding {
            EntryParam::Buffer { index, .. } => Some((*index, use_of(&subject, body, param))),
            EntryParam::Threadgroup { .. } | EntryParam::BuiltIn(_) => None,
        });
        Some(Self {
            place: place(&subject, body)?,
            buffers: buffers.collect(),
            asked: super::names()
                .map(|(name, _)| name)
                .filter(is_asked)
                .collect(),
        })
    }

    pub(super) fn asks_for(&self, name: &str) -> bool {
        self.asked.contains(name)
    }
}

/// Where to point for what the whole kernel does: its declaration, or the first word of a body.
fn place(subject: &Subject<'_>, body: &Body<'_>) -> Option<Span> {
    let declared = body.function.span;
    if subject.sources.file(declared.file).origin == Origin::User {
        return Some(declared);
    }
    let file = subject.body_file(body)?;
    raw_tokens(file, subject.sources)
        .first()
        .map(|(span, _)| *span)
}

fn use_of(subject: &Subject<'_>, body: &Body<'_>, param: u32) -> Use {
    let is_callers = |span: &Span| subject.sources.file(span.file).origin == Origin::User;
    Use {
        name: body.function.params[param as usize].name.clone(),
        writes: writes(subject, body, param).filter(|(_, span)| is_callers(span)),
        read_first: read_first(subject, body, param).filter(is_callers),
        narrow: narrow(subject, body, param).filter(|(span, _)| is_callers(span)),
    }
}

/// Where every write stands outside of all loops, a thread makes each of them at most once.
fn writes(subject: &Subject<'_>, body: &Body<'_>, param: u32) -> Option<(u64, Span)> {
    let mut elements = 0u64;
    let mut first = None;
    for (value, op) in body.operations() {
        match op {
            Op::Store { pointer, .. } if is_device(subject, body, *pointer) => {
                if body.origin(*pointer)? != Object::Param(param) {
                    continue;
                }
                if body.contexts.loops(value).next().is_some() {
                    return None;
                }
                elements += components(subject, body, (*pointer, param))?;
                first = first.or(Some(body.span(value)));
            }
            Op::Matrix { .. } | Op::Atomic { .. } => return None,
            Op::Call { args, .. } if args.iter().any(|arg| may_access(subject, body, *arg)) => {
                return None;
            }
            _ => {}
        }
    }
    first.map(|first| (elements, first))
}

/// How many of the buffer's elements a write through the pointer covers.
fn components(
    subject: &Subject<'_>,
    body: &Body<'_>,
    (pointer, param): (ValueId, u32),
) -> Option<u64> {
    let types = &subject.module.types;
    let pointee = |ty: &Type| match ty {
        Type::Pointer { pointee, .. } => Some(layout(types, *pointee).size_bytes),
        _ => None,
    };
    let written = pointee(subject.ty(body, pointer))?;
    let element = pointee(&types[body.function.params[param as usize].ty])?;
    Some(written.div_ceil(element.max(1)))
}

/// The first access of the buffer, if that reads and every thread that does not return comes to it.
fn read_first(subject: &Subject<'_>, body: &Body<'_>, param: u32) -> Option<Span> {
    for (value, op) in body.operations() {
        let (pointer, reads) = match op {
            Op::Load(pointer) => (*pointer, true),
            Op::Atomic { op, pointer, .. } => (
                *pointer,
                !matches!(op, AtomicOp::Store | AtomicOp::Exchange),
            ),
            Op::Store { pointer, .. } => (*pointer, false),
            Op::Matrix { .. } => return None,
            Op::Call { args, .. } if args.iter().any(|arg| may_access(subject, body, *arg)) => {
                return None;
            }
            _ => continue,
        };
        if !is_device(subject, body, pointer) || body.origin(pointer)? != Object::Param(param) {
            continue;
        }
        return (reads && body.contexts.is_always(value)).then(|| body.span(value));
    }
    None
}

/// An access at an index of 32 bits that is counted from the buffer's start, if there is one and no
/// other access has more.
fn narrow(subject: &Subject<'_>, body: &Body<'_>, param: u32) -> Option<(Span, Scalar)> {
    let mut found = None;
    for (value, op) in body.operations() {
        let (Op::Offset { pointer, index } | Op::Element { pointer, index }) = op else {
            continue;
        };
        if !matches!(body.op(*pointer), Op::Param(of) if *of == param)
            || subject.constant(body, *index).is_some()
        {
            continue;
        }
        let index = match body.op(*index) {
            Op::Convert(from) => *from,
            _ => *index,
        };
        match subject.scalar(body, index)? {
            Scalar::I64 | Scalar::U64 => return None,
            scalar => found = found.or(Some((body.span(value), scalar))),
        }
    }
    found
}

fn is_device(subject: &Subject<'_>, body: &Body<'_>, pointer: ValueId) -> bool {
    subject.space(body, pointer) == Some(AddressSpace::Device)
}

/// Whether a callee may read or write a buffer through this.
fn may_access(subject: &Subject<'_>, body: &Body<'_>, arg: ValueId) -> bool {
    match subject.ty(body, arg) {
        Type::Pointer { space, .. } => matches!(space, AddressSpace::Device | AddressSpace::Thread),
        Type::Struct { .. } => true,
        _ => false,
    }
}
