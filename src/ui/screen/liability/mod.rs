//! 责任: from a lead to the decision and its notice, in five steps.

mod allocation;
mod analysis;
mod chain;
mod conduct;
mod decision;
mod facts;
mod form;
mod grounds;
mod inquiry;
mod list;
mod new;

use std::collections::BTreeMap;

use eframe::egui::{CentralPanel, Frame, Ui};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::provision::Wanted;
use super::{Cx, Event, Screen, See};
use crate::domain::fault::{Standing, SubjectKind};
use crate::domain::id::Id;
use crate::domain::liability::Liability;
use crate::domain::role::Op;
use crate::ledger::Unfinished;
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::tab::{Tab, Target};
use crate::ui::widget::{Button, DialogAnswer, above_bar, action_bar, problem_text};
use crate::words::people;
use conduct::People;
use form::{AnswerForm, ConductForm, DecisionForm, EvidenceForm, HearingForm, SubjectForm};
use inquiry::{Inquiry, Step};

/// What a person does here.
pub enum Msg {
    Filter,
    Widths(Vec<u16>),
    OpenRow(usize),
    New,
    Back,
    Discard,
    /// The main button of what is in view.
    Submit,
    Step(Step),
    /// A person among the hits.
    Person(usize),
    /// A case among the hits.
    Case(usize),
    Edit,
    LeaveEdit,
    AddEvidence,
    Evidence(DialogAnswer),
    Answer(usize, Option<Standing>, bool),
    /// An answer of its own for one subject.
    Own(String),
    /// To the question with this id.
    Question(String),
    Hear(String),
    Hearing(DialogAnswer),
    Subject(String),
    Preview,
    Issuing(DialogAnswer),
    /// To the wording of a provision.
    Cite(Wanted),
}

/// What is in view.
#[derive(Default)]
enum View {
    #[default]
    List,
    New(Box<new::New>),
    Inquiry(Box<Open>),
}

/// An inquiry that is open, with what is written on its steps.
struct Open {
    inquiry: Inquiry,
    step: Step,
    facts: facts::Facts,
    grounds: grounds::Grounds,
    hearings: allocation::Hearings,
    deciding: decision::Deciding,
    refusal: Option<String>,
    kept: Option<Vec<u8>>,
}

/// What a draft keeps of an open inquiry.
#[derive(Serialize, Deserialize)]
struct Kept {
    step: usize,
    answers: Option<BTreeMap<String, AnswerForm>>,
    edit: Option<ConductForm>,
    evidence: Option<EvidenceForm>,
    hearing: Option<HearingForm>,
    decisions: BTreeMap<String, DecisionForm>,
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    list: list::List,
    view: View,
    problem: Option<String>,
}

/// Takes somebody from the hits into the form, with what the record says.
fn pick(form: &mut ConductForm, people: &People, i: usize) {
    let Some(hit) = people.hits.get(i) else { return };
    form.person.clear();
    if form.subjects.iter().any(|one| one.officer == Some(hit.id)) {
        return;
    }
    form.subjects.push(SubjectForm {
        name: hit.title.clone(),
        officer: Some(hit.id),
        unit: hit.second.clone(),
        post: hit.third.clone(),
        kind: Some(SubjectKind::Person),
        ..SubjectForm::default()
    });
}

impl Open {
    fn load(id: Id<Liability>, cx: &mut Cx<'_>) -> Result<Open, String> {
        let inquiry = Inquiry::load(id, cx)?;
        let mut open = Open {
            inquiry,
            step: Step::Facts,
            facts: facts::Facts::default(),
            grounds: grounds::Grounds::default(),
            hearings: allocation::Hearings::default(),
            deciding: decision::Deciding::default(),
            refusal: None,
            kept: None,
        };
        open.grounds.read(&open.inquiry);
        open.deciding.read(&open.inquiry);
        if let Ok(Some(bytes)) = cx.ledger.draft(&open.key())
            && let Ok(kept) = serde_json::from_slice::<Kept>(&bytes)
        {
            open.restore(kept);
        }
        open.kept = open.bytes();
        Ok(open)
    }

