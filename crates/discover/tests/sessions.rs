//! What a session decides.

use std::{
    collections::BTreeSet,
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use kernsmith_discover::{
    Candidate, Error, Event, Observer, Request, Session, Silent, Summary, Verdict,
};
use kernsmith_runtime::{DType, Device};
use serde_json::Value;

use crate::synthetic::{Model, Synthetic, request, smooth};

pub(crate) fn session(request: &Request, model: Model) -> Session {
    Session::with_evaluator(request, Box::new(Synthetic::new(model))).expect("the folder is new")
}

pub(crate) fn run(session: &mut Session) -> Summary {
    session
        .run(&mut Silent, &AtomicBool::new(false))
        .expect("nothing fails")
}

fn ids(session: &Session) -> Vec<String> {
    session
        .candidates()
        .iter()
        .map(|candidate| candidate.id.clone())
        .collect()
}

#[test]
fn a_budget_as_large_as_the_space_evaluates_every_candidate_once() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut session = session(&request(dir.path()), smooth);
    run(&mut session);
    let distinct: BTreeSet<String> = ids(&session).into_iter().collect();
    assert_eq!((session.candidates().len(), distinct.len()), (72, 72));
    assert_eq!(session.history().evaluated.len(), 72);
    assert!(session.history().finished);
}

#[test]
fn one_seed_is_one_order_whatever_the_timings() {
    let order = |model: Model, seed| {
        let dir = tempfile::tempdir().expect("there is room");
        let mut request = request(dir.path());
        request.seed = seed;
        request.budget = Some(20);
        let mut session = session(&request, model);
        run(&mut session);
        let visited = session.history().evaluated.values();
        visited
            .map(|(candidate, _)| candidate.candidate_id.clone())
            .collect::<Vec<_>>()
    };
    let reversed: Model = |candidate| 1e4 / smooth(candidate);
    assert_eq!(order(smooth, 3), order(reversed, 3));
    assert_ne!(order(smooth, 3), order(smooth, 4));
    assert_eq!(
        order(smooth, 3)[0],
        order(smooth, 4)[0],
        "the reference comes first"
    );
}

#[test]
fn the_fastest_is_found_and_pinned() {
    let dir = tempfile::tempdir().expect("there is room");
    let summary = run(&mut session(&request(dir.path()), smooth));
    let winner = summary.winner.expect("there is one");
    assert_eq!(summary.verdict, Verdict::Faster);
    assert_eq!(
        (&winner.knobs["vec_width"], &winner.knobs["threadgroup_x"]),
        (&Value::from(4), &Value::from(128))
    );
    // The model knows nothing of the other two knobs: 3 x 2 candidates are equally fast, and of
    // those as many are named as went to the finals.
    assert!(!summary.tied_with.is_empty());
    let pinned = fs::read_to_string(dir.path().join("best_kernels.json")).expect("it is written");
    let pinned: Value = serde_json::from_str(&pinned).expect("it is JSON");
    let entries = pinned["entries"].as_array().expect("a list");
    assert_eq!(entries.len(), 4, "one for each shape");
    for entry in entries {
        assert_eq!(entry["key"]["attributes"]["eps"], 1e-6);
        assert_eq!(entry["template_params"]["vec_width"], 4);
        assert_eq!(
            entry["inputs_spec"][0]["shape"][0],
            entry["key"]["shape_signature"]["rows"]
        );
        assert!(entry["metrics"]["speedup_low"].as_f64().expect("a number") > 1.0);
    }
}

/// The same kernel under every name: nothing may win.
#[test]
fn equally_fast_candidates_are_a_tie_and_the_reference_stays() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut session = session(&request(dir.path()), |_| 100.0);
    let summary = run(&mut session);
    assert_eq!(summary.verdict, Verdict::Tie);
    let reference = &session.candidates()[0].id;
    assert_eq!(
        &summary.winner.expect("the reference").candidate_id,
        reference
    );
    assert!(
        summary
            .shapes
            .iter()
            .all(|shape| &shape.pinned_id == reference)
    );
    assert!(!summary.tied_with.is_empty());
}

/// Gains below the margin are not claimed.
#[test]
fn half_a_percent_is_a_tie() {
    let dir = tempfile::tempdir().expect("there is room");
    let model: Model = |candidate| if candidate.step == 5 { 99.5 } else { 100.0 };
    assert_eq!(
        run(&mut session(&request(dir.path()), model)).verdict,
        Verdict::Tie
    );
}

