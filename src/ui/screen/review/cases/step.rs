//! The form of one step: what was done, by whom, and the gates before it as they stand while it is written.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::Msg;
use super::chain::gate_ui;
use super::form::chosen;
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, Showing, StepKind, StepOutcome};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::power::EnforcementAct;
use crate::domain::role::Op;
use crate::ledger::cases::GateCheck;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{
    Chosen, Entry, Said, choice, coded, day, day_of, line, people, picked, row, text,
};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{DateField, Numbered, heading, muted};

const FIELDS: &[&str] = &[
    "case_step.on",
    "case_step.officers",
    "case_step.showing",
    "case_step.act",
    "case_step.outcome",
    "case_step.text",
    "case_step.document",
    "case_step.present",
    "case_step.until",
    "case_step.passing",
    "case_step.why",
];

/// The measures that 强制、管控 can be.
const MEASURES: &[EnforcementAct] = &[
    EnforcementAct::Seal,
    EnforcementAct::Seize,
    EnforcementAct::TakeOver,
    EnforcementAct::CutSupply,
    EnforcementAct::Requisition,
    EnforcementAct::Cordon,
    EnforcementAct::Coercion,
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    on: DateField,
    typed: String,
    officers: Vec<Chosen>,
    showing: String,
    act: String,
    outcome: String,
    text: String,
    document: String,
    present: String,
    until: DateField,
    /// Why the step is recorded although a gate does not stand.
    passing: String,
    /// Why a step that is recorded is corrected.
    why: String,
}

/// A new step, or the correction of one.
pub struct StepForm {
    pub entry: Entry<Fields>,
    case: Id<Case>,
    kind: StepKind,
    read: Option<Versioned<CaseStep>>,
    contact: bool,
    picker: Picker,
    /// The gates, and for which step they were asked.
    gates: Vec<GateCheck>,
    asked: Option<CaseStep>,
}

/// Whether the officers in charge of a case are those who do a step, as a rule.
fn by_handlers(kind: StepKind) -> bool {
    use StepKind::{Approve, CaseReview, Collective, Decide, Hearing, Legality, TransferDecision};
    !matches!(kind, Approve | CaseReview | Collective | Decide | Hearing | Legality | TransferDecision)
}

impl StepForm {
    /// A new step, with what its draft has kept.
    pub fn new(case: &Versioned<Case>, kind: StepKind, contact: bool, cx: &mut Cx<'_>) -> StepForm {
        let officers = if by_handlers(kind) { chosen(&case.value.officers, cx) } else { Vec::new() };
        let fields = Fields { on: DateField::of(Some(cx.today)), officers, ..Fields::default() };
        let key = format!("case/{}/step/{}", case.id.uuid(), kind.code());
        let title = format!("登记{}　{}", kind.label(), case.value.title);
        let entry = Entry::begin(key, &title, fields, "case_step.on", cx);
        StepForm::with(entry, case.id, kind, None, contact)
    }

    /// The correction of one, with what its draft has kept.
    pub fn correcting(read: Versioned<CaseStep>, contact: bool, cx: &mut Cx<'_>) -> StepForm {
        let now = recorded(&read, cx);
        let (case, kind) = (read.value.case, read.value.kind);
        let key = format!("case/{}/step/{}", case.uuid(), read.id.uuid());
        let title = format!("更正{}", kind.label());
        let entry = Entry::on(key, &title, now.fields.clone(), &now, "case_step.on", cx);
        StepForm::with(entry, case, kind, Some(read), contact)
    }

    fn with(
        entry: Entry<Fields>,
        case: Id<Case>,
        kind: StepKind,
        read: Option<Versioned<CaseStep>>,
        contact: bool,
    ) -> StepForm {
        StepForm {
            entry,
            case,
            kind,
            read,
            contact,
            picker: Picker::default(),
            gates: Vec::new(),
            asked: None,
        }
    }