    fn restore(&mut self, kept: Kept) {
        self.step = Step::ALL.get(kept.step).copied().unwrap_or_default();
        if let Some(answers) = kept.answers {
            self.grounds.answers = answers;
            self.grounds.relist(&self.inquiry);
        }
        self.facts.edit = kept.edit;
        self.facts.evidence = kept.evidence;
        self.hearings.form = kept.hearing;
        self.deciding.forms = kept.decisions;
    }

    /// Reads what the ledger has now; what is being written stays.
    fn reload(&mut self, cx: &mut Cx<'_>) {
        match Inquiry::load(self.inquiry.id(), cx) {
            Ok(inquiry) => {
                self.inquiry = inquiry;
                self.grounds.read(&self.inquiry);
                self.deciding.read(&self.inquiry);
            }
            Err(error) => cx.refused(error),
        }
    }

    fn key(&self) -> String {
        format!("liability/{}", self.inquiry.id().uuid())
    }

    /// What a draft would keep; nothing where nothing is being written.
    fn bytes(&self) -> Option<Vec<u8>> {
        let answers = self.grounds.is_dirty().then(|| self.grounds.answers.clone());
        let decisions = if self.deciding.is_begun() { self.deciding.forms.clone() } else { BTreeMap::new() };
        let kept = Kept {
            step: self.step as usize,
            answers,
            edit: self.facts.edit.clone(),
            evidence: self.facts.evidence.clone(),
            hearing: self.hearings.form.clone(),
            decisions,
        };
        let nothing = kept.answers.is_none()
            && kept.edit.is_none()
            && kept.evidence.is_none()
            && kept.hearing.is_none()
            && kept.decisions.is_empty();
        if nothing { None } else { serde_json::to_vec(&kept).ok() }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        let now = self.bytes();
        if now == self.kept {
            return;
        }
        let (key, step) = (self.key(), self.step.label());
        let title = format!("{step}　{}", self.inquiry.read.value.matter);
        let done = match &now {
            Some(payload) => {
                cx.ledger.save_draft(&Unfinished { key, title, payload: payload.clone() }).map(drop)
            }
            None => cx.ledger.drop_draft(&key),
        };
        match done {
            Ok(()) => cx.events.push(Event::DraftKept),
            Err(error) => cx.refused(error),
        }
        self.kept = now;
    }

    fn locked(&self) -> bool {
        !self.inquiry.decisions.is_empty()
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.refusal = None;
        match step {
            Step::Grounds => self.grounds.go(None, &self.inquiry),
            Step::Decision => self.deciding.enter(),
            _ => {}
        }
    }

    /// A dialog is open: it has the keys.
    fn asks(&self) -> bool {
        self.facts.evidence.is_some() || self.hearings.form.is_some() || self.deciding.issuing.is_some()
    }

    /// Something was written: the shell is told, everything is read again, the draft follows.
    fn written(&mut self, sentence: impl Into<String>, cx: &mut Cx<'_>) {
        cx.saved();
        cx.done(sentence);
        self.reload(cx);
        self.keep(cx);
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        self.refusal = None;
        match self.step {
            Step::Facts if self.facts.edit.is_some() => match self.facts.save(&self.inquiry, cx) {
                Ok(true) => self.written("已修改", cx),
                Ok(false) => {}
                Err(why) => self.refusal = Some(why),
            },
            Step::Grounds if self.grounds.is_dirty() && !self.locked() => self.save_answers(cx),
            Step::Decision => self.decide(cx),
            step => {
                if let Some(next) = step.next() {
                    self.go(next);
                }
            }
        }
    }

    fn save_answers(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.answer(self.inquiry.id(), self.grounds.list()) {
            Ok(_) => {
                self.grounds.settled();
                self.written("认定已保存", cx);
                self.grounds.go(None, &self.inquiry);
            }
            Err(error) => self.refusal = Some(error.to_string()),
        }
    }

    fn decide(&mut self, cx: &mut Cx<'_>) {
        let made = self.inquiry.decision_about(&self.deciding.subject).map(|one| one.id.uuid());
        match made {
            None => {
                if let Some(why) = self.deciding.barrier(&self.inquiry) {
                    self.refusal = Some(in_short(&why));
                } else if let Some(done) = self.deciding.decide(&self.inquiry, cx) {
                    self.written(done, cx);
                }
            }
            Some(made) => match self.inquiry.notices.get(&made) {
                Some((notice, _)) => cx.go(Target::Record { kind: "notice".to_owned(), id: *notice }),
                None => self.deciding.ask_number(cx),
            },
        }
    }