#[test]
fn nothing_slower_than_the_reference_is_pinned() {
    let dir = tempfile::tempdir().expect("there is room");
    let model: Model = |candidate| {
        if candidate.is_reference() {
            50.0
        } else {
            100.0
        }
    };
    let mut session = session(&request(dir.path()), model);
    let summary = run(&mut session);
    assert_eq!(summary.verdict, Verdict::Tie);
    let reference = &session.candidates()[0].id;
    assert!(
        summary
            .shapes
            .iter()
            .all(|shape| &shape.pinned_id == reference)
    );
}

#[test]
fn failures_are_counted_and_never_win() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut evaluator = Synthetic::new(smooth);
    evaluator.fails = |candidate| candidate.configuration.number("vec_width") == 4;
    let mut session =
        Session::with_evaluator(&request(dir.path()), Box::new(evaluator)).expect("it is new");
    let summary = run(&mut session);
    assert_eq!((summary.benchmarked, summary.failed), (48, 24));
    assert_eq!(summary.winner.expect("there is one").knobs["vec_width"], 2);
    let report = fs::read_to_string(dir.path().join("report.md")).expect("it is written");
    assert!(report.contains("| correctness_error | 24 |"), "{report}");
}

#[test]
fn without_the_reference_there_is_no_comparison() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut evaluator = Synthetic::new(smooth);
    evaluator.fails = Candidate::is_reference;
    let mut session =
        Session::with_evaluator(&request(dir.path()), Box::new(evaluator)).expect("it is new");
    let error = session
        .run(&mut Silent, &AtomicBool::new(false))
        .expect_err("it cannot go on");
    assert_eq!(
        error.to_string(),
        "rmsnorm_residual: the reference variant fails: expected `y`[7] to be 1.0, found NaN"
    );
    assert_eq!(
        session.history().evaluated.len(),
        1,
        "the failure is on record"
    );
}

struct StopAfter<'a> {
    evaluations: usize,
    cancel: &'a AtomicBool,
}

impl Observer for StopAfter<'_> {
    fn observe(&mut self, event: &Event<'_>) {
        if let Event::Evaluated { done, .. } = event {
            self.cancel
                .store(*done >= self.evaluations, Ordering::Relaxed);
        }
    }
}

#[test]
fn a_cancelled_run_says_so_and_goes_on_later() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut request = request(dir.path());
    let cancel = AtomicBool::new(false);
    let mut stop = StopAfter {
        evaluations: 10,
        cancel: &cancel,
    };
    let summary = session(&request, smooth)
        .run(&mut stop, &cancel)
        .expect("nothing fails");
    assert_eq!(
        (summary.verdict, summary.benchmarked),
        (Verdict::Unfinished, 10)
    );
    let report = fs::read_to_string(dir.path().join("report.md")).expect("it is written");
    assert!(
        report.contains("Unfinished: 10 of 72 candidates"),
        "{report}"
    );
    request.resume = true;
    let summary = run(&mut session(&request, smooth));
    assert_eq!(
        (summary.verdict, summary.benchmarked),
        (Verdict::Faster, 72)
    );
}

#[test]
fn requests_for_what_does_not_exist_name_what_does() {
    let dir = tempfile::tempdir().expect("there is room");
    let message = |change: fn(&mut Request)| {
        let mut request = request(dir.path());
        change(&mut request);
        Session::open(&request)
            .err()
            .expect("it is refused")
            .to_string()
    };
    assert_eq!(
        message(|request| request.suite = Some("glm".to_owned())),
        "rmsnorm_residual: expected a suite of shapes, found `glm`; help: one of \
         `glm_flash_small`, `glm_flash_decode`, `qwen30b_decode`, `lfm2_decode`"
    );
    assert_eq!(
        message(|request| request.dtype = Some(DType::I32)),
        "rmsnorm_residual: expected an element type among `float16`, `bfloat16`, `float32`, found \
         `int32`"
    );
    assert_eq!(
        message(|request| request.device = Device::check()),
        "rmsnorm_residual: expected a device that runs kernels at their full speed, found `check`"
    );
    assert!(matches!(
        Session::open(&Request {
            budget: Some(0),
            ..request(dir.path())
        }),
        Err(Error::ZeroBudget { .. })
    ));
}