    /// Takes up who was found, and asks the gates anew where what they ask for has changed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            one.add_to(&mut fields.officers);
            self.entry.problems.forget("case_step.officers");
        }
        let step = self.as_written(cx.today);
        if self.asked == step {
            return;
        }
        self.gates = match &step {
            Some(step) => {
                cx.ledger.gates_of(step, self.read.as_ref().map(|read| read.id)).unwrap_or_default()
            }
            None => Vec::new(),
        };
        self.asked = step;
        cx.ctx.request_repaint();
    }

    /// The step as far as it is written; none while its day cannot be read.
    fn as_written(&self, today: NaiveDate) -> Option<CaseStep> {
        let fields = &self.entry.fields;
        let on = fields.on.day(today).ok().flatten()?;
        let trimmed = |text: &String| text.trim().to_owned();
        Some(CaseStep {
            officers: fields.officers.iter().map(|one| Id::new(one.id)).collect(),
            present: trimmed(&fields.present),
            outcome: StepOutcome::from_code(&fields.outcome),
            text: trimmed(&fields.text),
            document: trimmed(&fields.document),
            showing: Showing::from_code(&fields.showing),
            act: EnforcementAct::from_code(&fields.act),
            until: fields.until.day(today).ok().flatten(),
            ..CaseStep::new(self.case, self.kind, on)
        })
    }

    fn is_stopped(&self) -> bool {
        self.gates.iter().any(|gate| gate.standing != Standing::Held)
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) -> Option<Said> {
        let (kind, contact, today) = (self.kind, self.contact, see.today);
        let (correcting, stopped) = (self.read.is_some(), self.is_stopped());
        let verb = if correcting { "保存更正".to_owned() } else { format!("登记{}", kind.label()) };
        let (picker, gates) = (&mut self.picker, &self.gates);
        self.entry.ui(ui, see, (&verb, Op::RecordStep), free, FIELDS, |ui, fields, problems| {
            rows_ui(ui, (kind, contact), fields, picker, problems, today);
            gates_ui(ui, gates, "填写日期以后核对。", out);
            if stopped {
                let hint = "理由和没有通过的事项一起留在这一步上，评查时看得到";
                text(ui, ("仍然登记", "case_step.passing", hint), &mut fields.passing, problems);
            }
            if correcting {
                line(ui, ("更正理由", "case_step.why", ""), &mut fields.why, problems);
            }
        })
    }

    /// Enters it; tells whether it was.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        if let Some(read) = &mut self.read {
            let now = cx.ledger.get(read.id).map(|again| {
                *read = again;
                Some(recorded(read, cx))
            });
            if !self.entry.meets(now, cx) {
                return false;
            }
        }
        self.asked = None;
        self.logic(cx);
        let (fields, today) = (self.entry.fields.clone(), cx.today);
        let stopped = self.is_stopped();
        let problems = &mut self.entry.problems;
        day_of("case_step.on", &fields.on, Some("请填写日期。"), problems, today);
        if !fields.typed.trim().is_empty() {
            problems.say("case_step.officers", "请从名册里选，不选的清空这一栏。");
        } else if fields.officers.is_empty() {
            problems.say("case_step.officers", "请选择办理这一步的人员。");
        }
        if self.kind == StepKind::Coerce && fields.act.is_empty() {
            problems.say("case_step.act", "请选择采取的措施。");
        }
        if !self.kind.outcomes().is_empty() && fields.outcome.is_empty() {
            problems.say("case_step.outcome", "请选择结果。");
        }
        let until = match self.kind {
            StepKind::Extend => Some("请填写延长到哪一日。"),
            StepKind::HearingNotice => Some("请填写哪一日举行听证。"),
            _ => None,
        };
        if until.is_some() {
            day_of("case_step.until", &fields.until, until, problems, today);
        }
        if stopped && !problems.any() {
            let sentence = "上面有没有通过的事项：先办好，或者写明仍然登记的理由。";
            problems.wanted("case_step.passing", &fields.passing, sentence);
        }
        if self.read.is_some() {
            problems.wanted("case_step.why", &fields.why, "请写明更正的理由。");
        }
        if problems.any() {
            return false;
        }
        let Some(step) = self.as_written(today) else { return false };
        let done = match &self.read {
            None => cx.ledger.record_step(&step, &fields.passing).map(|_| ()),
            Some(read) => cx.ledger.change_step(read, &step, &fields.passing, &fields.why),
        };
        match done {
            Ok(()) => {
                self.entry.discard(cx);
                true
            }
            Err(error) => {
                self.entry.problems.refused(&error);
                false
            }
        }
    }
}

fn recorded(read: &Versioned<CaseStep>, cx: &Cx<'_>) -> Now<Fields> {
    let step = &read.value;
    let fields = Fields {
        on: DateField::of(Some(step.on)),
        typed: String::new(),
        officers: chosen(&step.officers, cx),
        showing: step.showing.map(|one| one.code().to_owned()).unwrap_or_default(),
        act: step.act.map(|one| one.code().to_owned()).unwrap_or_default(),
        outcome: step.outcome.map(|one| one.code().to_owned()).unwrap_or_default(),
        text: step.text.clone(),
        document: step.document.clone(),
        present: step.present.clone(),
        until: DateField::of(step.until),
        passing: step.passed.first().map(|one| one.why.clone()).unwrap_or_default(),
        why: String::new(),
    };
    let version = format!("{:?}", read.version);
    Now { kind: "case_step", id: read.id.uuid(), version, fields, row: |field| field }
}

