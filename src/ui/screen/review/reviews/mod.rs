//! 评查: plans, the draw of their files, scoring apart from each other, what both agree on and what follows.

mod answers;
mod assign;
mod drawn;
mod follow;
mod opinion;
mod outcome;
mod plan;
mod plan_form;
mod plans;
mod scans;
mod scoring;
mod sheet;

use eframe::egui::Ui;
use uuid::Uuid;

use crate::domain::id::Id;
use crate::domain::review::{ReviewFile, ReviewPlan, Stage};
use crate::ledger::reviews::FileRow;
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::tab::Target;
use crate::ui::widget::problem_text;
use drawn::Drawn;
use outcome::Outcome;
use plan::Plan;
use plan_form::PlanForm;
use plans::Plans;
use scoring::Scoring;

/// How the keys of drafts begin: the kind, and with what stands behind it.
pub const DRAFT: &str = "review";
const DRAFTS: &str = "review/";

/// What a person does here.
pub enum Msg {
    Plans(plans::Msg),
    Form(plan_form::Msg),
    Plan(plan::Msg),
    Drawn(drawn::Msg),
    Scoring(scoring::Msg),
    Outcome(outcome::Msg),
}

/// What is in view.
#[derive(Default)]
enum View {
    #[default]
    Plans,
    Form(Box<PlanForm>),
    Plan(Box<Plan>),
    Drawn(Box<Drawn>),
    Scoring(Box<Scoring>),
    Outcome(Box<Outcome>),
}

/// Where a person goes from a view.
pub enum Left {
    Plans,
    Plan(Id<ReviewPlan>),
    Drawn(Id<ReviewPlan>),
    File(Id<ReviewFile>),
    /// One's own review is corrected, or the result.
    Correct(Id<ReviewFile>),
    New,
}

/// What stands on the page.
#[derive(Default)]
pub struct State {
    plans: Plans,
    view: View,
    problem: Option<String>,
}

impl State {
    fn go(&mut self, left: &Left, cx: &mut Cx<'_>) {
        self.problem = None;
        let opened = match left {
            Left::Plans => {
                self.plans.read(cx);
                Ok(View::Plans)
            }
            Left::New => Ok(View::Form(Box::new(PlanForm::begin(cx)))),
            Left::Plan(id) => Plan::open(*id, cx).map(|plan| View::Plan(Box::new(plan))),
            Left::Drawn(id) => Drawn::open(*id, cx).map(|drawn| View::Drawn(Box::new(drawn))),
            Left::File(id) => open_file(*id, cx),
            Left::Correct(id) => Scoring::correct(*id, cx).map(|sheet| View::Scoring(Box::new(sheet))),
        };
        match opened {
            Ok(view) => self.view = view,
            Err(error) => cx.refused(error),
        }
    }
}

/// A file as it stands: it is scored, agreed on, or read.
fn open_file(id: Id<ReviewFile>, cx: &mut Cx<'_>) -> crate::ledger::Result<View> {
    let file = cx.ledger.review_file(id)?;
    if scores(&file.row, cx)? {
        return Ok(View::Scoring(Box::new(Scoring::open(file, cx)?)));
    }
    Ok(View::Outcome(Box::new(Outcome::open(file, cx)?)))
}

/// What was printed is shown where papers are.
fn issued(issued: crate::ledger::Result<crate::ledger::Issued>, cx: &mut Cx<'_>) {
    match issued {
        Ok(issued) => {
            cx.saved();
            cx.go(Target::Record { kind: "notice".to_owned(), id: issued.id.uuid() });
        }
        Err(error) => cx.refused(error),
    }
}