    fn issue(&mut self, cx: &mut Cx<'_>) {
        if let Some((_, number)) = self.deciding.issue(&self.inquiry, cx) {
            self.written(format!("已编号并印发：{number}"), cx);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Step(step) => self.go(step),
            Msg::Submit => self.submit(cx),
            Msg::Edit => self.facts.begin(&self.inquiry),
            Msg::LeaveEdit => {
                self.facts.edit = None;
                self.refusal = None;
                self.keep(cx);
            }
            Msg::Person(i) => {
                if let Some(form) = &mut self.facts.edit {
                    pick(form, &self.facts.people, i);
                }
            }
            Msg::AddEvidence => self.facts.add_evidence(&self.inquiry),
            Msg::Evidence(DialogAnswer::Yes) if self.facts.save_evidence(&self.inquiry, cx) => {
                self.written("已附入证据", cx);
            }
            Msg::Evidence(DialogAnswer::No) => self.facts.evidence = None,
            Msg::Answer(i, standing, advance) if !self.locked() => {
                self.grounds.answer(i, standing, advance, &self.inquiry);
            }
            Msg::Own(key) if !self.locked() => self.grounds.own(&key, &self.inquiry),
            Msg::Question(id) => {
                self.go(Step::Grounds);
                self.grounds.go(Some(&id), &self.inquiry);
            }
            Msg::Hear(key) => self.hearings.begin(&key, cx),
            Msg::Hearing(DialogAnswer::Yes) if self.hearings.save(&self.inquiry, cx) => {
                self.written("已登记听取陈述申辩", cx);
            }
            Msg::Hearing(DialogAnswer::No) => self.hearings.form = None,
            Msg::Subject(key) => self.deciding.choose(&key),
            Msg::Preview => self.deciding.show_pages(&self.inquiry, cx),
            Msg::Issuing(DialogAnswer::Yes) => self.issue(cx),
            Msg::Issuing(DialogAnswer::No) => self.deciding.issuing = None,
            _ => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        self.inquiry.stepper_ui(ui, self.step, see, out);
        let locked = self.locked() || see.barred(Op::AnswerGrounds).is_some();
        let mut content = above_bar(ui, "liability-step");
        CentralPanel::no_frame().frame(Frame::new()).show(&mut content, |ui| {
            let inquiry = &self.inquiry;
            match self.step {
                Step::Facts => self.facts.ui(ui, inquiry, see, out),
                Step::Grounds => self.grounds.ui(ui, inquiry, locked, see, out),
                Step::Analysis => analysis::ui(ui, inquiry, out),
                Step::Allocation => allocation::ui(ui, inquiry, see, out),
                Step::Decision => self.deciding.ui(ui, inquiry, see, out),
            }
        });
        self.bar_ui(ui, see, out);
        let ctx = ui.ctx().clone();
        if let Some(answer) = self.facts.dialog(&ctx) {
            out.push(Msg::Evidence(answer));
        }
        if let Some(answer) = self.hearings.dialog(&ctx, &self.inquiry, see) {
            out.push(Msg::Hearing(answer));
        }
        if let Some(answer) = self.deciding.dialog(&ctx, see) {
            out.push(Msg::Issuing(answer));
        }
    }

    fn bar_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let kind = self.deciding.kind();
        let barrier = self.deciding.barrier(&self.inquiry);
        let made = self.inquiry.decision_about(&self.deciding.subject);
        let notice = made.and_then(|made| self.inquiry.notices.get(&made.id.uuid()));
        let sentence = match (&self.refusal, self.step) {
            (Some(why), _) => why.clone(),
            (None, Step::Facts) if self.facts.edit.is_some() => "修改要写明理由。".to_owned(),
            (None, Step::Grounds) if self.locked() => "已经作出决定，认定不再修改。".to_owned(),
            (None, Step::Grounds) if self.grounds.is_dirty() => "认定还没有保存，已存为草稿。".to_owned(),
            (None, Step::Decision) if made.is_none() => match &barrier {
                Some(why) => in_short(why),
                None if kind.is_none() => "请选择一种决定，不设默认选项。".to_owned(),
                None => String::new(),
            },
            (None, _) => match self.inquiry.open_questions() {
                0 => self.inquiry.analysis.notice.to_owned(),
                n => format!("{n}项待查。{}", self.inquiry.analysis.notice),
            },
        };
        action_bar(ui, "liability-bar", &sentence, |ui| {
            let next = self.step.next().map(|step| format!("下一步　{}", step.label()));
            let editing = self.step == Step::Facts && self.facts.edit.is_some();
            let saving = self.step == Step::Grounds && self.grounds.is_dirty() && !self.locked();
            let (label, why) = match (self.step, made, notice) {
                _ if editing => ("保存修改", see.barred(Op::ChangeLiability)),
                _ if saving => ("保存认定", see.barred(Op::AnswerGrounds)),
                (Step::Decision, None, _) => ("作出决定", see.barred(Op::Decide).or(barrier.as_deref())),
                (Step::Decision, Some(made), None) if has_notice(made.value.kind) => {
                    ("编号并印发", see.barred(Op::IssueNotice))
                }
                (Step::Decision, Some(_), Some(_)) => ("查看文书", None),
                _ => (next.as_deref().unwrap_or_default(), None),
            };
            if !editing && let Some(before) = self.step.before() {
                let label = format!("上一步　{}", before.label());
                if ui.add(Button::new(&label)).clicked() {
                    out.push(Msg::Step(before));
                }
            }
            if self.step == Step::Decision {
                let shows = made.map(|made| made.value.kind).or(kind).is_some_and(has_notice);
                if shows && ui.add(Button::new("预览文书").icon(icons::PAPER)).clicked() {
                    out.push(Msg::Preview);
                }
            }
            if editing && ui.add(Button::new("不改了")).clicked() {
                out.push(Msg::LeaveEdit);
            }
            if !label.is_empty() {
                let main = Button::new(label).primary().keys("Ctrl+Enter").barred(why);
                if ui.add(main).clicked() {
                    out.push(Msg::Submit);
                }
            }
        });
    }
}

