//! An inquiry that is open: its five steps, what is written on them, and what its main button does.

use std::collections::BTreeMap;

use eframe::egui::{CentralPanel, Frame, Ui};
use serde::{Deserialize, Serialize};

use super::form::{AnswerForm, ConductForm, DecisionForm, EvidenceForm, HearingForm};
use super::inquiry::{Inquiry, Step};
use super::{Msg, allocation, analysis, conduct, decision, facts, grounds};
use crate::domain::id::Id;
use crate::domain::liability::Liability;
use crate::domain::role::Op;
use crate::ledger::Unfinished;
use crate::ui::icons;
use crate::ui::screen::{Cx, Event, See};
use crate::ui::tab::Target;
use crate::ui::widget::{Button, DialogAnswer, above_bar, action_bar};

/// An inquiry that is open, with what is written on its steps.
pub struct Open {
    pub inquiry: Inquiry,
    pub step: Step,
    pub facts: facts::Facts,
    pub grounds: grounds::Grounds,
    pub hearings: allocation::Hearings,
    pub deciding: decision::Deciding,
    pub refusal: Option<String>,
    pub kept: Option<Vec<u8>>,
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

impl Open {
    pub fn load(id: Id<Liability>, cx: &mut Cx<'_>) -> Result<Open, String> {
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
    pub fn reload(&mut self, cx: &mut Cx<'_>) {
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
    pub fn bytes(&self) -> Option<Vec<u8>> {
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

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
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

    pub fn go(&mut self, step: Step) {
        self.step = step;
        self.refusal = None;
        match step {
            Step::Grounds => self.grounds.go(None, &self.inquiry),
            Step::Decision => self.deciding.enter(),
            _ => {}
        }
    }

    /// A dialog is open: it has the keys.
    pub fn asks(&self) -> bool {
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
        if let Some(why) = self.grounds.lacks(cx.today) {
            self.refusal = Some(why);
            return;
        }
        match cx.ledger.answer(self.inquiry.id(), self.grounds.list(cx.today)) {
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

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Step(step) => self.go(step),
            Msg::Submit => self.submit(cx),
            Msg::Edit => self.facts.begin(&self.inquiry),
            Msg::LeaveEdit => {
                self.facts.edit = None;
                self.refusal = None;
                self.keep(cx);
            }
            Msg::AddEvidence => self.facts.add_evidence(&self.inquiry),
            Msg::Evidence(DialogAnswer::Yes) if self.facts.save_evidence(&self.inquiry, cx) => {
                self.written("已附入证据", cx);
            }
            Msg::Evidence(DialogAnswer::No) => self.facts.evidence = None,
            Msg::Answer(i, standing) if !self.locked() => {
                self.grounds.answer(i, standing, false, &self.inquiry);
            }
            Msg::GroundKeys(keys, locked) => self.grounds.keys(&keys, locked, &self.inquiry),
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

    /// Finds for the fields what was typed in them.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(form) = &mut self.facts.edit
            && let Some(hit) = self.facts.people.logic(&form.person, cx)
        {
            conduct::take(form, hit);
        }
        self.grounds.logic(cx);
        self.deciding.logic(cx);
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
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
