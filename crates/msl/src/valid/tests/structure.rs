//! Rules 1 to 9: types, constants, functions, variables, statements.

use super::{AT, Builder, a_loop, broken, module, switch, violation};
use crate::ir::{
    AddressSpace, Const, Field, FunctionId, Global, Module, Op, Scalar, Stmt, Type, TypeArena,
    TypeId, ValueId,
};
use crate::valid::validate;

#[test]
fn rule_1_types() {
    let bad = |ty: fn(&mut TypeArena) -> Type| {
        let mut module = Module::default();
        let ty = ty(&mut module.types);
        module.types.intern(ty);
        assert_eq!(violation(&module).rule, 1);
    };
    bad(|_| Type::Vector {
        scalar: Scalar::F32,
        lanes: 5,
        packed: false,
    });
    bad(|types| Type::Array {
        element: types.scalar(Scalar::F32),
        length: 0,
    });
    bad(|types| Type::Array {
        element: types.intern(Type::Void),
        length: 2,
    });
    bad(|_| Type::Pointer {
        space: AddressSpace::Device,
        pointee: TypeId::new(9),
    });
    bad(|types| {
        let structure = |fields| Type::Struct {
            name: "S".to_owned(),
            fields,
            union: false,
        };
        types.intern(structure(Vec::new()));
        let ty = types.scalar(Scalar::F32);
        let name = "x".to_owned();
        structure(vec![Field {
            name,
            ty,
            align_bytes: 1,
        }])
    });
}

#[test]
fn rule_2_constants() {
    let wide = |b: &mut Builder<'_>| {
        let value = b.constant(Scalar::U8, 256);
        b.eval_as(Op::Convert(value), Scalar::U32);
    };
    assert_eq!(broken(wide), 2);
    let address = |b: &mut Builder<'_>| {
        let a = b.b.param(0);
        let ty = b.b.ty(a);
        let null = b.b.constant(ty, Const::Scalar(1), AT);
        b.eval_as(Op::Load(null), Scalar::F32);
    };
    assert_eq!(broken(address), 2);
    let mut module = module(|_| {});
    let element = module.types.scalar(Scalar::U32);
    let ty = module.types.intern(Type::Array { element, length: 2 });
    module.globals.push(Global {
        name: "table".to_owned(),
        ty,
        init: Const::Composite(vec![Const::Scalar(1)]),
        host: None,
        span: AT,
    });
    assert_eq!(violation(&module).rule, 2);
}

#[test]
fn rule_3_functions() {
    let calls_itself = |b: &mut Builder<'_>| {
        let args = (0..4).map(|index| b.b.param(index)).collect();
        b.effect(Op::Call {
            function: FunctionId::new(0),
            args,
        });
    };
    assert_eq!(broken(calls_itself), 3);
    let mut module = module(|_| {});
    let twin = module.functions[FunctionId::new(0)].clone();
    module.functions.push(twin);
    assert_eq!(violation(&module).rule, 3);
}

#[test]
fn rule_4_variables() {
    let local = |space| {
        broken(move |b: &mut Builder<'_>| {
            let ty = b.scalar(Scalar::F32);
            b.b.local("x", ty, space, AT);
        })
    };
    assert_eq!(local(AddressSpace::Device), 4);
    assert_eq!(local(AddressSpace::Constant), 4);
    let void = |b: &mut Builder<'_>| {
        let void = b.types.intern(Type::Void);
        b.b.local("x", void, AddressSpace::Thread, AT);
    };
    assert_eq!(broken(void), 4);
    // In a function that is no kernel's.
    let mut module = module(|b| {
        let ty = b.scalar(Scalar::F32);
        b.b.local("x", ty, AddressSpace::Threadgroup, AT);
    });
    assert_eq!(validate(&module), Ok(()));
    module.kernels.clear();
    assert_eq!(violation(&module).rule, 4);
}

#[test]
fn rule_5_evaluation() {
    let ambient = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::Eval(n));
    };
    assert_eq!(broken(ambient), 5);
    let twice = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        let value = b.eval_as(Op::Convert(n), Scalar::I32);
        b.b.stmt(Stmt::Eval(value));
    };
    assert_eq!(broken(twice), 5);
    assert_eq!(broken(|b| b.b.stmt(Stmt::Eval(ValueId::new(7)))), 5);
}