/// The first line of a reason; one that would not fit into the bar stands beside the choice alone.
fn in_short(why: &str) -> String {
    const MOST: usize = 60;
    let first = why.lines().next().unwrap_or_default();
    if first.chars().count() > MOST {
        "还不能作出这一决定，原因见上面的说明。".to_owned()
    } else {
        first.to_owned()
    }
}

/// Whether a decision of this kind is told in a notice of its own.
fn has_notice(kind: crate::domain::fault::DecisionKind) -> bool {
    kind != crate::domain::fault::DecisionKind::Refer
}

impl State {
    fn show(&mut self, id: Id<Liability>, cx: &mut Cx<'_>) {
        self.list.table.select(self.list.rows.iter().position(|row| row.id == id));
        match Open::load(id, cx) {
            Ok(open) => {
                self.view = View::Inquiry(Box::new(open));
                self.problem = None;
            }
            Err(error) => self.problem = Some(error),
        }
    }

    fn leave(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::List;
        self.list.to_table = true;
        self.list.read(cx);
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::New(Box::new(new::New::open(cx)));
    }

    fn neighbour(&mut self, by: i64, cx: &mut Cx<'_>) {
        let View::Inquiry(open) = &self.view else { return };
        let id = open.inquiry.id();
        let Some(at) = self.list.rows.iter().position(|row| row.id == id) else { return };
        let to = (at as i64 + by).clamp(0, self.list.rows.len() as i64 - 1) as usize;
        let to = self.list.rows[to].id;
        if to != id {
            Screen::keep(self, cx);
            self.show(to, cx);
        }
    }

    /// The inquiry that belongs to a record.
    fn inquiry_of(kind: &str, id: Uuid, cx: &mut Cx<'_>) -> Option<Id<Liability>> {
        if let Ok(place) = cx.ledger.place(id)
            && let Some(inquiry) = place.inquiry
        {
            return Some(inquiry);
        }
        let all = cx.ledger.all::<Liability>().ok()?;
        let of = |one: &Liability| match kind {
            "lead" => one.lead.uuid() == id,
            "case" => one.case.is_some_and(|case| case.uuid() == id),
            _ => false,
        };
        all.into_iter().rev().find(|one| of(&one.value)).map(|one| one.id)
    }