fn rows_ui(
    ui: &mut Ui,
    (kind, contact): (StepKind, bool),
    fields: &mut Fields,
    picker: &mut Picker,
    problems: &mut Problems,
    today: NaiveDate,
) {
    day(ui, ("日期", "case_step.on", ""), &mut fields.on, problems, today);
    let who = match kind {
        StepKind::CaseReview | StepKind::Legality => "审核人员",
        StepKind::Hearing => "主持人员",
        StepKind::Collective => "参加人员",
        StepKind::Decide | StepKind::Approve | StepKind::TransferDecision => "批准人员",
        _ => "办理人员",
    };
    let Fields { typed, officers, .. } = fields;
    people(ui, (who, "case_step.officers"), (picker, typed, officers), problems);
    if contact {
        let names = ("出示证件", "case_step.showing", "");
        let all: Vec<(Showing, &str)> = Showing::ALL.iter().map(|one| (*one, one.label())).collect();
        let now = Showing::from_code(&fields.showing);
        if let Some(one) = one_of(ui, names, &all, now, problems) {
            fields.showing = one.code().to_owned();
        }
    }
    if kind == StepKind::Coerce {
        let mut acts = vec![(String::new(), "请选择".to_owned())];
        acts.extend(coded(MEASURES, |one| (one.code(), one.label())));
        choice(ui, ("措施", "case_step.act", ""), &mut fields.act, &acts, problems);
    }
    if !kind.outcomes().is_empty() {
        let all: Vec<(StepOutcome, &str)> = kind.outcomes().iter().map(|one| (*one, one.label())).collect();
        let now = StepOutcome::from_code(&fields.outcome);
        if let Some(one) = one_of(ui, ("结果", "case_step.outcome", ""), &all, now, problems) {
            fields.outcome = one.code().to_owned();
        }
    }
    let (label, hint) = match kind {
        StepKind::Coerce => ("必要性", "为什么采取，为什么没有超过必要限度"),
        StepKind::CaseReview | StepKind::Legality | StepKind::Approve => ("意见", ""),
        StepKind::Collective => ("讨论记录", "会议名称、各人意见和结论"),
        StepKind::Transfer => ("移送情况", "接受机关、回执"),
        StepKind::TransferReport => ("报告内容", "涉嫌的罪名、事实和证据"),
        StepKind::TransferDecision => ("审批意见", "不批准的写明理由"),
        StepKind::HearingAsked => ("要求听证", "谁提出的，怎样提出的"),
        StepKind::HearingNotice => ("通知情况", "通知了谁，时间和地点"),
        _ => ("办理情况", ""),
    };
    text(ui, (label, "case_step.text", hint), &mut fields.text, problems);
    line(ui, ("文书文号", "case_step.document", "没有的不填"), &mut fields.document, problems);
    line(ui, ("在场人员", "case_step.present", "当事人、见证人、专家等"), &mut fields.present, problems);
    let until = match kind {
        StepKind::Extend => "延长至",
        StepKind::HearingNotice => "举行日期",
        _ => return,
    };
    day(ui, (until, "case_step.until", ""), &mut fields.until, problems, today);
}

/// A row with a few choices, each with its digit; gives the one pressed now.
pub fn one_of<T: Copy + PartialEq>(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    all: &[(T, &str)],
    now: Option<T>,
    problems: &mut Problems,
) -> Option<T> {
    let mut pressed = None;
    row(ui, names, problems, |ui, bad| {
        let numbered = Numbered::one(names.0).problem(bad);
        let (response, one) = numbered.show(ui, all, |one| Some(one) == now);
        pressed = one;
        response
    });
    pressed
}

/// What stands before what is being written, what stops it first; `none` says when it will be known.
pub fn gates_ui(ui: &mut Ui, gates: &[GateCheck], none: &str, out: &mut Vec<Msg>) {
    ui.add_space(space().s);
    heading(ui, "登记以前核对");
    if gates.is_empty() {
        muted(ui, none);
    }
    // What stands in the way first.
    for gate in gates.iter().filter(|gate| gate.standing != Standing::Held) {
        gate_ui(ui, gate, out);
    }
    for gate in gates.iter().filter(|gate| gate.standing == Standing::Held) {
        gate_ui(ui, gate, out);
    }
}
