//! The page of a case: its facts in short, its chain, what is next and what stands in the way, its periods.

use std::collections::HashMap;

use chrono::NaiveDate;
use eframe::egui::{Frame, Key, Margin, Modifiers, Panel, Popup, ScrollArea, Ui};
use uuid::Uuid;

use super::facts::Seen;
use super::questioning::QuestioningForm;
use super::recusal::RecusalForm;
use super::seizure::SeizureForm;
use super::step::StepForm;
use super::work::Work;
use super::{Msg as Out, chain};
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, Recusal, Showing, StepKind, StepOutcome};
use crate::domain::due::Deadline;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::questioning::Questioning;
use crate::domain::role::Op;
use crate::domain::seizure::Seizure;
use crate::ledger::Result;
use crate::ledger::cases::{GateCheck, Stage};
use crate::ledger::file::Versioned;
use crate::ui::keys;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::settings::page;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::Target;
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Input, MenuGroup, Row, above_bar, action_bar, menu, strip,
};
use crate::words::date::show_date;

/// From this width of the tab on, the facts stand beside the chain.
const SIDE_FROM: f32 = 1000.0;
const SIDE: f32 = 340.0;

/// The parts of a case's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Steps,
}

const PARTS: [(Part, &str); 1] = [(Part::Steps, "办理")];

/// What a person does on the page.
pub enum Msg {
    Leave,
    Change,
    Neighbour(i64),
    /// To its bound file.
    File,
    /// To the inquiry into liability in this case.
    Liability,
    Part,
    Step(StepKind),
    Correct(usize),
    AskWithdraw(Gone),
    Withdraw,
    KeepIt,
    Question,
    /// Corrects the questioning at a place.
    CorrectAsked(usize),
    Recuse,
    Seize,
    /// Extends, or ends, what is held at a place.
    Extend(usize),
    End(usize),
    /// Decides the recusal at a place.
    Settle(usize),
    /// The form in view.
    Said(Said),
}

/// What is taken back: a record by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    Step(usize),
    Questioning(usize),
}

/// What is offered beside the next step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Step(StepKind),
    Change,
    Question,
    Recuse,
    Seize,
    File,
    Liability,
}

/// A record that is taken back: a slip.
struct Withdrawing {
    what: Gone,
    why: String,
    problem: Option<String>,
}

/// An opened case.
pub struct Page {
    pub(super) read: Versioned<Case>,
    pub(super) steps: Vec<Versioned<CaseStep>>,
    pub(super) stages: Vec<Stage>,
    pub(super) beside: Vec<StepKind>,
    pub(super) gates: Vec<GateCheck>,
    pub(super) questionings: Vec<Versioned<Questioning>>,
    pub(super) recusals: Vec<Versioned<Recusal>>,
    pub(super) seizures: Vec<Versioned<Seizure>>,
    pub(super) periods: Vec<Versioned<Deadline>>,
    names: HashMap<Id<Officer>, String>,
    pub(super) unit: String,
    work: Option<Work>,
    withdrawing: Option<Withdrawing>,
}

/// The case that a record belongs to.
pub fn case_of(kind: &str, id: Uuid, cx: &Cx<'_>) -> Option<Id<Case>> {
    let ledger = &cx.ledger;
    match kind {
        "case_step" => ledger.get::<CaseStep>(Id::new(id)).ok().map(|one| one.value.case),
        "questioning" => ledger.get::<Questioning>(Id::new(id)).ok().map(|one| one.value.case),
        "recusal" => ledger.get::<Recusal>(Id::new(id)).ok().map(|one| one.value.case),
        "seizure" => ledger.get::<Seizure>(Id::new(id)).ok().map(|one| one.value.case),
        _ => None,
    }
}

impl Page {
    /// Opens a case.
    ///
    /// # Errors
    /// One that the ledger does not have.
    pub fn open(id: Id<Case>, cx: &mut Cx<'_>) -> Result<Page> {
        let mut page = Page {
            read: cx.ledger.get(id)?,
            steps: Vec::new(),
            stages: Vec::new(),
            beside: Vec::new(),
            gates: Vec::new(),
            questionings: Vec::new(),
            recusals: Vec::new(),
            seizures: Vec::new(),
            periods: Vec::new(),
            names: HashMap::new(),
            unit: String::new(),
            work: None,
            withdrawing: None,
        };
        page.read(cx)?;
        Ok(page)
    }