#[test]
fn rule_6_visibility() {
    // Evaluated in a branch and used behind it.
    let behind = |b: &mut Builder<'_>| {
        let (n, yes) = (b.b.param(1), b.constant(Scalar::Bool, 1));
        b.b.open();
        let value = b.eval_as(Op::Convert(n), Scalar::I32);
        let then = b.b.close();
        b.b.stmt(Stmt::If {
            condition: yes,
            then,
            otherwise: Vec::new(),
            span: AT,
        });
        b.eval_as(Op::Convert(value), Scalar::F32);
    };
    assert_eq!(broken(behind), 6);
    // Evaluated in a loop's body and used in its step; used first and evaluated later.
    for (body_first, rule) in [(true, 6), (false, 6)] {
        let found = broken(|b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.open();
            let value = b.eval_as(Op::Convert(n), Scalar::I32);
            let evaluate = b.b.close();
            b.b.open();
            b.eval_as(Op::Convert(value), Scalar::F32);
            let uses = b.b.close();
            let (body, step) = if body_first {
                (evaluate, uses)
            } else {
                (uses, evaluate)
            };
            b.b.stmt(Stmt::Loop(Box::new(a_loop(vec![], body, step))));
        });
        assert_eq!(found, rule);
    }
    // What `before` evaluates holds in body and step, and not behind the loop.
    let before = |behind: bool| {
        module(move |b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.open();
            let value = b.eval_as(Op::Convert(n), Scalar::I32);
            let before = b.b.close();
            let mut uses = Vec::new();
            for _ in 0..2 {
                b.b.open();
                b.eval_as(Op::Convert(value), Scalar::F32);
                uses.push(b.b.close());
            }
            let step = uses.pop().unwrap();
            let body = uses.pop().unwrap();
            b.b.stmt(Stmt::Loop(Box::new(a_loop(before, body, step))));
            if behind {
                b.eval_as(Op::Convert(value), Scalar::F32);
            }
        })
    };
    assert_eq!(validate(&before(false)), Ok(()));
    assert_eq!(violation(&before(true)).rule, 6);
}

#[test]
fn rule_7_jumps() {
    assert_eq!(broken(|b| b.b.stmt(Stmt::Break(AT))), 7);
    assert_eq!(broken(|b| b.b.stmt(Stmt::Continue(AT))), 7);
    let in_switch = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        let mut stmt = switch(n, &[&[1]], 0);
        if let Stmt::Switch { cases, .. } = &mut stmt {
            cases[0].body = vec![Stmt::Continue(AT)];
        }
        b.b.stmt(stmt);
    };
    assert_eq!(broken(in_switch), 7);
    for jump in [Stmt::Break(AT), Stmt::Continue(AT), Stmt::Return(None, AT)] {
        let (in_before, in_step) = (jump.clone(), jump);
        let stmt = |inner| Stmt::Loop(Box::new(inner));
        let before = stmt(a_loop(vec![in_before], vec![], vec![]));
        let step = stmt(a_loop(vec![], vec![], vec![in_step]));
        assert_eq!(broken(|b| b.b.stmt(before)), 7);
        assert_eq!(broken(|b| b.b.stmt(step)), 7);
    }
}

#[test]
fn rule_8_conditions_and_labels() {
    let condition = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::If {
            condition: n,
            then: Vec::new(),
            otherwise: Vec::new(),
            span: AT,
        });
    };
    assert_eq!(broken(condition), 8);
    let selector = |b: &mut Builder<'_>| {
        let x = b.zero(Scalar::F32, 1);
        b.b.stmt(switch(x, &[&[1]], 0));
    };
    assert_eq!(broken(selector), 8);
    let labels = |labels: &'static [&'static [i64]], defaults| {
        broken(move |b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.stmt(switch(n, labels, defaults));
        })
    };
    assert_eq!(labels(&[&[1], &[1]], 0), 8);
    assert_eq!(labels(&[&[1 << 40]], 0), 8);
    assert_eq!(labels(&[&[1], &[2]], 2), 8);
}

#[test]
fn rule_9_returns() {
    let value = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::Return(Some(n), AT));
    };
    assert_eq!(broken(value), 9);
    let mut module = module(|b| b.b.stmt(Stmt::Return(None, AT)));
    module.kernels.clear();
    let ret = module.types.scalar(Scalar::F32);
    module.functions[FunctionId::new(0)].ret = ret;
    assert_eq!(violation(&module).rule, 9);
}