/// Whether the one who acts scores the file now, or agrees on its result.
fn scores(row: &FileRow, cx: &Cx<'_>) -> crate::ledger::Result<bool> {
    let me = cx.ledger.actor().map(|actor| actor.id);
    let Some(seat) = row.seats.iter().find(|seat| Some(seat.user) == me) else { return Ok(false) };
    Ok(match row.stage {
        Stage::Scoring | Stage::Unassigned => seat.submitted_on.is_none(),
        Stage::Comparing => true,
        Stage::Rectifying | Stage::Rechecking | Stage::Done => false,
    })
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::Plans => self.plans.read(cx),
            View::Plan(plan) => plan.read(cx),
            View::Outcome(outcome) => outcome.read(cx),
            View::Scoring(scoring) => scoring.read_file(cx),
            View::Form(_) | View::Drawn(_) => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        macro_rules! show {
            ($view:expr, $wrap:expr) => {{
                let mut said = Vec::new();
                $view.ui(ui, see, &mut said);
                out.extend(said.into_iter().map($wrap));
            }};
        }
        match &mut self.view {
            View::Plans => show!(self.plans, Msg::Plans),
            View::Form(form) => show!(form, Msg::Form),
            View::Plan(plan) => show!(plan, Msg::Plan),
            View::Drawn(drawn) => show!(drawn, Msg::Drawn),
            View::Scoring(scoring) => show!(scoring, Msg::Scoring),
            View::Outcome(outcome) => show!(outcome, Msg::Outcome),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        let left = match (msg, &mut self.view) {
            (Msg::Plans(msg), View::Plans) => self.plans.update(&msg),
            (Msg::Form(msg), View::Form(form)) => form.update(&msg, cx),
            (Msg::Plan(msg), View::Plan(plan)) => plan.update(&msg, cx),
            (Msg::Drawn(msg), View::Drawn(drawn)) => drawn.update(&msg, cx),
            (Msg::Scoring(msg), View::Scoring(scoring)) => scoring.update(msg, cx),
            (Msg::Outcome(msg), View::Outcome(outcome)) => outcome.update(&msg, cx),
            _ => None,
        };
        if let Some(left) = left {
            self.go(&left, cx);
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        let left = match &mut self.view {
            View::Plans => self.plans.logic(cx),
            View::Form(form) => {
                form.logic(cx);
                None
            }
            View::Scoring(scoring) => {
                scoring.logic(cx);
                None
            }
            View::Plan(_) | View::Drawn(_) | View::Outcome(_) => None,
        };
        if let Some(left) = left {
            self.go(&left, cx);
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::Record { kind, id } if kind == "review_file" => self.go(&Left::File(Id::new(*id)), cx),
            Target::Record { kind, id } if kind == "review_plan" => self.go(&Left::Plan(Id::new(*id)), cx),
            Target::Draft(key) => {
                let rest = key.strip_prefix(DRAFTS).unwrap_or_default();
                let (what, id) = rest.split_once('/').unwrap_or((rest, ""));
                match (what, Uuid::parse_str(id)) {
                    ("plan", _) => self.go(&Left::New, cx),
                    ("correct", Ok(id)) => self.go(&Left::Correct(Id::new(id)), cx),
                    (_, Ok(id)) => self.go(&Left::File(Id::new(id)), cx),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        match &self.view {
            View::Form(form) => form.is_unkept(),
            View::Scoring(scoring) => scoring.is_unkept(),
            View::Outcome(outcome) => outcome.is_unkept(),
            View::Plan(plan) => plan.is_unkept(),
            View::Plans | View::Drawn(_) => false,
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::Form(form) => form.keep(cx),
            View::Scoring(scoring) => scoring.keep(cx),
            View::Outcome(outcome) => outcome.keep(cx),
            View::Plan(plan) => plan.keep(cx),
            View::Plans | View::Drawn(_) => {}
        }
    }

    fn breadcrumb(&self) -> String {
        match &self.view {
            View::Plans => String::new(),
            View::Form(_) => "新建计划".to_owned(),
            View::Plan(plan) => plan.title().to_owned(),
            View::Drawn(drawn) => format!("{} · 抽取记录", drawn.title()),
            View::Scoring(scoring) => scoring.breadcrumb(),
            View::Outcome(outcome) => outcome.breadcrumb(),
        }
    }
}