    /// Reads it again.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&mut self, cx: &Cx<'_>) -> Result<()> {
        cx.ledger.at_once(|| self.read_now(cx))
    }

    fn read_now(&mut self, cx: &Cx<'_>) -> Result<()> {
        let id = self.read.id;
        self.read = cx.ledger.get(id)?;
        self.steps = cx.ledger.steps_of(id)?;
        (self.stages, self.beside) = cx.ledger.case_chain(id)?;
        self.questionings = cx.ledger.questionings_of(id)?;
        self.recusals = cx.ledger.recusals_of(id)?;
        self.seizures = cx.ledger.seizures_of(id)?;
        self.periods = cx.ledger.periods_of(id)?;
        self.unit = match self.read.value.handling.unit {
            Some(unit) => cx.ledger.get(unit)?.value.name,
            None => String::new(),
        };
        self.names.clear();
        let of_steps = self.steps.iter().flat_map(|step| step.value.officers.iter().copied());
        let of_questionings = self.questionings.iter().flat_map(|one| one.value.officers.iter().copied());
        let of_recusals = self.recusals.iter().map(|one| one.value.officer);
        let own = self.read.value.officers.iter().copied();
        let all: Vec<_> = own.chain(of_steps).chain(of_questionings).chain(of_recusals).collect();
        for officer in all {
            let name = cx.ledger.get(officer)?.value.name;
            self.names.insert(officer, name);
        }
        self.gates = match self.next() {
            Some(stage) => cx.ledger.gates_of(&self.as_expected(stage, cx.today), None)?,
            None => Vec::new(),
        };
        Ok(())
    }

    /// The next step as it usually is, done today: what stands in its way is told before anybody writes it.
    fn as_expected(&self, stage: &Stage, today: NaiveDate) -> CaseStep {
        let officers = if stage.contact { self.read.value.officers.clone() } else { Vec::new() };
        CaseStep {
            officers,
            showing: Some(Showing::Shown),
            outcome: (stage.step == StepKind::Decide).then_some(StepOutcome::Impose),
            text: "—".to_owned(),
            ..CaseStep::new(self.read.id, stage.step, today)
        }
    }

    pub fn id(&self) -> Id<Case> {
        self.read.id
    }

    /// The stage that comes next.
    pub(super) fn next(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.next)
    }

    /// What people are called.
    pub(super) fn named(&self, officers: &[Id<Officer>]) -> String {
        let names: Vec<&str> =
            officers.iter().filter_map(|one| self.names.get(one)).map(String::as_str).collect();
        names.join("、")
    }

    pub fn is_busy(&self) -> bool {
        self.work.is_some() || self.withdrawing.is_some()
    }

    pub fn is_unkept(&self) -> bool {
        self.work.as_ref().is_some_and(Work::is_unkept)
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(work) = &mut self.work {
            work.keep(cx);
        }
    }

    pub fn breadcrumb(&self) -> String {
        let case = &self.read.value;
        if case.number.is_empty() { case.title.clone() } else { case.number.clone() }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(work) = &mut self.work {
            work.logic(cx);
        }
    }

    fn contact(&self, kind: StepKind) -> bool {
        let of_chain = self.stages.iter().find(|stage| stage.step == kind);
        of_chain.map_or(kind == StepKind::Coerce, |stage| stage.contact)
    }

    /// Goes on with the correction of the record whose identity a draft names.
    pub fn correct_draft(&mut self, id: &str, cx: &mut Cx<'_>) {
        if let Some(at) = self.steps.iter().position(|step| step.id.uuid().to_string() == id) {
            self.update(Msg::Correct(at), cx);
        } else if let Some(at) = self.questionings.iter().position(|one| one.id.uuid().to_string() == id) {
            self.update(Msg::CorrectAsked(at), cx);
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Step(kind) => {
                let contact = self.contact(kind);
                self.work = Some(Work::Step(Box::new(StepForm::new(&self.read, kind, contact, cx))));
            }
            Msg::Correct(at) => {
                let Some(read) = self.steps.get(at).cloned() else { return };
                let contact = self.contact(read.value.kind);
                self.work = Some(Work::Step(Box::new(StepForm::correcting(read, contact, cx))));
            }
            Msg::Question => {
                self.work = Some(Work::Questioning(Box::new(QuestioningForm::new(&self.read, cx))));
            }
            Msg::CorrectAsked(at) => {
                let Some(read) = self.questionings.get(at).cloned() else { return };
                self.work = Some(Work::Questioning(Box::new(QuestioningForm::correcting(read, cx))));
            }
            Msg::Recuse => self.work = Some(Work::Recusal(Box::new(RecusalForm::new(self.read.id, cx)))),
            Msg::Settle(at) => {
                let Some(read) = self.recusals.get(at).cloned() else { return };
                let name = self.named(&[read.value.officer]);
                self.work = Some(Work::Recusal(Box::new(RecusalForm::deciding(read, &name, cx))));
            }
            Msg::Seize => self.work = Some(Work::Seizure(Box::new(SeizureForm::new(&self.read, cx)))),
            Msg::Extend(at) => {
                let Some(read) = self.seizures.get(at).cloned() else { return };
                self.work = Some(Work::Seizure(Box::new(SeizureForm::extending(read, cx))));
            }
            Msg::End(at) => {
                let Some(read) = self.seizures.get(at).cloned() else { return };
                self.work = Some(Work::Seizure(Box::new(SeizureForm::ending(read, cx))));
            }
            Msg::AskWithdraw(what) => {
                self.withdrawing = Some(Withdrawing { what, why: String::new(), problem: None });
            }
            Msg::KeepIt => self.withdrawing = None,
            Msg::Withdraw => self.withdraw(cx),
            Msg::Said(said) => self.said(said, cx),
            Msg::File => {
                cx.go(Target::Record { kind: "case_file".to_owned(), id: self.read.id.uuid() });
            }
            Msg::Leave | Msg::Change | Msg::Neighbour(_) | Msg::Liability | Msg::Part => {}
        }
    }

    fn said(&mut self, said: Said, cx: &mut Cx<'_>) {
        let Some(work) = &mut self.work else { return };
        if said != Said::Submit {
            work.end(said, cx);
            self.work = None;
            return;
        }
        if work.submit(cx) {
            self.work = None;
            self.done("已登记。", cx);
        }
    }

    fn done(&mut self, sentence: &str, cx: &mut Cx<'_>) {
        cx.done(sentence);
        cx.saved();
        if let Err(error) = self.read(cx) {
            cx.refused(error);
        }
    }

    fn withdraw(&mut self, cx: &mut Cx<'_>) {
        let Some(asking) = &mut self.withdrawing else { return };
        let why = asking.why.trim().to_owned();
        if why.is_empty() {
            asking.problem = Some("请写明作废的理由。".to_owned());
            return;
        }
        let withdrawn = match asking.what {
            Gone::Step(at) => {
                let Some(read) = self.steps.get(at) else { return };
                let gone = CaseStep { withdrawn: why.clone(), ..read.value.clone() };
                cx.ledger.change_step(read, &gone, "", &why)
            }
            Gone::Questioning(at) => {
                let Some(read) = self.questionings.get(at) else { return };
                let gone = Questioning { withdrawn: why.clone(), ..read.value.clone() };
                cx.ledger.change_questioning(read, &gone, &why)
            }
        };
        match withdrawn {
            Ok(()) => {
                self.withdrawing = None;
                self.done("已作废，原来的登记保留在历次操作里。", cx);
            }
            Err(error) => asking.problem = Some(error.to_string()),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Out>) {
        match &mut self.work {
            Some(work) => {
                let said = work.ui(ui, see, free, out);
                out.extend(said.map(|said| Out::Page(Msg::Said(said))));
            }
            None => self.page_ui(ui, see, free, out),
        }
    }

    fn page_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Out>) {
        let mut said = Vec::new();
        let free = free && self.withdrawing.is_none() && !Popup::is_any_open(ui.ctx());
        if free {
            self.shortcuts(ui, see, &mut said);
        }
        said.extend(strip(ui, "案件", Part::Steps, &PARTS).map(|_| Msg::Part));
        let mut content = above_bar(ui, "case");
        let beside = content.available_width() > SIDE_FROM;
        let seen = Seen {
            today: see.today,
            may_question: see.may(Op::RecordQuestioning),
            may_seize: see.may(Op::RecordSeizure),
        };
        if beside {
            let gaps = space();
            let margin = Margin { left: 0, right: gaps.l as i8, top: gaps.l as i8, bottom: gaps.l as i8 };
            Panel::right("case-side")
                .exact_size(SIDE + gaps.l)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(margin))
                .show(&mut content, |ui| {
                    ScrollArea::vertical().show(ui, |ui| self.facts_ui(ui, seen, &mut said));
                });
        }
        page(&mut content, |ui| {
            chain::ui(ui, self, see.may(Op::RecordStep), &mut said, out);
            if !beside {
                ui.add_space(space().m);
                self.facts_ui(ui, seen, &mut said);
            }
        });
        self.bar_ui(ui, see, &mut said);
        self.withdrawing_ui(ui, &mut said);
        out.extend(said.into_iter().map(Out::Page));
    }

    fn shortcuts(&self, ui: &Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(Msg::Leave);
        }
        if keys::pressed(ui.ctx(), keys::SUBMIT)
            && see.may(Op::RecordStep)
            && let Some(stage) = self.next()
        {
            out.push(Msg::Step(stage.step));
        }
        for (shortcut, by) in [(keys::PREVIOUS_RECORD, -1), (keys::NEXT_RECORD, 1)] {
            if keys::pressed(ui.ctx(), shortcut) {
                out.push(Msg::Neighbour(by));
            }
        }
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let next = self.next().map(|stage| stage.step);
        let sentence = match next {
            Some(_) => "",
            None if self.steps.is_empty() => "",
            None => "各步都已登记",
        };
        action_bar(ui, "case-bar", sentence, |ui| {
            if ui.add(Button::new("返回列表").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            let (act, _) = menu(ui, Button::new("其他办理"), &self.acts(see, next));
            out.extend(act.map(|act| match act {
                Act::Step(kind) => Msg::Step(kind),
                Act::Change => Msg::Change,
                Act::Question => Msg::Question,
                Act::Recuse => Msg::Recuse,
                Act::Seize => Msg::Seize,
                Act::File => Msg::File,
                Act::Liability => Msg::Liability,
            }));
            if let Some(kind) = next {
                let label = format!("登记{}", kind.label());
                let main =
                    Button::new(&label).primary().keys("Ctrl+Enter").barred(see.barred(Op::RecordStep));
                if ui.add(main).clicked() {
                    out.push(Msg::Step(kind));
                }
            }
        });
    }

    fn acts(&self, see: &See<'_>, next: Option<StepKind>) -> Vec<MenuGroup<'static, Act>> {
        let step = |kind: StepKind| (Act::Step(kind), format!("登记{}", kind.label()));
        let mut case = Vec::new();
        if see.may(Op::ChangeCase) {
            case.push((Act::Change, "修改案件".to_owned()));
        }
        if see.may(Op::RecordQuestioning) {
            case.push((Act::Question, "登记调查询问".to_owned()));
        }
        if see.may(Op::RecordRecusal) {
            case.push((Act::Recuse, "登记回避".to_owned()));
        }
        if see.may(Op::RecordSeizure) {
            case.push((Act::Seize, "登记查封、扣押".to_owned()));
        }
        case.push((Act::File, "整理案卷".to_owned()));
        case.push((Act::Liability, "到责任认定".to_owned()));
        let (mut chain, mut beside) = (Vec::new(), Vec::new());
        if see.may(Op::RecordStep) {
            let others = self.stages.iter().map(|stage| stage.step).filter(|kind| Some(*kind) != next);
            chain.extend(others.map(step));
            beside.extend(self.beside.iter().copied().map(step));
        }
        vec![
            MenuGroup { title: "案件", items: case },
            MenuGroup { title: "随时可以登记的", items: beside },
            MenuGroup { title: "其他步骤", items: chain },
        ]
    }

    fn withdrawing_ui(&mut self, ui: &Ui, out: &mut Vec<Msg>) {
        let Some(asking) = &mut self.withdrawing else { return };
        let (title, sentence) = match asking.what {
            Gone::Step(at) => {
                let Some(step) = self.steps.get(at) else { return };
                let (on, what) = (show_date(step.value.on), step.value.kind.label());
                let sentence = format!("{on}的{what}登记错了才作废；记录和理由保留，后面的步骤会重新核对。");
                ("作废这一步", sentence)
            }
            Gone::Questioning(at) => {
                let Some(one) = self.questionings.get(at) else { return };
                let (on, person) = (show_date(one.value.on()), &one.value.person);
                ("作废这次询问", format!("{on}对{person}的询问登记错了才作废；记录和理由保留。"))
            }
        };
        let dialog = Dialog::new(title, "作废").sentence(&sentence).width(520.0);
        let answer = dialog.show(ui.ctx(), |ui| {
            let problem = asking.problem.as_deref();
            let field = Row::new("理由").problem(problem).show(ui, |ui| {
                Input::new(&mut asking.why).most(200).name("作废理由").problem(problem.is_some()).show(ui)
            });
            if field.changed() {
                asking.problem = None;
            }
        });
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Withdraw),
            Some(DialogAnswer::No) => out.push(Msg::KeepIt),
            None => {}
        }
    }
}