    fn shortcuts(&mut self, cx: &mut Cx<'_>) {
        if let View::Inquiry(open) = &self.view
            && open.asks()
        {
            return;
        }
        if keys::pressed(cx.ctx, keys::FILTER) {
            if !matches!(self.view, View::List) {
                self.leave(cx);
            }
            self.list.to_filter = true;
            self.list.to_table = false;
        }
        if keys::pressed(cx.ctx, keys::NEW) && !matches!(self.view, View::New(_)) {
            self.begin(cx);
        }
        if keys::pressed(cx.ctx, keys::SUBMIT) {
            self.update(Msg::Submit, cx);
        }
        if keys::pressed(cx.ctx, keys::PREVIOUS_RECORD) {
            self.neighbour(-1, cx);
        }
        if keys::pressed(cx.ctx, keys::NEXT_RECORD) {
            self.neighbour(1, cx);
        }
        if let View::Inquiry(open) = &mut self.view {
            for (step, shortcut) in Step::ALL.into_iter().zip(keys::STEPS) {
                if keys::pressed(cx.ctx, shortcut) {
                    open.go(step);
                }
            }
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.list.read(cx);
        match &mut self.view {
            View::List => self.list.to_table = true,
            View::Inquiry(open) => open.reload(cx),
            View::New(_) => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        match &mut self.view {
            View::List => self.list.ui(ui, see, out),
            View::New(new) => new.ui(ui, see, out),
            View::Inquiry(open) => open.ui(ui, see, out),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match (msg, &mut self.view) {
            (Msg::Filter, _) => self.list.read(cx),
            (Msg::Widths(widths), _) => cx.events.push(Event::Columns("liability", widths)),
            (Msg::OpenRow(i), _) => {
                if let Some(row) = self.list.rows.get(i) {
                    let id = row.id;
                    self.show(id, cx);
                }
            }
            (Msg::New, _) => self.begin(cx),
            (Msg::Back, _) => self.leave(cx),
            (Msg::Submit, View::New(new)) => {
                if let Some(id) = new.submit(cx) {
                    cx.saved();
                    cx.done("已受理线索，开始责任认定");
                    self.list.read(cx);
                    self.show(id, cx);
                }
            }
            (Msg::Discard, View::New(_)) => {
                if let Err(error) = cx.ledger.drop_draft(new::KEY) {
                    cx.refused(error);
                }
                self.view = View::List;
                self.list.to_table = true;
                cx.done("草稿已丢弃");
            }
            (Msg::Person(i), View::New(new)) => new.person(i),
            (Msg::Case(i), View::New(new)) => new.pick_case(i),
            (Msg::Cite(wanted), _) => cx.cite(&wanted),
            (msg, View::Inquiry(open)) => open.update(msg, cx),
            _ => {}
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        self.shortcuts(cx);
        match &mut self.view {
            View::New(new) => new.logic(cx),
            View::Inquiry(open) => {
                if let Some(form) = &open.facts.edit {
                    open.facts.people.logic(&form.person, cx);
                }
            }
            View::List => {}
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::New(Tab::Liability) => self.begin(cx),
            Target::Draft(key) if key == new::KEY => self.begin(cx),
            Target::Draft(key) => {
                let id = key.strip_prefix("liability/").and_then(|id| id.parse::<Uuid>().ok());
                if let Some(id) = id {
                    self.show(Id::new(id), cx);
                }
            }
            Target::Record { kind, id } => match Self::inquiry_of(kind, *id, cx) {
                Some(inquiry) => self.show(inquiry, cx),
                None => {
                    self.view = View::List;
                    cx.refused("这个案件还没有责任认定。有线索的，从“受理线索”开始。");
                }
            },
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        match &self.view {
            View::List => false,
            View::New(new) => new.is_unkept(),
            View::Inquiry(open) => open.bytes() != open.kept,
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::List => {}
            View::New(new) => new.keep(cx),
            View::Inquiry(open) => open.keep(cx),
        }
    }

    fn breadcrumb(&self) -> String {
        match &self.view {
            View::List => String::new(),
            View::New(_) => "受理线索".to_owned(),
            View::Inquiry(open) => {
                let value = &open.inquiry.read.value;
                let names: Vec<&str> = value.subjects.iter().map(|one| one.name.as_str()).collect();
                format!("{}　{}", people(&names), value.matter)
            }
        }
    }
}
